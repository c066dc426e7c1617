"""What people type in the search bar, and how it is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import BadUsage
from semble_cli.identity.search_bar import Bar, Figures, read_bar

TODAY = date(2026, 11, 23)
BORN = date(1975, 12, 31)


@pytest.mark.parametrize(
    ("typed", "bar"),
    [
        ("adrun", Bar(("ADRUN",), maybe_email="adrun")),
        ("zoé  d'Œuvré", Bar(("ZOE", "D", "OEUVRE"))),
        ("PAT-TROIS", Bar(("PAT", "TROIS"), maybe_email="pat-trois")),
        ("adrun 31/12/1975", Bar(("ADRUN",), (Figures((BORN,)),))),
        ("31 décembre 1975 zoe", Bar(("ZOE",), (Figures((BORN,)),))),
        ("zoe@example.org", Bar(emails=("zoe@example.org",))),
        ("zoe@ adrun", Bar(("ADRUN",), emails=("zoe",))),
        ("1042", Bar((), (Figures((), "1042", 1042),))),
        ("12", Bar((), (Figures((), None, 12),))),
        ("06 39 98 12 34", Bar((), (Figures((), "0639981234"),))),
        ("+33 6 39 98 12 34", Bar((), (Figures((), "0033639981234"),))),
        ("zoe", Bar(("ZOE",))),
    ],
)
def test_a_bar_is_read_word_by_word(typed: str, bar: Bar) -> None:
    assert read_bar(typed, TODAY) == bar


def test_digits_may_be_a_date_a_phone_and_an_id_at_once() -> None:
    (figures,) = read_bar("31121975", TODAY).figures
    assert figures == Figures((BORN,), "31121975", 31121975)


@pytest.mark.parametrize("number", ["279035121518989", "2 79 03 51 215 189 89", "2790351215189"])
def test_a_whole_nir_is_refused_by_the_bar(number: str) -> None:
    with pytest.raises(BadUsage, match="use --ins") as caught:
        read_bar(number, TODAY)
    assert "279" not in str(caught.value)


def test_digits_that_mean_nothing_are_refused() -> None:
    with pytest.raises(BadUsage, match="no date, no id, and too few"):
        read_bar("1/2", TODAY)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        bar = read_bar(text, TODAY)
    except BadUsage:
        return
    assert all(name.isascii() and name.isalnum() for name in bar.names)
    assert all(bar.figures)
