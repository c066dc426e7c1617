"""How old somebody is, in words: in months before the second birthday, as of small children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import tr
from semble_cli.identity.dates import age_in_months

if TYPE_CHECKING:
    from datetime import date

_IN_MONTHS = 24


def shown_age(born: date, day: date) -> str:
    """The age on a day."""
    months = age_in_months(born, day)
    if months < 1:
        return tr("less than a month")
    if months < _IN_MONTHS:
        return tr("{count} month(s)", count=months)
    return tr("{age} years", age=months // 12)
