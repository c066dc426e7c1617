"""The complete export of one record: kept among the documents of the patient, and handed out."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from semble_cli.errors import Conflict
from semble_cli.exchange.archive.writing import archive_chunks, write_encrypted
from semble_cli.paper.pdf import Archival
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.around.stored_document import (
    CHUNK,
    EXPORT_TYPE,
    DocumentKind,
    StoredDocument,
)
from semble_cli.services.access import Permission
from semble_cli.services.agenda.rules import day_at_practice
from semble_cli.services.audit.noting import NOTED, note_export
from semble_cli.services.exports.contents import (
    ArchivePages,
    Composing,
    Gathered,
    Sources,
    WhatToExport,
    documents_in,
    gathered,
    read_record,
    told_of,
)
from semble_cli.services.paper.summary import edition_in
from semble_cli.services.patients.surroundings import Surroundings
from semble_cli.services.record import keeping
from semble_cli.store.database.errors import StoreDamaged
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from semble_cli.exchange.archive.writing import Member
    from semble_cli.patient.record import Patient
    from semble_cli.services.paper.summary import Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

_TITLE = {"fr": "Export du dossier", "en": "Export of the record"}


class HandedOut(NamedTuple):
    """Where the archive of a record goes: whether that is a file, in which one may go back, and the
    passphrase by which it is encrypted, if it is."""

    out: BinaryIO
    is_file: bool
    passphrase: str | None = None


class Progress(NamedTuple):
    """Told how many bytes there will be to go through, then of each part how many it has."""

    begins: Callable[[int], None] = lambda _: None
    goes_on: Callable[[int], None] = lambda _: None


class ExportedRecord(NamedTuple):
    """The archive of a record: the document as which it is kept, whose it is, how large it is, how
    many documents are in it, and which are not, because they are damaged."""

    patient: Patient
    document: StoredDocument
    size: int
    documents: int
    damaged: tuple[StoredDocument, ...]


class _Archive(NamedTuple):
    """The archive that is kept, as `store.record.contents.keep` takes it."""

    members: Sequence[Member]
    at: datetime
    size: int
    sha256: str
    goes_on: Callable[[int], None]

    def read_by(self, connection: Connection) -> _Archive:
        """The same, its documents read by another connection."""
        members = [
            each._replace(chunks=partial(contents.read, connection, each.sha256))
            if each.document is not None
            else each
            for each in self.members
        ]
        return self._replace(members=members)

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, in chunks as they are kept."""
        held = bytearray()
        for piece in archive_chunks(self.members, self.at):
            self.goes_on(len(piece))
            held += piece
            while len(held) >= CHUNK:
                yield bytes(held[:CHUNK])
                del held[:CHUNK]
        if held:
            yield bytes(held)


def export_record(
    register: Register,
    patient_id: int,
    what: WhatToExport,
    pages: ArchivePages,
    own: Own,
    handed: HandedOut | None = None,
    *,
    level: str | None = Archival.PDF_A_2B,
    progress: Progress = Progress(),  # noqa: B008 - a value
    are_names_told: bool = True,
) -> ExportedRecord:
    """Make the archive of a record, keep it among the patient's documents, and hand it out.

    Of a document that is damaged in the register only the number is in it. Documents that are
    earlier exports are left out. What is handed out encrypted is kept as it is: in the register,
    roles guard it.

    Args:
        level: the level of PDF/A that the pages keep to; `None` for no pages.
        are_names_told: whether documents bear what their files were called, beside their numbers;
            they never do in what is handed out encrypted, for names can be read there.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not read medical contents.
        CannotBePrinted: something is in letters that paper has not. Conflict: a document was erased
        meanwhile. Otherwise as `Register.writing`.
    """
    now = register.clock()
    with register.reading(Permission.EDIT_CARE) as connection:
        patients.get(connection, patient_id)
    _note(register, patient_id, what, handed)
    with register.reading(Permission.EDIT_CARE) as connection:
        documents = documents_in(connection, patient_id)
        kept = [each for each in documents if each.media_type != EXPORT_TYPE]
        sizes = contents.sizes(connection, [each.sha256 for each in kept])
        total = sum(sizes.get(each.sha256, 0) for each in kept)
        progress.begins(total * (3 + (handed is not None)))
        around = Surroundings(connection, [patient_id], now.date())
        source = Sources(connection, patient_id, around, documents, now)
        edition = edition_in(connection, now, own)
        composing = Composing(pages, edition, Archival(level)) if level else None
        told = told_of(source, what, edition.login)
        is_told = are_names_told and (handed is None or handed.passphrase is None)
        record = read_record(source, what, composing, progress.goes_on, are_names_told=is_told)
        whole = gathered(record, record.pages.files() if record.pages else {}, told)
        archive = _sealed(whole, now, progress)
    exported = _keep(register, patient_id, archive, whole, pages.language)
    if handed is not None:
        with register.reading(Permission.EDIT_CARE) as connection:
            _hand_out(connection, handed, archive)
    return exported


def _note(
    register: Register, patient_id: int, what: WhatToExport, handed: HandedOut | None
) -> None:
    """Note that a record leaves the register, before it does, and who sees numbers in full."""
    told = {"form": "archive", "whole": True, "documents": True}
    told |= {"everything": True} if what.everything else {}
    told |= {"encrypted": True} if handed and handed.passphrase else {}
    if not what.reveal:
        action = Action.PATIENT_EXPORT
        note_export(register, action, told, patient_id, permission=Permission.EDIT_CARE)
        return
    with register.revealing() as work:
        work.journal.append(Action.PATIENT_REVEAL, patient_id, {})
        work.journal.append(Action.PATIENT_EXPORT, patient_id, {NOTED: told})


def _sealed(whole: Gathered, at: datetime, progress: Progress) -> _Archive:
    """The archive, of which size and digest are known."""
    digest, size = hashlib.sha256(), 0
    for piece in archive_chunks(whole.members, at):
        digest.update(piece)
        size += len(piece)
        progress.goes_on(len(piece))
    return _Archive(whole.members, at, size, digest.hexdigest(), progress.goes_on)


def _keep(
    register: Register, patient_id: int, archive: _Archive, whole: Gathered, language: str
) -> ExportedRecord:
    """Keep the archive among the documents of the patient."""
    with register.writing(Permission.EDIT_CARE) as work:
        patient = work.patient(patient_id)
        try:
            contents.keep(work.connection, archive.read_by(work.connection))
        except (contents.ContentDamaged, StoreDamaged):
            raise _erased() from None
        new = StoredDocument(
            patient_id=patient_id,
            title=_TITLE[language],
            file_name=f"export-{patient_id}-{archive.at:%Y%m%dT%H%M%S}.zip",
            media_type=EXPORT_TYPE,
            sha256=archive.sha256,
            added_at=work.at,
            added_by=work.actor,
            kind=DocumentKind.ADMINISTRATIVE,
            dated_on=day_at_practice(work.connection, archive.at),
        )
        added = keeping.add(work, DOCUMENT, new, Action.DOCUMENT_ADD)
        return ExportedRecord(patient, added, archive.size, whole.documents, whole.damaged)


def _hand_out(connection: Connection, handed: HandedOut, archive: _Archive) -> None:
    """Write out what was kept, or, encrypted, what is in it.

    Raises:
        Conflict: it was erased meanwhile.
    """
    try:
        if handed.passphrase is None:
            for chunk in contents.read(connection, archive.sha256):
                handed.out.write(chunk)
                archive.goes_on(len(chunk))
            return
        members = archive.read_by(connection).members
        secret = handed.passphrase.encode()
        write_encrypted(handed.out, members, archive.at, secret, is_file=handed.is_file)
    except (contents.ContentDamaged, StoreDamaged):
        raise _erased() from None


def _erased() -> Conflict:
    return Conflict("A document of this record was erased meanwhile. Repeat the export.")
