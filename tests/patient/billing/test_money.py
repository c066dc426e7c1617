"""Amounts are cents, however they are typed, and what is none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.patient.billing.money import (
    MOST_CENTS,
    english_amount,
    french_amount,
    parse_amount,
    written_amount,
)

NARROW, WIDE = "\u202f", "\u00a0"

READ = {
    "23,50": 2350,
    "23.50": 2350,
    "23": 2300,
    "23,5": 2350,
    "0,05": 5,
    "007": 700,
    " 23,50 € ": 2350,
    "23,50EUR": 2350,
    "1 234,50": 123450,
    f"999{NARROW}999,99": 99999999,
    "1000000": MOST_CENTS,
}


@pytest.mark.parametrize(("text", "cents"), READ.items())
def test_an_amount_is_read_as_people_write_it(text: str, cents: int) -> None:
    assert parse_amount("amount", text) == cents


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "23,505", "1.234,50", "1,234", "12 34", "1 2345", "+5", "5-", "1e3", "0x1F"),
        *("²3", "٢٣", "23,٥0", "--5", "NaN", "inf", "5 %", "9" * 400, "23,50 $"),
        *("0", "0,00", "-5", "\u22125,00", "1000000,01", f"1{NARROW}234{WIDE}567,89"),
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_amount("amount", text)


@given(st.integers(1, MOST_CENTS))
def test_an_amount_that_is_written_is_read_as_it_was(cents: int) -> None:
    assert parse_amount("amount", written_amount(cents)) == cents
    assert parse_amount("amount", french_amount(cents)) == cents


@pytest.mark.parametrize(
    ("cents", "written", "french", "english"),
    [
        (5, "0.05", f"0,05{WIDE}€", "€0.05"),
        (-2350, "-23.50", f"-23,50{WIDE}€", "-€23.50"),
        (123456789, "1234567.89", f"1{NARROW}234{NARROW}567,89{WIDE}€", "€1,234,567.89"),
    ],
)
def test_an_amount_is_written_for_programs_and_for_people(
    cents: int, written: str, french: str, english: str
) -> None:
    assert (written_amount(cents), french_amount(cents), english_amount(cents)) == (
        written,
        french,
        english,
    )
