"""The messages of a file or a stream of an identity feed, and whether a file is all there."""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.kinds import FileKind, kind_of
from semble_cli.patient.reading.json_texts import NO_JSON, read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.exchange.feed.identities import FedMessage

LARGEST = 64 << 20
"""Bytes of a file of messages."""

_BLANK = b"\xef\xbb\xbf\x0b \t\r\n"
_JSON = (b"{", b"[")
_GZIP = b"\x1f\x8b"
_FRAME, _FRAME_ENDS = b"\x0b", b"\x1c"
_BATCHES = {b"FHS": b"FTS", b"BHS": b"BTS"}
"""What begins a file or a batch of messages, and what ends it."""
_SEGMENT_ENDS = (b"\r", b"\n", _FRAME_ENDS)
_ENDS = re.compile(rb"(\r\n?|\n|\x1c\r?)")


def messages_in(content: bytes, today: date) -> Iterator[FedMessage]:
    """The messages of a file, HL7 v2 or FHIR.

    Raises:
        InvalidInput: it is neither, or too large.
    """
    if len(content) > LARGEST:
        raise InvalidInput("file", "it is too large for a feed; use semble patient import.")
    kind = kind_of(BytesIO(content)) if content.strip(_BLANK) else None
    if kind is FileKind.MESSAGES:
        from semble_cli.exchange.hl7.fed import fed_messages as messages
    elif kind is FileKind.DOCUMENTS:
        from semble_cli.exchange.fhir.fed import fed_messages as messages
    else:
        raise InvalidInput("file", "it is neither HL7 v2 nor FHIR in JSON.")
    yield from messages(content, today)


def is_whole(content: bytes) -> bool:
    """Whether a file may be all there: JSON that closes, a segment or a frame of HL7 that ends.

    >>> is_whole(b'{"a": 1'), is_whole(b"MSH|^PID|1"), is_whole(b"MSH|^PID|1\\r")
    (False, False, True)
    """
    if content.startswith(_GZIP):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return False
    text = content.lstrip(_BLANK)
    if text[:1] in _JSON:
        return _is_json(text) or _are_lines(text)
    if end := _BATCHES.get(text[:3]):
        last = _ENDS.split(text.rstrip(_BLANK + _FRAME_ENDS))[-1]
        return last.startswith(end) and text.endswith(_SEGMENT_ENDS)
    if content.lstrip(b" \t\r\n").startswith(_FRAME):
        return _FRAME_ENDS in content[-3:]
    return content.endswith(_SEGMENT_ENDS) or b"\0" in content[:4]


def _is_json(text: bytes) -> bool:
    try:
        read_json(text.decode("utf-8"))
    except UnicodeDecodeError:
        return True  # all there or not, it will be refused for its bytes
    except NO_JSON:
        return False
    return True


def _are_lines(text: bytes) -> bool:
    """Whether these are lines of JSON, the last of which has ended; one that is none is refused as
    it is read."""
    first = text.partition(b"\n")[0]
    return text.endswith(b"\n") and _is_json(first)


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The messages of a stream as they come: a line of JSON, or the segments of a message up to the
    end of its frame or the next message; JSON that is no line, whole.

    Raises:
        InvalidInput: one is too large.
    """
    waiting = b""
    is_json: bool | None = None
    are_lines = False
    for line in _segments(stream):
        if is_json is None and line.strip(_BLANK):
            is_json = line.lstrip(_BLANK)[:1] in _JSON
            are_lines = is_json and _is_json(line.lstrip(_BLANK))
        if are_lines:
            if line.strip(_BLANK):
                yield line
            continue
        if not is_json and _begins_message(line) and waiting.strip(_BLANK):
            yield waiting
            waiting = b""
        waiting += line
        if len(waiting) > LARGEST:
            raise InvalidInput("file", "a message in the stream has no end.")
        if not is_json and _FRAME_ENDS in line:
            yield waiting
            waiting = b""
    if waiting.strip(_BLANK + _FRAME_ENDS):
        yield waiting


def _begins_message(line: bytes) -> bool:
    return line.lstrip(_BLANK).startswith(b"MSH")


def _segments(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream as they come, each up to a carriage return, a line feed or the end of a
    frame."""
    rest = b""
    while part := stream.read1(1 << 16):  # type: ignore[attr-defined]  # as streams of bytes have
        *whole, rest = _ENDS.split(rest + part)
        for text, end in zip(whole[::2], whole[1::2], strict=True):
            yield text + end
    if rest:
        yield rest
