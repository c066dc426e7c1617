"""What a server says, made fit to be kept and shown: bounded, without control characters, and
without the address that it was about, which may itself be an identifier."""

from __future__ import annotations

import unicodedata

from semble_cli.identity.nir_in_text import mask_within
from semble_cli.identity.patterns import pattern

_LONGEST = 200
_READ = 2000
"""Bytes that are looked at: an answer may have as many lines as it likes."""
_ENHANCED = pattern(r"(?<![0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3}) ?")
_HIDDEN = "[...]"
_SHORTEST = 4


def words_of(answer: bytes, *addresses: str) -> str:
    """The words of a server, in one line.

    >>> words_of(b"5.1.1 <x@example.org>: unknown\\n5.1.1 See our page", "x@example.org")
    '5.1.1 <[...]>: unknown See our page'
    """
    text = answer[:_READ].decode("utf-8", "replace")
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    line = _without_repetition(" ".join(plain.split()))
    for address in addresses:
        line = _without(line, address)
        line = _without(line, address.partition("@")[0])
    line = mask_within(line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _without(line: str, text: str) -> str:
    """A line without a text, in whatever case; a short one may be a word of any sentence."""
    import re

    if len(text) < _SHORTEST:
        return line
    return re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", _HIDDEN, line, flags=re.IGNORECASE)


def _without_repetition(line: str) -> str:
    """The code that stands before each line of an answer (RFC 3463), once."""
    found = _ENHANCED.match(line)
    if found is None:
        return line
    return found[0] + line[found.end() :].replace(found[0], "")
