"""What a person is asked or told about a birth place: which one is meant, and which was read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.identity.places import (
    UNKNOWN_PLACE,
    find_place,
    listed_places,
    postal_readings,
)
from semble_cli.identity.postal_codes import postal_codes

if TYPE_CHECKING:
    from collections.abc import Iterable


def recorded_label(code: str, name: str) -> str:
    """The label of a place under the name that a record has for it: `Dompremy (51215, Marne)`; the
    code alone where nobody gave a name."""
    place = find_place(code)
    if name == code and not place:
        return code
    return f"{name} ({code}, {place.area})" if place and place.area else f"{name} ({code})"


def are_postal_codes(texts: Iterable[str]) -> bool:
    """Whether the texts of one column are postal codes, and no codes of the COG: more of them can
    be nothing else than can only be codes of places."""
    postal = codes = 0
    for text in map(str.strip, texts):
        if text.isdecimal() and len(text) == len(UNKNOWN_PLACE):
            is_code, is_postal = find_place(text) is not None, text in postal_codes()
            postal += is_postal and not is_code
            codes += is_code and not is_postal
        elif text:
            codes += 1
    return postal > codes


@lru_cache(maxsize=1 << 16)
def postal_warning(code: str) -> Sentence | None:
    """What is worth a look in a code of the COG that is a postal code of other places too."""
    others = postal_readings(code)
    place = find_place(code) if others else None
    if place is None:
        return None
    return Sentence(
        "{code}, which is the postal code of {others} too, was read as the code of {place}; check"
        " it.",
        code=code,
        place=place.label,
        others=listed_places(others),
    )
