"""`semble document print`: documents on a printer, byte for byte."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.papers import (
    LIST,
    PrinterOption,
    list_printers,
    printer_meant,
    printing_of,
)
from semble_cli.commands.ui.options.shared import given_id
from semble_cli.commands.ui.output import say
from semble_cli.errors import BadUsage
from semble_cli.services.paper.printing import print_documents

_MOST_COPIES = 999


def print_(
    ctx: typer.Context,
    documents: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[DOC]...",
            help="The numbers of the documents, as semble document list shows them.",
            parser=given_id,
        ),
    ] = None,
    *,
    printer: PrinterOption = None,
    copies: Annotated[
        int, typer.Option(metavar="N", help="So many of each.", min=1, max=_MOST_COPIES)
    ] = 1,
) -> None:
    """Print documents, each as it was added, and wait until the printer has it.

    The printer is asked first whether it prints files of their kinds. Its job bears no patient's
    name. What keeps it from printing is told, with the exit code 8.

    Examples:
    semble document print 7 --printer office
    semble document print 7 8 --copies 2
    semble document print --printer '?'
    """
    if printer == LIST:
        list_printers()
        return
    if not documents:
        raise BadUsage("Say which documents: DOC...")
    context = context_of(ctx)
    name = printer_meant(context.settings, printer, "printing.printer")
    how = printing_of(context.settings)
    for document, job in print_documents(context.register, documents, how, name, copies):
        say(
            "Document {id} is printed on {printer} (job {job}).",
            id=document.id,
            printer=job.printer,
            job=job.number,
        )
