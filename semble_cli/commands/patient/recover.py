"""`semble patient recover`: bring deleted patients back with their ids."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.sentences import GONE_WITH_PATIENT, confirm, say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.labels import COUNTS
from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.options.shared import (
    FormatOption,
    given_id,
    on_duplicate_option,
    patient_argument,
)
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, DoneInPart, NothingFound, Sentence
from semble_cli.identity.whole_names import Among
from semble_cli.patient.actions import Action
from semble_cli.patient.on_duplicate import OnDuplicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.patients.recover import Recovery, Wanted

COLUMNS = ("id", "full_name", "result", "line", "likely", "lost", "problems")


def recover(
    ctx: typer.Context,
    patients: Annotated[
        list[int] | None,
        patient_argument(
            "Deleted patients: ids or names.", metavar="[PATIENT]...", among=Among.FORMER
        ),
    ] = None,
    *,
    report: Annotated[
        str | None,
        typer.Option(
            "--from-report",
            metavar="FILE",
            help="A patient report in a file, for a lost ledger.",
        ),
    ] = None,
    map_file: Annotated[
        str | None,
        typer.Option(
            "--map", metavar="FILE", help="Which field each column of the report holds, in TOML."
        ),
    ] = None,
    only: Annotated[
        list[int] | None,
        typer.Option(
            "--id", metavar="ID", help="Only this patient of the report.", parser=given_id
        ),
    ] = None,
    all_of_them: Annotated[
        bool, typer.Option("--all", help="Every patient of the report who is missing.")
    ] = False,
    on_duplicate: Annotated[
        OnDuplicate | None,
        on_duplicate_option(
            "What to do where a patient created since is likely to be the same person.",
            *(OnDuplicate.ASK, OnDuplicate.SKIP, OnDuplicate.CREATE),
            default="ask on a terminal, skip elsewhere",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Run to the end, and write nothing.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Bring deleted patients back, with their ids, identity, contact data and tags.

    Their own relations, allergies, consultations, treatments, documents and appointments were
    erased with them and do not come back. Patients come from the ledger of former
    patients, or from a report that was made before the ledger was lost.

    Examples:
    semble patient recover 1007 1008 --dry-run
    semble patient recover --from-report report.csv --all
    semble patient recover --from-report old-export.csv --map map.toml --all --dry-run
    """
    from semble_cli.services.patients.recover import recover_patients

    refuse_workbook_here(form)
    context = context_of(ctx)
    wanted = _wanted(
        context, patients or [], (report, map_file), only or [], all_of_them=all_of_them
    )
    if not wanted:
        raise NothingFound("Every patient of the report is in the register.")
    outcomes = recover_patients(context.register, wanted, dry_run=True)
    approved = _approved(context, outcomes, on_duplicate, dry_run=dry_run)
    outcomes = recover_patients(context.register, wanted, approved, dry_run=dry_run)
    write_all(map(_record, outcomes), COLUMNS, chosen(form))
    if report is not None:
        from semble_cli.services.patients.report import WITHOUT_PROOF

        say(WITHOUT_PROOF)
    _tell(context, outcomes, dry_run=dry_run)


def _wanted(
    context: Context,
    ids: list[int],
    files: tuple[str | None, str | None],
    only: list[int],
    *,
    all_of_them: bool,
) -> list[Wanted]:
    """Who is to come back: by the ids, or by the report and its map."""
    from semble_cli.services.patients.recover import from_ledger, from_report

    report, map_file = files
    if report is None:
        if not ids or only or all_of_them:
            raise BadUsage("Give the ids of patients, or --from-report with --all or --id.")
        return from_ledger(context.register, list(dict.fromkeys(ids)))
    if ids or bool(only) == all_of_them:
        raise BadUsage("With --from-report, give either --all or --id.")
    try:
        source = open(report, "rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        raise BadUsage("The file {file} cannot be opened.", file=report) from error
    with source:
        missing = from_report(context.register, source, map_file)
    return [each for each in missing if all_of_them or each.id in only]


def _approved(
    context: Context, outcomes: Sequence[Recovery], policy: OnDuplicate | None, *, dry_run: bool
) -> set[int]:
    """The ids that come back although somebody created since is likely to be the same person."""
    likely = [outcome for outcome in outcomes if outcome.likely]
    if policy is OnDuplicate.CREATE:
        return {outcome.wanted.id or 0 for outcome in likely}
    asks = policy is not OnDuplicate.SKIP and context.may_ask and not dry_run
    return {outcome.wanted.id or 0 for outcome in likely if asks and _ask_about(outcome)}


def _ask_about(outcome: Recovery) -> bool:
    from semble_cli.commands.patient.duplicate_choice import describe
    from semble_cli.commands.ui.prompts import confirm

    for candidate in outcome.likely:
        say("A close patient exists: {patient}", patient=describe(candidate))
    return confirm(tr("Bring {id} back all the same?", id=outcome.wanted.id))


def _record(outcome: Recovery) -> dict[str, Any]:
    wanted = outcome.wanted
    return {
        "id": wanted.id,
        "full_name": wanted.patient.full_name if wanted.patient else None,
        "result": outcome.result.value,
        "line": wanted.line,
        "likely": [candidate.patient.id for candidate in outcome.likely],
        "lost": outcome.lost,
        "problems": [line for problem in wanted.problems for line in explain(problem)],
    }


def _tell_recovered(context: Context, recovered: Sequence[Recovery]) -> None:
    if len(recovered) == 1 and (patient := recovered[0].wanted.patient):
        confirm(Action.PATIENT_RECOVER, patient)
        context.remember(patient.id)
    else:
        say_done(Sentence("Recovered: {count}.", count=len(recovered)), undo_hint())


def _tell_lost(recovered: Sequence[Recovery]) -> None:
    """Say what does not come back, and how much of it, as far as that is known."""
    say(GONE_WITH_PATIENT)
    lost: Counter[str] = Counter()
    for each in recovered:
        lost.update(each.lost or {})
    if lost:
        told = ", ".join(tr(text, count=lost[kind]) for kind, text in COUNTS.items() if lost[kind])
        say("As the journal tells, that was: {records}.", records=told)


def _tell(context: Context, outcomes: Sequence[Recovery], *, dry_run: bool) -> None:
    recovered = [outcome for outcome in outcomes if outcome.result.value == "recovered"]
    left = sum(outcome.result.value not in ("recovered", "present") for outcome in outcomes)
    if dry_run:
        say("Dry run: nothing was written.")
    elif recovered:
        _tell_recovered(context, recovered)
    else:
        say("Nothing was written.")
    if recovered or dry_run:
        _tell_lost(recovered)
    if left:
        raise DoneInPart("Patients not recovered: {count}.", count=left)
