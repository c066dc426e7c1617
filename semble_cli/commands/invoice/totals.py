"""`semble invoice totals`: what the accountant asks for."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.invoice.options import FromOption, ToOption, day_given
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, OutputOption
from semble_cli.commands.ui.output import chosen
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.to_file import redirected
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import NothingFound
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.patient.choices.words import PERIODS


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
        write_all(found, TOTALS_KEYS, chosen(form, output), fields)
    if not found:
        raise NothingFound("Nothing was invoiced or paid in that time.")
