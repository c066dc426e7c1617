"""What a person is asked or told about a birth place: which one is meant, and which was read."""

from __future__ import annotations

from functools import lru_cache

from semble_cli.errors import Sentence
from semble_cli.identity.places import (
    find_place,
    listed_places,
    postal_readings,
)


def recorded_label(code: str, name: str) -> str:
    """The label of a place under the name that a record has for it: `Dompremy (51215, Marne)`."""
    place = find_place(code)
    return f"{name} ({code}, {place.area})" if place and place.area else f"{name} ({code})"


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
