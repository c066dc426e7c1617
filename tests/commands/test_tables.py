"""The tables of every command, on narrow and on wide terminals, in both languages."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.record import ArchiveReason, Phone, PhoneType
from semble_cli.services.patients.create import create_patient
from tests.conftest import NOW, PAT_TROIS, a_patient, register_on, runner
from tests.planted import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

PHONE = "+33 (0)639981234"
LONG: dict[str, Any] = {
    "birth_name": "DE LA ROCHE-DESSUS DU PONT-DE-L'ISÈRE ET DES ORMEAUX",
    "used_name": "安倍晋三安倍晋三安倍晋三安倍晋三",
    "first_given_name": "Zoe\u0301-He\u0301le\u0300ne Marie-Antoinette",
    "email": "une.adresse.vraiment.tres.longue@une-messagerie-tres-longue.example.org",
    "comments": "Préfère être appelée le matin ; " * 5,
}

TABLES = (
    *("patient list --archived", "patient search zoé", "patient search --id 4 --explain"),
    *("patient report", "patient report --state former", "patient history 1"),
    "patient list --archived --whole --fields id,birth_name,email,comments,preferences,phones",
    *("patient show 1", "patient show 4 --fields full_name,email,coverage,blocked"),
    *("undo --list", "tag list", "user list", "store status", "place paris"),
    *("patient recover 3 --dry-run", "vitale status"),
)


@pytest.fixture
def filled(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Semble]:
    """A register in which everything is once, a patient with long names (4), and one in every state
    at once (5); in Paris."""
    register = register_on(store)
    fill(register)
    phones = (Phone(PhoneType.MOBILE, PHONE), Phone(PhoneType.WORK, "0692123456"))
    create_patient(register, a_patient(phones=phones, **LONG), known=(1, 2))
    day = date(2026, 1, 2)
    state: dict[str, Any] = {"deceased_on": day, "blocked_on": day, "archived_on": day}
    state["archive_reason"] = ArchiveReason.DECEASED
    create_patient(register, a_patient(PAT_TROIS, **state), known=(1, 2, 3, 4))
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield runner(store.location, monkeypatch, capsys)
    monkeypatch.undo()
    time.tzset()


def row_of(out: str, patient_id: int) -> str:
    """The row of a patient in a table; what is said of one stands below the rows."""
    return next(line for line in out.splitlines() if line.split()[:1] == [str(patient_id)])


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_table_fits_and_has_no_column_of_letters(
    filled: Semble, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in TABLES:
        said = filled("--lang", language, *command.split(), "-f", "table")
        lines = said.out.splitlines()
        assert lines, said.err
        assert max(map(cell_len, lines)) <= width, (command, said.out)
        heads = [line for line in lines if line.strip("─ ") == "" and "─" in line]
        for column in " ".join(heads).split():
            assert len(column) >= 3 or column in heads[0].split()[:2], (command, said.out)


@pytest.mark.parametrize("width", [80, 120])
def test_a_person_stands_on_a_line_with_a_phone(
    filled: Semble, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (("list", "--archived"), ("search", "zoé")):
        said = filled("patient", *command, "-f", "table")
        row = row_of(said.out, 4)
        assert shown_phone(PHONE) in row
        assert "1975-12-31" in row
        assert "…" in row
        assert ("birth place" in said.err) == (width == 80)


def test_what_must_not_be_missed_is_marked_in_the_row(
    filled: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = filled("patient", "list", "--archived", "-f", "table")
    assert "⚠" in row_of(said.out, 1)
    assert "⛔✝▤" in row_of(said.out, 5)
    assert not set("⚠⛔✝▤") & set(row_of(said.out, 4))
    legend = said.out.splitlines()[-1]
    assert {"⚠ allergy", "⛔ blocked", "✝ deceased", "▤ archived"} <= set(legend.split(" · "))
    said = filled("patient", "search", "zoé", "-f", "table")
    assert not set("⚠⛔✝▤") & set(said.out)
    said = filled("patient", "search", "5", "--include", "archived", "-f", "table")
    assert "⛔✝▤" in row_of(said.out, 5)


def test_a_list_says_how_many_of_how_many(filled: Semble) -> None:
    for options, count in (
        ((), "2 of 2"),
        (("--archived",), "4 of 4"),
        (("--limit", "1"), "1 of 2"),
        (("--limit", "1", "--fields", "id"), "1 of 2"),
        (("--tag", "ald", "--archived"), "1 of 1"),
        (("--status", "QUAL"), "0 of 0"),
    ):
        said = filled("patient", "list", *options, "-f", "table")
        assert f"Patients: {count}.\n" in said.err, options
    assert filled("patient", "list").err == ""


def test_times_are_local_and_short(filled: Semble) -> None:
    assert NOW.isoformat() == "2026-11-23T10:30:00+00:00"
    for command in (
        "undo --list",
        "undo --list --fields at",
        "patient history 1",
        "patient show 1 --fields created_at",
        "patient report --fields id,deleted_at",
        "user list",
    ):
        out = filled("--lang", "fr", *command.split(), "-f", "table").out
        assert "23/11/2026 11:30" in out, command
        assert "T10:30" not in out, command


def test_objects_of_a_document_are_told_in_words(filled: Semble) -> None:
    out = filled(
        *("--lang", "fr", "patient", "show", 5, "-f", "table"),
        *("--fields", "blocked,archived,preferences,coverage"),
    ).out
    assert "02/01/2026, décédé" in out
    assert "2026-01-02" not in out
    assert "messages par SMS non" in out


def test_phones_have_one_form_and_their_type_in_words(filled: Semble) -> None:
    out = filled(
        *("--lang", "fr", "patient", "list", "--fields", "id,phones", "-f", "table", "--archived")
    ).out
    assert "06 39 98 12 34 (mobile)" in row_of(out, 4)
    assert "0692 12 34 56 (travail)" in out


def test_a_history_in_a_flat_file_has_its_changes_as_json(filled: Semble) -> None:
    assert filled("patient", "edit", 4, "--city", 'Lyon "3e"').code == 0
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        out = filled("patient", "history", 4, "-f", form).out
        *_, last = csv.DictReader(io.StringIO(out, newline=""), delimiter=delimiter)
        assert json.loads(last["changes"]) == {"city": [None, 'Lyon "3e"']}
    told = filled("patient", "history", 4, "--fields", "changes", "-f", "table").out
    assert 'city: – → Lyon "3e"' in told


def test_a_cell_that_begins_with_a_quote_comes_back_from_tsv(filled: Semble) -> None:
    assert filled("patient", "edit", 4, "--city", '"Lyon" 3e').code == 0
    said = filled("patient", "list", "--archived", "--fields", "id,address", "-f", "tsv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(said.out), delimiter="\t")}
    assert rows["4"]["city"] == '"Lyon" 3e'


def test_a_report_marks_who_is_blocked_deceased_and_archived(semble: Semble) -> None:
    for name in ("ADRUN", "CORSE", "PAT-TROIS", "ADRTROIS"):
        who = ("--birth-name", name, "--first-name", "Zoé", "--sex", "F")
        born = ("--birth-date", "31/12/1975", "--birth-place", "63220")
        assert semble("patient", "add", *who, *born, "--on-duplicate", "create").code == 0
    assert semble("patient", "block", "1").code == 0
    assert semble("patient", "deceased", "2", "--on", "01/02/2026").code == 0
    assert semble("patient", "archive", "3", "--reason", "other").code == 0
    said = semble("patient", "report", "-f", "table").out
    rows = {line.split()[0]: line for line in said.splitlines() if line[:1].isdigit()}
    assert [sign for row in rows.values() for sign in "⛔✝▤" if sign in row] == ["⛔", "✝", "▤"]
    assert [sign in rows[number] for number, sign in zip("123", "⛔✝▤", strict=True)] == [True] * 3
    assert not set("⛔✝▤") & set(rows["4"])
    assert "⛔ blocked · ✝ deceased · ▤ archived" in said
    assert "⛔" not in semble("patient", "report", "-f", "table", "--fields", "id,blocked").out
