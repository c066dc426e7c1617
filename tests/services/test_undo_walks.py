"""Any walk of undo and redo goes through the states that the register was in."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semble_cli.errors import NoSuchRecord
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.record import ArchiveReason
from semble_cli.services import stores
from semble_cli.services.batches import last_batches
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import (
    archive_patient,
    block_patient,
    edit_fields,
    set_preferences,
    tag_patients,
    untag_patients,
)
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.recover import from_ledger, recover_patients
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag, all_tags, change_tag, delete_tag
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]

State = tuple[dict[int, dict[str, Any]], list[tuple[str, str | None]]]

HEADER = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Ville;N° dossier\n"
NEW = (
    "CORSE;Anthony;22/03/1980;M;2A004;Ajaccio;D2\n",
    "NESSI;Michelangelo;07/08/2010;M;63220;;D3\n",
)
KNOWN = "PAT-TROIS;DOMINIQUE;28/03/1979;F;51215;Épernay;D1\n"


def state_of(register: Register) -> State:
    """All that undo restores: everybody's fields, and the tags."""
    people = {
        patient.id or 0: {
            name: value
            for name, value in patient._asdict().items()
            if name not in ("version", "created_at", "updated_at")
        }
        for patient in all_patients(register, Listing(archived=True))
    }
    return people, [(tag.name, tag.color) for tag in all_tags(register)]


def undo(register: Register) -> int:
    return undo_command(register, last_of_mine(register).number).number


def redo(register: Register) -> int:
    last = last_undone_of_mine(register)
    undo_command(register, last.undone_by or 0)
    return last.number


def load(register: Register, *rows: str) -> None:
    source = TableRecords(io.BytesIO((HEADER + "".join(rows)).encode()), None, Reading())
    import_patients(register, source, Policy(OnDuplicate.UPDATE))


def number_of(register: Register) -> int:
    """How many commands there were: a number to make names of."""
    return len(last_batches(register, 0))


def ids_of(register: Register) -> list[int]:
    return sorted(patient.id or 0 for patient in all_patients(register, Listing(archived=True)))


def add_one_more(register: Register) -> None:
    number = number_of(register)
    letters = "".join("ABCDEFGHIJ"[int(figure)] for figure in str(number))
    one = a_patient(ADRUN | {"birth_name": f"ADRUN {letters}", "birth_date": f"{1900 + number}"})
    create_patient(register, one, known=ids_of(register))


def a_tag(register: Register) -> str:
    return all_tags(register)[0].name


COMMANDS: dict[str, Callable[[Register], object]] = {
    "add": add_one_more,
    "edit": lambda register: edit_fields(
        register, ids_of(register)[-1], {"city": f"Ville {number_of(register)}"}
    ),
    "recover": lambda register: recover_patients(register, from_ledger(register, [2]), {2}),
    "block": lambda register: block_patient(register, 1, str(number_of(register))),
    "tag": lambda register: tag_patients(register, [1, ids_of(register)[-1]], [a_tag(register)]),
    "untag": lambda register: untag_patients(register, [1], [a_tag(register)]),
    "archive": lambda register: archive_patient(register, 1, ArchiveReason.INACTIVE),
    "prefs": lambda register: set_preferences(
        register, 1, {"receive_sms": number_of(register) % 2 == 0}
    ),
    "tag add": lambda register: add_tag(register, f"T{number_of(register)}", None),
    "tag rename": lambda register: change_tag(
        register, a_tag(register), f"A{number_of(register)}", "#112233"
    ),
    "tag delete": lambda register: delete_tag(register, a_tag(register)),
    "import": lambda register: load(
        register, KNOWN.replace("Épernay", f"Ville {number_of(register)}")
    ),
    "look": lambda register: reveal_patient(register, 1),
}
"""Every kind of command that is taken back and done again, and one that writes nothing."""


class Walk:
    """A register, and what a walk of commands, undo and redo must make of it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.done: list[State] = []
        self.undone: list[State] = []
        self.now = state_of(register)
        self.note(lambda: create_patient(register, a_patient(PAT_TROIS)))
        gone = create_patient(register, a_patient(ADRUN)).id or 0
        delete_patient(register, gone, "ADRUN Zoé", None)
        self.note(lambda: add_tag(register, "ALD", None))

    def note(self, command: Callable[[], object]) -> None:
        before = number_of(self.register)
        command()
        if number_of(self.register) > before:
            self.done.append(self.now)
            self.undone.clear()
            self.now = state_of(self.register)

    def step(self, name: str) -> None:
        if name == "undo":
            self.move(undo, self.done, self.undone)
        elif name == "redo":
            self.move(redo, self.undone, self.done)
        elif name == "look":
            if 1 in self.now[0]:
                COMMANDS[name](self.register)
        elif name in ("add", "tag add", "recover") or (1 in self.now[0] and self.now[1]):
            self.note(lambda: COMMANDS[name](self.register))

    def move(self, do: Callable[[Register], int], source: list[State], goal: list[State]) -> None:
        if not source:
            with pytest.raises(NoSuchRecord):
                do(self.register)
            return
        do(self.register)
        goal.append(self.now)
        self.now = source.pop()
        assert state_of(self.register) == self.now


def walk(register: Register, steps: list[str]) -> None:
    path = Walk(register)
    for step in steps:
        path.step(step)
    for step, left in (("undo", path.done), ("redo", path.undone), ("undo", path.done)):
        for _ in range(len(left) + 1):
            path.step(step)
    assert stores.check(register) == []


@given(st.lists(st.sampled_from([*COMMANDS, *["undo"] * 7, *["redo"] * 5]), max_size=14))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
def test_any_walk_of_undo_and_redo_goes_through_the_states_that_were(
    sqlite_template: Path, tmp_path: Path, steps: list[str]
) -> None:
    for file in tmp_path.glob("walked.db*"):
        file.unlink()
    shutil.copy(sqlite_template, tmp_path / "walked.db")
    walk(register_on(StoreAddress(Database.SQLITE, str(tmp_path / "walked.db"))), steps)


def test_a_walk_over_every_kind_of_command(register: Register) -> None:
    kinds = list(COMMANDS)
    turns = ["undo", "undo", "redo", "undo", "redo", "redo"]
    walk(register, [step for kind in kinds for step in (kind, *turns)])
