"""Characters that nobody sees are refused where a text enters, and never shown."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import (
    is_shown,
    refuse_unseen,
    with_line_ends,
    without_break_hints,
)

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Every character that Unicode calls a control of direction (UAX 9, Bidi_Control)."""

NURSE = "\U0001f469\u200d\u2695\ufe0f"
FAMILY = "\U0001f468\U0001f3fd\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "character",
    [*DIRECTIONS, "\x00", "\x1b", "\x7f", "\x9b", chr(0xD800), chr(0xDC80), "\ufeff", "\xad"],
)
def test_an_unseen_character_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(InvalidInput, match="city: its character 3 is a control character, or can"):
        refuse_unseen("city", f"Ly{character}on")
    assert not is_shown(f"Ly{character}on", 2)


@pytest.mark.parametrize(
    "text",
    ["", "Lyon", "a\n\tb", "« à\u00a0Lyon\u202f»", NURSE, FAMILY, "\u4e2d \u05d0", "e\u0301"],
)
def test_what_is_seen_is_taken_and_shown(text: str) -> None:
    refuse_unseen("comments", text)
    assert all(is_shown(text, place) for place in range(len(text)) if text[place] != "\u0301")


@pytest.mark.parametrize("text", ["AL\u200dD", "\u200d", f"{NURSE}\u200d", "\u200d\u2695"])
def test_a_joiner_that_joins_no_pictures_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        refuse_unseen("tags", text)


def test_line_breaks_and_tabs_are_taken_only_where_they_are_spared() -> None:
    refuse_unseen("comments", "a\nb")
    with pytest.raises(InvalidInput):
        refuse_unseen("birth_name", "a\nb", spared="")


def test_no_control_of_any_kind_is_ever_shown() -> None:
    shown = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and is_shown(f"a{character}b", 1)
    }
    assert shown == {"\n", "\t"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert with_line_ends(f"a{end}b") == "a\nb"


def test_what_says_where_a_line_may_break_can_be_left_out() -> None:
    assert without_break_hints("\ufeffanti\xadcoagulant\u200b \u2060oral") == "anticoagulant oral"
