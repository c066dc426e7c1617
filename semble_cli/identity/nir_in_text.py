"""NIRs among other words: people write them into comments, and files into columns of other things.

Whatever is shown is looked through, lists of millions too: nearly every text is told by one pass
over its bytes to hold no run of figures that is long enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.nir import MASK, mask_nir, nir_key, unjudged_nir
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    import re

SHORTEST_NIR = 13
"""Characters of a NIR without its key."""
_SPACED = r"[\s./\u2010\u2011\u2013-]?"
_NUMBER = pattern(
    rf"[1-8](?<![0-9A-Za-z][1-8])(?:{_SPACED}[0-9ABab]){{12}}(?:(?:{_SPACED}[0-9]){{2}})?"
    r"(?![0-9A-Za-z])"
)
_MASKED = pattern(rf"[1-8] [0-9]{{1,2}} {MASK}{MASK}")
_DRUGS = "34009"
"""How the code of a drug begins (CIP 13), which has as many figures; hardly anybody's number."""

_AS_ZEROS = bytes.maketrans(b"123456789ABab", b"0" * 13)
_BETWEEN = b" \t\n\r./-"
_BETWEEN_BEYOND_ASCII = tuple(
    sign.encode() for sign in "\u00a0\u2007\u2009\u202f\u2010\u2011\u2013"
)
_RUN = b"0" * SHORTEST_NIR


def may_hold_nir(text: str) -> bool:
    """Whether there are figures enough together in a text; seldom so where there is no NIR."""
    packed = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        for sign in _BETWEEN_BEYOND_ASCII:
            packed = packed.replace(sign, b"")
    return _RUN in packed.translate(_AS_ZEROS, _BETWEEN)


def mask_within(text: str) -> str:
    """The text with every NIR in it masked: 15 characters with the right key, or 13 without one,
    however they are spaced.

    >>> mask_within("mère : 2 75 12 63 220 749 74 (tutrice)")
    'mère : 2 75 •• •• ••• ••• •• (tutrice)'
    """
    if len(text) < SHORTEST_NIR or not may_hold_nir(text):
        return text
    return _NUMBER.sub(_masked_if_nir, text)


def is_masked(text: str) -> bool:
    """Whether there is a masked number in the text: it was shown, and comes back.

    >>> is_masked("mère : 2 75 •• •• ••• ••• ••"), is_masked("• fièvre")
    (True, False)
    """
    return MASK in text and _MASKED.search(text) is not None


def _masked_if_nir(found: re.Match[str]) -> str:
    try:
        nir = unjudged_nir(found[0])
    except InvalidInput:
        return found[0]
    is_right = nir.key is None or nir.key == nir_key(nir.body)
    return mask_nir(str(nir)) if is_right and not nir.body.startswith(_DRUGS) else found[0]
