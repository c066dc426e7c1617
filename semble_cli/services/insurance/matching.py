"""Whom of the register a card, or an answer of a teleservice, is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict
from semble_cli.identity.names import compact, words
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.patient.bearers import bear_one_nir, one_person_by_number
from semble_cli.patient.catalogue import COMPARED
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.matching import Verdict
from semble_cli.patient.record import Patient, Sex
from semble_cli.services.access import Permission
from semble_cli.services.patients.duplicates import Candidate, candidates
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.candidates import ids_with_matricules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class Match(NamedTuple):
    """The one patient who it surely is, or those among whom a person chooses, if any."""

    patient: Patient | None
    likely: Sequence[Candidate] = ()


def match_patient(
    register: Register,
    retrieved: Retrieved,
    own_nir: str | None = None,
    permission: Permission = Permission.READ,
) -> Match:
    """The patient whom the values were retrieved about: by a matricule INS; else by the NIR of the
    insured with the birth date and a given name, where no other trait contradicts it; else by the
    traits.

    Args:
        own_nir: the person's own, which is the matricule of whoever has an identity from INSi.
        permission: what is needed for what comes after.

    Raises:
        Refused: who works here has not that permission.
    """
    with register.reading(permission) as connection:
        return match_on(connection, retrieved, own_nir)


def match_on(connection: Connection, retrieved: Retrieved, own_nir: str | None = None) -> Match:
    """As `match_patient`, on a connection that is open."""
    numbers = _numbers(retrieved, own_nir)
    holders = patients.get_many(connection, ids_with_matricules(connection, numbers))
    if len(holders) == 1:
        return Match(holders[0])
    probe = _probe(retrieved)
    likely = candidates(connection, probe) if probe else []
    if probe is None:
        return Match(None)
    traits = traits_of(probe)
    sure = [
        one
        for one in likely
        if one.likeness.verdict is Verdict.SAME or bear_one_nir(traits, traits_of(one.patient))
    ]
    if len(sure) == 1 and (
        sure[0].likeness.verdict is Verdict.SAME
        # The place that a NIR tells may be another code's; a differing one has its own question.
        or one_person_by_number(
            traits._replace(birth_place_code=UNKNOWN_PLACE), traits_of(sure[0].patient)
        )
    ):
        return Match(sure[0].patient)
    return Match(None, likely)


def who_is_it(likely: Sequence[Candidate]) -> Conflict:
    """The error for a person who may be one of several patients, where nobody is there to say."""
    return Conflict(
        "A patient of the register is likely to be the same person: {ids}. Say who it is with"
        " --patient ID, or --patient new for none of them.",
        ids=", ".join(str(candidate.patient.id) for candidate in likely),
    )


def is_known(patient: Patient) -> Conflict:
    """The error for a new patient who surely is one of the register."""
    return Conflict(
        "Patient {id} of the register is this person, by matricule, NIR or traits: leave"
        " --patient new out.",
        id=patient.id,
    )


def is_plausible(patient: Patient, retrieved: Retrieved) -> bool:
    """Whether the values may be of that patient at all: the same birth date, or the same names."""
    probe = _probe(retrieved)
    if probe is None:
        return False
    families = {compact(name) for name in (patient.birth_name, patient.used_name) if name}
    same_family = compact(probe.birth_name) in families
    if probe.birth_date == patient.birth_date:
        return same_family or _same_given_name(patient, probe)
    return same_family and _same_given_name(patient, probe)


def _numbers(retrieved: Retrieved, own_nir: str | None) -> set[str]:
    numbers = {own_nir} if own_nir else set()
    if "ins_matricule" in retrieved:
        numbers.add(retrieved["ins_matricule"].value)
        numbers.update(past.matricule for past in retrieved["former_ins"].value)
    return numbers


def _probe(retrieved: Retrieved) -> Patient | None:
    """A patient to compare with: what was not retrieved counts as not known."""
    compared = (*COMPARED, "birth_place")
    values = {name: retrieved[name].value for name in compared if name in retrieved}
    if not {"birth_name", "first_given_name", "birth_date"} <= set(values):
        return None
    unknown = {
        "birth_given_names": values["first_given_name"],
        "sex": Sex.INDETERMINATE,
        "birth_place_code": UNKNOWN_PLACE,
        "birth_place": UNKNOWN_PLACE,
    }
    return Patient(**(unknown | values))


def _same_given_name(patient: Patient, probe: Patient) -> bool:
    def forms(one: Patient) -> Iterable[str]:
        yield compact(one.first_given_name)
        yield compact(one.used_given_name or "")
        yield from words(one.birth_given_names)

    return not ({*forms(patient)} - {""}).isdisjoint({*forms(probe)} - {""})
