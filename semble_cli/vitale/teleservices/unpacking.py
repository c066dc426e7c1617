"""The body of an answer, packed or not, and never longer than any answer is."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKING = "gzip"
"""How a service may pack its answer."""

_NOT_PACKED = ("", "identity")
_WITH_GZIP_HEADER = 31


class TooLong(Exception):
    """There is more of the answer than of any."""


class NotPacked(Exception):
    """What came is not packed as it says, or in a way that was not asked for."""


def unpacked(parts: Iterable[bytes], packing: str, most: int) -> bytes:
    """The body that comes in parts. No more than *most* bytes are ever unpacked, however small
    what they are packed in.

    Raises:
        TooLong; NotPacked.
    """
    body = b""
    unpacker = _unpacker(packing)
    try:
        for part in parts:
            body += unpacker.decompress(part, most + 1 - len(body)) if unpacker else part
            if len(body) > most:
                raise TooLong
    except zlib.error:
        raise NotPacked from None
    if unpacker and (not unpacker.eof or unpacker.unused_data):
        raise NotPacked
    return body


def _unpacker(packing: str) -> zlib._Decompress | None:
    if packing.strip().lower() in _NOT_PACKED:
        return None
    if packing.strip().lower() != PACKING:
        raise NotPacked
    return zlib.decompressobj(_WITH_GZIP_HEADER)
