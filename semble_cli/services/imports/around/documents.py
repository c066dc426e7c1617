"""Documents with their bytes, from a file into the register."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.around.lines import decoded
from semble_cli.exchange.document_file import MEGABYTE
from semble_cli.exchange.media_type import BEGINNING, media_type_of
from semble_cli.patient.actions import Action
from semble_cli.patient.around.document_description import parse_dated_on, parse_title
from semble_cli.patient.around.file_names import base_name
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.around.stored_document import StoredDocument
from semble_cli.patient.choices.of_records import DOCUMENT_KINDS
from semble_cli.patient.texts import plain_text
from semble_cli.services.access import Permission
from semble_cli.services.record import keeping
from semble_cli.store.record import contents, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.exchange.around.document_bytes import Bytes
    from semble_cli.services.imports.around.bringing import Bringing


def bring_document(
    run: Bringing, patient_id: int, fields: Mapping[str, Any], apart: Bytes | InvalidInput | None
) -> bool:
    """Keep a document; one whose bytes the patient has is left, and of one whose bytes are not in
    the file it is noted that it was not brought in. Whether anything was written.

    Args:
        apart: its bytes, if they stand apart from the fields.

    Raises:
        InvalidInput: a field cannot be taken, or the bytes are damaged, or too many.
        Refused: who works here may not keep documents.
    """
    work = run.work
    work.require(Permission.EDIT_CARE)
    new = _document(run, patient_id, fields)
    present = "patient_id = ? AND sha256 = ? AND deleted_at IS NULL"
    for same in rows.select(work.connection, DOCUMENT, present, (patient_id, new.sha256)):
        if (DOCUMENT.name, same.id) not in run.met:
            run.met.add((DOCUMENT.name, same.id))
            return False
    if not fields["data"] and apart is None:
        run.note(Sentence("its bytes are not in the file: the document was not brought in."))
        return False
    with _bytes(fields, apart, run.largest_document) as held:
        media_type = media_type_of(held.beginning[:BEGINNING], new.file_name)
        contents.keep(work.connection, held)
    added = keeping.add(work, DOCUMENT, new._replace(media_type=media_type), Action.DOCUMENT_ADD)
    run.met.add((DOCUMENT.name, added.id))
    return True


def _document(run: Bringing, patient_id: int, fields: Mapping[str, Any]) -> StoredDocument:
    """What is known of a document, but for what it is, which its bytes tell."""
    then = run.as_noted(fields, "added_at", "added_by")
    kind, dated_on = fields["kind"], fields["dated_on"]
    return StoredDocument(
        patient_id=patient_id,
        title=parse_title(fields["title"]),
        file_name=base_name(plain_text("file", fields["file_name"])),
        media_type="",
        sha256=plain_text("file", fields["sha256"]),
        added_at=then.at,
        added_by=then.actor,
        kind=DOCUMENT_KINDS.read("kind", kind).value if kind else None,
        dated_on=parse_dated_on(dated_on, run.work.today) if dated_on else None,
    )


@contextmanager
def _bytes(
    fields: Mapping[str, Any], apart: Bytes | InvalidInput | None, limit: int
) -> Iterator[Bytes]:
    """The bytes of a document, which are those that the file speaks of."""
    held = apart or decoded([plain_text("file", fields["data"]).encode()])
    if isinstance(held, InvalidInput):
        raise held
    with held.held:
        if held.sha256 != fields["sha256"] or held.size != fields["size"]:
            raise InvalidInput("file", "the bytes of the document are damaged.")
        if held.size > limit:
            raise InvalidInput(
                "file",
                "it has {size} MB, and at most {limit} MB are taken; make it smaller, or set"
                " document_limit.",
                size=-(-held.size // MEGABYTE),
                limit=limit // MEGABYTE,
            )
        yield held
