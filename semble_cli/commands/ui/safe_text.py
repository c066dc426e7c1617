"""Text that may be shown: data must never drive a terminal, and no NIR stands in it by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.nir_in_text import SHORTEST_NIR, mask_within, may_hold_nir
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_DRIVING = pattern(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but for line feed and tab
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction of a text
    r"\u2028\u2029\ud800-\udfff]"  # other ends of lines; halves of characters
)


def safe(text: str) -> str:
    """The text with a sign in place of each character that does anything but show itself."""
    return text if text.isprintable() else _DRIVING.sub("\ufffd", text)


def escaped(document: str) -> str:
    """A JSON document in which such characters are escaped: it says the same."""
    if document.isprintable():
        return document
    return _DRIVING.sub(lambda found: f"\\u{ord(found[0]):04x}", document)


_FOR_THEMSELVES = frozenset(("id", "ins", "ins_matricule", "ins_history"))
"""Keys of a document, and columns of a flat file, of what is no NIR though it may look like one,
or is shown and left out by rules of its own."""


def discreet(value: Any, key: str = "") -> Any:
    """A value of a document, its key given: every NIR in its texts is masked."""
    if key in _FOR_THEMSELVES:
        return value
    if isinstance(value, str):
        return mask_within(value)
    if isinstance(value, dict):
        return {name: discreet(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [discreet(item) for item in value]
    return value


def discreet_column(name: str, texts: Sequence[str]) -> Sequence[str]:
    """A column of a flat file, its name given: every NIR in it is masked."""
    if name in _FOR_THEMSELVES or max(map(len, texts), default=0) < SHORTEST_NIR:
        return texts
    return list(map(mask_within, texts)) if may_hold_nir("\0".join(texts)) else texts
