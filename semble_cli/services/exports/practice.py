"""The export of a whole practice: an archive for each patient in a directory, what stands around
them, a dictionary of the data, and a report of what is there.

It goes on where it was ended. A record that changed after it was read is made anew, so that in the
end each is as the register has it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from semble_cli import __version__
from semble_cli.errors import CannotBePrinted, NoSuchRecord
from semble_cli.exchange.archive.manifest import (
    ArchiveKind,
    LeftOut,
    Manifest,
    ManifestFile,
    WhyLeftOut,
    manifest_pieces,
)
from semble_cli.exchange.archive.names import MANIFEST
from semble_cli.exchange.archive.practice import (
    DICTIONARY,
    PRACTICE,
    READ_ME,
    REPORT,
    Begun,
    MadeRecord,
    record_name,
)
from semble_cli.exchange.archive.writing import archive_chunks
from semble_cli.exchange.export import masked
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import (
    CONTACT,
    DOCUMENT,
    PRACTITIONER,
    SECTION_KEYWORD,
    as_document,
)
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import note_export
from semble_cli.services.exports.contents import (
    ArchivePages,
    PageMaker,
    Sources,
    WhatToExport,
    gather,
    json_file,
    told_of,
)
from semble_cli.services.exports.directory import export_directory
from semble_cli.services.paper.summary import edition_in
from semble_cli.services.patients.surroundings import Surroundings
from semble_cli.store.journal import head
from semble_cli.store.record import rows
from semble_cli.store.record.appointments import register_id
from semble_cli.store.record.changed import all_ids, changed_since
from semble_cli.store.tags import all_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.exports.directory import ExportDirectory
    from semble_cli.services.exports.record import Progress
    from semble_cli.services.paper.summary import Edition, Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

_AT_ONCE = 100
"""Records that are read at one moment of the register: it is not held for longer."""
_MOST_ROUNDS = 5
"""How often what changed meanwhile is made anew: who works on goes on changing something."""


class PracticeAsked(NamedTuple):
    """What is exported of each record, and whether there are pages of it as well."""

    what: WhatToExport
    pdf: bool = False


class PracticeComposer(ArchivePages, Protocol):
    """Composes the pages of a practice's export, and names its data."""

    def practice(self, report: PracticeReport, edition: Edition) -> PageDocument:
        """What the directory holds, what not, and what is to be known of it."""

    def dictionary(self) -> Sequence[Sequence[str]]:
        """The rows of the dictionary of the data, the names of its columns first."""


class PracticeReport(NamedTuple):
    """What a directory holds: how many patients the register has, how many records are there, how
    many of them were made now, or taken away; documents and bytes; which documents are damaged, by
    patient; of whom there are no pages, because paper has no letters for something; whose record
    changed while it was read."""

    patients: int
    exported: int
    made_now: int
    taken_away: int
    documents: int
    size: int
    damaged: tuple[tuple[int, int], ...]
    without_pages: tuple[int, ...]
    still_changing: int
    asked: PracticeAsked

    @property
    def is_whole(self) -> bool:
        """Whether all of every record is there as the register has it."""
        return not (self.damaged or self.without_pages or self.still_changing)


def export_practice(
    register: Register,
    path: str,
    asked: PracticeAsked,
    pages: PracticeComposer,
    own: Own,
    progress: Progress,
) -> PracticeReport:
    """Export all the records of the register to a directory, or go on with it.

    Raises:
        Refused: who works here is no admin. BadUsage: as `export_directory`. StoreFull: there is no
            room left; what is there stays. Otherwise as `services.audit.noting.note_export`.
    """
    what = asked.what
    with register.reading(Permission.ADMINISTER) as connection:
        begun = Begun(register_id(connection), what.everything, what.reveal, asked.pdf)
        count = len(all_ids(connection))
    with export_directory(path, begun) as directory:
        told: dict[str, Any] = {"list": "practice", "form": "archive", "patients": count}
        told |= {"whole": True, "documents": True}
        told |= {"everything": True} if what.everything else {}
        note_export(
            register,
            Action.PATIENT_EXPORT,
            told,
            permission=Permission.ADMINISTER,
            reveal=what.reveal,
        )
        run = _Run(register, directory, asked, pages, own, progress)
        return run.finished(*run.all_records())


class _Run:
    """One run of an export."""

    def __init__(
        self,
        register: Register,
        directory: ExportDirectory,
        asked: PracticeAsked,
        pages: PracticeComposer,
        own: Own,
        progress: Progress,
    ) -> None:
        self._register = register
        self._directory = directory
        self._asked = asked
        self._pages = pages
        self._own = own
        self._progress = progress
        self._made = self._removed = 0

    def all_records(self) -> tuple[int, int]:
        """Make the records that are not there, and those that changed since they were made, and
        take those away whose patients are gone; how many patients there are, and how many of them
        were still changing in the end."""
        for _ in range(_MOST_ROUNDS):
            patients, due = self._due()
            if not due:
                break
            self._progress.begins(len(due))
            for start in range(0, len(due), _AT_ONCE):
                self._make(due[start : start + _AT_ONCE])
        else:
            patients, due = self._due()
        return patients, len(due)

    def _due(self) -> tuple[int, list[int]]:
        made = self._directory.made
        with self._register.reading(Permission.ADMINISTER) as connection:
            ids = all_ids(connection)
            changed = changed_since(connection, min(made.values())) if made else {}
        for gone in made.keys() - set(ids):
            self._directory.remove(record_name(gone))
            self._directory.forget(gone)
            self._removed += 1
        due = [each for each in ids if each not in made or changed.get(each, 0) > made[each]]
        return len(ids), due

    def _make(self, ids: Sequence[int]) -> None:
        now = self._register.clock()
        with self._register.reading(Permission.ADMINISTER) as connection:
            seq = head(connection).seq
            around = Surroundings(connection, ids, now.date())
            documents = rows.of_patients(connection, DOCUMENT, ids)
            edition = edition_in(connection, now, self._own)
            for each in ids:
                present = [one for one in documents.get(each, ()) if one.deleted_at is None]
                source = Sources(connection, each, around, present, now)
                self._make_one(source, seq, edition)
                self._progress.goes_on(1)

    def _make_one(self, source: Sources, seq: int, edition: Edition) -> None:
        printer = PageMaker(self._pages, edition) if self._asked.pdf else None
        what = self._asked.what
        told = told_of(source, what, edition.login)
        try:
            try:
                gathered = gather(source, what, printer, told)
            except CannotBePrinted:
                printer = None
                gathered = gather(source, what, None, told)
        except NoSuchRecord:  # deleted since the patients were counted
            return
        name = record_name(source.patient_id)
        file = self._directory.write(name, archive_chunks(gathered.members, source.now))
        damaged = tuple(each.id or 0 for each in gathered.damaged)
        self._directory.note(
            MadeRecord(
                source.patient_id,
                seq,
                *(name, file.size, file.sha256, gathered.documents),
                damaged,
                printer is not None,
            )
        )
        self._made += 1

    def finished(self, patients: int, changing: int) -> PracticeReport:
        """Write what stands beside the records, and last of all the manifest."""
        report = self._report(patients, changing)
        now = self._register.clock()
        with self._register.reading(Permission.ADMINISTER) as connection:
            edition = edition_in(connection, now, self._own)
            told = {
                "program": f"semble {__version__}",
                "made_at": now.isoformat(timespec="seconds"),
                "made_by": edition.login,
                "register": register_id(connection),
                "journal": head(connection)._asdict(),
                "everything": self._asked.what.everything,
                "nir": "revealed" if self._asked.what.reveal else "masked",
            }
            around = _practice(connection)
        shown = around if self._asked.what.reveal else masked(around)
        beside = [
            self._directory.write(PRACTICE, (json_file(shown),)),
            self._directory.write(DICTIONARY, (_csv(self._pages.dictionary()),)),
            self._directory.write(REPORT, (json_file(told | _told(report)),)),
            self._directory.write(READ_ME, (self._read_me(report, edition, now),)),
        ]
        files = _files(beside, self._directory)
        manifest = Manifest(ArchiveKind.PRACTICE, told, files, _left_out(report))
        self._directory.write(MANIFEST, (each.encode() for each in manifest_pieces(manifest)))
        return report

    def _report(self, patients: int, changing: int) -> PracticeReport:
        records = documents = size = 0
        damaged: list[tuple[int, int]] = []
        without: list[int] = []
        for each in self._directory.records():
            records += 1
            documents += each.documents
            size += each.size
            damaged += [(each.patient, one) for one in each.damaged]
            if self._asked.pdf and not each.has_pages:
                without.append(each.patient)
        return PracticeReport(
            *(patients, records, self._made, self._removed, documents, size),
            *(tuple(damaged), tuple(without), changing, self._asked),
        )

    def _read_me(self, report: PracticeReport, edition: Edition, now: datetime) -> bytes:
        language = self._pages.language
        pages = lay_out(self._pages.practice(report, edition))
        return pages_pdf(pages, {"fr": "Lisez-moi", "en": "Read me"}[language], now, language)


def _files(beside: Sequence[ManifestFile], directory: ExportDirectory) -> Iterator[ManifestFile]:
    yield from beside
    for each in directory.records():
        yield ManifestFile(each.name, each.size, each.sha256)


def _left_out(report: PracticeReport) -> Iterator[LeftOut]:
    for patient, document in report.damaged:
        yield LeftOut(document, WhyLeftOut.DAMAGED, patient)


def _told(report: PracticeReport) -> dict[str, Any]:
    """The report, for programs."""
    told = report._asdict()
    del told["asked"]
    told["damaged"] = [{"patient": whose, "document": each} for whose, each in report.damaged]
    return told | {"pdf": report.asked.pdf, "is_whole": report.is_whole}


def _practice(connection: Connection) -> dict[str, Any]:
    """What stands around all patients."""
    kinds = {"contacts": CONTACT, "practitioners": PRACTITIONER, "keywords": SECTION_KEYWORD}
    told: dict[str, Any] = {
        name: [as_document(each) for each in rows.select(connection, kind, "1 = 1")]
        for name, kind in kinds.items()
    }
    return told | {"tags": [each._asdict() for each in all_tags(connection)]}


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(table)
    return out.getvalue().encode("utf-8-sig")  # the mark has spreadsheets read it as UTF-8
