"""`semble WORDS`, on a terminal: a search, which shows the record where one patient is found."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import verbs_of
from semble_cli.commands.ui.guide.suggestions import no_such_command, whole_names
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.errors import NothingFound


def look_up(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...", help="Names, birth date, year or age, e-mail, phone, tag or id."
        ),
    ],
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Find patients; the one who is found alone is shown.

    Examples:
    semble dupont marie
    """
    from semble_cli.commands.patient.finding import find
    from semble_cli.services.patients.search import SearchQuery

    try:
        find(context_of(ctx), SearchQuery(bar=" ".join(words)), form, fields, opens=True)
    except NothingFound:
        members = ctx.find_root().command.members  # type: ignore[attr-defined]  # the root is a `Group`
        if mistyped := whole_names(words[:1], verbs_of(members), nearly=True):
            raise no_such_command(words[0], mistyped) from None
        raise
