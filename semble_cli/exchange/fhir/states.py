"""Whether the patient of a resource lives, and whether the record is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.exchange.cells.told_states import ARCHIVED, DIED
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.elements import extension_at, items, text_of
from semble_cli.identity.patterns import pattern
from semble_cli.patient.record import ArchiveReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_IN_PART = pattern("[0-9]{4}(?:-[0-9]{2})?")
_AT_A_TIME = pattern(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<time>.*)")
_GREENWICH = pattern(r"(?!00:00(?::00(?:\.0+)?)?[Zz+-]).*(?:[Zz]|[+-]00:00)")


def state_fields(
    resource: Mapping[str, Any], today: date, left_out: list[Sentence]
) -> Iterator[tuple[str, Any]]:
    """The death of a patient and the archive of the record.

    Who died on a day that is not told is archived as deceased, for nobody who died is to be taken
    for living. A record that is not active is archived from today on, where nothing tells since
    when.
    """
    died, is_dead = _day_of_death(resource, left_out)
    yield "deceased_on", died
    archived = text_of(extension_at(resource, terms.ARCHIVED_ON), "valueDate")
    if archived:
        yield "archived_on", archived
        yield "archive_reason", text_of(extension_at(resource, terms.ARCHIVE_REASON), "valueCode")
    elif is_dead and not died:
        left_out.append(DIED)
        yield "archived_on", today.isoformat()
        yield "archive_reason", ArchiveReason.DECEASED.value
    elif _is_replaced(resource):
        left_out.append(Sentence("replaced by another record in the file: archived from today on."))
        yield "archived_on", today.isoformat()
        yield "archive_reason", ArchiveReason.INACTIVE.value
    elif resource.get("active") is False:
        left_out.append(ARCHIVED)
        yield "archived_on", today.isoformat()
        yield "archive_reason", ArchiveReason.INACTIVE.value


def _is_replaced(resource: Mapping[str, Any]) -> bool:
    """Whether the record was merged into another one, and is not to be used any more."""
    return any(link.get("type") == "replaced-by" for link in items(resource, "link"))


def _day_of_death(resource: Mapping[str, Any], left_out: list[Sentence]) -> tuple[str, bool]:
    """The day of a death, and whether there is one; of a time of Greenwich, it may be the next."""
    moment = text_of(resource, "deceasedDateTime")
    if not moment or _IN_PART.fullmatch(moment):
        return "", bool(moment) or resource.get("deceasedBoolean") is True
    if at := _AT_A_TIME.fullmatch(moment):
        if _GREENWICH.fullmatch(at["time"]):
            left_out.append(
                Sentence("the day of death is of a time of Greenwich: it may be the next one.")
            )
        return at["day"], True
    return moment, True
