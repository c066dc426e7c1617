"""What the archive of a record holds: pages, our JSON, FHIR, history and documents."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from semble_cli import __version__
from semble_cli.exchange.archive.manifest import (
    ArchiveKind,
    LeftOut,
    Manifest,
    ManifestFile,
    WhyLeftOut,
    manifest_text,
)
from semble_cli.exchange.archive.names import DOCUMENTS, MANIFEST, member_name
from semble_cli.exchange.archive.writing import Member, member_of
from semble_cli.exchange.export import masked
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import Archival, pages_pdf
from semble_cli.patient.around.kinds import APPOINTMENT, DOCUMENT
from semble_cli.patient.around.stored_document import EXPORT_TYPE
from semble_cli.patient.document import PAST_APPOINTMENTS
from semble_cli.patient.json_form import escaped_json
from semble_cli.services.agenda.finding import entry_document, with_whom
from semble_cli.services.agenda.rules import practice_zone
from semble_cli.services.patients.export_whole import WholeExport, whole_bundle
from semble_cli.services.patients.history import event_document, history_in
from semble_cli.services.patients.show import shown_in
from semble_cli.services.record.read_documents import DocumentDamaged, OpenDocument
from semble_cli.services.sharing.listing import line_document, lines_of
from semble_cli.store import shares
from semble_cli.store.record import contents, rows
from semble_cli.store.record.appointments import register_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.paper.summary import Edition
    from semble_cli.services.patients.history import PastEvent
    from semble_cli.services.patients.show import Shown
    from semble_cli.services.patients.surroundings import Surroundings
    from semble_cli.store.database.connection import Connection

READ_ME, RECORD_PDF, HISTORY_PDF = "LISEZ-MOI.pdf", "dossier.pdf", "historique.pdf"
RECORD_JSON, BUNDLE, HISTORY_JSON = "dossier.json", "dossier-fhir.json", "historique.json"
SHARES_JSON = "partages.json"
MANIFEST_NAME, DOCUMENTS_NAME = MANIFEST, DOCUMENTS


_TITLES = {
    READ_ME: {"fr": "Lisez-moi", "en": "Read me"},
    RECORD_PDF: {"fr": "Dossier complet", "en": "Complete record"},
    HISTORY_PDF: {"fr": "Historique", "en": "History"},
}
"""Of every file of a kind: titles name no patient."""


class WhatToExport(NamedTuple):
    """What of a record is exported: with *everything*, its history and what was shared of it; the
    NIRs in full, if they are to be *revealed*."""

    everything: bool = False
    reveal: bool = False


class Facts(NamedTuple):
    """What the page beside a record tells: which files there are, documents that are damaged, and
    how many are earlier exports."""

    names: tuple[str, ...]
    documents: int
    damaged: tuple[StoredDocument, ...]
    earlier: int
    asked: WhatToExport


class ArchivePages(Protocol):
    """Composes the pages of an archive, in the language that they speak."""

    @property
    def language(self) -> str:
        """The code of that language."""

    def record(self, found: Shown, edition: Edition, *, reveal: bool) -> PageDocument:
        """The whole record."""

    def history(
        self, found: Shown, events: Sequence[PastEvent], edition: Edition, *, reveal: bool
    ) -> PageDocument:
        """All that was done to it."""

    def read_me(self, found: Shown, facts: Facts, edition: Edition) -> PageDocument:
        """What is in the archive, and what is not."""


class PagesAsked(NamedTuple):
    """The pages of an archive, by the names of their files, and how they are written: in which
    language, at which moment, to which level of PDF/A."""

    documents: Mapping[str, PageDocument]
    language: str
    at: datetime
    archival: Archival

    def files(self) -> dict[str, bytes]:
        """The files.

        Raises:
            CannotBePrinted: something is in letters that paper has not.
        """
        return {
            name: pages_pdf(
                lay_out(document),
                _TITLES[name][self.language],
                self.at,
                self.language,
                self.archival,
            )
            for name, document in self.documents.items()
        }


class Composing(NamedTuple):
    """How the pages of archives are composed: by what, when and by whom, and the level of PDF/A."""

    pages: ArchivePages
    edition: Edition
    archival: Archival = Archival.PDF_A_2B


class ReadRecord(NamedTuple):
    """A record as it was read: its pages, if there are any, which are files only when they are
    made; all other files; the documents that are damaged, and those that are earlier exports."""

    pages: PagesAsked | None
    members: list[Member]
    damaged: tuple[StoredDocument, ...]
    earlier: tuple[StoredDocument, ...]


class Gathered(NamedTuple):
    """All that an archive holds, the manifest last; the documents that are damaged; and how many
    are there."""

    members: list[Member]
    damaged: tuple[StoredDocument, ...]
    documents: int


class Sources(NamedTuple):
    """With what a record is read: the patient, all around, the documents."""

    connection: Connection
    patient_id: int
    around: Surroundings
    documents: Sequence[StoredDocument]
    now: datetime


def read_record(
    source: Sources,
    what: WhatToExport,
    composing: Composing | None,
    read: Callable[[int], None] = lambda _: None,
    *,
    are_names_told: bool = True,
) -> ReadRecord:
    """All that the archive of a record holds. Each document is read to its end: one that is damaged
    is not among them.

    Args:
        composing: composes pages; without it there are none.
        read: told how many bytes of documents were read.
        are_names_told: whether the names in the archive may tell what documents are.

    Raises:
        NoSuchRecord: nobody has this id.
    """
    kept = [each for each in source.documents if each.media_type != EXPORT_TYPE]
    earlier = tuple(each for each in source.documents if each.media_type == EXPORT_TYPE)
    checked = [
        (each, _document_member(source.connection, each, read, is_told=are_names_told))
        for each in kept
    ]
    files = [member for _, member in checked if member is not None]
    damaged = tuple(each for each, member in checked if member is None)
    found = shown_in(
        source.connection, source.patient_id, source.now, reveal=what.reveal, whole=True
    )
    places = {each.document: each.name for each in files}
    how = WholeExport(what.reveal)
    bundle = whole_bundle(source.connection, found.patient, source.around, source.now, how, places)
    members = [
        member_of(RECORD_JSON, json_file(_record(source, found, what, places)), is_packed=True),
        member_of(BUNDLE, json_file(bundle), is_packed=True),
    ]
    events = history_in(source.connection, source.patient_id) if what.everything else []
    if what.everything:
        told_events = [event_document(each) for each in events]
        shown = told_events if what.reveal else [masked(each) for each in told_events]
        members.append(member_of(HISTORY_JSON, json_file(shown), is_packed=True))
        members.append(member_of(SHARES_JSON, json_file(_shares(source, what)), is_packed=True))
    pages = None
    if composing is not None:
        own, edition = composing.pages, composing.edition
        documents = {RECORD_PDF: own.record(found, edition, reveal=what.reveal)}
        if what.everything:
            documents[HISTORY_PDF] = own.history(found, events, edition, reveal=what.reveal)
        names = (READ_ME, *documents, *(each.name for each in members))
        facts = Facts(names, len(files), damaged, len(earlier), what)
        documents = {READ_ME: own.read_me(found, facts, edition), **documents}
        pages = PagesAsked(documents, own.language, edition.at, composing.archival)
    return ReadRecord(pages, members + files, damaged, earlier)


def gathered(record: ReadRecord, pages: Mapping[str, bytes], told: Mapping[str, Any]) -> Gathered:
    """A record with its pages as files, and its manifest.

    Args:
        told: what the manifest says of the archive.
    """
    members = [*(member_of(name, file) for name, file in pages.items()), *record.members]
    left_out = [
        *(LeftOut(each.id or 0, WhyLeftOut.DAMAGED) for each in record.damaged),
        *(LeftOut(each.id or 0, WhyLeftOut.EARLIER_EXPORT) for each in record.earlier),
    ]
    listed = [ManifestFile(each.name, each.size, each.sha256, each.document) for each in members]
    manifest = Manifest(ArchiveKind.RECORD, dict(told), listed, left_out)
    documents = sum(each.document is not None for each in members)
    members.append(member_of(MANIFEST, manifest_text(manifest), is_packed=True))
    return Gathered(members, record.damaged, documents)


def _shares(source: Sources, what: WhatToExport) -> list[dict[str, Any]]:
    """What was shared of the patient, with whom, and what became of it."""
    found = shares.of_patient(source.connection, source.patient_id)
    told = [line_document(each) for each in lines_of(source.connection, found)]
    return told if what.reveal else [masked(each) for each in told]


def told_of(source: Sources, what: WhatToExport, login: str) -> dict[str, Any]:
    """What the manifest of a record says of it, never who it is of but by number."""
    return {
        "program": f"semble {__version__}",
        "made_at": source.now.isoformat(timespec="seconds"),
        "made_by": login,
        "register": register_id(source.connection),
        "patient": source.patient_id,
        "everything": what.everything,
        "nir": "revealed" if what.reveal else "masked",
    }


def documents_in(connection: Connection, patient_id: int) -> list[StoredDocument]:
    """The documents that a patient has, earlier exports among them."""
    where = "patient_id = ? AND deleted_at IS NULL"
    found: list[StoredDocument] = rows.select(connection, DOCUMENT, where, (patient_id,))
    return found


def _document_member(
    connection: Connection,
    document: StoredDocument,
    read: Callable[[int], None],
    *,
    is_told: bool,
) -> Member | None:
    """A document as a file of an archive, or `None` for one that is damaged."""
    opened = OpenDocument(document, contents.size_of(connection, document.sha256), connection)
    crc = size = 0
    try:
        for chunk in opened.chunks():
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
            read(len(chunk))
    except DocumentDamaged:
        return None
    name = member_name(document, is_told=is_told)
    return Member(name, size, crc, document.sha256, opened.chunks, document=document.id)


def _record(
    source: Sources, found: Shown, what: WhatToExport, places: Mapping[int | None, str]
) -> dict[str, Any]:
    """Our JSON of the whole record: with all appointments, and where each document stands."""
    booked = rows.of_patient(source.connection, APPOINTMENT, source.patient_id)
    zone = practice_zone(source.connection)
    shown = {name: each for name, each in found.document.items() if name != PAST_APPOINTMENTS}
    document = shown | {
        "appointments": [
            entry_document(each, zone) for each in with_whom(source.connection, booked)
        ],
        "documents": [
            each | {"file": places.get(each["id"])} for each in found.document["documents"]
        ],
    }
    return document if what.reveal else masked(document, *_shown_numbers(found))


def _shown_numbers(found: Shown) -> Iterator[str]:
    """What looks like a NIR and is none, or is shown by rules of its own."""
    if found.document["ins"]:
        yield found.document["ins"]["matricule"]
    yield from (past["matricule"] for past in found.document["ins_history"])
    yield from (each["sha256"] for each in found.document["documents"])


def json_file(value: object) -> bytes:
    """A JSON document as a file, in which nothing drives a terminal."""
    return (escaped_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n").encode()
