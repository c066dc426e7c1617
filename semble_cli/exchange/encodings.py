"""The encoding of a text file: that which the whole of it tells."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.exchange.detecting import DELIMITERS, END_OF_FILE, SAMPLE
from semble_cli.exchange.headers import target_of
from semble_cli.identity.characters import LOST
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BIG_ENDIAN = ((codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_BE, "utf-16"))
_LIKELY = ("cp1252", "cp850", "mac_roman")
"""The encodings of French practice software that has no UTF-8, the first the most usual; Latin-1 is
a part of it."""

_LATIN_9 = "iso8859_15"
"""The one of Unix, which differs from Latin-1 in a few signs."""
_EURO = b"\xa4"
_OE = (b"\xbc", b"\xbd")
"""What is € and œ there, and in cp1252 a sign that nobody writes, and a quarter and a half."""

_EXPECTED = {
    **dict.fromkeys("é", 10),
    **dict.fromkeys("èàçÉ", 5),
    **dict.fromkeys("êëîïôâùûÈ", 3),
    **dict.fromkeys("œŒÊËÀÂÇÎÏÔÙÛ’°€«»\u00a0", 1),
}
"""How much a character tells for an encoding by which it is read; another letter tells nothing."""
_STRANGE = -5

_CHUNK = 1 << 20
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_LOOKED_AT = 1000
"""Characters beyond ASCII that are looked at in each chunk of a file."""

_LINES_WITH_NAMES = 40
_NAMES = pattern(rf"[{DELIMITERS}\r\n]")


def encoding_of(stream: BinaryIO) -> str:
    """The encoding that the whole of a file tells.

    UTF-8 unless more of what is not ASCII is no UTF-8 than is: in a text of another encoding hardly
    any of it is, and a few rows that are wrong are refused one by one. Of the others, that in which
    the most names of columns can be read, and then the one that makes the best French of the cells.
    UTF-8 all the same where the names are: rows of another file were put below its own. Latin-9
    where letters stand around what is œ there.

    Raises:
        InvalidInput: it is no text.
    """
    first = chunk = stream.read(_CHUNK)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if chunk.startswith(mark):
            return encoding
    if chunk.count(0) > len(chunk) // 8 and not _ends_in_zeros(chunk):
        return _utf16_of(chunk[:SAMPLE])
    decoder = codecs.getincrementaldecoder("utf-8")()
    right = wrong = 0
    others: Counter[bytes] = Counter()
    while chunk:
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError:
            decoder.errors = "replace"
            text = decoder.decode(chunk)
        right += len(chunk) - len(text)
        if decoder.errors == "replace":
            wrong += text.count(LOST) - chunk.count(LOST.encode())
            padded = b"  " + chunk
            places = (found.start() for found in _BEYOND_ASCII.finditer(padded))
            others.update(padded[at - 2 : at + 2] for at in islice(places, _LOOKED_AT))
        chunk = stream.read(_CHUNK)
    if wrong <= right and not decoder.getstate()[0]:
        return "utf-8"
    names = first[:SAMPLE].splitlines()[:_LINES_WITH_NAMES]
    best = max(_LIKELY, key=lambda each: (_names_read(names, each), _likelihood(others, each)))
    if _names_read(names, "utf-8") > _names_read(names, best):
        return "utf-8"
    return _LATIN_9 if _is_latin_9(others) else best


def _ends_in_zeros(chunk: bytes) -> bool:
    """Whether zeros stand behind a text alone, as a disk may leave them."""
    text = chunk.rstrip(b"\0")
    return bool(text) and 0 not in text


def in_its_byte_order(encoding: str, start: bytes) -> str:
    """The encoding of a file that begins so, told with the order of its bytes where that is not the
    one in which texts are written here."""
    for mark, named in _BIG_ENDIAN:
        if encoding.replace("_", "-").lower() == named and start.startswith(mark):
            return f"{named}-be"
    return encoding


def _names_read(lines: Iterable[bytes], encoding: str) -> int:
    """How many names of columns with letters beyond ASCII can be read in an encoding."""
    lines = [line for line in lines if not line.isascii()]
    names = _NAMES.split("\n".join(line.decode(encoding, "replace") for line in lines))
    return sum(
        _is_written(name) and target_of(name) is not None
        for name in (name.strip(' "') for name in names)
        if not name.isascii()
    )


def _is_written(name: str) -> bool:
    """Whether a name has the accents and signs of French alone beside plain ones, and capitals only
    where its words begin, or nothing else."""
    if not all(character.isascii() or character in _EXPECTED for character in name):
        return False
    return name.isupper() or all(word[1:] == word[1:].lower() for word in name.split())


def _likelihood(found: Mapping[bytes, int], encoding: str) -> int:
    """How much the letters beyond ASCII, each between the two before it and the one behind it, look
    like French in an encoding: accents that French has, and no capital within a word of small
    letters."""
    score = 0
    for part, count in found.items():
        before, behind = part[:2], part[3:]
        character = part[2:3].decode(encoding, "replace")
        within_capitals = behind.isupper() or (before.isalpha() and before.isupper())
        is_odd = before[-1:].islower() if character.isupper() else within_capitals
        if (is_odd and character.isalpha()) or not (character.isalpha() or character in _EXPECTED):
            score += count * _STRANGE
        else:
            score += count * _EXPECTED.get(character, 0)
    return score


def _is_latin_9(found: Mapping[bytes, int]) -> bool:
    """Whether letters beyond ASCII, as `_likelihood` is given them, are those of Latin-9: with œ in
    words or €, and without the bytes that cp1252, cp850 and MacRoman have for theirs alone."""
    told = 0
    for part, count in found.items():
        before, character, behind = part[1:2], part[2:3], part[3:]
        if b"\x80" <= character <= b"\x9f":
            return False
        if character in _OE:
            is_in_word = not before.isdigit() and (before.isalpha() or behind.isalpha())
            told += count if is_in_word else -count
        elif character == _EURO:
            told += count
    return told > 0


def _utf16_of(sample: bytes) -> str:
    """UTF-16 without a byte order mark: Latin text has its zeros at every other place."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 3 * (min(even, odd) + 1):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        text = sample.decode(encoding, "replace")
        if all(each.isprintable() or each.isspace() or each == END_OF_FILE for each in text):
            return encoding
    raise InvalidInput("file", "it is no text and no workbook.")
