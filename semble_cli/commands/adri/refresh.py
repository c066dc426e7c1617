"""`semble adri refresh`: the rights of many patients asked for again."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from semble_cli.commands.adri.running import AGAIN, AGAIN_NAMED, Run, say_report
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.seconds import seconds_option
from semble_cli.commands.ui.options.shared import FormatOption, LimitOption, patient_argument
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here, say
from semble_cli.commands.ui.signals import Terminated
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, DoneInPart, NothingFound


def refresh(
    ctx: typer.Context,
    patients: Annotated[
        list[int] | None,
        patient_argument("Ask about these patients: ids or names.", metavar="[PATIENT]..."),
    ] = None,
    *,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Ask about those who bear this tag.")
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Ask about everybody.")] = False,
    days: Annotated[
        int | None,
        typer.Option(
            "--older-than",
            metavar="DAYS",
            help="Only those not asked about for this long; 0 for those not asked about today.",
            min=0,
            max=36_500,
        ),
    ] = None,
    limit: LimitOption = 0,
    pause: Annotated[
        float, seconds_option("--pause", "Wait this long between two questions.")
    ] = 1.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would be asked about, and stop.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Ask ADRi again for the rights of many patients, one after the other.

    Whoever is named is asked about again. Of those with a tag, and of everybody, patients asked
    about today are passed over, so that a run that was cut short goes on where it stopped. Each
    answer is written by itself, and changes only the rights, the regime, the fund and the number of
    the complementary insurance. On a terminal p pauses, and q stops.

    Examples:
    semble adri refresh 1042
    semble adri refresh --tag Today
    semble adri refresh --all --older-than 30 --limit 200 --dry-run
    """
    from semble_cli.services.insurance.refresh import patients_due

    refuse_workbook_here(form)
    context = context_of(ctx)
    if not (patients or tag or everybody):
        raise BadUsage("Say whose rights to ask for: ids, --tag TAG, or --all.")
    ids = patients_due(context.register, patients or (), tag or (), days, limit)
    if not ids:
        raise NothingFound("Nobody is due: their rights were asked for already.")
    if dry_run:
        say("Patients to be asked about: {count}.", count=len(ids))
        write_all(({"id": patient_id} for patient_id in ids), ["id"], chosen(form))
        return
    adri = context.caller.adri()
    # Who is named is asked about anyway: the rest of a run that was cut short is to be told apart.
    again = AGAIN_NAMED if patients and days is None else AGAIN
    run = Run(context, adri, ids, pause)
    columns = ["id", "full_name", "outcome", "rights_state", "problem"]
    try:
        with closing(run.records()) as records:
            write_all(records, columns, chosen(form))
    except KeyboardInterrupt as reason:
        if not isinstance(reason, Terminated):
            if chosen(form) is Format.TABLE:  # which is drawn at the end, and would be lost
                write_all(run.made, columns, Format.TABLE)
            say_report(run.tally, undo_hint())
        raise run.interrupted(again) from None
    say_report(run.tally, undo_hint())
    if run.is_stopped:
        raise run.interrupted(again)
    if run.stopped_by:
        raise run.stopped_by
    if run.tally.asked < len(ids):
        raise DoneInPart(
            "Patients who could not be asked about: {count}.", count=len(ids) - run.tally.asked
        )
