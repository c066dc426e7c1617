"""`semble audit`: the log in every format, and the verification with its exit codes."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.role_matrix import TRAITS
from tests.conftest import register_on, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def practice(semble: Semble) -> Semble:
    """A register with one patient, who was opened."""
    assert semble("patient", "add", *TRAITS).code == 0
    assert semble("patient", "show", "1").code == 0
    return semble


def test_who_opened_a_record_is_found(practice: Semble) -> None:
    said = practice("audit", "log", "--patient", "1", "--kind", "opened", "-f", "json")
    (event,) = json.loads(said.out)
    assert (event["action"], event["patient"], event["patient_id"]) == (
        "patient.open",
        "ADRUN ZOE",
        1,
    )
    assert list(event) == [
        *("seq", "at", "actor", "action", "patient_id", "patient", "batch", "undoes", "record"),
        *("changed", "details"),
    ]


def test_a_second_look_within_the_hour_adds_nothing(practice: Semble) -> None:
    practice("patient", "show", "1")
    said = practice("audit", "log", "--kind", "read", "-f", "ndjson")
    assert len(said.out.splitlines()) == 1


def test_the_log_is_a_table_csv_or_a_file(practice: Semble, tmp_path: Path) -> None:
    table = practice("audit", "log", "-f", "table")
    assert "record opened" in table.out
    assert "ADRUN ZOE (1)" in " ".join(table.out.split())
    rows = list(csv.DictReader(io.StringIO(practice("audit", "log", "-f", "csv").out)))
    assert [row["action"] for row in rows] == ["patient.open", "patient.add", "store.init"]
    file = tmp_path / "log.tsv"
    assert practice("audit", "log", "-o", file, "--fields", "seq,action").code == 0
    assert file.read_text("utf-8").splitlines()[0].split("\t")[0] == ["seq", "action"][0]


def test_french_words_name_the_kinds(practice: Semble) -> None:
    said = practice("--lang", "fr", "audit", "log", "--kind", "ouverture", "-f", "table")
    assert "dossier ouvert" in said.out


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("patient", "list", "-f", "csv"), {"list": "patients", "form": "csv", "patients": 1}),
        (("patient", "list", "-f", "fhir"), {"list": "patients", "form": "fhir", "patients": 1}),
        (("patient", "report"), {"list": "report", "state": "all", "form": "tsv"}),
        (("retention", "due"), {"list": "retention", "form": "tsv"}),
        (("contact", "export"), {}),
        (("contact", "export", "--patient", "1"), {}),
    ],
)
def test_no_export_leaves_no_trace(
    practice: Semble, command: tuple[str, ...], told: dict[str, object]
) -> None:
    assert practice(*command).code == 0
    said = practice("audit", "log", "--kind", "exported", "-f", "json")
    (event,) = json.loads(said.out)
    assert event["details"] == told
    assert event["patient_id"] == (1 if "--patient" in command else None)


def test_a_document_that_is_taken_out_is_noted(practice: Semble, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 essai")
    assert practice("document", "add", "1", scan).code == 0
    for number in ("1", "2"):
        assert practice("document", "get", "1", "-o", tmp_path / f"{number}.pdf").code == 0
    said = practice("audit", "log", "--kind", "exported", "-f", "ndjson")
    events = [json.loads(line) for line in said.out.splitlines()]
    assert [(each["patient_id"], each["details"]) for each in events] == [(1, {"document": 1})] * 2


def test_a_field_that_is_none_is_refused_before_anything_is_noted(practice: Semble) -> None:
    for command in (("patient", "report"), ("patient", "list"), ("retention", "due")):
        assert practice(*command, "--fields", "nothing").code == 2
    assert practice("audit", "log", "--kind", "exported", "-f", "ndjson").out == ""


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--from", "2026-12-01", "--to", "2026-11-01"), 2, "--to is a day before --from."),
        (("--from", "soon"), 4, "from"),
        (("--kind", "nothing"), 2, "kind"),
        (("--patient", "99"), 0, ""),
        (("--user", "nobody"), 0, ""),
    ],
)
def test_what_cannot_be_asked_is_said(
    practice: Semble, words: tuple[str, ...], code: int, told: str
) -> None:
    said = practice("audit", "log", *words)
    assert said.code == code
    assert told in said.err


def test_an_intact_journal_is_verified_with_its_head(practice: Semble) -> None:
    head = json.loads(practice("store", "status", "-f", "json").out)["head"]
    practice("tag", "add", "ALD")
    said = practice("audit", "verify", "--head", head, "-f", "json")
    found = json.loads(said.out)
    assert said.code == 0
    assert (found["intact"], found["noted"], found["since"], found["breaks"]) == (True, head, 1, [])
    plain = practice("audit", "verify")
    assert "The journal is intact. Events: 4." in plain.err
    assert practice("audit", "verify", "--head", "x").code == 4


def test_a_broken_journal_ends_with_the_code_of_stores(
    practice: Semble, sqlite_store: StoreAddress
) -> None:
    tamper(register_on(sqlite_store), "UPDATE event SET actor = 'nobody' WHERE seq = 2")
    said = practice("audit", "verify", "-f", "json")
    assert said.code == 7
    assert json.loads(said.out)["breaks"] == ["journal: event 2 was changed, or the one before it."]
    assert "not as it was written" in said.err
