"""What is asked of a document, where nothing is said of it and a person is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import NOTHING
from semble_cli.commands.ui.prompts import ask_text, choose
from semble_cli.commands.ui.tables import shown_day
from semble_cli.patient.around.document_description import Described, parse_dated_on, parse_title
from semble_cli.patient.around.stored_document import DocumentKind
from semble_cli.patient.choices.of_records import DOCUMENT_KINDS

if TYPE_CHECKING:
    from datetime import date


def ask_description(known: Described, today: date, title: str) -> Described:
    """Title, kind and day of a document: those that are not *known* are asked for, the *title*
    standing there to be accepted.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    return Described(
        known.title or ask_title(title),
        known.kind or ask_kind(None),
        known.dated_on or ask_day(None, today),
    )


def ask_title(now: str) -> str:
    """What a document is called; *now* stands there to be accepted."""
    question = tr("What is the document called?")
    return parse_title(ask_text(question, parse_title, default=now))


def ask_kind(now: DocumentKind | None) -> DocumentKind | None:
    """What a document is; *now* is pointed at."""
    kinds = [("", NOTHING)] + [
        (str(kind), tr(DOCUMENT_KINDS.name(kind))) for kind in DOCUMENT_KINDS.values
    ]
    words = {str(kind): DOCUMENT_KINDS.words(kind) for kind in DOCUMENT_KINDS.values}
    chosen = choose(tr("What is it?"), kinds, now, words=words)
    return DocumentKind(chosen) if chosen else None


def ask_day(now: date | None, today: date) -> date | None:
    """The day that stands on a document; nothing where the person says none."""

    def check(text: str) -> date | None:
        return parse_dated_on(text, today) if text.strip() else None

    default = shown_day(now.isoformat()) if now else ""
    return check(ask_text(tr("Which day stands on it? (optional)"), check, default=default))
