"""`patient add` where the same person is there, archived or deleted: nothing typed is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient.display.summary import write_summary
from semble_cli.commands.ui.tables import messages_console
from semble_cli.patient.record import ArchiveReason
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.patients.show import show_patient
from tests.conftest import ADRUN, a_patient, register_on
from tests.on_terminal import (
    BORN,
    DOWN,
    INTERRUPT,
    UP,
    ZOE,
    answer,
    document_of,
    ends,
    pick,
)

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start


def test_the_other_record_can_be_looked_at_and_completed_and_what_is_not_taken_is_named(
    start: Start, sqlite_store: StoreAddress
) -> None:
    held = ADRUN | {"email": "zoe@example.org", "phones": "mobile:06 39 98 12 34"}
    create_patient(register_on(sqlite_store), a_patient(held))
    process = start("patient", "add", "--birth-name", "ADRUM", *ZOE[2:6], "--sex", "F")
    answer(process, "date de naissance", "31/12/1975")
    answer(process, "lieu de naissance", "63220")
    process.expect("Un patient proche existe")
    pick(process, "Que faire")  # look at it first
    process.expect("zoe@example.org")
    pick(process, "Que faire", DOWN)
    answer(process, "téléphones", "01 99 00 11 22")
    pick(process, "Que voulez-vous ajouter", DOWN, " ")
    answer(process, "lignes d'adresse", "1 rue de la Paix")
    for question in ("code postal", "ville", "pays"):
        answer(process, question)
    process.expect("Est-ce exact")
    process.expect("Compléter 1")
    process.send("\r")
    code, said = ends(process)
    assert code == 0, said
    assert "lignes d'adresse : – → 1 rue de la Paix" in said
    assert "Non repris : nom de naissance ADRUM, car le dossier contient ADRUN." in said
    found = document_of(start)
    assert [phone["number"] for phone in found["phones"]] == ["06 39 98 12 34", "01 99 00 11 22"]
    assert ends(start("patient", "show", "2"))[0] == 3


def test_a_record_that_is_looked_at_is_no_result(
    sqlite_store: StoreAddress, capsys: pytest.CaptureFixture[str]
) -> None:
    register = register_on(sqlite_store)
    create_patient(register, a_patient(ADRUN | {"email": "zoe@example.org"}))
    write_summary(show_patient(register, 1), on=messages_console())
    written = capsys.readouterr()
    assert written.out == ""
    assert "zoe@example.org" in written.err


def test_who_was_deleted_is_brought_back_and_completed(
    start: Start, sqlite_store: StoreAddress
) -> None:
    register = register_on(sqlite_store)
    create_patient(register, a_patient(ADRUN))
    delete_patient(register, 1, "ADRUN Zoé", None)
    process = start("patient", "add", *ZOE)
    answer(process, "date de naissance", "31/12/1975")
    answer(process, "lieu de naissance", "63220")
    process.expect(r"ADRUN Zoé, 31/12/1975 \(1\), supprimée le .* est probablement")
    pick(process, "Que faire")
    process.expect(r"Récupérée : ADRUN Zoé, née le 31/12/1975 \(1\)")
    answer(process, "téléphones", "0639981234")
    answer(process, "Que voulez-vous ajouter")
    process.expect("Est-ce exact")
    process.send(INTERRUPT)
    code, said = ends(process)
    assert code == 130
    assert "Aucun patient" not in said
    assert re.search(r"La commande \d+ est enregistrée. La saisie est gardée", said)
    process = start("patient", "add", "--resume")
    process.expect("Compléter 1")
    process.send("\r")
    assert ends(process)[0] == 0
    assert document_of(start)["phones"] == [{"type": "mobile", "number": "0639981234"}]


def test_an_archived_one_is_said_to_match(start: Start, sqlite_store: StoreAddress) -> None:
    register = register_on(sqlite_store)
    create_patient(register, a_patient(ADRUN))
    archive_patient(register, 1, ArchiveReason.MOVED_AWAY)
    code, said = ends(start("patient", "add", *ZOE, *BORN, "--birth-place", "63220", "--no-input"))
    assert code == 5
    assert "Aux archives : 1." in said
    process = start("patient", "add", *ZOE, *BORN, "--birth-place", "63220")
    process.expect("1 est archivée depuis le 23/11/2026 : a déménagé")
    pick(process, "Que faire", UP)
    assert ends(process)[0] == 0


@pytest.mark.parametrize(("policy", "code"), [("create", 0), ("refuse", 5)])
def test_a_policy_about_duplicates_is_kept_while_questions_are_asked(
    start: Start, sqlite_store: StoreAddress, policy: str, code: int
) -> None:
    create_patient(register_on(sqlite_store), a_patient(ADRUN))
    process = start("patient", "add", *ZOE, *BORN, "--on-duplicate", policy)
    answer(process, "lieu de naissance", "63220")
    if code == 0:
        for question in ("téléphones", "Que voulez-vous ajouter", "Est-ce exact"):
            answer(process, question)
    ended, said = ends(process)
    assert ended == code, said
    assert ("La saisie est gardée un jour" in said) == (code == 5)
