"""How long a practice keeps the record of a patient, and what is due when that time is over.

| step | due |
|---|---|
| to be archived | `active_years` after the last act: five, unless the practice set others |
| to be deleted | `archive_years` after that: fifteen; and not before the 28th birthday |

The delays are the CNIL's for practices: five years in use from the last intervention on the record,
then fifteen in an archive on a separate medium, twenty in all from the last time the patient was
cared for (référentiel relatif aux traitements de données à caractère personnel destinés à la
gestion des cabinets médicaux et paramédicaux, délibération n° 2020-081 of 18 June 2020).

Minors: the Ordre des médecins has practices follow the rule of health establishments (article
R. 1112-7 of the code de la santé publique): twenty years too, but where they end before the 28th
birthday, a record is kept until that day. It is applied here, for it only keeps a record longer.

Deceased patients: the same article lets an establishment keep a record for ten years from the death
where that came within ten years of the last visit, which is never later than the twenty years. That
is not applied: the delays run from the last act for everybody, and the day of the death is shown.

A delay in years ends on the day of the same number, or on the last one of a month that has none
such (article 641 of the code de procédure civile); it is over the day after.
"""

from __future__ import annotations

import calendar
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from semble_cli.patient.actions import OF_SHARES, READINGS, Action

_OF_AGE = 28
"""The birthday before which no record is due to be deleted."""

NO_ACTS = frozenset(
    {
        *(Action.PATIENT_ARCHIVE, Action.PATIENT_UNARCHIVE, Action.PATIENT_BLOCK),
        *(Action.PATIENT_UNBLOCK, Action.PATIENT_TAG, Action.PATIENT_UNTAG, Action.TAG_DELETE),
        *(Action.PATIENT_DECEASED, Action.PATIENT_DELETE, Action.PATIENT_REVEAL),
        *(Action.RIGHTS_REFRESH, Action.IDENTITY_FEED, Action.FEED_MESSAGE),
        *(Action.CONTACT_EDIT, Action.CONTACT_DELETE),
        *(Action.CONTACT_MERGE, Action.DOCUMENT_ERASE, Action.UNDO),
        *READINGS,
        *OF_SHARES,
    }
)
"""What is done to a record without caring for the patient: to archive it, to tag it, to look at it,
to hand out or to share what is in it, to ask for the rights of a whole list, to bring it up to
another program's. All else that is told of a patient is an act."""


class Step(StrEnum):
    """What is due."""

    ARCHIVE = "archive"
    DELETE = "delete"


class ActKind(StrEnum):
    """What the last act was. Of several on one day, the first of these is told."""

    CONSULTATION = "consultation"
    APPOINTMENT = "appointment"
    TREATMENT = "treatment"
    DOCUMENT = "document"
    LETTER = "letter"
    ALLERGY = "allergy"
    INVOICE = "invoice"
    CHANGE = "change"
    """Anything else that was changed in the record."""
    CREATION = "creation"
    """The record came into the register: created or imported."""


class Act(NamedTuple):
    """The last that was done for a patient."""

    kind: ActKind
    on: date


class Delays(NamedTuple):
    """The practice's delays, in years."""

    active: int
    archive: int


class Due(NamedTuple):
    """What is due for a record, since which day, and until which birthday it had to be kept, where
    that was later than the delay's end."""

    step: Step
    on: date
    kept_until: date | None = None


def due(
    last_act: date,
    birth_date: date,
    delays: Delays,
    today: date,
    *,
    is_fictive: bool = False,
    is_archived: bool = False,
) -> Due | None:
    """What is due for a record, if anything is.

    Args:
        is_fictive: whether day or month of the birth are not known: then the whole year of the
            birthday is waited for.
        is_archived: whether it is archived already.

    >>> due(date(2020, 3, 1), date(1975, 12, 31), Delays(5, 15), date(2026, 11, 23))
    Due(step=<Step.ARCHIVE: 'archive'>, on=datetime.date(2025, 3, 1), kept_until=None)
    """
    end = years_after(last_act, delays.active + delays.archive)
    birthday = years_after(birth_date, _OF_AGE)
    if is_fictive:
        birthday = birthday.replace(month=12, day=31)
    if today > max(end, birthday):
        return Due(Step.DELETE, max(end, birthday), birthday if birthday > end else None)
    archived_on = years_after(last_act, delays.active)
    return Due(Step.ARCHIVE, archived_on) if today > archived_on and not is_archived else None


def years_after(day: date, years: int) -> date:
    """The day on which a delay of some years ends.

    >>> years_after(date(2020, 2, 29), 5), years_after(date(2020, 2, 29), 4)
    (datetime.date(2025, 2, 28), datetime.date(2024, 2, 29))
    """
    year = min(day.year + years, date.max.year)
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
