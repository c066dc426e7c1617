"""Consents as people read them: the answer, its day and who recorded it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.tables import console, shown, shown_day, text
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.consents.rules import VISIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator


def answer_of(name: str, consent: dict[str, Any]) -> str:
    """The answer of a consent of the document, with its day and its author."""
    answer = shown(name, consent["answer"])
    if consent["answer"] == NOT_ASKED:
        return answer
    if not (consent["on"] or consent["by"]):
        return tr("{answer} (day and author not known)", answer=answer)
    signature = ", ".join(filter(None, (consent["on"] and shown_day(consent["on"]), consent["by"])))
    return f"{answer} ({signature})"


def write_consents(document: dict[str, Any]) -> None:
    """Write the privacy policy, the consents and the visibilities of a document, one a line."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    policy = document["privacy_policy"]
    table.add_row(text(field_label("privacy_policy"), "dim"), text(shown("privacy_policy", policy)))
    for name, consent in document["consents"].items():
        table.add_row(text(field_label(name), "dim"), text(answer_of(name, consent)))
    for name in VISIBILITIES:
        told = shown(name, document["preferences"][name])
        table.add_row(text(field_label(name), "dim"), text(told))
    console().print(table)


def summed_up(document: dict[str, Any]) -> Iterator[str]:
    """The consents in a few words: those that were answered, then those that were not asked."""
    consents = document["consents"]
    for name, consent in consents.items():
        if consent["answer"] != NOT_ASKED:
            yield f"{field_label(name)} {answer_of(name, consent)}"
    seen_by = [name for name in VISIBILITIES if document["preferences"][name]]
    yield from map(field_label, seen_by)
    open_ones = [field_label(name) for name in consents if consents[name]["answer"] == NOT_ASKED]
    if open_ones:
        yield tr("not asked: {consents}", consents=", ".join(open_ones))
