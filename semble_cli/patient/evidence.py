"""What is worth how much as a proof that two identities are of one person, or of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.nir import implied, recorded_nir
from semble_cli.identity.places import UNKNOWN_PLACE, PlaceKind, find_place

if TYPE_CHECKING:
    from datetime import date


def is_own_nir(number: str, sex: str, birth_date: date, *, is_fictive: bool) -> bool:
    """Whether a recorded NIR tells the sex, the year and the month of birth of the person who has
    it, so that it is not that of somebody they are insured under.

    A provisional number tells neither year nor month, and is nobody's for good.
    """
    told = implied(recorded_nir(number))
    return (
        sex in (told.sex, "I")
        and told.year == birth_date.year % 100
        and (is_fictive or told.month in (None, birth_date.month))
    )


def tell_apart(birth_place_code: str, birth_date: date) -> bool:
    """Whether a birth place and a birth date are precise enough to tell namesakes apart.

    A whole country is not; nor is the first of January abroad, which stands in many registers for
    a day that is not known.
    """
    if birth_place_code == UNKNOWN_PLACE:
        return False
    place = find_place(birth_place_code)
    if place is None:  # as INSi certified it
        return True
    is_whole_country = place.kind in (PlaceKind.COUNTRY, PlaceKind.TERRITORY)
    return not is_whole_country and not is_day_by_habit(birth_place_code, birth_date)


def is_day_by_habit(birth_place_code: str, birth_date: date) -> bool:
    """Whether a birth date is the first of January abroad, or nobody knows where: in many registers
    it is written for a day that is not known."""
    if (birth_date.month, birth_date.day) != (1, 1):
        return False
    place = find_place(birth_place_code)
    return place is not None and place.area is None


def lists_contradict(
    one: tuple[str, ...], other: tuple[str, ...], first_of_one: str, first_of_other: str
) -> bool:
    """Whether two lists of birth given names are of two people, and not one the beginning of the
    other.

    A list that is no more than the first given name may have been filled by default; and a first
    given name that is written otherwise is judged by itself.

    Args:
        one: the folded words of a list; *other* alike.
        first_of_one: the first given name, folded and without spaces; *first_of_other* alike.
    """
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return False
    tells_nothing = ("".join(one) == first_of_one, "".join(other) == first_of_other)
    if all(tells_nothing):
        return False
    if one[1:length] != other[1:length]:
        return True
    return first_of_one == first_of_other and not any(tells_nothing)
