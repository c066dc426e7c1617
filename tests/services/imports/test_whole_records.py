"""What stands around patients goes out in a file and comes back in: all of it, once, undone whole,
on both databases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict
from semble_cli.exchange.document_records import DocumentRecords
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.demo import load_fictitious
from semble_cli.services.imports import batches
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.allergies import (
    add_allergy,
    edit_allergy,
    remove_allergy,
    say_none_known,
)
from semble_cli.services.record.change_document import delete_document
from semble_cli.services.record.read_documents import DocumentDamaged
from semble_cli.services.stores import check
from semble_cli.services.undo import undo_command
from semble_cli.store.database.open import connected
from tests.conftest import a_patient
from tests.services.imports.whole_records import (
    bring,
    file_of,
    fill,
    resources,
    said,
    without_ids,
)
from tests.services.record.documents import SMALL, held, keep, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

AROUND = (
    *("contact", "contact_phone", "relation", "allergy", "no_known_allergy", "consultation"),
    *("section", "treatment", "document", "document_content", "document_chunk"),
)


def is_known(resource: dict[str, Any]) -> bool:
    """Whether a resource tells something that stands around a patient."""
    return resource["resourceType"] != "Patient" and "no-allergy-info" not in str(resource)


@pytest.fixture
def whole(register: Register, tmp_path: Path) -> Register:
    fill(register, tmp_path)
    return register


def test_a_whole_register_goes_out_and_comes_back_the_same(
    whole: Register, other_register: Register
) -> None:
    file = file_of(whole)
    report = bring(other_register, file)
    assert (said(report), report.notes, report.created) == ({}, [], 4)
    assert report.read == len(file.splitlines()) == report.created + report.skipped + report.records
    assert without_ids(file_of(other_register)) == without_ids(file)
    assert check(other_register) == []


def test_the_same_file_twice_makes_nothing_twice(whole: Register, other_register: Register) -> None:
    file = file_of(whole)
    bring(other_register, file)
    before = {table: rows_of(other_register, table) for table in AROUND}
    for policy in (OnDuplicate.UPDATE, OnDuplicate.SKIP):
        report = bring(other_register, file, Policy(policy))
        assert (said(report), report.records, report.batch) == ({}, 0, None)
        assert report.skipped == report.read
    refused = bring(other_register, file)
    assert refused.rejected == refused.read - 1  # but for that nobody was asked
    assert {table: rows_of(other_register, table) for table in AROUND} == before


def test_an_import_is_undone_with_all_that_it_brought(
    whole: Register, other_register: Register
) -> None:
    report = bring(other_register, file_of(whole))
    done = undo_command(other_register, report.batch or 0)
    assert done.left == ()
    assert {
        table: rows_of(other_register, table) for table in (*AROUND, "patient")
    } == dict.fromkeys((*AROUND, "patient"), 0)
    assert held(other_register) == {}
    assert check(other_register) == []


def test_what_comes_to_known_patients_is_undone_and_they_stay(
    whole: Register, other_register: Register
) -> None:
    file = file_of(whole)
    patients_alone = b"".join(
        line for line in file.splitlines(keepends=True) if b'"resourceType":"Patient"' in line
    )
    bring(other_register, patients_alone)
    report = bring(other_register, file, Policy(OnDuplicate.UPDATE))
    assert (said(report), report.created) == ({}, 0)
    assert without_ids(file_of(other_register)) == without_ids(file)
    undo_command(other_register, report.batch or 0)
    asked = resources(file_of(other_register))
    assert {each["resourceType"] for each in asked} == {"Patient", "AllergyIntolerance"}
    assert rows_of(other_register, "contact") == 0


def test_who_was_changed_since_is_left_by_the_undoing(
    whole: Register, other_register: Register
) -> None:
    report = bring(other_register, file_of(whole))
    mine = next(
        patient_id
        for patient_id in range(1, 5)
        if any(
            each["substance"] == "Latex"
            for each in show_patient(other_register, patient_id).document["allergies"]
        )
    )
    edit_allergy(other_register, mine, "Latex", {"severity": "mild"})
    done = undo_command(other_register, report.batch or 0)
    assert done.left == (mine,)
    shown = show_patient(other_register, mine).document["allergies"]
    assert [each["substance"] for each in shown] == ["Latex"]


def test_a_trial_writes_nothing(whole: Register, other_register: Register) -> None:
    report = bring(other_register, file_of(whole), Policy(dry_run=True))
    assert (report.created, report.records > 0) == (4, True)
    assert {table: rows_of(other_register, table) for table in AROUND} == dict.fromkeys(AROUND, 0)


def test_a_long_file_that_another_process_reads_brings_the_same(
    whole: Register,
    other_register: Register,
    other_sqlite: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both processes have the one place in the file: it is looked through before, and again when
    all its rows are read."""
    load_fictitious(other_sqlite, 40, seed=1)
    others = re.sub(rb'("id":"|Patient/)', rb"\1f", file_of(other_sqlite))
    family = file_of(whole)
    monkeypatch.setattr(batches, "_AT_ONCE", 2)
    file = tmp_path / "whole.ndjson"
    file.write_bytes(others + family + others)
    with file.open("rb") as source:
        report = import_patients(other_register, DocumentRecords(source))
    assert report.created > 40
    brought = without_ids(file_of(other_register))
    assert [each for each in without_ids(family) if each not in brought] == []
    assert sum(map(is_known, brought)) == sum(map(is_known, without_ids(family)))


def test_a_damaged_document_is_never_handed_out_as_whole(whole: Register) -> None:
    with connected(whole.store) as connection, connection.writing():
        connection.run("UPDATE document_chunk SET data = ? WHERE position = 1", (b"x",))
    with pytest.raises(DocumentDamaged, match="is damaged in the store"):
        file_of(whole)
    assert file_of(whole, documents=False)


def test_a_nir_in_a_text_is_masked_unless_it_is_revealed_and_a_digest_never(
    sqlite_register: Register, tmp_path: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    told = {"substance": "Latex", "comment": "mère 2 79 03 51 215 189 89"}
    add_allergy(sqlite_register, 1, told)
    digest = "279035121518989" + "a" * 49
    keep(sqlite_register, tmp_path, SMALL)
    with connected(sqlite_register.store) as connection, connection.writing():
        connection.run("PRAGMA defer_foreign_keys = ON")
        for table in ("document_content", "document_chunk", "document"):
            connection.run(f"UPDATE {table} SET sha256 = ?", (digest,))
    hidden = file_of(sqlite_register, documents=False, reveal=False).decode()
    shown = file_of(sqlite_register, documents=False, reveal=True).decode()
    assert ("215 189 89" in hidden, "215 189 89" in shown) == (False, True)
    assert (digest in hidden, digest in shown) == (True, True)


def test_a_document_that_was_deleted_does_not_leave(
    sqlite_register: Register, tmp_path: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    keep(sqlite_register, tmp_path, SMALL)
    delete_document(sqlite_register, 1)
    kinds = {each["resourceType"] for each in resources(file_of(sqlite_register))}
    assert kinds == {"Patient", "AllergyIntolerance"}


def test_an_undoing_never_leaves_an_allergy_and_none_known(
    sqlite_register: Register, other_sqlite: Register
) -> None:
    create_patient(sqlite_register, a_patient())
    add_allergy(sqlite_register, 1, {"substance": "Latex"})
    create_patient(other_sqlite, a_patient())
    say_none_known(other_sqlite, 1, "all")
    report = bring(other_sqlite, file_of(sqlite_register), Policy(OnDuplicate.UPDATE))
    add_allergy(other_sqlite, 1, {"substance": "Iode"})
    with pytest.raises(Conflict, match="was noted again since"):
        undo_command(other_sqlite, report.batch or 0)
    remove_allergy(other_sqlite, 1, "Iode")
    undo_command(other_sqlite, report.batch or 0)
    assert show_patient(other_sqlite, 1).document["allergy_status"]["state"] == "none_known"
