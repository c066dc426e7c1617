"""The arguments and options that the commands of invoices share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.choices.of_practice import MEANS

if TYPE_CHECKING:
    from datetime import date

InvoiceNumber = Annotated[
    str,
    typer.Argument(metavar="INVOICE", help="The invoice: its number, such as F0001."),
]

MeansOption = Annotated[Means | None, choice_option(MEANS, "--by", help_text="How it was paid.")]

FacturXOption = Annotated[
    bool,
    typer.Option("--factur-x", help="Have the PDF read by other programs too, as Factur-X BASIC."),
]

FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day on.")]

ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until this day.")]


def days_given(
    since: str | None, until: str | None, today: date
) -> tuple[date | None, date | None]:
    """The first and the last day, each where it is given.

    Raises:
        InvalidInput: one is no day. BadUsage: the last is before the first.
    """
    from semble_cli.identity.dates import parse_date

    first, last = (
        None if text is None else parse_date("day", text, today) for text in (since, until)
    )
    if first is not None and last is not None and last < first:
        raise BadUsage("--to is a day before --from.")
    return first, last
