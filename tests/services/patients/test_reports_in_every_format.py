"""A patient report brings lost patients back, whatever it was written as, and is never imported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.exchange.test_round_trip import RICH, everybody

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

FORMS = ["csv", "tsv", "xlsx", "ndjson", "json"]
NOT_IN_A_REPORT = {"nir": None, "comments": None, "religion": None}


@pytest.fixture
def report(semble: Semble, tmp_path: Path, form: str) -> tuple[Path, list[dict[str, Any]]]:
    """A report of a patient with states, deleted; and what the register had."""
    rich = {**RICH, "used_name": "ADRUN", "coverage": {"regime": "01"}, "comments": None}
    added = semble("patient", "add", "--json", "-", stdin=json.dumps(rich))
    assert added.code == 0, added.err
    patient = added.out.strip()
    semble("patient", "deceased", patient, "--on", "01/02/2026")
    semble("patient", "block", patient, "--reason", "impayés; 3 fois")
    semble("patient", "archive", patient, "--reason", "deceased")
    before = everybody(semble)
    gone = semble("patient", "delete", patient, "--confirm", "ADRUN Zoé")
    assert gone.code == 0, gone.err
    file = tmp_path / f"report.{form}"
    assert semble("patient", "report", "-o", file).code == 0
    return file, before


@pytest.mark.parametrize("form", FORMS)
def test_recover_reads_whatever_a_report_was_written_as(
    semble: Semble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    report: tuple[Path, list[dict[str, Any]]],
) -> None:
    file, (before,) = report
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "recover", "--from-report", file, "--all")
    assert said.code == 0, said.err
    (after,) = everybody(semble)
    assert after == before | NOT_IN_A_REPORT


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_never_imported_as_patients_who_live(
    semble: Semble, report: tuple[Path, list[dict[str, Any]]]
) -> None:
    file, _ = report
    said = semble("patient", "import", file)
    assert said.code == 4
    assert "it is a patient report" in said.err
    assert "semble patient recover --from-report" in said.err
    assert everybody(semble) == []


@pytest.mark.parametrize("form", ["json"])
def test_json_without_ids_is_no_report(
    semble: Semble, tmp_path: Path, report: tuple[Path, list[dict[str, Any]]]
) -> None:
    del report
    file = tmp_path / "list.json"
    file.write_text('[{"birth_name": "ADRUN"}]')
    said = semble("patient", "recover", "--from-report", file, "--all")
    assert said.code == 4
    assert "it has no column id" in said.err
