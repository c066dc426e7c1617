"""What is said of a document that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.sentences import confirm
from semble_cli.commands.ui.language import in_use, tr
from semble_cli.commands.ui.tables import write_one
from semble_cli.patient.around.document_description import shown_document, title_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semble_cli.commands.ui.output import Format
    from semble_cli.patient.actions import Action
    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.record import Patient

_THOUSAND = 1024


def tell_written(
    action: Action,
    patient: Patient,
    document: StoredDocument,
    size: int,
    form: Format | None,
    details: Sequence[str] = (),
) -> None:
    """Say what was done to a document, whose it is, and show it as it is now where a *form* asks
    for that."""
    confirm(action, patient, details=[named(document), *details])
    if form is not None:
        write_one(shown_document(document, size), form)


def named(document: StoredDocument) -> str:
    """A document by its number and title."""
    return tr("document {id} “{title}”", id=document.id, title=document.title)


def for_people(record: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form of a document as people read it."""
    told = {title_label(field): value for field, value in record.items()}
    return told | {"size": shown_size(record["size"])}


def shown_size(size: int) -> str:
    """How large a file is, for people: 640 bytes, 12 KB, 3.4 MB."""
    if size < _THOUSAND:
        return tr("{count} byte(s)", count=size)
    if size < _THOUSAND**2:
        return tr("{number} KB", number=round(size / _THOUSAND))
    number = f"{size / _THOUSAND**2:.1f}"
    return tr("{number} MB", number=number.replace(".", ",") if in_use() == "fr" else number)
