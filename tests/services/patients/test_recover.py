"""The patient report, recovery from the ledger and from a report, and the purge of the ledger."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import NoSuchRecord
from semble_cli.services import stores
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.recover import (
    RecoveryResult,
    Wanted,
    from_ledger,
    purge,
    purge_before,
    recover_patients,
)
from semble_cli.services.patients.report import REPORT_KEYS, Reported, report_lines
from semble_cli.services.patients.show import show_patient
from semble_cli.services.patients.tags import add_tag, delete_tag
from semble_cli.services.undo import undo_command
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.full_patient import FULL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]


def deleted(register: Register, patient: Patient, reason: str | None = None) -> Patient:
    """Register a patient, and delete it."""
    written = create_patient(register, patient)
    delete_patient(register, written.id or 0, written.full_name, reason)
    return written


def results(register: Register, wanted: list[Wanted], **options: object) -> list[RecoveryResult]:
    return [outcome.result for outcome in recover_patients(register, wanted, **options)]  # type: ignore[arg-type]


def test_a_report_tells_who_is_there_who_is_gone_and_why(register: Register) -> None:
    present = create_patient(register, a_patient(PAT_TROIS))
    gone = deleted(register, a_patient(ADRUN), "entered twice")
    lines = list(report_lines(register, Reported.ALL))
    assert [(line["id"], line["state"]) for line in lines] == [
        (present.id, "present"),
        (gone.id, "former"),
    ]
    assert list(lines[0]) == list(REPORT_KEYS)
    assert lines[1]["reason"] == "entered twice"
    assert lines[1]["deleted_at"] == "2026-11-23T10:30:00Z"
    assert lines[1]["deleted_by"]
    assert [line["state"] for line in report_lines(register, Reported.FORMER)] == ["former"]
    assert [line["state"] for line in report_lines(register, Reported.PRESENT)] == ["present"]


def test_a_report_never_has_numbers_or_medical_contents(register: Register) -> None:
    deleted(register, FULL)
    create_patient(register, a_patient(ADRUN | {"comments": "medical", "nir": "275126322074974"}))
    text = json.dumps(list(report_lines(register, Reported.ALL)))
    for word in ("medical", "comments", "religion", "27512632", "27903512"):
        assert word not in text


def test_a_patient_comes_back_from_the_ledger_as_it_was(register: Register) -> None:
    add_tag(register, "ALD", None)
    gone = deleted(register, FULL._replace(tags=("ALD",)))
    delete_tag(register, "ALD")
    wanted = from_ledger(register, [gone.id or 0])
    assert results(register, wanted, dry_run=True) == [RecoveryResult.RECOVERED]
    with pytest.raises(NoSuchRecord):
        show_patient(register, gone.id or 0)
    assert results(register, wanted) == [RecoveryResult.RECOVERED]
    found = show_patient(register, gone.id or 0).patient
    left_out = gone._replace(comments=None, religion=None, rights=(), rights_checked_on=None)
    assert found == left_out._replace(tags=("ALD",))
    assert list(report_lines(register, Reported.FORMER)) == []
    assert stores.check(register) == []
    assert history_of(register, gone.id or 0)[-1].action == "patient.recover"


def test_a_recovery_is_undone_like_any_other_command(register: Register) -> None:
    gone = deleted(register, a_patient())
    recover_patients(register, from_ledger(register, [gone.id or 0]))
    undo_command(register, last_batches(register, 1)[0].number)
    assert [line["id"] for line in report_lines(register, Reported.FORMER)] == [gone.id]


def test_who_is_there_is_left_and_who_has_another_id_since_is_asked_about(
    register: Register,
) -> None:
    gone = deleted(register, a_patient())
    anew = create_patient(register, a_patient())
    (outcome,) = recover_patients(register, from_ledger(register, [gone.id or 0]))
    assert outcome.result is RecoveryResult.LIKELY_DUPLICATE
    assert [candidate.patient.id for candidate in outcome.likely] == [anew.id]
    wanted = from_ledger(register, [gone.id or 0])
    assert results(register, wanted, approved={gone.id}) == [RecoveryResult.RECOVERED]
    assert results(register, wanted) == [RecoveryResult.PRESENT]


def test_an_id_that_somebody_else_bears_is_refused(register: Register) -> None:
    other = create_patient(register, a_patient(PAT_TROIS))
    wanted = [Wanted(other.id, a_patient(ADRUN)._replace(id=other.id))]
    assert results(register, wanted) == [RecoveryResult.ID_IN_USE]
    assert show_patient(register, other.id or 0).patient.birth_name == "PAT-TROIS"


def test_an_unknown_id_is_said(register: Register) -> None:
    with pytest.raises(NoSuchRecord, match="No former patient has the id 99"):
        from_ledger(register, [99])


def test_a_recovered_id_is_never_given_again(register: Register) -> None:
    wanted = [Wanted(500, a_patient()._replace(id=500))]
    assert results(register, wanted) == [RecoveryResult.RECOVERED]
    assert (create_patient(register, a_patient(PAT_TROIS)).id or 0) > 500


def test_the_ledger_is_purged_of_who_was_deleted_before(register: Register) -> None:
    old, new = a_patient(ADRUN), a_patient(PAT_TROIS)
    deleted(register_on(register.store, datetime(2005, 1, 1, tzinfo=UTC)), old._replace())
    deleted(register, new)
    moment = datetime(2010, 1, 1, tzinfo=UTC)
    assert purge_before(register, moment) == 1
    assert purge(register, moment) == 1
    assert purge(register, moment) == 0
    (left,) = report_lines(register, Reported.FORMER)
    assert left["birth_name"] == "PAT-TROIS"
    assert stores.check(register) == []


def test_ten_patients_come_back_from_a_report_when_the_ledger_is_lost(
    semble_on_both: Semble, tmp_path: Path
) -> None:
    semble = semble_on_both
    semble("demo", "--load", "--patients", 40)
    columns = "id,birth_name,first_given_name,birth_date,sex,birth_place_code,phones,email,tags"
    before = semble("patient", "list", "-f", "csv", "--fields", columns).out
    report = tmp_path / "report.csv"
    assert semble("patient", "report", "-o", report).code == 0
    assert report.stat().st_mode & 0o777 == 0o600
    names = {
        row["id"]: row["full_name"]
        for row in csv.DictReader(io.StringIO(report.read_text("utf-8")))
    }
    for patient in list(names)[:10]:
        assert semble("patient", "delete", patient, "--confirm", names[patient]).code == 0
    said = semble("store", "purge-former", "--older-than", "01/01/2999")
    assert said.code == 2
    semble("store", "purge-former", "--older-than", "01/01/2999", "--confirm", "10")
    said = semble(
        "patient", "recover", "--from-report", report, "--id", 1, "--dry-run", "-f", "json"
    )
    assert [line["result"] for line in json.loads(said.out)] == ["recovered"]
    assert "Dry run" in said.err
    said = semble(
        "patient", "recover", "--from-report", report, "--all", "--on-duplicate", "create"
    )
    assert said.code == 0, said.err
    assert "Recovered: 10." in said.err
    assert semble("patient", "list", "-f", "csv", "--fields", columns).out == before
    assert semble("patient", "recover", "--from-report", report, "--all").code == 1


def test_patients_come_back_from_any_table_that_has_their_ids(
    semble: Semble, tmp_path: Path
) -> None:
    """A list of another day, in French, whose column of ids a map names."""
    semble("demo", "--load", "--patients", 20)
    rows = list(csv.DictReader(io.StringIO(semble("patient", "list", "-f", "csv").out)))
    lost = next(row for row in rows if not row["used_name"] and not row["used_given_name"])
    table = tmp_path / "liste.csv"
    table.write_bytes(
        (
            "Réf;Nom de naissance;Prénom;Né(e) le;Sexe;Lieu de naissance;Ville\n"
            f"{lost['id']};{lost['birth_name']};{lost['first_given_name']};{lost['birth_date']};"
            f"{lost['sex']};{lost['birth_place_code']};{lost['city']}\n"
        ).encode("cp1252")
    )
    map_file = tmp_path / "map.toml"
    map_file.write_text('[columns]\n"Réf" = "id"\n', "utf-8")
    deleted = semble("patient", "delete", lost["id"], "--confirm", lost["full_name"])
    assert deleted.code == 0, deleted.err
    words = ("patient", "recover", "--from-report", table, "--all", "--on-duplicate", "create")
    said = semble(*words)
    assert said.code == 4
    assert "--map can name the column" in said.err
    said = semble(*words, "--map", map_file)
    assert said.code == 0, said.err
    shown = json.loads(semble("patient", "show", lost["id"], "-f", "json").out)
    assert (shown["full_name"], shown["address"]["city"]) == (lost["full_name"], lost["city"])
    assert semble(*words, "--map", tmp_path / "none.toml").code == 2


def test_recovery_by_ids_prints_a_line_for_each(semble: Semble) -> None:
    semble(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "1975", "--birth-place", "63220"),
    )
    semble("patient", "delete", 1, "--confirm", "ADRUN Zoé")
    said = semble("patient", "recover", 1, "-f", "json")
    assert json.loads(said.out) == [
        {
            "id": 1,
            "full_name": "ADRUN Zoé",
            "result": "recovered",
            "line": None,
            "likely": [],
            "lost": {},
            "problems": [],
        }
    ]
    document = json.loads(semble("patient", "show", 1, "-f", "json").out)
    assert (document["birth_date"], document["birth_date_fictive"]) == ("1975-12-31", True)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "Give the ids of patients"),
        (("1", "--all"), 2, "Give the ids of patients"),
        (("--from-report", "x.csv"), 2, "give either --all or --id"),
        (("--from-report", "/no/such.csv", "--all"), 2, "cannot be opened"),
        (("77",), 3, "No former patient has the id 77"),
    ],
)
def test_a_recovery_that_asks_for_nothing_clear_is_refused(
    semble: Semble, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = semble("patient", "recover", *words)
    assert said.code == code
    assert sentence in said.err


def test_a_report_with_lines_that_cannot_be_read_recovers_the_others(
    semble: Semble, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    report.write_text(
        "id,state,birth_name,first_given_name,birth_date,sex,birth_place_code,archived_on\n"
        "7,former,ADRUN,Zoé,1975-12-31,F,63220,2020-01-02\n"
        "x,former,CORSE,Anthony,1980-03-02,M,2A004,\n"
        "9,former,CORSE,Anthony,1980-13-02,M,2A004,\n"
        "10,former,NESSI,Michelangelo,2010-08-07,M,63220,soon\n"
    )
    said = semble("patient", "recover", "--from-report", report, "--all", "-f", "json")
    assert said.code == 9
    lines = json.loads(said.out)
    assert [line["result"] for line in lines] == ["recovered", "invalid", "invalid", "invalid"]
    assert [line["line"] for line in lines] == [2, 3, 4, 5]
    assert "it is no id" in lines[1]["problems"][0]
    assert "no calendar has this day" in lines[2]["problems"][0]
    assert "write the date as DD/MM/YYYY" in lines[3]["problems"][0]
    document = json.loads(semble("patient", "show", 7, "-f", "json").out)
    assert document["archived"] == {"on": "2020-01-02", "reason": None}


def test_a_file_that_is_no_report_is_refused(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("birth_name\nADRUN\n")
    said = semble("patient", "recover", "--from-report", file, "--all")
    assert said.code == 4
    assert "no patient report" in said.err


def test_results_go_to_a_new_file_whole_or_not_at_all(semble: Semble, tmp_path: Path) -> None:
    semble("demo", "--load", "--patients", 5)
    file = tmp_path / "list.ndjson"
    assert semble("patient", "list", "-o", file).code == 0
    assert len(file.read_text("utf-8").splitlines()) == 5
    said = semble("patient", "list", "-o", file)
    assert said.code == 2
    assert "is there already" in said.err
    said = semble("patient", "list", "-o", tmp_path / "b.csv", "--fields", "shoe")
    assert said.code == 2
    assert sorted(path.name for path in tmp_path.glob("*.csv*")) == []


def test_each_number_is_confirmed_before_a_purge(semble: Semble) -> None:
    for age in ("20y", "3m", "90d"):
        assert semble("store", "purge-former", "--older-than", age, "--confirm", 0).code == 1
    said = semble("store", "purge-former", "--older-than", "long ago")
    assert said.code == 4
    semble(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "1975", "--birth-place", "63220"),
    )
    semble("patient", "delete", 1, "--confirm", "ADRUN Zoé")
    said = semble("store", "purge-former", "--older-than", "01/01/2999", "--confirm", 2)
    assert said.code == 6
    assert "Nothing was erased" in said.err
