"""What a file is, by its beginning: its media type (RFC 6838), never by its name alone."""

from __future__ import annotations

import codecs
import unicodedata

UNKNOWN = "application/octet-stream"
_TEXT = "text/plain"
_ARCHIVE = "application/zip"

BEGINNING = 8192
"""Bytes that are looked at."""

_SURE = 0.4
"""The least that puremagic trusts a match of four bytes with."""
_NAMED = 0.8
"""The least that it trusts a match with which the name agrees."""
_ZIP = b"PK\x03\x04"


def media_type_of(beginning: bytes, file_name: str) -> str:
    """The media type of a file that begins so. Its name decides only among what the bytes may be:
    a letter of a word processor is an archive too.

    Returns:
        `text/plain` for what is nothing else and reads as UTF-8, `application/octet-stream` for
        what nothing is known of.
    """
    import puremagic

    try:
        matches = puremagic.magic_string(beginning, file_name)
    except (puremagic.PureError, ValueError):
        matches = []
    sure = _NAMED if beginning.startswith(_ZIP) else _SURE
    for match in matches:
        if match.confidence >= sure and match.mime_type:
            return str(match.mime_type)
    if beginning.startswith(_ZIP):
        return _ARCHIVE
    return _TEXT if _is_text(beginning) else UNKNOWN


def _is_text(beginning: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return False
    return all(
        character in "\t\n\r\f" or unicodedata.category(character) != "Cc" for character in text
    )
