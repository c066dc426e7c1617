"""A report that comes back, also through a spreadsheet, and what it says that it leaves out."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semble_cli.commands.ui.confirmations.sentences import GONE_WITH_PATIENT
from semble_cli.patient.catalogue import CATALOGUE, FIELD, KEPT_AFTER_DELETION
from semble_cli.patient.record import ArchiveReason, Patient
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.report import REPORT_KEYS
from semble_cli.services.patients.show import show_patient
from semble_cli.services.patients.tags import add_tag
from tests.conftest import register_on
from tests.full_patient import FULL
from tests.services.patients.test_recover import deleted

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said, Semble

LEFT_OUT = {
    *("nir", "ins_matricule", "ins_oid", "former_ins", "birth_date_as_insured"),
    *("identity_retrieved", "identity_checked", "identity_document", "identity_checked_on"),
    *("identity_source", "merged_into", "version", "updated_at"),
}
"""What a report says that it leaves out: numbers by which somebody is known elsewhere, what vouches
for an identity, and what the register counts anew."""

SAID = (
    "A report has no NIR, no matricule INS, and nothing that vouches for an identity: whoever comes"
    " back from it is provisional.\n"
)

WHOLE = FULL._replace(
    tags=("ALD",),
    birth_date_fictive=True,
    blocked_on=FULL.blocked_on,
    archive_reason=ArchiveReason.MOVED_AWAY,
    created_at=datetime(2020, 2, 1, 8, 9, 10, tzinfo=UTC),
)


def lost(register: Register, patient: Patient = WHOLE) -> Patient:
    """A patient who is in the ledger."""
    add_tag(register, "ALD", None)
    return deleted(register, patient)


def empty_ledger(semble: Semble) -> None:
    semble("store", "purge-former", "--older-than", "01/01/2999", "--confirm", "1")


def brought_back(semble: Semble, file: Path) -> Said:
    empty_ledger(semble)
    said: Said = semble("patient", "recover", "--from-report", file, "--all", "-f", "json")
    return said


def differences(one: Patient, other: Patient) -> set[str]:
    return {name for name in KEPT_AFTER_DELETION if getattr(one, name) != getattr(other, name)}


def test_a_field_that_the_ledger_keeps_is_in_the_report_or_said_to_be_left_out() -> None:
    without = {
        field.name
        for field in CATALOGUE
        if field.kept and (not field.key or field.key.partition(".")[0] not in REPORT_KEYS)
    }
    assert without == LEFT_OUT - {"updated_at"}
    assert not {name for name in FIELD if not FIELD[name].kept} & set(REPORT_KEYS)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_report_brings_back_all_that_it_holds(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path, ending: str
) -> None:
    register = register_on(store)
    gone = lost(register)
    file = tmp_path / f"report.{ending}"
    said = semble_on_both("patient", "report", "-o", file)
    assert (said.code, said.err) == (0, SAID)
    said = brought_back(semble_on_both, file)
    assert (said.code, said.err) == (
        0,
        f"{SAID}Recovered: D’Œuvré Domi, born 1979-03-28 (1). Undo: semble undo\n"
        f"{GONE_WITH_PATIENT}\n",
    )
    assert differences(gone, show_patient(register, gone.id or 0).patient) <= LEFT_OUT


def through_a_spreadsheet(row: dict[str, str]) -> dict[str, str]:
    """A row as a French spreadsheet writes it again."""
    words = {"true": "VRAI", "false": "FAUX"}
    changed = {}
    for name, text in row.items():
        if name.endswith(("_on", "_date")) and text:
            text = "/".join(reversed(text.split("-")))
        elif name.endswith("_at") and text:
            moment = datetime.fromisoformat(text)
            text = f"{moment:%d/%m/%Y %H:%M:%S}"
        changed[name] = words.get(text, text)
    return changed


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


def test_a_report_in_csv_comes_back_from_a_french_spreadsheet(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    register = register_on(store)
    gone = lost(register)
    file = tmp_path / "report.csv"
    semble_on_both("patient", "report", "-o", file)
    rows = list(map(through_a_spreadsheet, rows_of(file)))
    assert rows[0]["birth_date"] == "28/03/1979"
    assert rows[0]["created_at"] == "01/02/2020 08:09:10"
    assert rows[0]["receive_sms"] == rows[0]["birth_date_fictive"] == "VRAI"
    saved = tmp_path / "saved.csv"
    with saved.open("w", encoding="cp1252", newline="") as out:
        writer = csv.DictWriter(out, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert brought_back(semble_on_both, saved).code == 0
    assert differences(gone, show_patient(register, gone.id or 0).patient) <= LEFT_OUT


def test_a_report_comes_back_from_a_workbook_with_days_truths_and_numbers(
    semble: Semble, sqlite_register: Register, tmp_path: Path
) -> None:
    gone = lost(sqlite_register)
    file, saved = tmp_path / "report.csv", tmp_path / "saved.xlsx"
    semble("patient", "report", "-o", file)
    rows = rows_of(file)
    with xlsxwriter.Workbook(saved) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, rows[0])
        for place, (name, text) in enumerate(rows[0].items()):
            if name.endswith(("_on", "_date")) and text:
                sheet.write_datetime(1, place, datetime.fromisoformat(text), day)
            elif name.endswith("_at") and text:
                naive = datetime.fromisoformat(text).replace(tzinfo=None)
                sheet.write_datetime(1, place, naive, moment)
            elif text in ("true", "false"):
                sheet.write_boolean(1, place, text == "true")
            elif text.isdecimal() and not text.startswith("0"):
                sheet.write_number(1, place, int(text))
            else:
                sheet.write_string(1, place, text)
    assert brought_back(semble, saved).code == 0
    assert differences(gone, show_patient(sqlite_register, gone.id or 0).patient) <= LEFT_OUT


TRUTHS = [
    *((text, True) for text in ("true", "TRUE", "VRAI", "vrai", "1", "oui")),
    *((text, False) for text in ("false", "FALSE", "FAUX", "0", "non", "")),
]


@pytest.mark.parametrize(("text", "truth"), TRUTHS)
def test_a_truth_is_one_in_every_way_a_spreadsheet_writes_it(
    semble: Semble, sqlite_register: Register, tmp_path: Path, text: str, truth: bool
) -> None:
    file = tmp_path / "report.csv"
    file.write_text(f"{HEAD},birth_date_fictive,receive_sms\n{ADRUN},{text},{text}\n", "utf-8")
    said = semble("patient", "recover", "--from-report", file, "--all")
    assert said.code == 0, said.err
    found = show_patient(sqlite_register, 7).patient
    assert (found.birth_date_fictive, bool(found.receive_sms)) == (truth, truth)


HEAD = "id,birth_name,first_given_name,birth_date,sex,birth_place_code"
ADRUN = "7,ADRUN,Zoé,31/12/1975,F,63220"


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        ("birth_date_fictive", "peut-être", "it is one of: yes, no"),
        ("deceased_on", "01/02/1970", "this day is before the patient's birth"),
        ("deceased_on", "01/02/2970", "this day is still to come"),
        ("deceased_on", "31/31/2020", "no calendar has this day"),
        ("blocked_reason", "impayés", "its reason is there, and the day is missing"),
        ("archive_reason", "other", "its reason is there, and the day is missing"),
        ("archive_reason", "ailleurs", "it is one of: inactive, discharged"),
        ("created_at", "soon", "write the date as DD/MM/YYYY"),
        ("created_at", "2026-01-01T25:00:00Z", "no clock has this time"),
        ("blocked_reason", "a\x1b[31mb", "control character"),
    ],
)
def test_what_no_report_says_is_told_and_not_written(
    semble: Semble, tmp_path: Path, column: str, text: str, problem: str
) -> None:
    file = tmp_path / "report.csv"
    file.write_text(f"{HEAD},{column}\n{ADRUN},{text}\n", "utf-8")
    said = semble("patient", "recover", "--from-report", file, "--all", "-f", "json")
    assert said.code == 9
    (line,) = json.loads(said.out)
    assert line["result"] == "invalid"
    assert problem in line["problems"][0]
    assert json.loads(semble("patient", "list", "-f", "json").out) == []


def test_a_date_known_in_part_stays_so_whatever_the_truth_beside_it_says(
    semble: Semble, sqlite_register: Register, tmp_path: Path
) -> None:
    file = tmp_path / "report.csv"
    file.write_text(f"{HEAD},birth_date_fictive\n{ADRUN},FAUX\n".replace("31/12/", ""), "utf-8")
    assert semble("patient", "recover", "--from-report", file, "--all").code == 0
    assert show_patient(sqlite_register, 7).patient.birth_date_fictive


def test_a_reason_that_a_list_made_harmless_comes_back_as_it_was(
    semble: Semble, sqlite_register: Register, tmp_path: Path
) -> None:
    gone = lost(sqlite_register, WHOLE._replace(blocked_reason="=1+1"))
    file = tmp_path / "report.csv"
    semble("patient", "report", "-o", file)
    assert brought_back(semble, file).code == 0
    assert show_patient(sqlite_register, gone.id or 0).patient.blocked_reason == "=1+1"


def test_the_lines_of_a_report_say_the_same_in_every_format(
    semble: Semble, sqlite_register: Register, tmp_path: Path
) -> None:
    load_fictitious(sqlite_register, 9, seed=3)
    lost(sqlite_register)
    lines = json.loads(semble("patient", "report", "-f", "json").out)
    assert len(lines) == 10
    assert lines[-1]["coverage"]["amc_name"] == WHOLE.amc_name
    assert lines[-1]["preferences"]["dmp_consent"] is True
    file = tmp_path / "report.csv"
    semble("patient", "report", "-o", file)
    piped = semble("patient", "report", "-f", "csv").out
    assert file.read_text("utf-8") == piped
    for line, row in zip(lines, csv.DictReader(io.StringIO(piped)), strict=True):
        assert row["amc_name"] == (line["coverage"]["amc_name"] or "")
        assert row["occupation"] == (line["occupation"] or "")
        assert row["numbers"] == "; ".join(f"{n['name']}={n['value']}" for n in line["numbers"])


@given(seed=st.integers(0, 10_000))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5, deadline=None
)
def test_whoever_is_lost_comes_back_from_a_report(
    semble: Semble, sqlite_store: StoreAddress, tmp_path: Path, seed: int
) -> None:
    register = register_on(sqlite_store)
    load_fictitious(register, 6, seed) if not people(register) else None
    before = people(register)
    file = tmp_path / f"{seed}.csv"
    file.unlink(missing_ok=True)
    assert semble("patient", "report", "--state", "present", "-o", file).code == 0
    for patient in before.values():
        semble("patient", "delete", patient.id, "--confirm", patient.full_name)
    number = str(len(before))
    semble("store", "purge-former", "--older-than", "01/01/2999", "--confirm", number)
    words = ("patient", "recover", "--from-report", file, "--all", "--on-duplicate", "create")
    said = semble(*words)
    assert said.code == 0, said.err
    after = people(register)
    assert after.keys() == before.keys()
    for patient_id, patient in before.items():
        assert differences(patient, after[patient_id]) <= LEFT_OUT


def people(register: Register) -> dict[int, Patient]:
    return {each.id or 0: each for each in all_patients(register, Listing(archived=True))}
