"""`semble patient import`: a file of patients into the register."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from semble_cli.commands.language import explain, tr
from semble_cli.commands.options import FormatOption
from semble_cli.commands.output import chosen, say
from semble_cli.commands.state import State, state_of
from semble_cli.commands.tables import write_one
from semble_cli.errors import BadUsage, DoneInPart
from semble_cli.services import importing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.services.importing import Report


def import_patients(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A CSV file in UTF-8.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Run to the end, and write nothing.")
    ] = False,
    create_tags: Annotated[
        bool, typer.Option("--create-tags", help="Add the tags that the register has not.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Bring a CSV file of patients into the register, whole or not at all.

    Its first line names the columns: birth_name, first_given_name, birth_date, sex and birth_place
    are needed; docs/import.md lists them all. Rows that cannot be taken are told with their line
    and left out (exit code 9), as are those whose five traits a patient has already.

    Examples:
    semble patient import patients.csv --dry-run
    semble patient import patients.csv --create-tags
    """
    state = state_of(ctx)
    with _opened(file) as source, _progress(state) as progress:
        report = importing.import_patients(
            state.desk, source, create_tags=create_tags, dry_run=dry_run, progress=progress
        )
    _tell(report, dry_run=dry_run)
    write_one(_record(report), chosen(form))
    if report.rejected:
        raise DoneInPart(
            "{rejected} of {read} rows were not taken.",
            rejected=report.rejected,
            read=report.read,
        )


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        source = open(file, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise BadUsage("The file {file} cannot be opened.", file=file) from error
    with source:
        yield source


@contextmanager
def _progress(state: State) -> Iterator[Callable[[Report], None]]:
    """A line that counts the rows, where a person is there to read it."""
    if not state.may_ask:
        yield lambda _: None
        return
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    from semble_cli.commands.tables import messages_console

    columns = (TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=messages_console(), transient=True) as bar:
        task = bar.add_task("")
        yield lambda report: bar.update(task, description=tr("{count} rows", count=report.read))


def _tell(report: Report, *, dry_run: bool) -> None:
    if report.ignored:
        say(
            "Columns kept by the register itself, not taken: {names}.",
            names=", ".join(report.ignored),
        )
    if report.new_tags:
        say("Tags added: {names}.", names=", ".join(report.new_tags))
    for reject in report.rejects:
        for reason in reject.reasons:
            for problem in explain(reason):
                say("Line {line}: {problem}", line=reject.line, problem=problem)
    more = report.rejected - len(report.rejects)
    if more > 0:
        say("… and {count} more.", count=more)
    if dry_run:
        say("A trial: nothing was written.")
    elif report.batch is not None:
        say(
            "Batch {batch}: {created} patients created.", batch=report.batch, created=report.created
        )


def _record(report: Report) -> dict[str, Any]:
    return {
        "batch": report.batch,
        "read": report.read,
        "created": report.created,
        "rejected": report.rejected,
        "warned": report.warned,
        "first_id": report.first_id,
        "last_id": report.last_id,
    }
