"""The one patient who bears a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import NoSuchRecord, Refused
from semble_cli.identity.names import words
from semble_cli.identity.whole_names import Among, TypedName, is_called, typed_name
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.store import ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register

_LOOKED_AT = 200
"""Patients whose names are compared; where more begin so, nothing is sure."""

_LISTED = 10
"""Ids that a sentence lists."""


def patient_named(register: Register, name: str, among: Among = Among.REGISTER) -> int:
    """The id of the one patient who bears a whole name, archived ones among them; a birth date
    behind a comma tells apart those who bear the same.

    Raises:
        NoSuchRecord: nobody does. Refused: several do, or so many are nearly called so that the
            one cannot be told.
    """
    typed = typed_name(name) or TypedName(name)
    found: list[Patient] = []
    if among is not Among.FORMER:
        found += _in_register(register, typed)
    if among is not Among.REGISTER:
        found += _in_ledger(register, typed)
    ids = [
        patient.id or 0
        for patient in found
        if is_called(_names_of(patient), typed.name) and typed.born in (None, patient.birth_date)
    ]
    if len(ids) > 1:
        listed = ", ".join(map(str, ids[:_LISTED])) + ("" if len(ids) <= _LISTED else ", …")
        raise Refused("Several patients are called so: {ids}. Give the id of one.", ids=listed)
    if len(found) > _LOOKED_AT:
        raise Refused("Too many names begin so to tell whose it is. Give the id.")
    if not ids:
        raise NoSuchRecord(
            "No patient bears this whole name. semble patient search finds by parts of a name."
        )
    return ids[0]


def _names_of(patient: Patient) -> tuple[str | None, ...]:
    return (
        patient.birth_name,
        patient.first_given_name,
        patient.birth_given_names,
        patient.used_name,
        patient.used_given_name,
    )


def _in_register(register: Register, typed: TypedName) -> Sequence[Patient]:
    """Patients whose names may be this one; one more than are looked at, if there are more."""
    fields = SearchFields(birth_date=typed.born.isoformat() if typed.born else None)
    asked = SearchQuery(typed.name, fields, limit=_LOOKED_AT + 1, archived=True)
    return [hit.patient for hit in search_patients(register, asked).hits if not hit.near]


def _in_ledger(register: Register, typed: TypedName) -> Sequence[Patient]:
    with register.reading() as connection:
        found = ledger.search(connection, words(typed.name), (), (), _LOOKED_AT + 1)
    return [former.patient for former in found]
