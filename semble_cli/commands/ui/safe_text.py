"""Text that may be shown: data must never drive a terminal, and no NIR stands in it by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.nir_in_text import SHORTEST_NIR, mask_within, may_hold_nir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def safe(text: str) -> str:
    """The text with a sign in place of each character that does anything but show itself."""
    return text if text.isprintable() else _replaced(text, lambda _: "\ufffd")


def _replaced(text: str, sign: Callable[[str], str]) -> str:
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    from semble_cli.identity.characters import with_signs

    return with_signs(text, sign)


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
