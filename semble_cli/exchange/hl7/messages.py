"""The messages of a file, or of a stream from other software: MLLP frames and batches come off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_START, _END = "\x0b", "\x1c"
"""What MLLP puts before and behind a message; a carriage return comes last."""
_OF_BATCHES = ("FHS", "BHS", "BTS", "FTS")
_MOST = 64 << 20
"""Characters of a message."""


def split_messages(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The segments of each message, with the number of its first line; lines before the first
    message come by themselves.

    Raises:
        InvalidInput: a message is larger than any is.
    """
    message: list[str] = []
    size = first = 0
    for number, line in enumerate(lines, start=1):
        segment = line.replace(_START, "").replace(_END, "")
        if not segment.strip() or segment.startswith(_OF_BATCHES):
            continue
        if segment.startswith("MSH"):
            if message:
                yield first, "".join(message)
            message, first, size = [], number, 0
        elif not message:
            yield number, segment
            continue
        message.append(segment)
        size += len(segment)
        if size > _MOST:
            raise InvalidInput("file", "the message on line {line} has no end.", line=first)
    if message:
        yield first, "".join(message)
