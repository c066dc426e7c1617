"""What stands beside the records in the export of a whole practice: what there is around all
patients, the dictionary of the data, the report, the page to be read first, and the manifest."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from semble_cli import __version__
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
)
from semble_cli.exchange.archive.writing import member_of
from semble_cli.exchange.export import masked
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.around.kinds import CONTACT, PRACTITIONER, SECTION_KEYWORD, as_document
from semble_cli.services.access import Permission
from semble_cli.services.exports.contents import ArchivePages, WhatToExport, json_file
from semble_cli.services.paper.summary import edition_in
from semble_cli.store.journal import head
from semble_cli.store.record import rows
from semble_cli.store.record.appointments import register_id
from semble_cli.store.tags import all_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.exports.directory import ExportDirectory
    from semble_cli.services.paper.summary import Edition, Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


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


def write_beside(
    register: Register,
    directory: ExportDirectory,
    report: PracticeReport,
    pages: PracticeComposer,
    own: Own,
) -> None:
    """Write what stands beside the records, and last of all the manifest.

    Raises:
        Refused: who works here is no admin. StoreFull: there is no room left.
    """
    asked, now = report.asked, register.clock()
    with register.reading(Permission.ADMINISTER) as connection:
        edition = edition_in(connection, now, own)
        told = _told_of(connection, asked, now, edition.login)
        around = _around_all(connection)
    shown = around if asked.what.reveal else masked(around)
    beside = [
        _write_around(directory, asked, json_file(shown), now),
        directory.write(DICTIONARY, (_csv(pages.dictionary()),)),
        directory.write(REPORT, (json_file(told | _for_programs(report)),)),
        directory.write(READ_ME, (_read_me(pages, report, edition, now),)),
    ]
    files = _files(beside, directory)
    manifest = Manifest(ArchiveKind.PRACTICE, told, files, _left_out(report))
    directory.write(MANIFEST, (each.encode() for each in manifest_pieces(manifest)))


def _told_of(
    connection: Connection, asked: PracticeAsked, now: datetime, login: str
) -> dict[str, Any]:
    """What the manifest says of the export."""
    return {
        "program": f"semble {__version__}",
        "made_at": now.isoformat(timespec="seconds"),
        "made_by": login,
        "register": register_id(connection),
        "journal": head(connection)._asdict(),
        "everything": asked.what.everything,
        "nir": "revealed" if asked.what.reveal else "masked",
        "encrypted": asked.passphrase is not None,
    }


def _write_around(
    directory: ExportDirectory, asked: PracticeAsked, file: bytes, now: datetime
) -> ManifestFile:
    if asked.passphrase is None:
        return directory.write(asked.practice_file, (file,))
    member = member_of(PRACTICE, file, is_packed=True)
    return directory.write_archive(asked.practice_file, [member], now, asked.passphrase)


def _read_me(
    pages: PracticeComposer, report: PracticeReport, edition: Edition, now: datetime
) -> bytes:
    title = {"fr": "Lisez-moi", "en": "Read me"}[pages.language]
    return pages_pdf(lay_out(pages.practice(report, edition)), title, now, pages.language)


def _files(beside: Sequence[ManifestFile], directory: ExportDirectory) -> Iterator[ManifestFile]:
    yield from beside
    for each in directory.records():
        yield ManifestFile(each.name, each.size, each.sha256)


def _left_out(report: PracticeReport) -> Iterator[LeftOut]:
    for patient, document in report.damaged:
        yield LeftOut(document, WhyLeftOut.DAMAGED, patient)


def _for_programs(report: PracticeReport) -> dict[str, Any]:
    """The report, for programs."""
    told = report._asdict()
    del told["asked"]
    told["damaged"] = [{"patient": whose, "document": each} for whose, each in report.damaged]
    return told | {"pdf": report.asked.pdf, "is_whole": report.is_whole}


def _around_all(connection: Connection) -> dict[str, Any]:
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
