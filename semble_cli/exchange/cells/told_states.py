"""Columns that tell by yes or no whether a patient died, or the record is archived."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.exchange.headers import IS_ARCHIVED, IS_DECEASED
from semble_cli.identity.names import fold
from semble_cli.patient.record import ArchiveReason

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.exchange.record import Texts

NO = frozenset(("NON", "NO", "N", "FAUX", "FALSE", "0"))
YES = frozenset(("OUI", "YES", "O", "Y", "VRAI", "TRUE", "1", "X"))

DIED = Sentence("died on a day that the file does not tell: archived as deceased.")
ARCHIVED = Sentence("not active in the file, which tells no day: archived from today on.")

_STATES = (
    (IS_DECEASED, "deceased_on", ArchiveReason.DECEASED, DIED),
    (IS_ARCHIVED, "archived_on", ArchiveReason.INACTIVE, ARCHIVED),
)


def tell_states(found: Texts, rows: int, today: date) -> Counter[Sentence]:
    """Put what such columns tell into the fields of so many rows; what people should know of it.

    Who died, or is archived, on a day that no other column tells is archived from *today* on:
    nobody who died is to be taken for living. What is no answer is the day.
    """
    said: Counter[Sentence] = Counter()
    blank = ("",) * rows
    for flag, of_day, reason, sentence in _STATES:
        answers = found.pop(flag, None)
        if answers is None:
            continue
        days = list(found.get(of_day, blank))
        archived = days if of_day == "archived_on" else list(found.get("archived_on", blank))
        reasons = list(found.get("archive_reason", blank))
        for place, answer in enumerate(answers):
            word = fold(answer)
            if word not in YES:
                days[place] = days[place] or ("" if word in NO else answer)
            elif not (days[place] or archived[place]):
                archived[place] = today.isoformat()
                reasons[place] = reasons[place] or reason.value
                said[sentence] += 1
        found |= {of_day: days, "archived_on": archived, "archive_reason": reasons}
    return said
