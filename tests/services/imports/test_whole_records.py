"""What stands around patients goes out in a file and comes back in: all of it, once, undone whole,
on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.report import Policy
from semble_cli.services.patients.show import show_patient
from semble_cli.services.stores import check
from semble_cli.services.undo import undo_command
from tests.services.imports.whole_records import (
    bring,
    file_of,
    fill,
    resources,
    said,
    without_ids,
)
from tests.services.record.documents import held, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.unit_of_work import Register

AROUND = (
    *("contact", "contact_phone", "relation", "allergy", "no_known_allergy", "consultation"),
    *("section", "treatment", "document", "document_content", "document_chunk"),
)


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
    from semble_cli.services.record.allergies import edit_allergy

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
