"""`semble invoice get`: the page of an invoice, as it was issued."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.papers import (
    LIST,
    PaperOutput,
    PrinterOption,
    list_printers,
    paper_place,
)
from semble_cli.commands.ui.output import say
from semble_cli.errors import BadUsage
from semble_cli.patient.labels.sizes import A4

_TITLE = "Invoice"
"""The title of the job: that of the page may name a patient, and stays in the server's logs."""


def get(
    ctx: typer.Context,
    invoice: Annotated[
        str | None,
        typer.Argument(
            metavar="[INVOICE]", help="The invoice: its number, such as F0001.", show_default=False
        ),
    ] = None,
    *,
    output: PaperOutput = None,
    printer: PrinterOption = None,
) -> None:
    """Print the page of an invoice or a credit note, or write it to a file, byte for byte as it was
    issued.

    It stays when the patient is deleted. The journal notes that it was handed out.

    Examples:
    semble invoice get F0001 -o F0001.pdf
    semble invoice get F0001 --printer office
    """
    from semble_cli.services.invoices.finding import get_page

    if printer == LIST:
        list_printers()
        return
    if invoice is None:
        raise BadUsage("Say which invoice: INVOICE.")
    context = context_of(ctx)
    with paper_place(context, output, printer, _TITLE, "printing.printer") as place:
        found, page = get_page(context.register, invoice, place.printer_name)
        job = place.put(page, A4)
    if job is not None:
        say(
            "{number} is printed on {printer} (job {job}).",
            number=found.number,
            printer=job.printer,
            job=job.number,
        )
    elif place.file:
        say("{number} is written to {file}.", number=found.number, file=place.file)
