"""The folded keys by which a patient is found: written beside the record, compared by searches.

Names are keyed in capitals without spaces (`PAT-TROIS` -> `PATTROIS`), e-mails in small letters,
so that the two never meet; phones by their digits from the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.contacts import phone_digits
from semble_cli.identity.names import compact, words
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.identity.patient import Patient

_EMAIL_WORDS = pattern(r"[^._+@-]+")


def patient_keys(patient: Patient) -> dict[str, Any]:
    """The key columns of a patient's row."""
    keys = {
        "birth_key": compact(patient.birth_name),
        "given_key": compact(patient.first_given_name),
        "used_key": compact(patient.used_name) if patient.used_name else None,
        "used_given_key": compact(patient.used_given_name) if patient.used_given_name else None,
        "email_key": patient.email.casefold() if patient.email else None,
    }
    inner = sorted(name_words(patient) - set(keys.values()))
    return keys | {"inner_key": "".join(f" {word}" for word in inner) or None}


class IdentityKey(NamedTuple):
    """What two records of one person have in common, were both entered without a mistake."""

    birth_key: str
    given_key: str
    birth_date: date
    sex: str
    birth_place_code: str


def identity_key(patient: Patient) -> IdentityKey:
    """The five traits of a patient, names without accents, case or signs."""
    return IdentityKey(
        compact(patient.birth_name),
        compact(patient.first_given_name),
        patient.birth_date,
        patient.sex.value,
        patient.birth_place_code,
    )


def name_words(patient: Patient) -> set[str]:
    """Every key by which one of the patient's names may begin: whole, or from an inner word on.

    `DE LA TOUR` gives `DELATOUR`, `LATOUR` and `TOUR`: typed with or without spaces, it is found.
    """
    names = (
        patient.birth_name,
        patient.used_name or "",
        patient.first_given_name,
        patient.used_given_name or "",
        *patient.birth_given_names.split(),
    )
    return {key for name in names for key in _endings(words(name))}


def email_words(email: str | None) -> set[str]:
    """The e-mail from each of its words on: `zoe.adrun@example.org` from `adrun@`, `example`."""
    if not email:
        return set()
    key = email.casefold()
    local = key.partition("@")[0]
    starts = [match.start() for match in _EMAIL_WORDS.finditer(local)]
    return {key[start:] for start in (*starts, len(local) + 1)}


def inner_words(patient: Patient) -> set[str]:
    """The words that need a row of their own: those that no key column begins with."""
    return words_beside(patient, patient_keys(patient))


def words_beside(patient: Patient, keys: dict[str, Any]) -> set[str]:
    """As `inner_words`, where the key columns are at hand."""
    inner = keys["inner_key"] or ""
    return {*inner.split(), *email_words(patient.email)} - {keys["email_key"]}


def phone_key(number: str) -> str:
    """A phone's digits from the last: the end of a number is its beginning."""
    return phone_digits(number)[::-1]


def _endings(parts: tuple[str, ...]) -> Iterator[str]:
    for start in range(len(parts)):
        yield "".join(parts[start:])
