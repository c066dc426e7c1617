"""Dates that may have the day or the month first: a person at the terminal is asked."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from semble_cli.commands.patient.importing.inputs import read_as_asked
from semble_cli.errors import UndecidedDates
from semble_cli.services.imports.source import SourceOptions

FILE = "Nom;Né(e) le\nADRUN;03/04/1960\n".encode()


def context(*, may_ask: bool) -> Any:
    return SimpleNamespace(may_ask=may_ask, register=SimpleNamespace(today=date(2026, 1, 1)))


@pytest.mark.parametrize(("answer", "text"), [("", "03/04/1960"), ("month", "1960-03-04")])
def test_what_a_person_answers_holds_for_the_column(
    monkeypatch: pytest.MonkeyPatch, answer: str, text: str
) -> None:
    monkeypatch.setattr("semble_cli.commands.ui.prompts.choose", lambda *_: answer)
    source = read_as_asked(context(may_ask=True), io.BytesIO(FILE), SourceOptions())
    rows = next(iter(source.records.batches([1])))
    assert source.records.texts(rows)["birth_date"][0] == text


def test_nobody_is_asked_where_nobody_is_there() -> None:
    with pytest.raises(UndecidedDates):
        read_as_asked(context(may_ask=False), io.BytesIO(FILE), SourceOptions())
