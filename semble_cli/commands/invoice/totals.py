"""`semble invoice totals`: what the accountant asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.invoice.options import FromOption, ToOption, days_given
from semble_cli.commands.invoice.telling import shown_amount
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, OutputOption
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, text, write_all
from semble_cli.commands.ui.to_file import redirected
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import NothingFound
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.patient.choices.of_practice import PERIODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NONE = "0.00"
_SUMS = ("total", "received")
_RANKS = {"period": 0, **dict.fromkeys(_SUMS, 0)} | {
    key: rank for rank, key in enumerate(("vat", "net", "credit_notes", "invoices"), start=2)
}
"""How soon a column leaves where there is no room; what is not in it leaves after these."""


def totals(
    ctx: typer.Context,
    *,
    since: FromOption = None,
    until: ToOption = None,
    by: Annotated[
        TotalsPeriod,
        choice_option(PERIODS, "--by", help_text="For each month, or each day."),
    ] = TotalsPeriod.MONTH,
    output: OutputOption = None,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Tell what was invoiced, taken back and paid, a line for each month, in euros.

    Nobody's name is in it. What was given back is taken off what came in.

    Examples:
    semble invoice totals --from 01/01/2027 --to 31/12/2027 -f csv -o 2027.csv
    semble invoice totals --by day -f json
    """
    from semble_cli.services.invoices.reports import TOTALS_KEYS, totals_of

    context = context_of(ctx)
    first, last = days_given(since, until, context.register.today)
    found = totals_of(context.register, first, last, by)
    with redirected(output):
        if (form := chosen(form, output)) is Format.TABLE and fields is None:
            _write(_telling(TOTALS_KEYS, found), found)
        else:
            write_all(found, TOTALS_KEYS, form, fields)
    if not found:
        raise NothingFound("Nothing was invoiced or paid in that time.")


def _telling(keys: Iterable[str], found: Sequence[dict[str, Any]]) -> list[str]:
    """The columns that tell something: no means by which nobody paid; without VAT, no net. Sums
    tell something when they are nothing, too."""
    telling = [key for key in keys if key in _SUMS or any(row[key] != _NONE for row in found)]
    return [key for key in telling if key != "net" or "vat" in telling]


def _write(keys: Sequence[str], found: Sequence[dict[str, Any]]) -> None:
    """A line for each period, no amount of which is folded; what came in leaves last."""
    columns = [TableColumn(field_label(key), _RANKS.get(key, 1), whole=True) for key in keys]
    draw(console(), columns, [[text(_shown(key, row[key])) for key in keys] for row in found])


def _shown(key: str, value: Any) -> Any:
    """A cell, with an amount as people read it."""
    is_amount = isinstance(value, str) and key != "period"
    return shown_amount(int(value.replace(".", ""))) if is_amount else value
