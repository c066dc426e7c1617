"""`semble retention due`: what is past the practice's delays, and nothing is changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import declare_deceased
from tests.conftest import ADRUN, a_patient, register_on, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


def at(store: StoreAddress, year: int) -> Register:
    return register_on(store, datetime(year, 3, 1, 10, tzinfo=UTC))


@pytest.fixture
def due(semble_on_both: Semble, store: StoreAddress) -> Semble:
    """Commands on a register with one record to be archived, one to be deleted, and one in use."""
    for year, name in ((2018, "Zoé"), (2002, "Karl"), (2026, "Alix")):
        born = {"birth_date": f"0{year % 7 + 1}/05/1960", "first_given_name": name}
        create_patient(at(store, year), a_patient(ADRUN | born), known=range(9))
    declare_deceased(at(store, 2018), 2, datetime(2017, 1, 2, tzinfo=UTC).date())
    return semble_on_both


def test_each_record_in_full(due: Semble) -> None:
    said = due("retention", "due", "-f", "json")
    assert said.code == 0
    assert json.loads(said.out) == [
        {
            "id": 1,
            "full_name": "ADRUN Zoé",
            "birth_date": "1960-05-03",
            "step": "archive",
            "due_on": "2023-03-01",
            "last_act": "change",
            "last_act_on": "2018-03-01",
            "kept_until": None,
            "archived_on": None,
            "deceased_on": None,
        },
        {
            "id": 2,
            "full_name": "ADRUN Karl",
            "birth_date": "1960-05-01",
            "step": "delete",
            "due_on": "2022-03-01",
            "last_act": "change",
            "last_act_on": "2002-03-01",
            "kept_until": None,
            "archived_on": None,
            "deceased_on": "2017-01-02",
        },
    ]
    assert said.err == "Due to be archived: 1; to be deleted: 1. Nothing was changed.\n"


def test_the_table_gives_the_reasons(due: Semble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    text = due("retention", "due", "-f", "table").out
    assert "to be archived  2023-03-01  last act: record changed on 2018-03-01, 5 years" in text
    assert "to be deleted   2022-03-01  last act: record changed on 2002-03-01, 5 years and" in text
    assert "; deceased on 2017-01-02" in text
    french = due("--lang", "fr", "retention", "due", "-f", "table")
    assert "à supprimer" in french.out
    assert "décédé" in french.out
    assert french.err == "À archiver : 1 ; à supprimer : 1. Rien n'a été modifié.\n"


def test_one_step_so_many_or_some_fields(due: Semble, tmp_path: Path) -> None:
    said = due("retention", "due", "--step", "supprimer", "-f", "csv", "--fields", "id,step")
    assert said.out == "id,step\n2,delete\n"
    assert due("retention", "due", "--limit", "1", "--fields", "id").out == "id\n1\n"
    assert due("retention", "due", "--fields", "nir").code == 2
    assert due("retention", "due", "-o", tmp_path / "due.csv").out == ""
    assert (tmp_path / "due.csv").read_text("utf-8").count("\n") == 3


def test_the_delays_are_settings(due: Semble, monkeypatch: pytest.MonkeyPatch) -> None:
    due("config", "set", "retention.active_years", "10")
    due("config", "set", "retention.archive_years", "30")
    assert due("retention", "due", "--fields", "id,step").out == "id\tstep\n2\tarchive\n"
    monkeypatch.setenv("SEMBLE_RETENTION_ACTIVE_YEARS", "1")
    assert due("retention", "due", "--fields", "id").out == "id\n1\n2\n"
    monkeypatch.setenv("SEMBLE_RETENTION_ACTIVE_YEARS", "0")
    assert due("retention", "due").code == 2


def test_nothing_due_is_said(semble: Semble) -> None:
    said = semble("retention", "due", "-f", "json")
    assert (said.code, said.out) == (0, "[]\n")
    assert said.err == "Due to be archived: 0; to be deleted: 0. Nothing was changed.\n"


def test_a_day_that_cannot_be_read_is_damage(sqlite_store: StoreAddress, semble: Semble) -> None:
    create_patient(at(sqlite_store, 2002), a_patient())
    tamper(register_on(sqlite_store), "UPDATE event SET at = 'soon' WHERE patient_id = 1")
    said = semble("retention", "due")
    assert said.code == 7
    assert "Traceback" not in said.err
