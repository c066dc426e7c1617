"""What pages tell of a patient's care: allergies, treatments, consultations, documents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from semble_cli.commands.appointment.telling import document_line
from semble_cli.commands.patient.display.allergies import allergy_line, gravest_first, state_lines
from semble_cli.commands.patient.display.around import counts_of
from semble_cli.commands.patient.printing.pages.identity import label
from semble_cli.commands.treatment.words import days_of
from semble_cli.commands.ui.confirmations.records import field_text
from semble_cli.commands.ui.labels import keyword_name
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import shown_day, shown_time
from semble_cli.commands.ui.times import clocks
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.treatment import TreatmentState
from semble_cli.patient.pages.parts import (
    FreeText,
    Heading,
    Notice,
    PageColumn,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from semble_cli.patient.pages.parts import Part
    from semble_cli.services.paper.summary import Edition

    Document = Mapping[str, Any]

_TAKEN = ("dose", "route", "frequency")
_TOLD_IN_SHORT = (Keyword.REASON, Keyword.CONCLUSION)
"""The sections of a note that the summary tells; the others it names."""
_MEDICAL = ("consultations", "treatments", "documents")
"""The records that are for who may read medical contents."""


def allergies(document: Document) -> Iterator[Part]:
    """The allergies that somebody has, the gravest first; or that none is known, or that nobody
    asked: before all else."""
    borne = gravest_first(document["allergies"])
    lines = [line.plain for line in state_lines(document)]
    if borne:
        yield Notice("\n".join((tr("ALLERGIES"), *map(allergy_line, borne))))
        for line in lines:
            yield Paragraph(line, Tone.QUIET)
    else:
        yield Notice("\n".join(lines), is_alert=not document["allergy_status"]["none_known"])


def unread(document: Document, edition: Edition) -> Iterator[Part]:
    """What is left out because who prints may not read it, and how much of it there is."""
    if document["treatments"] is not None:
        return
    counts = counts_of({kind: document["records"][kind] for kind in _MEDICAL})
    said = tr(
        "Medical contents are not printed: the role of {who} does not read them.", who=edition.login
    )
    yield Notice("\n".join((said, *counts)), is_alert=False)


def treatments(document: Document) -> Iterator[Part]:
    """What is taken now."""
    if document["treatments"] is None:
        return
    current = _in_state(document["treatments"], TreatmentState.CURRENT)
    yield Heading(tr("Current treatments"))
    yield _treatments(current) if current else _none(tr("No current treatment is noted."))


def treatments_to_come(document: Document) -> Iterator[Part]:
    """What is not taken yet, where there is any."""
    to_come = _in_state(document["treatments"] or (), TreatmentState.TO_COME)
    if to_come:
        yield Heading(tr("Treatments to come"))
        yield _treatments(to_come)


def past_treatments(document: Document) -> Iterator[Part]:
    """What was taken, where there is any."""
    if document["past_treatments"]:
        yield Heading(tr("Past treatments"))
        yield _treatments(document["past_treatments"])


def _in_state(treatments: Iterable[Document], state: TreatmentState) -> list[Document]:
    return [each for each in treatments if each["state"] == state]


def _treatments(treatments: Sequence[Document]) -> Table:
    columns = (
        PageColumn(label("drug"), 5, tone=Tone.STRONG),
        PageColumn(tr("How it is taken"), 5),
        PageColumn(tr("When"), 4),
        PageColumn(label("prescriber"), 3),
    )
    return Table(columns, tuple(map(_treatment, treatments))).without_empty_columns()


def _treatment(treatment: Document) -> Row:
    taken = ", ".join(str(treatment[name]) for name in _TAKEN if treatment[name])
    told = "\n".join(filter(None, (taken, treatment["comment"])))
    when = days_of(dict(treatment))
    return Row((treatment["drug"], FreeText(told), when, treatment["prescriber"] or ""))


def history(document: Document) -> Iterator[Part]:
    """The consultations in short, the last first: why, and what was concluded."""
    if document["consultations"] is None:
        return
    yield Heading(tr("Consultations"))
    if not document["consultations"]:
        yield _none(tr("No consultation is noted."))
        return
    columns = (
        PageColumn(tr("Date")),
        PageColumn(tr("Consultation"), 4),
        PageColumn(label("author"), 1),
    )
    noted = _by_id(document)
    shown = _last_first(document["consultations"])
    yield Table(columns, tuple(_in_short(each, noted) for each in shown))


def _by_id(document: Document) -> dict[int, Document]:
    """The allergies, those that were refuted among them, for the sections that tell of them."""
    return {each["id"]: each for each in document["allergies"]}


def _in_short(consultation: Document, noted: Mapping[int, Document]) -> Row:
    held_at = clocks.local(datetime.fromisoformat(consultation["held_at"]))
    day = shown_day(held_at.date().isoformat())
    told, others = [consultation["title"]], dict[str, None]()
    for each in consultation["sections"]:
        keyword = keyword_name(each["keyword"])
        if allergy := noted.get(each["allergy_id"]):
            told.append(tr("{what}: {value}", what=keyword, value=allergy["substance"]))
        elif each["keyword"] in _TOLD_IN_SHORT and each["body"]:
            told.append(tr("{what}: {value}", what=keyword, value=each["body"]))
        else:
            others[keyword] = None
    if others:
        told.append(tr("Also noted: {sections}", sections=", ".join(others)))
    return Row((day, FreeText("\n".join(filter(None, told))), consultation["author"]))


def consultations(document: Document) -> Iterator[Part]:
    """The consultations with all that was noted, the last first."""
    if document["consultations"] is None:
        return
    noted = _by_id(document)
    yield Heading(tr("Consultations"))
    if not document["consultations"]:
        yield _none(tr("No consultation is noted."))
    for each in _last_first(document["consultations"]):
        when = shown_time(datetime.fromisoformat(each["held_at"]))
        title = FreeText(each["title"] or tr("Consultation"))
        yield Heading(title, minor=True, note=f"{when} · {each['author']}")
        yield Pairs(tuple(_section(section, noted) for section in each["sections"]))


def _section(section: Document, allergies: Mapping[int, Document]) -> Pair:
    """A section under its keyword; of one about an allergy, the allergy and what is said of it."""
    allergy = allergies.get(section["allergy_id"])
    told = (allergy_line(allergy) if allergy else None, section["body"])
    return Pair(keyword_name(section["keyword"]), FreeText("\n".join(filter(None, told))))


def _last_first(consultations: Sequence[Document]) -> list[Document]:
    return sorted(consultations, key=lambda each: (each["held_at"], each["id"]), reverse=True)


def appointments(document: Document) -> Iterator[Part]:
    """The appointments, where there are any."""
    if document["appointments"]:
        yield Heading(tr("Appointments"))
        lines = map(document_line, document["appointments"])
        yield Paragraph(FreeText("\n".join(lines)))


def documents(document: Document) -> Iterator[Part]:
    """The documents, without their contents."""
    if document["documents"] is None:
        return
    yield Heading(tr("Documents"))
    if not document["documents"]:
        yield _none(tr("No document is kept."))
        return
    columns = (
        PageColumn(label("id")),
        PageColumn(label("document_title"), 3),
        PageColumn(label("kind"), 2),
        PageColumn(label("dated_on")),
        PageColumn(label("file_name"), 3),
    )
    yield Table(columns, tuple(map(_document, document["documents"])))


def _document(document: Document) -> Row:
    kind = document["kind"] and field_text("kind", document["kind"])
    day = document["dated_on"] and shown_day(document["dated_on"])
    names = (FreeText(document["title"]), kind or "", day or "", FreeText(document["file_name"]))
    return Row((str(document["id"]), *names))


def _none(said: str) -> Paragraph:
    return Paragraph(said, Tone.QUIET)
