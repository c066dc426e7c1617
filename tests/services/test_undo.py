"""Undo and redo: walks back over one's own commands, and forward again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services import stores
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import (
    edit_fields,
)
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.store import journal
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, PAT_TROIS, a_patient, tamper
from tests.services.imports.importing_commands import everybody, imported
from tests.services.test_undo_walks import HEADER, KNOWN, NEW, ids_of, redo, undo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file to import."""

    def to_file(*rows: str, name: str = "export.csv", header: str = HEADER) -> Path:
        file = tmp_path / name
        file.write_text("".join((header, *rows)), "utf-8")
        return file

    return to_file


def test_three_undos_take_three_commands_back_and_three_redos_do_them_again(
    semble_on_both: Semble,
) -> None:
    semble = semble_on_both
    semble("patient", "add", *TRAITS, "--city", "Lyon")
    semble("patient", "edit", 1, "--city", "Reims")
    semble("patient", "block", 1, "--reason", "impayés")
    before = shown(semble)
    for word in ("taken back: blocked", "taken back: edited", "taken back: created"):
        assert word in semble("undo").err
    assert semble("patient", "show", 1).code == 3
    assert semble("undo").code == 3
    for word in ("done again: created", "done again: edited", "done again: blocked"):
        assert word in semble("redo").err
    assert shown(semble) == before
    said = semble("redo")
    assert (said.code, "There is no command of yours to do again" in said.err) == (3, True)
    assert semble("store", "check").code == 0


def test_something_new_ends_the_redoing_and_a_look_does_not(semble: Semble) -> None:
    semble("patient", "add", *TRAITS)
    semble("patient", "edit", 1, "--city", "Reims")
    semble("undo")
    semble("patient", "show", 1, "--reveal")
    assert semble("redo").code == 0
    semble("undo")
    semble("patient", "edit", 1, "--city", "Nice")
    assert semble("redo").code == 3
    assert shown(semble)["address"]["city"] == "Nice"


def test_the_number_of_an_undoing_does_its_command_again(semble_on_both: Semble) -> None:
    semble = semble_on_both
    semble("patient", "add", *TRAITS)
    semble("undo")
    undoing = batches(semble)[0]["batch"]
    assert semble("undo", undoing).code == 0
    assert semble("patient", "show", 1).code == 0
    said = semble("undo", undoing)
    assert (said.code, "taken back already" in said.err) == (5, True)
    redoing = batches(semble)[0]["batch"]
    assert semble("undo", redoing).code == 0
    assert semble("patient", "show", 1).code == 3
    assert semble("store", "check").code == 0


def test_a_recovery_is_taken_back_and_done_again(semble_on_both: Semble) -> None:
    semble = semble_on_both
    semble("patient", "add", *TRAITS)
    semble("patient", "delete", 1, "--confirm", "ADRUN Zoé")
    semble("patient", "recover", 1)
    for _ in range(3):
        assert semble("undo").code == 0
        assert semble("patient", "show", 1).code == 3
        assert semble("redo").code == 0
        assert semble("patient", "show", 1).code == 0
    assert semble("store", "check").code == 0


def test_what_was_erased_with_a_patient_is_passed_over(semble: Semble) -> None:
    semble("tag", "add", "ALD")
    semble("patient", "add", *TRAITS)
    semble("patient", "edit", 1, "--city", "Reims")
    semble("patient", "delete", 1, "--confirm", "ADRUN Zoé")
    assert "tag added" in semble("undo").err
    assert semble("undo").code == 3


def test_who_is_purged_meanwhile_does_not_come_back(semble: Semble) -> None:
    semble("patient", "add", *TRAITS)
    semble("undo")
    undoing = batches(semble)[0]["batch"]
    purged = ("store", "purge-former", "--older-than", "01/01/2999", "--confirm", 1)
    assert semble(*purged).code == 0
    assert semble("redo").code == 3
    said = semble("undo", undoing)
    assert (said.code, "erased with the patient" in said.err) == (6, True)


def test_what_was_medical_does_not_come_back_with_a_creation(register: Register) -> None:
    create_patient(register, a_patient(ADRUN | {"comments": "diabète", "city": "Lyon"}))
    edit_fields(register, 1, {"comments": "asthme", "city": "Reims"})
    undo(register)
    undo(register)
    with connected(register.store) as connection:
        held = str(connection.rows("SELECT content FROM event"))
        held += str(connection.rows("SELECT record FROM former_patient"))
    assert not any(word in held for word in ("diabète", "asthme"))
    redo(register)
    redo(register)
    (patient,) = all_patients(register, Listing())
    assert (patient.comments, patient.city) == (None, "Reims")
    assert stores.check(register) == []


def test_an_import_that_created_patients_is_not_done_again(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    imported(semble, write(*NEW))
    assert semble("undo").code == 0
    for words in (("redo",), ("undo", batches(semble)[0]["batch"])):
        said = semble(*words)
        assert (said.code, "Import the file again" in said.err) == (6, True)
    assert imported(semble, write(*NEW, name="b.csv"))["created"] == 2


def test_an_import_whose_patients_are_as_they_came_goes_whole(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    imported(semble, write(*NEW))
    semble("patient", "edit", 1, "--city", "Nice")
    semble("patient", "show", 2, "--reveal")
    assert semble("undo").code == 0
    said = semble("undo")
    assert said.code == 0, said.err
    assert everybody(semble) == []
    assert semble("store", "check").code == 0


def test_who_was_deleted_and_recovered_is_not_taken_away_with_the_import(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    report = imported(semble, write(*NEW))
    semble("patient", "delete", 1, "--confirm", "CORSE Anthony")
    semble("patient", "recover", 1)
    said = semble("undo", report["batch"])
    assert (said.code, "left as they are: 1." in said.err) == (9, True)
    assert [patient["id"] for patient in everybody(semble)] == [1]


def test_the_advice_of_force_works(semble_on_both: Semble, write: Callable[..., Path]) -> None:
    semble = semble_on_both
    imported(semble, write(KNOWN, name="first.csv"))
    report = imported(
        semble,
        write(KNOWN.replace("Épernay", "Reims"), *NEW),
        *("--on-duplicate", "update"),
    )
    for patient in (1, 2):
        semble("patient", "edit", patient, "--city", "Nice")
    said = semble("undo", report["batch"])
    advice = f"semble undo {report['batch']} --force"
    assert (said.code, advice in said.err) == (9, True)
    assert len(everybody(semble)) == 2
    said = semble(*advice.split()[1:])
    assert said.code == 0, said.err
    assert [patient["address"]["city"] for patient in everybody(semble)] == ["Épernay"]
    assert semble(*advice.split()[1:]).code == 5
    assert semble("store", "check").code == 0


def test_an_import_that_updated_who_is_deleted_by_now_is_taken_back(
    semble: Semble, write: Callable[..., Path]
) -> None:
    imported(semble, write(KNOWN, name="first.csv"))
    moved = write(KNOWN.replace("Épernay", "Reims"))
    report = imported(semble, moved, "--on-duplicate", "update")
    name = everybody(semble)[0]["full_name"]
    assert semble("patient", "delete", 1, "--confirm", name).code == 0
    assert semble("undo", report["batch"]).code == 0


def test_a_tag_of_an_import_that_is_no_more_does_not_hold_it_back(
    semble: Semble, write: Callable[..., Path]
) -> None:
    tagged = write(KNOWN.replace("Épernay", "ALD"), header=HEADER.replace("Ville", "Tag"))
    report = imported(semble, tagged, "--create-tags")
    semble("tag", "rename", "ALD", "Affection")
    said = semble("undo", report["batch"])
    assert said.code == 0, said.err
    assert everybody(semble) == []


def test_a_conflict_is_told_and_nothing_older_is_taken_back(semble: Semble) -> None:
    semble("patient", "add", *TRAITS, "--city", "Lyon")
    semble("patient", "edit", 1, "--city", "Reims")
    edit = batches(semble)[0]["batch"]
    semble("patient", "edit", 1, "--city", "Nice")
    assert semble("undo", edit).code == 5
    assert shown(semble)["address"]["city"] == "Nice"


def test_the_commands_of_others_are_left_alone(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    semble("user", "add", "somebody", "--role", "admin")
    semble("patient", "add", *TRAITS)
    with monkeypatch.context() as other:
        other.setattr(sqlite, "operating_system_login", lambda: "somebody")
        said = semble("undo")
        assert (said.code, "no command of yours to take back" in said.err) == (3, True)
    semble("undo")
    with monkeypatch.context() as other:
        other.setattr(sqlite, "operating_system_login", lambda: "somebody")
        assert semble("redo").code == 3
    assert semble("redo").code == 0


def test_hundreds_of_commands_back_the_last_one_of_mine_is_found(register: Register) -> None:
    add_tag(register, "ALD", None)
    create_patient(register, a_patient(PAT_TROIS))
    for _ in range(120):
        reveal_patient(register, 1)
    undo(register)
    assert ids_of(register) == []
    for _ in range(60):
        redo(register)
        undo(register)
    redo(register)
    assert ids_of(register) == [1]
    assert stores.check(register) == []


def test_a_register_of_before_with_undoings_undone_is_walked_too(register: Register) -> None:
    """Programs of before let what did a command again be undone, not the command itself."""
    create_patient(register, a_patient(PAT_TROIS))
    edit_fields(register, 1, {"city": "Reims"})
    first = undo(register)
    redo(register)
    undo(register)
    again, undoing = (batch.number for batch in last_batches(register, 2)[::-1])
    tamper(register, "UPDATE event SET undoes = ? WHERE seq = ?", (again, undoing))
    with connected(register.store) as connection:
        assert journal.undone_by(connection, first) is not None
    assert redo(register) == first
    assert undo(register) == first
    assert redo(register) == first


TRAITS = (
    *("--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
    *("--birth-date", "31/12/1975", "--birth-place", "63220"),
)


def shown(semble: Semble) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(semble("patient", "show", 1, "-f", "json").out)
    return {name: document[name] for name in document if name not in ("version", "updated_at")}


def batches(semble: Semble) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(semble("undo", "--list", "-f", "json").out)
    return found
