"""The one typeface of all paper, Source Sans Pro (Latin, Greek and Cyrillic, OFL): which characters
it has and how wide they are. Measured here, so that pages are laid out before any is made."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from semble_cli.identity.patterns import pattern

MM_PER_POINT = 25.4 / 72
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
"""Hyphens that the typeface lacks."""
_FILES = {
    (False, False): "Regular",
    (True, False): "Semibold",
    (False, True): "It",
    (True, True): "SemiboldIt",
}


class Face(NamedTuple):
    """A weight of the typeface: where its file is, and how wide characters are, in parts of the
    height of the letters."""

    path: str
    advances: dict[str, float]

    def width(self, text: str, points: float) -> float:
        """How wide a text is, in mm."""
        return sum(map(self.advances.__getitem__, text)) * points * MM_PER_POINT


@lru_cache
def face(*, bold: bool = False, italic: bool = False) -> Face:
    """The face of a weight, upright or italic, read from its file once."""
    import font_source_sans_pro
    from fontTools.ttLib import TTFont

    path = os.path.join(
        font_source_sans_pro.font_directory, f"SourceSansPro-{_FILES[bold, italic]}.ttf"
    )
    with TTFont(path, lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        advances = {
            chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()
        }
    return Face(path, advances)


def as_printed(text: str) -> str:
    """A text in the characters in which it is printed: accents on their letters, hyphens plain,
    spaces single."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_HYPHENS).split())


@lru_cache
def _printed() -> frozenset[str]:
    """All characters that can be printed."""
    known = face().advances
    return frozenset(each for each in known if not unicodedata.category(each).startswith("C"))


def written_out(text: str) -> str:
    """A text with the number of each character, such as [U+1F600], in place of those that cannot be
    printed."""
    return "".join(
        character if character in _printed() else f"[U+{ord(character):04X}]" for character in text
    )


def unprintable(text: str) -> str | None:
    """What of a text cannot be printed: the script of its first character that the typeface lacks,
    such as ARABIC, or the number of one that is no letter. `None` where all of it can."""
    if _printed().issuperset(text):
        return None
    character = next(each for each in text if each not in _printed())
    name = unicodedata.name(character, "")
    if unicodedata.category(character).startswith("L") and name:
        return pattern(r"[^A-Z]").split(name)[0]
    return f"U+{ord(character):04X}"
