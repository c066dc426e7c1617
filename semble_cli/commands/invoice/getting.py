"""`semble invoice get`: the page of an invoice, as it was issued."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from semble_cli.commands.invoice.options import InvoiceNumber
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.to_file import new_file
from semble_cli.errors import BadUsage


def get(
    ctx: typer.Context,
    invoice: InvoiceNumber,
    *,
    output: Annotated[
        str,
        typer.Option(
            *("-o", "--output"),
            metavar="FILE|-",
            help="The new file to write the PDF to; - is standard output.",
        ),
    ],
) -> None:
    """Hand out the page of an invoice or a credit note, byte for byte as it was issued.

    It stays when the patient is deleted. The journal notes that it was handed out.

    Examples:
    semble invoice get F0001 -o F0001.pdf
    semble invoice get F0001 -o - | lp
    """
    from semble_cli.services.invoices.finding import get_page

    register = context_of(ctx).register
    if output == "-":
        if sys.stdout.isatty():
            raise BadUsage("A PDF is nothing for a terminal: send it on with > FILE, or -o FILE.")
        _, page = get_page(register, invoice)
        end_with_reader()
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
        return
    with new_file(output) as out:
        found, page = get_page(register, invoice)
        out.buffer.write(page)
    say("{number} is written to {file}.", number=found.number, file=output)
