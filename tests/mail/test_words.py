"""What servers say, as it is kept and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.mail.words import words_of


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"OK", "OK"),
        (b"", ""),
        (b"5.7.1 No\n5.7.1 really\n5.7.1 not", "5.7.1 No really not"),
        (b"\x1b[31mred\x07\x00\x9b", "[31mred \ufffd"),
        ("refusé : boîte pleine".encode(), "refusé : boîte pleine"),
        ("a\u202eb\u200bc".encode(), "a b c"),
        (b"x" * 500, "x" * 197 + "..."),
        (b"<zoe@example.org>: zoe unknown", "<[...]>: zoe unknown"),
        (b"ZOE@EXAMPLE.ORG unknown", "[...] unknown"),
        (b"user durand.a unknown", "user durand.a unknown"),
        (b"2 75 12 63 220 749 74", "2 75 \u2022\u2022 \u2022\u2022 \u2022\u2022\u2022 "
         "\u2022\u2022\u2022 \u2022\u2022"),
    ],
)  # fmt: skip
def test_words_are_one_line_without_what_moves_a_terminal(answer: bytes, words: str) -> None:
    assert words_of(answer, "zoe@example.org") == words


def test_the_name_before_an_address_is_hidden_too() -> None:
    assert words_of(b"User A.Durand unknown", "a.durand@example.org") == "User [...] unknown"


@given(st.binary(max_size=4000))
def test_words_are_always_short_and_printable(answer: bytes) -> None:
    words = words_of(answer)
    assert len(words) <= 200
    assert words.isprintable()
