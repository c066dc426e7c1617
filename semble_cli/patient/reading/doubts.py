"""What does not fit together in an identity, or is in doubt: said, and never a reason to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.identity.names import first_given_name_fits
from semble_cli.identity.nir import nir_warnings, recorded_nir, tells_the_same
from semble_cli.identity.places import find_place, is_called, place_warning
from semble_cli.identity.postal_codes import places_meant_otherwise
from semble_cli.identity.status import STATUS_NAMES, IdentityStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from semble_cli.patient.record import Patient, Sex


def warnings_about(patient: Patient) -> tuple[Sentence, ...]:
    """What does not fit together in an identity; never a reason to refuse it."""
    return identity_warnings(*(getattr(patient, name) for name in WARNED_OF))


WARNED_OF = (
    *("first_given_name", "birth_given_names", "birth_date", "birth_date_fictive"),
    *("sex", "birth_place_code", "nir"),
)
"""The fields that `identity_warnings` takes, in its order."""


def identity_warnings(
    first_given_name: str,
    birth_given_names: str,
    birth_date: date,
    birth_date_fictive: bool,
    sex: Sex,
    birth_place_code: str,
    nir: str | None,
) -> tuple[Sentence, ...]:
    """As `warnings_about`, from the fields alone that tell it."""
    found: list[Sentence] = []
    if not first_given_name_fits(first_given_name, birth_given_names):
        found.append(
            Sentence("the first given name is not the beginning of the list of given names.")
        )
    place = find_place(birth_place_code)
    if place and (warning := place_warning(place, birth_date)):
        found.append(warning)
    if nir and not tells_the_same(nir, sex, birth_date, birth_place_code):
        found += nir_warnings(
            recorded_nir(nir),
            sex=sex.value,
            birth_date=birth_date,
            birth_date_fictive=birth_date_fictive,
            birth_place_code=birth_place_code,
        )
    return tuple(found)


def code_in_doubt(given: Mapping[str, Any]) -> str | None:
    """The code of a birth place that may be a postal code instead, of another place; `None` where a
    name beside it tells that it is not."""
    by_code, by_name = given.get("birth_place_code"), given.get("birth_place")
    code = str(by_code or by_name or "").strip()
    place = find_place(code) if places_meant_otherwise(code) else None
    if place is None or (by_code and by_name and is_called(place, str(by_name))):
        return None
    return code


def status_lowered(before: Patient, after: Patient) -> tuple[Sentence, ...]:
    """What is said where a change takes the status of the identity back (RNIV)."""
    if (
        before.standing.status is IdentityStatus.PROVISIONAL
        or after.standing.status is before.standing.status
    ):
        return ()
    return (
        Sentence(
            "the identity was {before} and is now {after}, for its traits or flags were changed.",
            before=STATUS_NAMES[before.standing.status],
            after=STATUS_NAMES[after.standing.status],
        ),
    )
