"""What people say of a document, and what they are shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_past_date
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.texts import parse_line

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.around.stored_document import DocumentKind, StoredDocument


class Described(NamedTuple):
    """What people say of a document; `None` where nothing is said."""

    title: str | None = None
    kind: DocumentKind | None = None
    dated_on: date | None = None


TITLE = "document_title"
"""What people are told of the title of a text: that of a person has its name already."""


def title_label(field: str) -> str:
    """The field by whose name people are told one of a text."""
    return TITLE if field == "title" else field


SHOWN = (
    *("id", "patient_id", "title", "kind", "dated_on", "file_name", "media_type", "size"),
    *("sha256", "added_at", "added_by", "version"),
)
"""The keys of a document's JSON form."""


def shown_document(document: StoredDocument, size: int) -> dict[str, Any]:
    """The JSON form of a document, *size* being how many bytes it has."""
    values = document._asdict() | {"size": size}
    return {name: plain_value(values[name]) for name in SHOWN}


def parse_title(text: str) -> str:
    """The title of a document: a line.

    Raises:
        InvalidInput: it is empty, too long, or has characters that nobody sees.
    """
    title = parse_line(TITLE, text)
    if not title:
        raise InvalidInput(TITLE, "it is empty; give the document a title.")
    return title


def parse_dated_on(text: str, today: date) -> date:
    """The day that stands on a document: none that is still to come.

    Raises:
        InvalidInput: it is no such day.
    """
    return parse_past_date("dated_on", text, today)
