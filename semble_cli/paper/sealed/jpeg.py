"""JPEG (ISO/IEC 10918-1) without what cameras and programs write beside the picture: where it was
taken, by whom, a small copy of it, or a second picture behind the first."""

from __future__ import annotations

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_COMMENT = 0xFE
_NOTES = range(0xE0, 0xF0)
_ADOBE = 0xEE
"""Which says how colours are to be read: it is no note, and stays."""


def without_notes(content: bytes) -> bytes:
    """The picture and nothing else, its data unchanged. One that does not say where it ends, as
    readers take it too, ends where the bytes do.

    Raises:
        ValueError: it is no JPEG, or ends before any data.
    """
    if content[:2] != bytes((0xFF, _START)):
        raise ValueError
    kept = [content[:2]]
    at, has_data = 2, False
    try:
        while True:
            if at == len(content) and has_data:
                return b"".join((*kept, bytes((0xFF, _END))))
            if content[at] != 0xFF:
                raise ValueError
            marker = content[at + 1]
            if marker == 0xFF:  # as many as one likes may stand before a marker
                at += 1
                continue
            if marker == _END:
                return b"".join((*kept, content[at : at + 2]))
            end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == _SCAN:
                end, has_data = _end_of_scan(content, end), True
            if not (marker == _COMMENT or (marker in _NOTES and marker != _ADOBE)):
                kept.append(content[at:end])
            at = end
    except IndexError:
        raise ValueError from None


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the data of a scan end: at the next marker that is none of its own, or with the
    bytes."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] and content[at + 1] not in _RESTARTS:
            return at
        at += 2
    return len(content)
