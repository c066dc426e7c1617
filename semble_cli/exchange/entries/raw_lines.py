"""The lines of a text of which each part may have an encoding of its own, with every byte kept.

A line is a text in UTF-8 in which other bytes stand as surrogates, as the rejected rows are
written: these are then the bytes that came. `decoded` makes the text of it that is meant.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.encodings import encoding_of
from semble_cli.exchange.unpacking import looked_at
from semble_cli.identity.characters import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE = 16 << 20
"""Characters of a line: a photograph stands on one line where a program does not fold it."""

_WIDE = ("utf-16", "utf-32")
"""Encodings of a whole file, in which no line is one of bytes by itself."""


def raw_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a stream, each with its end: a carriage return, a line feed, or both.

    Raises:
        InvalidInput: one is too long, or the text ends in the middle of a character.
    """
    wide = encoding if encoding.startswith(_WIDE) else ""
    text = io.TextIOWrapper(
        stream, wide or "utf-8", errors="replace" if wide else "surrogateescape", newline=""
    )
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise InvalidInput(
                "file",
                "line {line} has more than {most} characters.",
                line=number,
                most=_LONGEST_LINE,
            )
        yield line.removeprefix("\ufeff") if number == 1 else line


def encoding_of_lines(encoding: str) -> str:
    """The encoding in which `raw_lines` leaves the text of a file in this one."""
    return "utf-8" if encoding.startswith(_WIDE) or encoding == "utf-8-sig" else encoding


def decoded(raw: str, encoding: str) -> str:
    """The text that is meant by a line, or by several.

    Raises:
        InvalidInput: it is none in this encoding, the encoding is not known, or another program
            has lost a character of it.
    """
    if raw.isascii():
        return raw
    try:
        text = raw.encode("utf-8", "surrogateescape").decode(encoding)
    except UnicodeError:
        raise InvalidInput("file", "it is no text in {encoding}.", encoding=encoding) from None
    if LOST in text:
        raise InvalidInput("file", "a character was lost, shown as {lost}.", lost=LOST)
    return text


def undecoded(text: str, encoding: str) -> str:
    """A text as it stands among raw lines of this encoding; `?` for what it does not have.

    >>> decoded(undecoded("né", "cp1252"), "cp1252"), undecoded("né", "cp1252") == "né"
    ('né', False)
    """
    return text.encode(encoding, "replace").decode("utf-8", "surrogateescape")


def file_encoding(source: BinaryIO) -> str:
    """The encoding that the whole of a source tells, which is then where it was.

    Raises:
        InvalidInput: it is no text.
    """
    with looked_at(source) as unpacked:
        return encoding_of(unpacked.stream)
