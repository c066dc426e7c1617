"""What a shell may complete from the register, for who may search it. Nothing is written: that
names were proposed is as that they were found, no event of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.services.patients.search import SearchQuery, search_patients, state_of
from semble_cli.store import ledger, tags
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.encryption.key_source import KeySource

AT_MOST = 20
"""How many patients are proposed: whoever sees more types on."""


class ProposedPatient(NamedTuple):
    """A patient who is proposed: the id, and what tells who it is. `state` is as a search's."""

    id: int
    full_name: str
    birth_date: date
    state: str


def register_in_haste(
    address: str, clock: Callable[[], datetime], patience: float, keys: KeySource | None = None
) -> Register:
    """The register in the store at *address*, which is waited for no longer than *patience*.

    Raises:
        BadUsage: it is no address of a store.
    """
    from semble_cli.services.register import register_at

    register = register_at(address, clock, keys=keys)
    return register._replace(store=register.store._replace(patience=patience))


def patients_called(register: Register, words: str) -> list[ProposedPatient]:
    """The patients whom a search for these words finds first, archived ones too; those who nearly
    match where nobody does.

    Raises:
        SembleError: as `services.patients.search`.
    """
    found = search_patients(register, SearchQuery(bar=words, limit=AT_MOST, archived=True))
    return [_proposed(hit.patient, hit.state) for hit in found.hits if found.near or not hit.near]


def patients_numbered(register: Register, figures: str) -> list[ProposedPatient]:
    """The patients whose ids begin with these figures, archived ones too."""
    with register.reading() as connection:
        ids = patients.ids_beginning(connection, figures, AT_MOST)
        found = [(each, state_of(each)) for each in patients.get_many(connection, ids)]
    return [_proposed(patient, state) for patient, state in found if state != "merged"]


def former_patients(register: Register, words: str) -> list[ProposedPatient]:
    """The former patients whose names hold these words, or whose ids begin with these figures."""
    from semble_cli.identity.names import words as folded

    names = folded(words)
    with register.reading() as connection:
        if names and not words.isdecimal():
            found = ledger.search(connection, names, (), (), AT_MOST)
        else:
            ids = [each for each in ledger.ids(connection) if str(each).startswith(words)]
            found = ledger.get_many(connection, ids[:AT_MOST])
    return [_proposed(former.patient, "former") for former in found]


def contacts_called(register: Register, words: str) -> list[Contact]:
    """The contacts whose names have words that begin so, or whose numbers begin with figures."""
    with register.reading() as connection:
        if words.isdecimal():
            found = contacts.numbered(connection, words, AT_MOST)
        else:
            found = contacts.find(connection, words, limit=AT_MOST)
    return found


def tag_names(register: Register) -> list[str]:
    """The name of every tag of the practice."""
    with register.reading() as connection:
        return tags.all_names(connection)


def _proposed(patient: Patient, state: str) -> ProposedPatient:
    return ProposedPatient(patient.id or 0, patient.full_name, patient.birth_date, state)
