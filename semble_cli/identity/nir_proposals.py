"""What a NIR that is typed first proposes for the questions after it: each is looked at, completed
or changed by a person, for a NIR may be a parent's, and knows neither day nor century."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.nir import implied, plain_number, recorded_nir
from semble_cli.identity.places import find_place

if TYPE_CHECKING:
    from datetime import date

_OLDEST = 110
"""Years of age below which both centuries are thought of."""


def proposals(number: str, today: date) -> dict[str, str]:
    """The texts that stand there to be accepted, by field: the sex, the birth date without its day
    (and without a century that leaves two readings), the birth place.

    >>> from datetime import date
    >>> proposals("2 75 12 63 220 749 74", date(2026, 11, 23))
    {'sex': 'F', 'birth_date': '/12/1975', 'birth_place': 'Mazoires (63220, Puy-de-Dôme)'}
    """
    told = implied(recorded_nir(plain_number(number)))
    found = {"sex": told.sex}
    year = _year(told.year, today)
    if told.month and told.year is not None:
        found["birth_date"] = f"/{told.month:02}/{year}"
    elif year:
        found["birth_date"] = f"/{year}"
    place = find_place(told.place) if told.place else None
    if place:
        found["birth_place"] = place.label
    return found


def _year(last_two: int | None, today: date) -> str:
    """The year, where one century alone is possible."""
    if last_two is None:
        return ""
    years = [century + last_two for century in (1900, 2000)]
    possible = [year for year in years if 0 <= today.year - year < _OLDEST]
    return str(possible[0]) if len(possible) == 1 else ""
