"""Where pages about patients go: to a printer, to a new file or through standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.options.papers import paper_place
from semble_cli.commands.ui.output import say
from semble_cli.patient.labels.sizes import A4

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.paper.summary import PagesMade


def put_pages(
    context: Context,
    output: str | None,
    printer: str | None,
    title: str,
    make: Callable[[], PagesMade],
) -> None:
    """Make pages and put them where the options say; that they can go there is found out before.

    Raises:
        BadUsage, OutputFailed, PrinterError: as `paper_place`. Otherwise as *make*.
    """
    with paper_place(context, output, printer, title, "printing.printer") as place:
        made = make()
        job = place.put(made.pdf, A4)
    told = {"patients": made.patients, "pages": made.pages}
    if job is not None:
        say(
            "Patients: {patients}, on pages: {pages}, printed on {printer} (job {job}).",
            printer=job.printer,
            job=job.number,
            **told,
        )
    elif place.file:
        say("Patients: {patients}, on pages: {pages}, in {file}.", file=place.file, **told)
