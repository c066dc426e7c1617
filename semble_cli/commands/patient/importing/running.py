"""How the import of one file goes: run with a bar, what was written before told."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.commands.ui import written
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.errors import Interrupted, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.report import Policy, Report
    from semble_cli.services.imports.source import Input
    from semble_cli.services.imports.writer import Told


def only_patient(context: Context, report: Report) -> Patient | None:
    """The patient whom an import wrote, where it wrote one."""
    if report.batch is None or report.only_id is None:
        return None
    from semble_cli.services.patients.show import show_patient

    return show_patient(context.register, report.only_id).patient


def run_file(
    context: Context,
    file: Input,
    policy: Policy,
    told: Told,
) -> Report:
    """Import a file that was opened; *told* takes the rows that are not taken. An interruption or a
    fault says how to go on, where something was written before.

    Raises:
        SembleError: as `services.imports.run.import_patients`.
    """
    from semble_cli.services.imports.run import import_patients as run

    if file.done:
        say("Rows taken already: {count}.", count=file.done)
    try:
        with _progress(context, file.source) as progress:
            return run(
                context.register,
                file.opened.records,
                policy,
                identity=file.identity,
                done=file.done,
                told=told,
                progress=progress,
            )
    except KeyboardInterrupt:
        if not policy.commit_every or not written.is_anything():
            raise
        raise Interrupted(
            "Interrupted. What was written before is kept: go on with --resume."
        ) from None
    except StoreError as error:
        if not policy.commit_every or file.identity is None:
            raise
        raise StoreError(
            "{problem} What was written before is kept: go on with --resume.",
            problem=error.sentence,
        ) from None


@contextmanager
def _progress(context: Context, file: BinaryIO) -> Iterator[Callable[[Report], None]]:
    """A bar with the rows, how fast they go and the time that is left, where a person is there."""
    if not context.may_ask:
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from semble_cli.commands.ui.tables import messages_console

    start = file.tell()
    size = file.seek(0, os.SEEK_END)
    file.seek(start)
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
