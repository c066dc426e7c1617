"""`semble practitioner list`."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.tables import write_all, write_table
from semble_cli.errors import NothingFound
from semble_cli.patient.agenda.practitioner import PRACTITIONER_KEYS, practitioner_document

_COLUMNS = ("id", "name", "rpps", "time_zone", "address")


def list_practitioners(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Beginnings of the name.")
    ] = None,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the practitioners, or those whose names begin so.

    Examples:
    semble practitioner list
    semble practitioner list rou -f json
    """
    from semble_cli.services.agenda.practitioners import find_practitioners

    found = find_practitioners(context_of(ctx).register, " ".join(words or ()))
    documents = list(map(practitioner_document, found))
    if chosen(form) is not Format.TABLE or fields is not None:
        write_all(documents, PRACTITIONER_KEYS, chosen(form), fields)
    elif documents:
        write_table(documents, _COLUMNS)
    if not found:
        raise NothingFound("No practitioner matches. Add one with semble practitioner add.")
