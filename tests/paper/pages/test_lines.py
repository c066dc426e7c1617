"""Texts in lines: nothing is lost, nothing is too wide, and lines end where they may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.paper.font import as_printed, face
from semble_cli.paper.pages.lines import Fitted, fitted, wrapped

LETTERS = st.text("abcéÀœ -«»:;?!%€Ελ8/", max_size=80)


def lines(text: str, width: float) -> list[str]:
    return wrapped(text, width, face(), 10)


def wide(text: str) -> float:
    return face().width(text, 10) + 0.5


@given(LETTERS, st.floats(5, 120))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    printed = as_printed(text)
    found = lines(printed, width)
    assert "".join(found).replace(" ", "") == printed.replace(" ", "")
    for line in found:
        assert line == line.strip()
        assert face().width(line, 10) <= width + 1e-6 or len(line) == 1


@pytest.mark.parametrize(
    ("text", "width", "found"),
    [
        ("", 20, [""]),
        ("a b", wide("a b"), ["a b"]),
        ("a b", wide("a b") - 0.6, ["a", "b"]),
        ("Marie-Louise", wide("Marie-"), ["Marie-", "Louise"]),
        ("le 28-03-1979", wide("28-03-1979"), ["le", "28-03-1979"]),
        ("Fièvre : non", wide("Fièvre :"), ["Fièvre :", "non"]),
        ("La fièvre : non", wide("La fièvre"), ["La", "fièvre :", "non"]),
        ("Une fièvre ? Non", wide("Une fièvre"), ["Une", "fièvre ?", "Non"]),
        ("dit un « mot » ici", wide("dit un «"), ["dit un", "« mot »", "ici"]),
        ("à 100 % ici", wide("100 %"), ["à", "100 %", "ici"]),
        ("Essai 10 mg fin", wide("Essai 10"), ["Essai", "10 mg", "fin"]),
        ("Essai 8 g/125 mg", wide("Essai 8 g/125"), ["Essai", "8 g/125 mg"]),
        (
            "Essai 0,5 mL, puis 3 gouttes",
            wide("Essai 0,5"),
            ["Essai", "0,5 mL,", "puis 3", "gouttes"],
        ),
        ("abcdefghij" * 2 + " fin", wide("abcdefghij"), ["abcdefghij", "abcdefghij", "fin"]),
    ],
)
def test_a_line_ends_where_it_may(text: str, width: float, found: list[str]) -> None:
    assert lines(text, width) == found


def test_a_line_shrinks_before_it_is_wrapped() -> None:
    name = "Dominique PAT-TROIS"
    at = face().width(name, 1)
    assert fitted(name, 200, face(), 20, 13) == Fitted(20, [name])
    assert fitted(name, at * 16.7, face(), 20, 13) == Fitted(16.5, [name])
    assert fitted(name, at * 13, face(), 20, 13) == Fitted(13, [name])
    assert fitted(name, at * 12, face(), 20, 13) == Fitted(13, ["Dominique PAT-", "TROIS"])
    assert fitted("", 20, face(), 20, 13) == Fitted(20, [""])
