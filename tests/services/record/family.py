"""A register with three patients and two contacts, for tests of what stands around patients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.relations import list_relations
from semble_cli.store import journal
from tests.conftest import a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

ZOE, AGATHE, MOTHER = 1, 2, 3
GP, INSURER = 1, 2


def fill_family(register: Register) -> None:
    """Two sisters, their mother, a GP and an insurer."""
    for name in ("ZOE", "AGATHE", "CLAUDE"):
        create_patient(register, a_patient(first_given_name=name, birth_given_names=name))
    add_contact(
        register,
        {"kind": "person", "name": "MARTIN", "first_name": "Claire", "phones": ["0199000001"]},
    )
    add_contact(register, {"kind": "organisation", "name": "Mutuelle Essai"})


def last_command(register: Register) -> int:
    """The number of the last command, whose events may be several."""
    with register.reading() as connection:
        return journal.batches(connection, 1)[0][0].batch


def told(register: Register, patient_id: int, *keys: str) -> list[Any]:
    """What the relations of a patient say under one key, or under several."""
    items = list_relations(register, patient_id)[1]
    rows = [tuple(item[key] for key in keys) for item in items]
    return [row[0] for row in rows] if len(keys) == 1 else rows
