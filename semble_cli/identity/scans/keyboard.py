"""A scanner types as a keyboard with an American layout does; a computer that takes it for a French
one (AZERTY) gets other characters, and others again with the shift lock on. They are put back here.
"""

from __future__ import annotations

_AS_ARRIVED = "qwazQWAZ,;:!?./§mMù%)°=+^¨$£&é\"'(-è_çà"
_AS_MEANT = "azqwAZQWm,./M<>?;:'\"-_=+[{]}1234567890"
_MEANT = str.maketrans(_AS_ARRIVED, _AS_MEANT)

_UNSHIFTED = ",;:!ù)=^$&é\"'(-è_çà"
_SHIFTED = "?./§%°+¨£1234567890"
_LOCKED = str.maketrans(_UNSHIFTED + _SHIFTED, _SHIFTED + _UNSHIFTED)

_SEPARATORS = {".GS/": "\x1d", "6$": "\x1d"}
"""`<GS>` and `^]`, as a French keyboard has them: an American `^` is a six with the shift."""


def as_scanned(text: str) -> str:
    """What a scanner meant whose keys were read as those of a French keyboard.

    >>> as_scanned("SE?BLEM&à'é")
    'SEMBLE:1042'
    """
    for mangled, meant in _SEPARATORS.items():
        text = text.replace(mangled, meant)
    return text.translate(_MEANT)


def shift_unlocked(text: str) -> str:
    """A text as it would have arrived without the shift lock, on a French keyboard.

    >>> as_scanned(shift_unlocked("se,blem1042"))
    'SEMBLE:1042'
    """
    return text.swapcase().translate(_LOCKED)
