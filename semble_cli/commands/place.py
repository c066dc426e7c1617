"""`semble place`: birth places by code or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, LimitOption
from semble_cli.commands.ui.output import chosen, say
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.tables import write_all
from semble_cli.errors import NothingFound
from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from semble_cli.identity.places import Place

COLUMNS = ("code", "name", "kind", "area", "valid_from", "valid_until", "today", "today_name")


def place(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="CODE|NAME...", help="The beginning of a code, or words of a name."),
    ],
    *,
    limit: LimitOption = 20,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Find a birth place: a French commune, of today or before, or a country.

    Examples:
    semble place 51215
    semble place saint etienne 42
    semble place nice alpes-maritimes
    semble place allemagne
    """
    from semble_cli.identity.near_places import near_places
    from semble_cli.identity.places import search_places

    text = " ".join(words)
    found = search_places(text, limit)
    if not found:
        found = near_places(text)
        if not found:
            raise NothingFound("No place matches. Type fewer letters, or use 99999 for unknown.")
        say("No place has this name. Nearly so are called:")
    with paged(context_of(ctx), chosen(form)):
        write_all(map(_record, found), COLUMNS, chosen(form), fields)


def _record(place: Place) -> dict[str, Any]:
    from semble_cli.identity.places import find_place

    today = find_place(place.today) if place.today else None
    return {
        "code": place.code,
        "name": place.name,
        "kind": place.kind.name.lower(),
        "area": place.area,
        "valid_from": plain_value(place.valid_from),
        "valid_until": plain_value(place.valid_until),
        "today": place.today,
        "today_name": today.name if today else None,
    }
