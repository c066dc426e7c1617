"""`semble patient report-event`: the public page for reporting an adverse event."""

from __future__ import annotations

import typer

from semble_cli.commands.ui.browser import open_page
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say, write
from semble_cli.commands.ui.tables import write_one
from semble_cli.services.patients.report_event import note_report

ADDRESS = "https://signalement.social-sante.gouv.fr/"
"""The national portal; nothing of a patient is put behind it."""


def report_event(ctx: typer.Context, patient: PatientId, *, form: FormatOption = None) -> None:
    """Report an adverse event: open the public page in the browser, and note that it was done.

    Where there is no browser, the address is written. Nothing about the patient goes into it; the
    journal notes who did it and when.

    Examples:
    semble patient report-event 1042
    """
    refuse_workbook_here(form)
    noted = note_report(context_of(ctx).register, patient)
    say("Noted in the journal: {who}, adverse event reported.", who=who(noted))
    is_opened = open_page(ADDRESS)
    if is_opened:
        say("The page for reporting opens in the browser: {address}", address=ADDRESS)
    else:
        say("There is no browser here. The page for reporting has this address:")
    if form is not None:
        document = {"id": patient, "address": ADDRESS, "opened": is_opened}
        write_one(document, chosen(form))
    elif not is_opened:
        write(ADDRESS)
