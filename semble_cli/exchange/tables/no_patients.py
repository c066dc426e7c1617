"""Lines of a table that are no patients: totals and remarks below it, and lines of blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = Sentence("a line of blanks is no patient: left out.")
TOTALS = Sentence("a line of totals, or a remark, is no patient: left out.")

_TOTALS = pattern(
    r"(?i)(?:(?:grand |sous[- ]?|sub[- ]?)?tota(?:l|ux)\b|nombre (?:de|total)\b|nb\.? |number of\b"
    r"|fin d[eu]\b|end of\b).*"
)
_REMARK = "#"
_AMOUNT = pattern(r"[0-9][0-9\s.,]*(?:€|%|patients?|lignes?|rows?)?")


def no_patient(cells: Sequence[str]) -> Sentence | None:
    """What a line is that cannot be taken, where it is no patient at all; `None` if it may be one.

    >>> no_patient(["Total", "", "1 234 patients"]) == TOTALS
    True
    >>> no_patient(["TOTAL", "Zoé", "31/12/1975"]) is None
    True
    """
    filled = [text for cell in cells if (text := cell.strip())]
    if not filled:
        return BLANK
    first, *others = filled
    if first.startswith(_REMARK) and not others:
        return TOTALS
    return TOTALS if _TOTALS.fullmatch(first) and all(map(_AMOUNT.fullmatch, others)) else None
