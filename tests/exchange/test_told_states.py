"""Columns that answer by yes or no whether somebody died, or is archived."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from semble_cli.exchange.cells.told_states import ARCHIVED, DIED
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords

if TYPE_CHECKING:
    from semble_cli.errors import Sentence

TODAY = date(2026, 11, 27)
NAMES = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance"
ADRUN = "ADRUN;Zoé;31/12/1975;F;63220"

STATES = ("deceased_on", "archived_on", "archive_reason")


def states_of(columns: str, *rows: str) -> tuple[list[dict[str, str]], dict[Sentence, int]]:
    """The states of the patients of a table with these columns beside, and what is said of all."""
    text = "\n".join([f"{NAMES};{columns}", *(f"{ADRUN};{row}" for row in rows)])
    records = TableRecords(io.BytesIO(text.encode()), None, Reading(today=TODAY))
    (batch,) = records.batches([len(rows)])
    records.texts(batch)
    said = dict(records.said())
    given = [records.given(row) for row in batch]
    assert {"archived_on", "archive_reason"} <= set(records.fields)
    return [{name: each[name] for name in STATES if name in each} for each in given], said


AS_DECEASED = {"archived_on": "2026-11-27", "archive_reason": "deceased"}


@pytest.mark.parametrize("answer", ["Oui", "o", "X", "1", "vrai", "YES"])
def test_who_died_on_a_day_that_is_not_told_is_archived_and_never_taken_for_living(
    answer: str,
) -> None:
    states, said = states_of("Décédé", answer, "Non", "", answer)
    assert states == [AS_DECEASED, {}, {}, AS_DECEASED]
    assert said == {DIED: 2}


def test_a_day_of_death_beside_tells_more() -> None:
    states, said = states_of("Décédé;Date de décès", "oui;25/02/2026", "non;", "oui;")
    assert states == [{"deceased_on": "25/02/2026"}, {}, AS_DECEASED]
    assert said == {DIED: 1}


def test_a_day_of_the_archive_beside_stays_for_who_died() -> None:
    states, said = states_of("Décédé;Archivé le", "oui;02/01/2026", "oui;")
    assert states == [{"archived_on": "02/01/2026"}, AS_DECEASED]
    assert said == {DIED: 1}


def test_what_is_no_answer_is_the_day() -> None:
    many = ["non"] * 18
    states, said = states_of("Décédé", *many, "25/02/2026", "pas sûr")
    assert states == [{}] * 18 + [{"deceased_on": "25/02/2026"}, {"deceased_on": "pas sûr"}]
    assert said == {}


def test_one_death_below_two_thousand_lines_of_none_is_seen() -> None:
    states, said = states_of("Décédé", *[""] * 2100, "X")
    assert (states[-1], states[0], said) == (AS_DECEASED, {}, {DIED: 1})


def test_an_archive_without_a_day_is_of_today() -> None:
    states, said = states_of("Archivé;Motif d'archivage", "oui;deceased", "oui;", "non;", "N;")
    assert states == [
        AS_DECEASED,
        {"archived_on": "2026-11-27", "archive_reason": "inactive"},
        {},
        {},
    ]
    assert said == {ARCHIVED: 2}


def test_who_died_and_is_archived_is_archived_once_and_as_deceased() -> None:
    states, said = states_of("Décédé;Archivé", "oui;oui", "non;oui")
    assert states[0] == AS_DECEASED
    assert states[1]["archive_reason"] == "inactive"
    assert said == {DIED: 1, ARCHIVED: 1}
