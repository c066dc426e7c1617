"""Lines of a table that are no patients: totals and remarks below it, and lines of blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = Sentence("a line of blanks is no patient: left out.")
TOTALS = Sentence("a line of totals, or a remark, is no patient: left out.")

HEADER_AGAIN = Sentence("a line that names the columns once more is no patient: left out.")

_ROWS = r"(?:patients?|lignes?|rows?|records?|enregistrements?|fiches?)\b"
_TOTALS = pattern(
    r"(?i)(?:(?:grand |sous[- ]?|sub[- ]?)?tota(?:l|ux)\b|nombre (?:de|total)\b|nb\.? |number of\b"
    rf"|[*=( -]*(?:fin d[eu]\b|end of\b)|\(?[0-9]+ {_ROWS}|page [0-9]+\b"
    r"|(?:[ée]dit|export|imprim|print)[ée]?[ed]?s? (?:le|on)\b).*"
)
_RULE = pattern(r"[-_+*~\x1a\0]*")
"""Nothing, a rule of hyphens, or what stands behind a text on a disk."""
_REMARK = "#"
_AMOUNT = pattern(r"[0-9][0-9\s.,]*(?:€|%|patients?|lignes?|rows?)?")


def no_patient(cells: Sequence[str], header: Sequence[str] = ()) -> Sentence | None:
    """What a line is that cannot be taken, where it is no patient at all; `None` if it may be one.
    The *header* of the table may stand in it again, at the top of each page.

    >>> no_patient(["Total", "", "1 234 patients"]) == TOTALS
    True
    >>> no_patient(["TOTAL", "Zoé", "31/12/1975"]) is None
    True
    """
    filled = [text for cell in cells if (text := cell.strip())]
    if _RULE.fullmatch("".join(filled)):
        return BLANK
    names = [name for cell in header if (name := fold(cell))]
    if len(names) > 1 and list(map(fold, filled)) == names:
        return HEADER_AGAIN
    first, *others = filled
    if first.startswith(_REMARK) and not others:
        return TOTALS
    return TOTALS if _TOTALS.fullmatch(first) and all(map(_AMOUNT.fullmatch, others)) else None
