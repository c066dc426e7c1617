"""`semble practitioner add` and `edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.changes import changed_line
from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label
from semble_cli.commands.ui.options.fields import FieldOption
from semble_cli.commands.ui.options.shared import FormatOption, IfVersionOption
from semble_cli.commands.ui.options.taken import takes_options
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here, say, write
from semble_cli.commands.ui.tables import shown, write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, Sentence
from semble_cli.patient.agenda.practitioner import practitioner_document

if TYPE_CHECKING:
    from semble_cli.patient.agenda.practitioner import Practitioner

_OPTIONS = (
    FieldOption("name", "--name", "NAME", "The name, as patients know it: Dr Alix ROUSSEL."),
    FieldOption("rpps", "--rpps", "NUMBER", "The RPPS number of a health professional."),
    FieldOption("address_lines", "--address", "TEXT", "The address, where it is another."),
    FieldOption("time_zone", "--time-zone", "ZONE", "The time zone, where it is another."),
)


@takes_options(_OPTIONS)
def add(ctx: typer.Context, *, form: FormatOption = None, given: dict[str, Any]) -> None:
    """Add a practitioner. On a terminal, the name is asked for where it is missing.

    The number is printed, or the whole document with --format json.

    Examples:
    semble practitioner add --name "Dr Alix ROUSSEL" --rpps 10001234565
    """
    from semble_cli.services.agenda.practitioners import add_practitioner

    refuse_workbook_here(form)
    context = context_of(ctx)
    if not given.get("name") and context.may_ask:
        from semble_cli.commands.ui.prompts import ask_text

        given = given | {"name": ask_text(field_label("name"))}
    added = add_practitioner(context.register, given)
    say_done(Sentence("Practitioner added: {name}.", name=_called(added)), undo_hint())
    if form is None or form is Format.TABLE:
        write(str(added.id))
    else:
        write_one(practitioner_document(added), form)


@takes_options(_OPTIONS)
def edit(
    ctx: typer.Context,
    practitioner: Annotated[
        str,
        typer.Argument(
            metavar="PRACTITIONER", help="The practitioner: the beginning of a name, or the number."
        ),
    ],
    *,
    version: IfVersionOption = None,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Change a practitioner. An option given as an empty text clears its field.

    Examples:
    semble practitioner edit roussel --time-zone Indian/Reunion
    """
    from semble_cli.services.agenda.practitioners import edit_practitioner

    refuse_workbook_here(form)
    if not given:
        raise BadUsage("Say what to change: see semble practitioner edit --help.")
    edited = edit_practitioner(context_of(ctx).register, practitioner, given, version)
    name = _called(edited.practitioner)
    if not edited.changes:
        say("{who}: it was so already. Nothing was written.", who=name)
    else:
        say_done(Sentence("Practitioner changed: {name}.", name=name), undo_hint())
        for field, values in edited.changes.items():
            before, after = (" ".join(shown(field, value).split()) for value in values)
            say("  {change}", change=changed_line(field, before, after))
    if form:
        write_one(practitioner_document(edited.practitioner), chosen(form))


def _called(practitioner: Practitioner) -> str:
    return f"{practitioner.name} ({practitioner.id})"
