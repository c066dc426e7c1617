"""What of a patient is compared, to tell whether two records are of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.names import compact, strict_given_names, strict_name, words
from semble_cli.patient.evidence import is_own_nir

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.record import Patient

_NIR_BODY = 13


class Traits(NamedTuple):
    """What of a patient is compared. Names are folded and without spaces, those of `given_list` the
    words of the list; `texts` are the birth name and the first given name as they are kept."""

    birth_name: str
    used_name: str | None
    first_given_name: str
    given_names: frozenset[str]
    given_list: tuple[str, ...]
    texts: tuple[str, str]
    birth_date: date
    birth_date_fictive: bool
    sex: str
    birth_place_code: str
    birth_rank: int | None
    nir: str | None
    matricule: str | None

    def __repr__(self) -> str:
        return "Traits()"

    @property
    def strict_name(self) -> str:
        """The birth name as the INS holds it."""
        return strict_name(self.texts[0])

    @property
    def strict_given_name(self) -> str:
        """The first given name as the INS holds it."""
        return strict_given_names(self.texts[1])


def traits_of(patient: Patient) -> Traits:
    """What of a patient is compared."""
    first = compact(patient.first_given_name)
    given_list = words(patient.birth_given_names)
    given = {first, *given_list}
    if patient.used_given_name:
        given.add(compact(patient.used_given_name))
    return Traits(
        birth_name=compact(patient.birth_name),
        used_name=compact(patient.used_name) if patient.used_name else None,
        first_given_name=first,
        given_names=frozenset(given),
        given_list=given_list,
        texts=(patient.birth_name, patient.first_given_name),
        birth_date=patient.birth_date,
        birth_date_fictive=patient.birth_date_fictive,
        sex=patient.sex.value,
        birth_place_code=patient.birth_place_code,
        birth_rank=patient.birth_rank,
        nir=patient.nir,
        matricule=patient.ins_matricule,
    )


def has_own_nir(one: Traits) -> bool:
    """Whether the NIR is the person's own, not that of somebody they are insured under."""
    return is_own_nir(one.nir or "", one.sex, one.birth_date, is_fictive=one.birth_date_fictive)


def same_nir(one: Traits, other: Traits) -> bool:
    """Whether both have one NIR; its key, which a card may give wrong, does not count."""
    return bool(one.nir and other.nir and one.nir[:_NIR_BODY] == other.nir[:_NIR_BODY])


def bear_own_nir(one: Traits, other: Traits) -> bool:
    """Whether both have one NIR, and it is the own one of both."""
    return same_nir(one, other) and has_own_nir(one) and has_own_nir(other)
