"""Commands of every kind on patients, each on somebody whom a number draws."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from semble_cli.patient.record import ArchiveReason
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import archive_patient, edit_fields, tag_patients
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.recover import from_ledger, purge, recover_patients
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag, change_tag, delete_tag
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store import ledger
from semble_cli.store.database.open import connected
from tests.conftest import NOW, PAT_TROIS, a_patient
from tests.store.soundness.practice import ROWS, delete, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register


def people(register: Register) -> list[Patient]:
    return list(all_patients(register, Listing(archived=True)))


def one(register: Register, place: int) -> Patient:
    found = sorted(people(register), key=lambda patient: patient.id or 0)
    return found[place % len(found)]


def gone(register: Register) -> list[int]:
    with connected(register.store) as connection:
        return ledger.ids(connection)


def undo_with_force(register: Register, place: int) -> None:
    batches = last_batches(register, 0)
    undo_command(register, batches[place % len(batches)].number, force=True)


def redo(register: Register, _: int) -> None:
    undo_command(register, last_undone_of_mine(register).undone_by or 0)


def recover(register: Register, place: int) -> None:
    former = gone(register)
    chosen = former[place % len(former)]
    recover_patients(register, from_ledger(register, [chosen]), [chosen])


COMMANDS: dict[str, Callable[[Register, int], object]] = {
    "add": lambda register, place: create_patient(
        register,
        a_patient(PAT_TROIS | {"birth_date": f"{1900 + place}", "nir": None}),
        known=[patient.id or 0 for patient in people(register)],
    ),
    "edit": lambda register, place: edit_fields(
        register, one(register, place).id or 0, {"city": f"V{place}", "used_name": "de la Tour"}
    ),
    "clear": lambda register, place: edit_fields(
        register, one(register, place).id or 0, {"city": "", "used_name": "", "phones": ""}
    ),
    "archive": lambda register, place: archive_patient(
        register, one(register, place).id or 0, ArchiveReason.OTHER
    ),
    "delete": lambda register, place: delete(register, one(register, place)),
    "recover": recover,
    "purge": lambda register, place: purge(register, NOW + timedelta(days=place % 2)),
    "import": lambda register, place: load(register, *ROWS[place % 3 :]),
    "tag": lambda register, place: tag_patients(
        register, [one(register, place).id or 0], [f"t{place % 3}"]
    ),
    "tag add": lambda register, place: add_tag(register, f"T{place % 3}", None),
    "tag rename": lambda register, place: change_tag(
        register, f"t{place % 3}", f"T{(place + 1) % 4}", "#000000"
    ),
    "tag delete": lambda register, place: delete_tag(register, f"t{place % 3}"),
    "setting": lambda register, place: set_setting(
        register, BY_NAME["mail.port"], str(place) if place % 3 else None
    ),
    "look": lambda register, place: reveal_patient(register, one(register, place).id or 0),
    "undo": lambda register, _: undo_command(register, last_of_mine(register).number),
    "undo by force": undo_with_force,
    "redo": redo,
}
