"""How an import of several files goes: all are opened before the first is written, and what was
done is told of each, and of all together."""

from __future__ import annotations

from contextlib import ExitStack, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.patient.importing.inputs import opened_inputs, streams_of
from semble_cli.commands.patient.importing.messages import describe, tell, tell_what_next
from semble_cli.commands.patient.importing.outputs import (
    refuse_as_output,
    rejects_of,
    report_to,
    teller,
)
from semble_cli.commands.patient.importing.repeating import dates_decided, repeated_options
from semble_cli.commands.patient.importing.report import FileReport, record_of, write_report
from semble_cli.commands.patient.importing.running import only_patient, run_file
from semble_cli.commands.ui.output import Format, say, write
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.streams import STDOUT
from semble_cli.commands.ui.tables import write_all, write_one
from semble_cli.errors import SembleError
from semble_cli.patient.json_form import escaped_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.imports.report import Policy
    from semble_cli.services.imports.source import Input, SourceOptions


class Outputs(NamedTuple):
    """Where rejected rows and the report go, if anywhere, and how the result is written."""

    rejects: str | None
    report: str | None
    form: Format


def write_templates(context: Context, files: Sequence[str], asked: SourceOptions) -> None:
    """Print a map to edit for each file."""
    from semble_cli.services.imports.source import template_of

    with ExitStack() as stack:
        for stream in streams_of(context, files, stack):
            write(escaped_json(discreet(template_of(stream.source, asked).rstrip("\n"))))


def import_files(
    context: Context,
    files: Sequence[str],
    asked: SourceOptions,
    policy: Policy,
    outputs: Outputs,
    *,
    resume: bool,
) -> int:
    """Import files one after the other; how many rows were not taken.

    Raises:
        SembleError: one of them cannot be read, or a result not be written: then nothing of any of
            them was. Or the register fails: then what was done before is told.
    """
    from semble_cli.services.imports.run import check_right

    check_right(context.register)  # before anything is unpacked, or waited for in a pipe
    done: list[FileReport] = []
    failed: BaseException | None = None
    with ExitStack() as stack:
        streams = streams_of(context, files, stack)
        refuse_as_output(files, outputs.rejects, outputs.report)
        inputs = opened_inputs(context, streams, asked, policy, resume=resume)
        report = stack.enter_context(report_to(outputs.report))
        out = stack.enter_context(rejects_of(outputs.rejects, inputs, asked, policy))
        for each in inputs:
            try:
                done.append(_import(context, each, policy, out, is_one_of_several=len(inputs) > 1))
            except (SembleError, KeyboardInterrupt) as error:
                if not done:
                    raise
                failed = error
                break
        if report is not None:
            is_page = (outputs.report or "").endswith((".html", ".htm"))
            with redirect_stdout(report):
                write_report(done, html=is_page)
    if outputs.rejects != STDOUT:
        is_noted = all(each.opened.records.rejects_form.is_month_first for each in inputs)
        tell_what_next(
            [each.report for each in done],
            policy,
            outputs.rejects,
            repeated=tuple(repeated_options(done, asked, policy)),
            dated="" if asked.date_form or is_noted else dates_decided(done),
        )
        _write_results(done, outputs.form, is_one=len(inputs) == 1)
    if any(each.report.updated for each in done):  # who is new has no appointments
        from semble_cli.commands.appointment.telling import tell_closed

        tell_closed(context)
    if failed:
        raise failed
    return sum(
        each.report.read if policy.strict and each.report.rejected else each.report.rejected
        for each in done
    )


def _import(
    context: Context, each: Input, policy: Policy, out: TextIO | None, *, is_one_of_several: bool
) -> FileReport:
    if is_one_of_several:
        say("{file}:", file=each.name)
    describe(each.opened)
    told = teller(each, out, is_one_of_several=is_one_of_several)
    report = run_file(context, each, policy, told)
    only = only_patient(context, report)
    tell(report, policy, only)
    context.remember(only.id if only else None)
    records = each.opened.records
    return FileReport(each.name, report, records.described(), records.unknown(), records.remarks())


def _write_results(done: Sequence[FileReport], form: Format, *, is_one: bool) -> None:
    if is_one:
        write_one(record_of(done[0].report), form)
        return
    records = [{"file": each.file, **record_of(each.report)} for each in done]
    if form is Format.TABLE:
        for record in records:
            write_one(record, form)
    elif records:
        write_all(records, list(records[0]), form)
