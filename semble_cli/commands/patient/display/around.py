"""What stands around a patient, as people read it: what is taken, how much there is, all of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.display.allergies import allergy_line
from semble_cli.commands.treatment.words import days_of, in_words
from semble_cli.commands.ui.confirmations.records import field_text
from semble_cli.commands.ui.labels import keyword_name
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.tables import shown_day, shown_time
from semble_cli.patient.document import PAST_APPOINTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN_ELSEWHERE = ("relations", "allergies", "no_known_allergies")


def around_subjects(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What each line is about, and what is said: nothing of what who reads may not, but how much
    there is and of what day the last is."""
    if document["treatments"]:
        yield tr("Treatments"), "\n".join(map(_treatment, document["treatments"]))
    if document["appointments"]:
        from semble_cli.commands.appointment.telling import document_line

        yield tr("Appointments"), "\n".join(map(document_line, document["appointments"]))
    if document.get(PAST_APPOINTMENTS):
        from semble_cli.commands.appointment.telling import document_line

        yield tr("Past appointments"), "\n".join(map(document_line, document[PAST_APPOINTMENTS]))
    if counts := [*counts_of(document["records"])]:
        yield tr("On record"), " · ".join(counts)
    if document.get("past_treatments"):
        yield tr("Past treatments"), "\n".join(map(_treatment, document["past_treatments"]))
    if document.get("consultations"):
        allergies = {each["id"]: each for each in document["allergies"]}
        told = (_consultation(each, allergies) for each in document["consultations"])
        yield tr("Consultations"), "\n\n".join(told)
    if document.get("documents"):
        yield tr("Documents"), "\n".join(map(_document, document["documents"]))


def counts_of(records: dict[str, Any]) -> Iterator[str]:
    """How many records there are of each kind, and of what day the last is."""
    for kind, each in records.items():
        if each["count"] and kind not in _SHOWN_ELSEWHERE:
            said = tr("{kind}: {number}", kind=field_label(kind), number=each["count"])
            latest = each["latest"]
            yield f"{said} ({tr('last {day}', day=shown_day(latest))})" if latest else said


def _treatment(treatment: dict[str, Any]) -> str:
    days = days_of(treatment)
    said = f"{in_words(treatment)} ({days})" if days else in_words(treatment)
    return "\n  ".join((said, *(treatment["comment"] or "").splitlines()))


def _consultation(consultation: dict[str, Any], allergies: dict[int, dict[str, Any]]) -> str:
    held = shown_time(datetime.fromisoformat(consultation["held_at"]))
    head = (held, consultation["author"], consultation["title"])
    sections = (_section(section, allergies) for section in consultation["sections"])
    return "\n".join((" · ".join(part for part in head if part), *sections))


def _section(section: dict[str, Any], allergies: dict[int, dict[str, Any]]) -> str:
    """A section under its keyword; of one about an allergy, the allergy and what is said of it."""
    held = section["body"]
    if allergy := allergies.get(section["allergy_id"]):
        held = "\n  ".join(filter(None, (allergy_line(allergy), *(held or "").splitlines())))
    keyword = keyword_name(section["keyword"])
    return tr("{what}: {value}", what=keyword, value=held) if held else keyword


def _document(document: dict[str, Any]) -> str:
    day = document["dated_on"] and shown_day(document["dated_on"])
    kind = document["kind"] and field_text("kind", document["kind"])
    about = (document["title"], kind, day, document["file_name"])
    return tr(
        "{what}: {value}", what=document["id"], value=" · ".join(part for part in about if part)
    )
