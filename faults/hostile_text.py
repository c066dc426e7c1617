"""Texts that nobody means well with, drawn by a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2028\u2029\ufffe\ufff9"
_CONTROL = "".join(map(chr, (*range(1, 32), *range(0x7F, 0xA0))))
_ESCAPES = ("\x1b[31m", "\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "\x1bP", "\r", "\x08\x08", "\x00")
_FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example")', "|x")
_MARKUP = ("[red]", "[/]", "[link=x]", "<b>", "</script>", "{0}", "{store}", "%s", "%(x)s", "$HOME")
_SQL = ("'; DROP TABLE patient; --", '"', "\\", "\\N", "\\.", "?", "%", "_", "*", "a' OR '1'='1")
_OTHERS = (
    "مرحبا",
    "שלום",
    "👩‍⚕️",
    "🏴‍☠️",
    "é",
    "e\u0301",
    "ﬀ",
    "ß",
    "İ",
    "٣٣",
    "Ⅷ",
    "１２",
    "𝔸",
    "z͑ͫ̓ͪ̂ͫ̽",
)
_NUMBERS = (
    *("-1", "0", "1e9", "NaN", "inf", "9" * 19, "9" * 400, "0x10", "1_000", "²", "2147483648"),
    *("31/02/2000", "00/00/0000", "9999-12-31", "0001-01-01", "-0001", "32/13/99999"),
)
_SHAPES = (
    "",
    " ",
    "-",
    "--",
    "--help",
    ".",
    "..",
    "/",
    "a=b=c",
    "=",
    ":",
    "mobile:",
    ",",
    ";",
    "\n",
)
_HALVES = ("\ud800", "\udfff", "a\udce9", "\udc80")

CURATED = (*_ESCAPES, *_FORMULAS, *_MARKUP, *_SQL, *_OTHERS, *_NUMBERS, *_SHAPES, *_HALVES)


def hostile(draw: random.Random) -> str:
    """The next one: one that is known to hurt, a long one, or some of all kinds together."""
    kind = draw.randrange(8)
    if kind == 0:
        return draw.choice(("a", "9", "é", "\u202e", "[", "👩", " ", "{", "'")) * 10_000
    if kind == 1:
        return "".join(draw.choice(_CONTROL + _BIDI + _INVISIBLE) for _ in range(5)) + "Zoé"
    if kind == 2:
        return "Zoé" + draw.choice(_BIDI + _INVISIBLE + _CONTROL) + draw.choice(CURATED)
    if kind == 3:
        return "".join(chr(_character(draw)) for _ in range(draw.randrange(1, 40)))
    return draw.choice(CURATED)


def _character(draw: random.Random) -> int:
    """A character of any of Unicode, half of one included."""
    return draw.choice((draw.randrange(0x110000), draw.randrange(0x3000), draw.randrange(0x100)))


def as_word(text: str) -> bytes | None:
    """A text as a word of a command line, which a system gives as bytes; none holds a NUL."""
    return None if "\0" in text else text.encode("utf-8", "surrogatepass")


def is_clean(shown: str) -> bool:
    """Whether nothing in what was shown moves a terminal or turns what is read."""
    return not any(
        character in _BIDI
        or (ord(character) < 32 and character not in "\n\t\r")
        or 0x7F <= ord(character) < 0xA0
        for character in shown
    )
