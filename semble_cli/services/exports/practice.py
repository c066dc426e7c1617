"""The export of a whole practice: an archive for each patient in a directory, what stands around
them, a dictionary of the data, and a report of what is there.

It goes on where it was ended. A record that changed after it was read is made anew, so that in the
end each is as the register has it.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
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
    PRACTICE_ENCRYPTED,
    READ_ME,
    REPORT,
    Begun,
    MadeRecord,
    record_name,
)
from semble_cli.exchange.archive.writing import member_of
from semble_cli.exchange.export import masked
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import make_ready, pages_pdf
from semble_cli.parallel.helpers import Helpers, helping
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
    Composing,
    Sources,
    WhatToExport,
    gathered,
    json_file,
    read_record,
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.exports.contents import Gathered, PagesAsked, ReadRecord
    from semble_cli.services.exports.directory import ExportDirectory
    from semble_cli.services.exports.record import Progress
    from semble_cli.services.paper.summary import Edition, Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

    _PageMakers = Helpers[PagesAsked | None, Mapping[str, bytes] | None]

_AT_ONCE = 100
"""Records that are read at one moment of the register: it is not held for longer."""
_FEW = 20
"""Patients whose pages one process makes as fast as several are begun."""
_MOST_ROUNDS = 5
"""How often what changed meanwhile is made anew: who works on goes on changing something."""


class PracticeAsked(NamedTuple):
    """What is exported of each record, whether there are pages of it as well, and the passphrase by
    which archives are encrypted, if they are."""

    what: WhatToExport
    pdf: bool = True
    passphrase: str | None = None

    @property
    def practice_file(self) -> str:
        """The name of the file with what stands around all patients."""
        return PRACTICE if self.passphrase is None else PRACTICE_ENCRYPTED


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
        begun = Begun(
            register_id(connection),
            what.everything,
            what.reveal,
            asked.pdf,
            asked.passphrase is not None,
        )
        count = len(all_ids(connection))
    with (
        _helped(asked, count) as helpers,
        export_directory(path, begun, asked.passphrase) as directory,
    ):
        told: dict[str, Any] = {"list": "practice", "form": "archive", "patients": count}
        told |= {"whole": True, "documents": True}
        told |= {"everything": True} if what.everything else {}
        told |= {"encrypted": True} if begun.encrypted else {}
        note_export(
            register,
            Action.PATIENT_EXPORT,
            told,
            permission=Permission.ADMINISTER,
            reveal=what.reveal,
        )
        run = _Run(register, directory, asked, pages, own, progress, helpers)
        return run.finished(*run.all_records())


@contextmanager
def _helped(asked: PracticeAsked, patients: int) -> Iterator[_PageMakers]:
    """Processes that make the pages: they take longer than all else. Begun before anything is
    opened that they should not hold."""
    if not asked.pdf or patients < _FEW:
        yield Helpers(_files_of, [])
        return
    make_ready()
    with helping(_files_of) as helpers:
        yield helpers


def _files_of(asked: PagesAsked | None) -> Mapping[str, bytes] | None:
    """The files of the pages of a record; `None` where paper has no letters for something."""
    try:
        return asked.files() if asked else {}
    except CannotBePrinted:
        return None


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
        helpers: _PageMakers,
    ) -> None:
        self._register = register
        self._directory = directory
        self._asked = asked
        self._pages = pages
        self._own = own
        self._progress = progress
        self._helpers = helpers
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
            composing = Composing(self._pages, edition) if self._asked.pdf else None
            present = {
                whose: [one for one in some if one.deleted_at is None]
                for whose, some in documents.items()
            }
            sources = [
                Sources(connection, each, around, present.get(each, ()), now) for each in ids
            ]
            read = self._read(sources, composing)
            for (source, record), pages in self._helpers.in_order(read):
                told = told_of(source, self._asked.what, edition.login)
                self._write(source, gathered(record, pages or {}, told), seq, has_pages=bool(pages))
                self._progress.goes_on(1)

    def _read(
        self, sources: Iterable[Sources], composing: Composing | None
    ) -> Iterator[tuple[tuple[Sources, ReadRecord], PagesAsked | None]]:
        """Some records, each with the pages that are to be made."""
        for source in sources:
            try:
                record = read_record(
                    source,
                    self._asked.what,
                    composing,
                    are_names_told=self._asked.passphrase is None,
                )
            except NoSuchRecord:  # deleted since the patients were counted
                self._progress.goes_on(1)
                continue
            yield (source, record), record.pages

    def _write(self, source: Sources, whole: Gathered, seq: int, *, has_pages: bool) -> None:
        name = record_name(source.patient_id)
        file = self._directory.write_archive(
            name, whole.members, source.now, self._asked.passphrase
        )
        damaged = tuple(each.id or 0 for each in whole.damaged)
        told = (name, file.size, file.sha256, whole.documents, damaged, has_pages)
        self._directory.note(MadeRecord(source.patient_id, seq, *told))
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
                "encrypted": self._asked.passphrase is not None,
            }
            around = _practice(connection)
        shown = around if self._asked.what.reveal else masked(around)
        beside = [
            self._write_practice(json_file(shown), now),
            self._directory.write(DICTIONARY, (_csv(self._pages.dictionary()),)),
            self._directory.write(REPORT, (json_file(told | _told(report)),)),
            self._directory.write(READ_ME, (self._read_me(report, edition, now),)),
        ]
        files = _files(beside, self._directory)
        manifest = Manifest(ArchiveKind.PRACTICE, told, files, _left_out(report))
        self._directory.write(MANIFEST, (each.encode() for each in manifest_pieces(manifest)))
        return report

    def _write_practice(self, file: bytes, now: datetime) -> ManifestFile:
        name, passphrase = self._asked.practice_file, self._asked.passphrase
        if passphrase is None:
            return self._directory.write(name, (file,))
        member = member_of(PRACTICE, file, is_packed=True)
        return self._directory.write_archive(name, [member], now, passphrase)

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
