"""The pages of an export: the record, its history, and what is in the archive and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.patient.history import changes_text
from semble_cli.commands.patient.printing.pages.composer import PatientPages, foot_of, head_of
from semble_cli.commands.ui.confirmations.records import actions_on
from semble_cli.commands.ui.language import speaking, tr
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.tables import shown_time
from semble_cli.errors import Sentence
from semble_cli.patient.pages.parts import (
    FreeText,
    Heading,
    Notice,
    PageColumn,
    PageDocument,
    Paragraph,
    Row,
    Table,
    Title,
)
from semble_cli.services.exports.contents import (
    BUNDLE,
    DOCUMENTS_NAME,
    HISTORY_JSON,
    HISTORY_PDF,
    MANIFEST_NAME,
    READ_ME,
    RECORD_JSON,
    RECORD_PDF,
    SHARES_JSON,
)
from semble_cli.services.paper.summary import PaperKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.pages.parts import Part
    from semble_cli.services.exports.contents import Facts
    from semble_cli.services.paper.summary import Edition
    from semble_cli.services.patients.history import PastEvent
    from semble_cli.services.patients.show import Shown

_WHAT = {
    READ_ME: Sentence("this page"),
    RECORD_PDF: Sentence("the whole record, to be read and printed"),
    HISTORY_PDF: Sentence("the history, to be read and printed"),
    RECORD_JSON: Sentence("the whole record, for programs (JSON)"),
    BUNDLE: Sentence("the record for other medical software (HL7 FHIR R4, French core profiles)"),
    HISTORY_JSON: Sentence("the history, for programs (JSON)"),
    SHARES_JSON: Sentence("what was shared, with whom, and what became of it (JSON)"),
    DOCUMENTS_NAME: Sentence("the documents of the record, byte for byte as they were added"),
    MANIFEST_NAME: Sentence("the list of the files with the digest (SHA-256) of each"),
}

_RIGHT_OF_ACCESS = (
    Sentence(
        "Everybody has access to the information that professionals hold on their health, directly"
        " or through a doctor of their choice (Code de la santé publique, article L1111-7). It is"
        " handed over within eight days of the request, not before 48 hours have passed for"
        " reflection; within two months where it is more than five years old."
    ),
    Sentence(
        "The delay runs from the day on which the request arrived, the five years from the day on"
        " which the information was recorded. Before anything is handed over, the identity of who"
        " asks is checked (Code de la santé publique, article R1111-1)."
    ),
    Sentence(
        "For all other personal data, the GDPR (articles 12 and 15) gives one month, which may be"
        " extended by two more where requests are complex or many; the first copy is free."
    ),
)


class ExportPages(NamedTuple):
    """Composes the pages of an archive in a language, for `services.exports`."""

    language: str = "fr"

    def record(self, found: Shown, edition: Edition, *, reveal: bool) -> PageDocument:
        """The whole record."""
        return PatientPages(PaperKind.RECORD, self.language, reveal)(found, edition)

    def history(
        self, found: Shown, events: Sequence[PastEvent], edition: Edition, *, reveal: bool
    ) -> PageDocument:
        """All that was done to the record, the oldest first."""
        found = found if reveal else _discreet(found)
        with speaking(self.language):
            columns = (
                PageColumn(tr("when")),
                PageColumn(tr("who"), 1),
                PageColumn(tr("what"), 2),
                PageColumn(tr("before → after"), 4),
            )
            rows = tuple(_event_row(event, reveal=reveal) for event in events)
            parts: tuple[Part, ...] = (Title(tr("History of the record")), Table(columns, rows))
            return self._document(found, edition, parts, tr("History"))

    def read_me(self, found: Shown, facts: Facts, edition: Edition) -> PageDocument:
        """What is in the archive, what is not, and within which delays it is handed over."""
        found = found if facts.asked.reveal else _discreet(found)
        with speaking(self.language):
            parts = tuple(_read_me(found, facts))
            return self._document(found, edition, parts, tr("Export of the record"))

    def _document(
        self, found: Shown, edition: Edition, parts: tuple[Part, ...], kind: str
    ) -> PageDocument:
        return PageDocument(
            about=Sentence("Patient {id}", id=found.patient.id),
            head=head_of(found),
            foot=foot_of(edition),
            parts=parts,
            head_end=kind,
        )


def _discreet(found: Shown) -> Shown:
    """Whose record it is, with the NIRs in texts masked."""
    return found._replace(document=discreet(found.document))


def _event_row(event: PastEvent, *, reveal: bool) -> Row:
    what = actions_on([event.action], [event.record] if event.record else [])
    if event.undone_by is not None:
        what = f"{what} {tr('(taken back)')}"
    cells = (shown_time(event.at), event.actor, what, changes_text(event))
    return Row(tuple(FreeText(cell if reveal else discreet(cell)) for cell in cells))


def _read_me(found: Shown, facts: Facts) -> Iterator[Part]:
    yield Title(tr("Export of the record"), found.document["full_name"])
    if facts.damaged:
        titles = [
            each.title if facts.asked.reveal else discreet(each.title) for each in facts.damaged
        ]
        named = [f"{each.id} - {title}" for each, title in zip(facts.damaged, titles, strict=True)]
        first = tr("DOCUMENTS MISSING, damaged in the register:")
        yield Notice(FreeText("\n".join((first, *named))))
    yield Heading(tr("What is in this archive"))
    yield Table((PageColumn(tr("file")), PageColumn(tr("what it is"), 1)), tuple(_files(facts)))
    yield Heading(tr("What is not in it"))
    for sentence in _left_out(facts):
        yield Paragraph(f"- {tr(sentence)}")
    yield Heading(tr("Right of access"))
    for sentence in _RIGHT_OF_ACCESS:
        yield Paragraph(tr(sentence))
    yield Heading(tr("To check the archive"))
    yield Paragraph(
        tr(
            "semble export verify FILE compares every file with manifest.json, and tells what is"
            " missing, changed or was added. Without semble, the SHA-256 of each file can be"
            " compared with the one that stands there."
        )
    )


def _files(facts: Facts) -> Iterator[Row]:
    names = [*facts.names, *([DOCUMENTS_NAME] if facts.documents else []), MANIFEST_NAME]
    for name in names:
        what = tr(_WHAT[name])
        count = f" ({facts.documents})" if name == DOCUMENTS_NAME else ""
        yield Row((name, what + count))


def _left_out(facts: Facts) -> Iterator[Sentence]:
    yield Sentence(
        "Prescriptions outside a consultation note: the register does not keep them. Those that"
        " were noted in a consultation are in it."
    )
    if not facts.asked.everything:
        yield Sentence(
            "The history: who changed what in the record, and when. An export of everything has it."
        )
    yield Sentence("Who opened the record or took it out: the log of the practice tells that.")
    if not facts.asked.everything:
        yield Sentence(
            "What was shared, with whom and when. An export of everything has it; what was said or"
            " written outside this program is not kept."
        )
    else:
        yield Sentence(
            "What was said or written to the patient outside this program: it is not kept."
        )
    yield Sentence("Documents that were deleted from the record.")
    if facts.earlier:
        yield Sentence(
            "Earlier exports that are kept among the documents ({count}): this one has what they"
            " were made of.",
            count=facts.earlier,
        )
    if not facts.asked.reveal:
        yield Sentence(
            "Social security numbers (NIR) in full: they are masked, but for what stands in"
            " documents. An export with revealed numbers has them."
        )
    yield Sentence(
        "In dossier-fhir.json, the notes of consultations: they stand in the other files."
    )
