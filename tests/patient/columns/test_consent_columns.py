"""The columns of consents together say what they say of one patient."""

from __future__ import annotations

from itertools import product

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.columns.column_intake import ColumnIntake
from semble_cli.patient.intake import new_patient
from semble_cli.patient.record import Patient
from tests.conftest import NOW

TODAY = NOW.date()
WHOLE = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_date": "31/12/1975",
    "sex": "F",
    "birth_place_code": "63220",
}
TRUTHS = ("true", "false", "refusé", "non demandé", "perhaps", "")
ANSWERS = ("accepted", "refused", "not_asked", "later", "")
DAYS = ("01/02/2026", "2031-01-01", "once", "")
AUTHORS = ("martine", "a\x1b", "")


def one_by_one(row: dict[str, str]) -> Patient | None:
    try:
        return new_patient({name: text for name, text in row.items() if text}, TODAY).patient
    except InvalidRecord:
        return None


def in_columns(rows: list[dict[str, str]]) -> tuple[list[Patient], set[int]]:
    texts = {name: [row[name] for row in rows] for name in rows[0]}
    people, left, _ = ColumnIntake(texts, TODAY, str.strip).read(texts, len(rows))
    return people.patients(), left


@pytest.mark.parametrize(
    "columns",
    [
        {"receive_sms": TRUTHS},
        {"receive_sms_answer": ANSWERS},
        {"receive_sms": TRUTHS, "receive_sms_answer": ANSWERS},
        {"receive_sms_answer": ANSWERS, "receive_sms": TRUTHS},
        {"receive_sms": TRUTHS, "receive_sms_on": DAYS},
        {"receive_sms_on": DAYS, "receive_sms_by": AUTHORS},
        {"receive_sms_answer": ANSWERS, "receive_sms_on": DAYS, "receive_sms_by": AUTHORS},
    ],
)
def test_a_row_is_read_as_it_is_alone_or_left_to_the_rule_for_one(
    columns: dict[str, tuple[str, ...]],
) -> None:
    rows = [WHOLE | dict(zip(columns, texts, strict=True)) for texts in product(*columns.values())]
    people, left = in_columns(rows)
    for place, row in enumerate(rows):
        alone = one_by_one(row)
        assert alone is None or place in left or people[place] == alone, row
        assert alone is not None or place in left, row


def test_our_own_lists_are_read_without_a_second_look() -> None:
    rows = [
        WHOLE | {"receive_sms": truth, "receive_sms_answer": answer, **signature}
        for truth, answer, signature in (
            ("true", "accepted", {"receive_sms_on": "2026-02-01", "receive_sms_by": "martine"}),
            ("false", "refused", {"receive_sms_on": "2026-02-01", "receive_sms_by": ""}),
            ("false", "not_asked", {"receive_sms_on": "", "receive_sms_by": ""}),
        )
    ]
    assert in_columns(rows)[1] == set()
