"""The page of a practice's export, and the dictionary of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.exporting.dictionary import dictionary_rows
from semble_cli.commands.patient.exporting.pages import ExportPages
from semble_cli.commands.patient.printing.pages.composer import foot_of
from semble_cli.commands.ui.language import speaking, tr
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.errors import Sentence
from semble_cli.patient.pages.parts import (
    Heading,
    Notice,
    PageColumn,
    PageDocument,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
    Title,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.pages.parts import Part
    from semble_cli.services.exports.beside import PracticeReport
    from semble_cli.services.paper.summary import Edition

_SHOWN = 200
"""Damaged documents that the page names; the report names all."""

_PRACTICE = Sentence("contacts, practitioners, tags and keywords of notes")
_FILES = {
    "LISEZ-MOI.pdf": Sentence("this page"),
    "patients/000001/1042.zip": Sentence("the record of patient 1042; a thousand in a folder"),
    "dictionnaire.csv": Sentence("what each key of the records means, in French and English"),
    "rapport-integrite.json": Sentence("what is there and what is not, for programs"),
    "manifest.json": Sentence("the list of the files with the digest (SHA-256) of each"),
    "progress.ndjson": Sentence("how far the export has come, so that it can go on"),
}


class PracticePages(ExportPages):
    """Composes the pages of a whole practice's export, for `services.exports.practice`."""

    def practice(self, report: PracticeReport, edition: Edition) -> PageDocument:
        """What the directory holds, what not, and what is to be known of it."""
        with speaking(self.language):
            return PageDocument(
                about=Sentence("The export of the practice"),
                head=discreet(edition.practice or tr("Export of the practice")),
                foot=foot_of(edition),
                parts=tuple(_parts(report)),
                head_end=tr("Export of the practice"),
            )

    def dictionary(self) -> Sequence[Sequence[str]]:
        """The rows of the dictionary of the data, the names of its columns first."""
        return dictionary_rows()


def _parts(report: PracticeReport) -> Iterator[Part]:
    yield Title(tr("Export of the practice"))
    yield from _missing(report)
    yield Heading(tr("What is there"))
    counts = {
        tr("patients in the register"): report.patients,
        tr("records in this export"): report.exported,
        tr("documents in them"): report.documents,
        tr("bytes of all records"): report.size,
    }
    yield Pairs(tuple(Pair(name, str(count)) for name, count in counts.items()))
    files = _FILES | {report.asked.practice_file: _PRACTICE}
    rows = tuple(Row((name, tr(what))) for name, what in files.items())
    yield Table((PageColumn(tr("file")), PageColumn(tr("what it is"), 1)), rows)
    if report.asked.passphrase is not None:
        yield Paragraph(
            tr(
                "The archives (.zip) are encrypted with AES-256, as WinZip has it: 7-Zip and others"
                " open them, with the passphrase alone, which is kept nowhere."
            )
        )
    yield Heading(tr("What is not in this export"))
    for sentence in _left_out(report):
        yield Paragraph(f"- {tr(sentence)}")
    yield Heading(tr("To check the export"))
    yield Paragraph(
        tr(
            "semble export verify DIRECTORY compares every file with manifest.json; each record has"
            " a manifest of its own beside. Each record is as the register had it when it was read;"
            " those that changed meanwhile were made anew."
        )
    )


def _missing(report: PracticeReport) -> Iterator[Part]:
    lines = [
        tr("patient {patient}: document {document}", patient=whose, document=each)
        for whose, each in report.damaged[:_SHOWN]
    ]
    if lines:
        first = tr("DOCUMENTS MISSING, damaged in the register: {count}", count=len(report.damaged))
        yield Notice("\n".join((first, *lines)))
    if report.still_changing:
        yield Notice(
            tr(
                "RECORDS THAT WENT ON CHANGING while they were read: {count}",
                count=report.still_changing,
            )
        )


def _left_out(report: PracticeReport) -> Iterator[Sentence]:
    what = report.asked.what
    yield Sentence("Patients who were deleted, and deleted documents.")
    if not report.asked.pdf:
        yield Sentence("Pages to be read: each record is JSON and FHIR, for programs.")
    if not what.everything:
        yield Sentence(
            "The history: who changed what in a record, and when. An export of everything has it."
        )
    if not what.reveal:
        yield Sentence(
            "Social security numbers (NIR) in full: they are masked, but for what stands in"
            " documents. An export with revealed numbers has them."
        )
    yield Sentence("Exports that are kept among the documents of patients.")
    yield Sentence("Users, settings and the log of the practice: a backup has them.")
