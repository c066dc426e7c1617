"""`semble adri refresh`: the rights of many patients asked for again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import explain
from semble_cli.commands.ui.options.shared import FormatOption, LimitOption, patient_argument
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import (
    BadUsage,
    CardError,
    DoneInPart,
    Interrupted,
    NothingFound,
    Sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.errors import SembleError
    from semble_cli.services.insurance.refresh import Refreshed


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
        int,
        typer.Option(
            "--older-than",
            metavar="DAYS",
            help="Only those not asked about for this long.",
            min=0,
            max=36_500,
        ),
    ] = 0,
    limit: LimitOption = 0,
    pause: Annotated[
        float, typer.Option(metavar="SECONDS", help="Wait this long between two questions.", min=0)
    ] = 1.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would be asked about, and stop.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Ask ADRi again for the rights of many patients, one after the other.

    Patients asked about today are passed over, so that a run that was cut short goes on where it
    stopped. Each answer is written by itself, and changes only the rights, the regime, the fund and
    the number of the complementary insurance.

    Examples:
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
    tally = _Tally()
    columns = ["id", "full_name", "outcome", "rights_state", "problem"]
    try:
        write_all(tally.records(context, adri, ids, pause), columns, chosen(form))
    except KeyboardInterrupt:
        raise Interrupted(
            "Interrupted. {asked} of {count} answers are written; the same command goes on there.",
            asked=tally.asked,
            count=len(ids),
        ) from None
    asked = Sentence(
        "Patients asked about: {asked} of {count}; with closed rights: {closed}.",
        asked=tally.asked,
        count=len(ids),
        closed=tally.closed,
    )
    say_done(asked, undo_hint())
    if tally.stopped_by:
        raise tally.stopped_by
    if tally.asked < len(ids):
        raise DoneInPart(
            "Patients who could not be asked about: {count}.", count=len(ids) - tally.asked
        )


class _Tally:
    """Asks about patients one by one, and counts. What is wrong with the service, whoever it is
    asked about, stops the run."""

    def __init__(self) -> None:
        self.asked = 0
        self.closed = 0
        self.stopped_by: SembleError | None = None
        self._unanswered = 0

    def records(
        self, context: Context, adri: Any, ids: list[int], pause: float
    ) -> Iterator[dict[str, Any]]:
        from semble_cli.services.insurance.refresh import RefreshOutcome, refresh_rights

        rested = True
        for patient_id in ids:
            if not rested:
                time.sleep(pause)  # a service for all of France is not to be hammered
            try:
                found = refresh_rights(context.register, adri, patient_id)
            except CardError as problem:
                self.stopped_by = problem
                return
            rested = found.outcome is RefreshOutcome.NOT_ASKED
            self.asked += found.outcome is RefreshOutcome.ASKED
            self.closed += found.state == "closed"
            yield _record(found)
            if found.outcome is RefreshOutcome.NO_ANSWER:
                self._unanswered += 1
            elif not rested:
                self._unanswered = 0
            if self._unanswered == _MOST_UNANSWERED:
                self.stopped_by = found.problem
                return


_MOST_UNANSWERED = 3
"""Patients in a row about whom no answer comes, before the service is out of order for all."""


def _record(found: Refreshed) -> dict[str, Any]:
    return {
        "id": found.patient_id,
        "full_name": found.patient.full_name if found.patient else None,
        "outcome": found.outcome.value,
        "rights_state": found.state.value if found.state else None,
        "problem": "; ".join(explain(found.problem)) if found.problem else None,
    }
