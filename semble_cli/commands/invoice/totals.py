"""`semble invoice totals`: what the accountant asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.invoice.options import FromOption, ToOption, day_given
from semble_cli.commands.invoice.telling import shown_amount
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, OutputOption
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.to_file import redirected
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import NothingFound
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.patient.choices.of_practice import PERIODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NONE = "0.00"
_SUMS = ("total", "received")


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
    today = context.register.today
    found = totals_of(context.register, day_given(since, today), day_given(until, today), by)
    with redirected(output):
        if (form := chosen(form, output)) is Format.TABLE and fields is None:
            write_all(map(_shown, found), _telling(TOTALS_KEYS, found), form)
        else:
            write_all(found, TOTALS_KEYS, form, fields)
    if not found:
        raise NothingFound("Nothing was invoiced or paid in that time.")


def _telling(keys: Iterable[str], found: Sequence[dict[str, Any]]) -> list[str]:
    """The columns that tell something: no means by which nobody paid; without VAT, no net. Sums
    tell something when they are nothing, too."""
    telling = [key for key in keys if key in _SUMS or any(row[key] != _NONE for row in found)]
    return [key for key in telling if key != "net" or "vat" in telling]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """The totals of a period with amounts as people read them."""
    return {
        key: shown_amount(int(value.replace(".", "")))
        if isinstance(value, str) and key != "period"
        else value
        for key, value in row.items()
    }
