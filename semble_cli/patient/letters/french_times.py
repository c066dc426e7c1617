"""Days and times as French letters write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
_FIXED = "\u00a0"
"""A space at which no line ends."""
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def french_day(day: date) -> str:
    """A day.

    >>> from datetime import date
    >>> french_day(date(2027, 1, 1)), french_day(date(1975, 12, 31))
    ('1er\\xa0janvier 2027', '31\\xa0décembre 1975')
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{_FIXED}{_MONTHS[day.month - 1]} {day.year}"


def french_time(moment: datetime) -> str:
    """The time of a moment, which is of the wall's clock.

    >>> from datetime import datetime
    >>> french_time(datetime(2027, 1, 4, 9, 5)), french_time(datetime(2027, 1, 4, 14))
    ('9\\xa0h\\xa005', '14\\xa0h')
    """
    hour = f"{moment.hour}{_FIXED}h"
    return f"{hour}{_FIXED}{moment.minute:02}" if moment.minute else hour


def french_moment(moment: datetime) -> str:
    """A day of the week, a day and a time.

    >>> from datetime import datetime
    >>> french_moment(datetime(2027, 1, 4, 9, 30))
    'lundi 4\\xa0janvier 2027 à 9\\xa0h\\xa030'
    """
    return f"{_DAYS[moment.weekday()]} {french_day(moment)} à {french_time(moment)}"


def french_age(months: int) -> str:
    """An age in full months: in months below two years.

    >>> french_age(0), french_age(23), french_age(24), french_age(601)
    ("moins d'un mois", '23\\xa0mois', '2\\xa0ans', '50\\xa0ans')
    """
    if months < 1:
        return "moins d'un mois"
    return f"{months}{_FIXED}mois" if months < 2 * 12 else f"{months // 12}{_FIXED}ans"
