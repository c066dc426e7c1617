"""`semble document shares`: what was shared of a patient, with whom, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from semble_cli.commands.sharing.telling import OUTCOMES, way_of, whom
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, PatientId
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, shown_time, text, write_all
from semble_cli.patient.sharing.delivery import MAY_HAVE_ARRIVED, Outcome
from semble_cli.patient.sharing.ways import ShareKind
from semble_cli.services.sharing.listing import SHARE_KEYS, line_document, shares_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from semble_cli.services.sharing.listing import SharedLine


def shares(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List what was shared of a patient, the first first, and what became of it for each recipient.

    A share whose sending was cut short is told as such: whether it left is not known. What was
    shared stays when the patient is deleted, but for the titles.

    Examples:
    semble document shares 1042
    semble document shares 1042 -f json
    """
    found = shares_of(context_of(ctx).register, patient)
    if not found and chosen(form) is Format.TABLE and fields is None:
        say("Nothing was shared of patient {id}.", id=patient)
        return
    write_lines(found, chosen(form), fields)


def write_lines(found: Sequence[SharedLine], form: Format, fields: str | None) -> None:
    """Write a line for each recipient."""
    if form is not Format.TABLE or fields is not None:
        write_all(map(line_document, found), SHARE_KEYS, form, fields)
        return
    columns = (
        TableColumn(tr("no."), whole=True),
        TableColumn(field_label("shared_at"), whole=True),
        TableColumn(field_label("shared_by"), 3),
        TableColumn(tr("what"), 1),
        TableColumn(tr("to")),
        TableColumn(field_label("way"), 2),
        TableColumn(field_label("outcome")),
    )
    draw(console(), columns, [list(_cells(each)) for each in found])


def _cells(line: SharedLine) -> Iterator[Text]:
    share = line.standing.share
    recipient = share.recipients[line.position]
    noted = line.standing.outcomes.get(line.position)
    outcome = noted.outcome if noted else Outcome.INTENDED
    style = "" if outcome in MAY_HAVE_ARRIVED else "dim"
    yield text(share.id, style)
    yield text(shown_time(share.shared_at), style)
    yield text(share.shared_by, style)
    yield text(_what(line), style)
    yield text(whom(recipient), style)
    yield text(way_of(recipient), style)
    yield text(_became(line, outcome), style)


def _what(line: SharedLine) -> str:
    share = line.standing.share
    ids = [each.document_id for each in share.documents]
    if share.kind == ShareKind.EXPORT:
        return tr("export of the record (document {id})", id=ids[0])
    named = [(number, line.titles.get(number)) for number in ids]
    told = ", ".join(
        tr("{id} “{title}”", id=number, title=title) if title else str(number)
        for number, title in named
    )
    return told or NOTHING


def _became(line: SharedLine, outcome: Outcome) -> str:
    noted = line.standing.outcomes.get(line.position)
    told = tr(OUTCOMES[outcome])
    if noted and (noted.code or noted.words):
        words = " ".join(filter(None, (str(noted.code or ""), noted.words)))
        told = tr("{what}: {value}", what=told, value=words)
    share = line.standing.share
    if share.override:
        told = f"{told} - {tr('against the answer: {reason}', reason=share.override)}"
    if share.resends:
        told = f"{told} - {tr('share {id} again', id=share.resends)}"
    return told
