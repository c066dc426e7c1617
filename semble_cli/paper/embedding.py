"""The typeface as it stands in the files of pages: a face with the characters that nearly all pages
do with, made once for all the files of a process, and what a file needs beside them.

What is in a file follows from its characters alone: the same pages are the same bytes, whatever was
made before them.
"""

from __future__ import annotations

import hashlib
import io
import string
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.paper.font import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŸ"
_SIGNS = "«»‘’“”–—…·•€°²³µ×½¼¾±§¿¡\N{NO-BREAK SPACE}"
_USUAL = frozenset(string.printable[:95]) | frozenset(_LETTERS + _SIGNS)
"""French with all its signs, and the languages around France."""
_KEPT_FACES = 16
_NEEDED_TABLES = frozenset({"head", "hhea", "hmtx", "maxp", "loca", "glyf"})
"""What a PDF reads of a TrueType program (ISO 32000-1, 9.9). Its hints are for the screens of old:
without them a file is a quarter smaller."""


class Metrics(NamedTuple):
    """What a file says of a face, lengths in thousandths of the height of its letters."""

    ascent: int
    descent: int
    cap_height: int
    bounds: tuple[int, int, int, int]
    stem: int
    slant: int
    """Degrees that its letters lean to the left; italic ones have less than none."""
    is_heavy: bool


class EmbeddedFace(NamedTuple):
    """A face as files have it: its name there, the code of each character as it is written in hex,
    how wide each code is in order, that of none first, and the streams, packed already: the program
    and its length, which glyph a code is, which character, and which codes there are."""

    name: str
    codes: Mapping[str, str]
    widths: tuple[int, ...]
    metrics: Metrics
    program: bytes
    length: int
    glyphs: bytes
    characters: bytes
    all_codes: bytes

    def coded(self, text: str) -> str:
        """A text in the codes of the face."""
        return "".join(map(self.codes.__getitem__, text))


def face_number(*, bold: bool = False, italic: bool = False) -> int:
    """The number of a face among those of a file."""
    return 1 + bold + 2 * italic


def embedded_face(
    texts: Iterable[str], *, bold: bool = False, italic: bool = False
) -> EmbeddedFace:
    """The face of a weight, upright or italic, for a file with some texts, all of whose characters
    it has."""
    return _made(frozenset().union(*texts) - _USUAL, bold, italic)


@lru_cache(_KEPT_FACES)
def _made(beside: frozenset[str], bold: bool, italic: bool) -> EmbeddedFace:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    shown = face(bold=bold, italic=italic)
    characters = sorted(each for each in _USUAL | beside if each in shown.advances)
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    with TTFont(shown.path, lazy=True, recalcTimestamp=False) as font:
        units = font["head"].unitsPerEm
        metrics = _metrics(font)
        name = "".join(font["name"].getBestFullName().split())
        subsetter.subset(font)
        glyph_of = font.getBestCmap()
        glyphs = [0, *(font.getGlyphID(glyph_of[ord(each)]) for each in characters)]
        advances = [font["hmtx"].metrics[font.getGlyphName(each)][0] for each in glyphs]
        for table in set(font.keys()) - _NEEDED_TABLES - {"GlyphOrder"}:
            del font[table]
        file = io.BytesIO()
        font.save(file)
    program = file.getvalue()
    return EmbeddedFace(
        f"{_tag(characters)}+{name}",
        {each: f"{code:04X}" for code, each in enumerate(characters, 1)},
        tuple(round(each * 1000 / units) for each in advances),
        metrics,
        zlib.compress(program),
        len(program),
        zlib.compress(b"".join(each.to_bytes(2, "big") for each in glyphs)),
        zlib.compress(_character_map(characters)),
        zlib.compress(_set_bits(len(glyphs))),
    )


def _metrics(font: Any) -> Metrics:
    head, about, lines = font["head"], font["OS/2"], font["hhea"]

    def scaled(length: int) -> int:
        scale: float = 1000 / head.unitsPerEm
        return round(length * scale)

    return Metrics(
        scaled(lines.ascent),
        scaled(lines.descent),
        scaled(about.sCapHeight),
        (scaled(head.xMin), scaled(head.yMin), scaled(head.xMax), scaled(head.yMax)),
        round(50 + (about.usWeightClass / 65) ** 2),
        round(font["post"].italicAngle),
        about.usWeightClass >= 600,
    )


def _tag(characters: Iterable[str]) -> str:
    """The six letters by which programs tell this part of a face from others (ISO 32000-1, 9.6.4):
    who joins files would take one for the other."""
    digest = hashlib.sha256("".join(characters).encode()).digest()
    return "".join(string.ascii_uppercase[each % 26] for each in digest[:6])


def _set_bits(count: int) -> bytes:
    """So many bits that are set, filled up with others to whole bytes."""
    length = (count + 7) // 8
    return (((1 << count) - 1) << (length * 8 - count)).to_bytes(length, "big")


def _character_map(characters: Iterable[str]) -> bytes:
    """Which character each code is, as programs want it that copy and search texts (Adobe Technical
    Note 5411); no more than a hundred in a piece."""
    lines = [
        f"<{code:04X}> <{each.encode('utf-16-be').hex().upper()}>"
        for code, each in enumerate(characters, 1)
    ]
    pieces = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    told = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for piece in pieces:
        told += [f"{len(piece)} beginbfchar", *piece, "endbfchar"]
    told += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(told).encode()
