"""What a text file is written in: its encoding and what stands between its cells."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

SAMPLE = 1 << 16
"""Bytes of a file in which the delimiter is looked for."""

DELIMITERS = ";,\t|"
LOST = "\ufffd"
"""What stands where a program could not read a character."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ("cp1252", "cp850", "mac_roman")
"""The encodings of French practice software that has no UTF-8; Latin-1 is a part of the first."""

_ENDS = pattern(r"\r\n?|\n")

_EXPECTED = {
    **dict.fromkeys("é", 10),
    **dict.fromkeys("èàç", 5),
    **dict.fromkeys("êëîïôâùûÉ", 3),
    **dict.fromkeys("œŒÈÊËÀÂÇÎÏÔÙÛ’°€«»\u00a0", 1),
}
"""How much a character tells for an encoding by which it is read; another letter tells nothing."""
_STRANGE = -5

_CHUNK = 1 << 20
_ASCII = bytes(range(128))
_LINES = 50
_NAMED = pattern(r'(?i)"?sep=(.)"?')
_FEWEST_CELLS = 3


class Written(NamedTuple):
    """How a table in a text file is written. Its first line may name the delimiter (`sep=;`); each
    line may be quoted as a whole; or spaces may stand before quotes."""

    encoding: str
    delimiter: str
    names_delimiter: bool = False
    is_wrapped: bool = False
    is_spaced: bool = False


def detect(sample: bytes, encoding: str, delimiter: str | None = None) -> Written:
    """How the beginning of a file in some encoding tells that it is written; a delimiter that is
    given is taken as it is.

    Raises:
        InvalidInput: the encoding is not known.
    """
    try:
        b" ".decode(encoding, "replace")  # which refuses what makes no text, such as hex
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except (LookupError, ValueError):
        raise InvalidInput("encoding", "it is not known; write utf-8, cp1252 or utf-16.") from None
    lines = _ENDS.split(text)[:_LINES]  # no end of a line but these
    if len(lines) > 1 and not text.endswith(("\n", "\r")):
        lines = lines[:-1]  # the sample may end inside the last one
    named = _NAMED.fullmatch(lines[0].removeprefix("\ufeff")) if lines else None
    lines = [line for line in (lines[1:] if named else lines) if line.strip()]
    is_wrapped = _is_wrapped(lines)
    if is_wrapped:
        lines = list(map(unwrapped, lines))
    found = delimiter or (named[1] if named else _delimiter_of(lines))
    return Written(encoding, found, bool(named), is_wrapped, _is_spaced("\n".join(lines), found))


def unwrapped(line: str) -> str:
    """A line that is quoted as a whole, without these quotes; any other as it is.

    >>> unwrapped('"Nom;""Prénom"";Né le"'), unwrapped('"Nom";"Prénom"')
    ('Nom;"Prénom";Né le', '"Nom";"Prénom"')
    """
    plain = line.rstrip("\r\n")
    inner = plain[1:-1].replace('""', "")
    if len(plain) < 2 or plain[0] != '"' or plain[-1] != '"' or '"' in inner:
        return line
    return plain[1:-1].replace('""', '"') + line[len(plain) :]


def _is_spaced(text: str, delimiter: str) -> bool:
    """Whether a space stands between a delimiter and a quote that opens a cell."""
    opened = place = 0
    while (found := text.find(f'{delimiter} "', place)) >= 0:
        opened += text.count('"', place, found)
        if opened % 2 == 0:
            return True
        place = found + len(delimiter)
    return False


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether all lines are quoted as a whole, most of them with several cells within."""
    inner = [unwrapped(line) for line in lines]
    if not lines or any(map(str.__eq__, inner, lines)):
        return False
    parted = sum(max(map(line.count, DELIMITERS)) >= _FEWEST_CELLS - 1 for line in inner)
    return 2 * parted > len(lines)


def encoding_of(stream: BinaryIO) -> str:
    """The encoding that the whole of a file tells.

    UTF-8 unless more of what is not ASCII is no UTF-8 than is: in a text of another encoding hardly
    any of it is, and a few rows that are wrong are refused one by one.

    Raises:
        InvalidInput: it is no text.
    """
    chunk = stream.read(_CHUNK)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if chunk.startswith(mark):
            return encoding
    if chunk.count(0) > len(chunk) // 8:
        return _utf16_of(chunk[:SAMPLE])
    decoder = codecs.getincrementaldecoder("utf-8")()
    right = wrong = 0
    others: Counter[int] = Counter()
    while chunk:
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError:
            decoder.errors = "replace"
            text = decoder.decode(chunk)
        right += len(chunk) - len(text)
        if decoder.errors == "replace":
            wrong += text.count(LOST) - chunk.count(LOST.encode())
            others.update(chunk.translate(None, _ASCII))
        chunk = stream.read(_CHUNK)
    if wrong <= right and not decoder.getstate()[0]:
        return "utf-8"
    return max(_LIKELY, key=lambda encoding: _likelihood(others, encoding))


def _likelihood(found: Counter[int], encoding: str) -> int:
    """How much the bytes beyond ASCII look like French in an encoding."""
    score = 0
    for byte, count in found.items():
        character = bytes((byte,)).decode(encoding, "replace")
        score += count * _EXPECTED.get(character, 0 if character.isalpha() else _STRANGE)
    return score


def _utf16_of(sample: bytes) -> str:
    """UTF-16 without a byte order mark: Latin text has its zeros at every other place."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 3 * (min(even, odd) + 1):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        text = sample.decode(encoding, "replace")
        if all(character.isprintable() or character.isspace() for character in text):
            return encoding
    raise InvalidInput("file", "it is no text and no workbook.")


def _delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter that parts the most lines into the same number of cells, and into the most:
    titles above the table and totals below have fewer."""

    is_closed = sum(line.count('"') for line in lines) % 2 == 0

    def parted(delimiter: str) -> Iterator[list[str]]:
        if is_closed:  # cells may hold ends of lines
            yield from csv.reader([f"{line}\n" for line in lines], delimiter=delimiter)
        else:  # one by one: a quote that is not closed swallows no line
            for line in lines:
                yield next(csv.reader([line], delimiter=delimiter), [])

    def score(delimiter: str) -> tuple[int, int]:
        rows = list(map(len, parted(delimiter)))
        widths = Counter(width for width in rows if width > 1)
        if not widths:
            return (0, 0)
        width, times = max(widths.items(), key=lambda found: (found[1], found[0]))
        return (times * 10 // len(rows), width)

    best = max(DELIMITERS, key=score)
    return best if score(best) > (0, 0) else ","
