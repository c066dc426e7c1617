"""How the import of one file goes: opened, asked about, run with a bar, its rejects written."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any, BinaryIO

from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.to_file import growing_file, redirected
from semble_cli.errors import BadUsage, SembleError, UndecidedDates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.report import Policy, Report
    from semble_cli.services.imports.source import Source, SourceOptions

_AS_IT_CAME = "surrogateescape"
"""How bytes that are no text go to the rejected rows: unchanged."""


def read_as_asked(context: Context, file: BinaryIO, asked: SourceOptions) -> Source:
    """The file, opened; a person is asked how its dates are written, where they do not tell.

    Raises:
        UndecidedDates: nobody is there to ask. InvalidInput: the file cannot be read.
    """
    from semble_cli.services.imports.source import open_source

    start = file.tell()
    try:
        return open_source(file, asked, context.register.today)
    except UndecidedDates as undecided:
        if not context.may_ask:
            raise
        from semble_cli.commands.ui.prompts import choose

        file.seek(start)
        forms = [("", "DD/MM/YYYY"), ("month", "MM/DD/YYYY")]
        say(undecided.sentence)
        answer = choose(tr("How are these dates written?"), forms)
        return open_source(file, asked._replace(month_first=bool(answer)), context.register.today)


def only_patient(context: Context, report: Report) -> Patient | None:
    """The patient whom an import wrote, where it wrote one."""
    from semble_cli.services.patients.show import show_patient

    if report.batch is None or report.only_id is None:
        return None
    return show_patient(context.register, report.only_id).patient


def run_file(
    context: Context,
    file: BinaryIO,
    source: Source,
    policy: Policy,
    rejects: str | None,
    identity: str | None,
    *,
    resume: bool,
) -> Report:
    """Import a file that was opened; rows that are not taken go to the file *rejects*. *identity*
    is what a run that is to go on later knows the file by.

    Raises:
        SembleError: as `services.imports.run.import_patients`.
    """
    from semble_cli.services.imports.run import import_patients as run
    from semble_cli.services.imports.run import rows_done

    done = rows_done(context.register, identity) if resume and identity else 0
    if done:
        say("Rows taken already: {count}.", count=done)
    with _rejects_to(rejects, policy, resume=bool(done)), _progress(context, file) as progress:
        if rejects is None:
            return run(
                context.register,
                source.records,
                policy,
                identity=identity,
                done=done,
                progress=progress,
            )
        out = source.records.rejects(sys.stdout)

        def told(record: Any, reasons: tuple[SembleError, ...], is_taken: bool) -> None:
            text = "; ".join(line for reason in reasons for line in explain(reason))
            out.write(
                record, tr("Taken, but for this: {problem}", problem=text) if is_taken else text
            )
            sys.stdout.flush()

        return run(
            context.register,
            source.records,
            policy,
            identity=identity,
            done=done,
            told=told,
            progress=progress,
        )


@contextmanager
def _rejects_to(file: str | None, policy: Policy, *, resume: bool) -> Iterator[None]:
    """Rejected rows go to a new file, there when all is written; where rows are written for good
    piece by piece, so are the rejects, and a run that goes on adds to them."""
    if file is None:
        yield
    elif not policy.commit_every:
        with redirected(file, errors=_AS_IT_CAME):
            yield
    else:
        with growing_file(file, goes_on=resume, errors=_AS_IT_CAME) as out, redirect_stdout(out):
            yield


@contextmanager
def opened_file(file: str) -> Iterator[BinaryIO]:
    """A file, or `-` for what is piped in.

    Raises:
        BadUsage: it cannot be opened.
    """
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        source = open(file, "rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        raise BadUsage("The file {file} cannot be opened.", file=file) from error
    with source:
        yield source


@contextmanager
def _progress(context: Context, file: BinaryIO) -> Iterator[Callable[[Report], None]]:
    """A bar with the rows, how fast they go and the time that is left, where a person is there."""
    if not context.may_ask:
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from semble_cli.commands.ui.tables import messages_console

    size = os.fstat(file.fileno()).st_size if file.seekable() else None
    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    # Without a thread of its own that draws it: the import forks.
    # It leaves the streams alone: rejected rows go to a file by standard output meanwhile.
    bar = Progress(
        *columns,
        console=messages_console(),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        task = bar.add_task("", total=size)
        started = bar.get_time()

        def show(report: Report) -> None:
            rate = report.read / max(bar.get_time() - started, 0.001)
            text = tr("{count} rows, {rate} a second", count=report.read, rate=f"{rate:.0f}")
            bar.update(task, description=text, completed=file.tell() if size else 0)
            bar.refresh()

        yield show
