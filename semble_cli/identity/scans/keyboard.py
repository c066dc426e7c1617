"""A scanner types as a keyboard with an American layout does; a computer that takes it for a French
one (AZERTY) gets other characters, and others again with the caps lock on. They are put back here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_GS = "\x1d"
_THEMSELVES = " 0123456789"


class _Keyboard(NamedTuple):
    """What the keys of a keyboard give, row by row from the upper left, alone and with the shift;
    a space stands for nothing."""

    alone: str
    shifted: str


_AMERICAN = _Keyboard(
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
)
_FRENCH = _Keyboard(
    "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!",
    " 1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
)
_FRENCH_OF_APPLE = _Keyboard(
    "@&é\"'(§è!çà)-azertyuiop^$`qsdfghjklmùwxcvbn,;:=",
    "#1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+",
)


def _meant(keyboard: _Keyboard) -> dict[int, str]:
    """What was meant by each character that a keyboard gave. Figures are themselves: many scanners
    type them as the numeric pad does. A letter of a figure's key is capital with the caps lock."""
    given = keyboard.alone + keyboard.shifted
    keys = list(zip(given, _AMERICAN.alone + _AMERICAN.shifted, strict=True))
    keys += [(key.upper(), meant) for key, meant in keys if key in "éèçàù"]
    return {ord(key): meant for key, meant in keys if key not in _THEMSELVES}


def _locked(keyboard: _Keyboard) -> dict[int, str]:
    """What each character is without the caps lock, where it locks the shift of all keys."""
    keys = [key for key in zip(keyboard.alone, keyboard.shifted, strict=True) if " " not in key]
    return {ord(one): other for key in keys for one, other in (key, key[::-1])}


_WITHOUT_LOCK = _locked(_FRENCH)
_MEANT = (_meant(_FRENCH), _meant(_FRENCH_OF_APPLE))


def as_scanned(text: str) -> Iterator[str]:
    """What a scanner may have meant: the text itself, then what a French keyboard made something
    else of, and that with the caps lock on, which locks all keys (Windows) or letters alone.

    >>> "SEMBLE:1042" in as_scanned("SE?BLEM&à'é")
    True
    """
    yield text
    for typed in (text, text.translate(_WITHOUT_LOCK), text.swapcase()):
        # An American ^ is a six with the shift, and no other six comes from a French keyboard
        # but with the numeric pad, from which no $ follows it.
        for meant in _MEANT:
            yield typed.replace("6$", _GS).translate(meant)
