"""Numbers follow each other and time, and those of two series are never mixed up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from semble_cli.errors import InvalidSetting, Refused
from semble_cli.patient.billing.numbering import Series, next_in, refuse_mixed_up, written_number

DAY = date(2026, 11, 23)
F = Series("F", "invoice", 1, 7, DAY)


def test_the_next_number_is_one_more_and_of_today() -> None:
    later = DAY + timedelta(days=3)
    assert next_in(F, later) == Series("F", "invoice", 1, 8, later)
    assert next_in(F, DAY).last_position == 8


def test_no_number_is_of_a_day_before_the_last_one() -> None:
    with pytest.raises(Refused, match="clock says 2026-11-22"):
        next_in(F, DAY - timedelta(days=1))


@pytest.mark.parametrize("name", ["F", "G", "F-", "FA", "F2-", "AF1"])
def test_a_series_that_is_told_apart_may_stand_beside_others(name: str) -> None:
    refuse_mixed_up("invoices.series", name, "invoice", [F])


@pytest.mark.parametrize(
    ("name", "others", "said"),
    [
        ("F1", [F], "mixed up with those of F"),
        ("F", [F._replace(name="F2026")], "mixed up with those of F2026"),
        ("F", [F._replace(kind="credit_note")], "is the other's"),
    ],
)
def test_a_series_that_is_not_is_refused(name: str, others: list[Series], said: str) -> None:
    with pytest.raises(InvalidSetting, match=said):
        refuse_mixed_up("invoices.series", name, "invoice", others)


NAMES = st.from_regex(r"[A-Z][A-Z0-9]{0,3}-?", fullmatch=True)


@given(NAMES, NAMES, st.integers(1, 99_999), st.integers(1, 99_999))
def test_no_number_is_in_two_series_that_stand_beside_each_other(
    one: str, other: str, first: int, second: int
) -> None:
    assume(one != other)
    try:
        refuse_mixed_up("x", one, "invoice", [Series(other, "invoice", 1, 1, DAY)])
    except InvalidSetting:
        return
    assert written_number(one, first) != written_number(other, second)
