"""What a text file is written in: its encoding and what stands between its cells."""

from __future__ import annotations

import codecs
import csv
from typing import NamedTuple

from semble_cli.errors import InvalidInput

SAMPLE = 1 << 16
"""Bytes of a file that are looked at."""

DELIMITERS = ";,\t|"

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ["cp1252", "latin_1", "cp850", "mac_roman"]
"""The encodings of French practice software that has no UTF-8."""

_LINES = 50


class Written(NamedTuple):
    """How a table in a text file is written."""

    encoding: str
    delimiter: str


def detect(sample: bytes, encoding: str | None = None, delimiter: str | None = None) -> Written:
    """How the beginning of a file tells that it is written; what is given is taken as it is.

    Raises:
        InvalidInput: it is no text, or the encoding is not known.
    """
    encoding = encoding or _encoding_of(sample)
    try:
        b" ".decode(encoding, "replace")  # which refuses what makes no text, such as hex
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except (LookupError, ValueError):
        raise InvalidInput("encoding", "it is not known; write utf-8, cp1252 or utf-16.") from None
    return Written(encoding, delimiter or _delimiter_of(text))


def _encoding_of(sample: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    if sample.count(0) > len(sample) // 8:
        return _utf16_of(sample)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        # Loaded for files that are not UTF-8 only.
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=_LIKELY).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def _utf16_of(sample: bytes) -> str:
    """UTF-16 without a byte order mark: Latin text has its zeros at every other place."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 3 * (min(even, odd) + 1):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        text = sample.decode(encoding, "replace")
        if all(character.isprintable() or character.isspace() for character in text):
            return encoding
    raise InvalidInput("file", "it is no text and no workbook.")


def _delimiter_of(text: str) -> str:
    """The delimiter that parts the most cells, the same number in most of the lines."""
    lines = text.splitlines()[:_LINES]
    if len(lines) > 1:
        lines = lines[:-1]  # the sample may end inside the last one

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(width == widths[0] for width in widths) * 10 // len(widths), widths[0])

    best = max(DELIMITERS, key=score)
    return best if score(best) > (0, 0) else ","
