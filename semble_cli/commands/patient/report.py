"""`semble patient report`: everybody the register has, and had."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, OutputOption
from semble_cli.commands.ui.output import Format, chosen, columns_of, is_separated, say
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.to_file import redirected, write_partitioned
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.patient.choices.reader import Choices
from semble_cli.services.patients.report import REPORT_KEYS, WITHOUT_PROOF, Reported

_IMPORTANT = (
    *("id", "state", "full_name", "birth_date", "deleted_at", "deleted_by", "reason"),
    *("deceased_on", "sex", "phones", "birth_name", "blocked", "archived", "birth_place"),
)
"""What a person looks for in a report first."""
REPORTED = Choices(
    {
        Reported.PRESENT: ("present patients", "présents", "présent(e)"),
        Reported.FORMER: ("former patients", "anciens patients", "anciens", "supprimés", "deleted"),
        Reported.ALL: ("all", "tous", "tout"),
    }
)


def report(
    ctx: typer.Context,
    *,
    state: Annotated[
        Reported, choice_option(REPORTED, "--state", help_text="Whom the report is about.")
    ] = Reported.ALL,
    form: FormatOption = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
) -> None:
    """Report on all patients, present and former: who deleted whom, when and why.

    Medical contents are never in it. A report in a file brings lost patients back: semble
    patient recover --from-report. It says what it leaves out of what the ledger of former patients
    keeps.

    Examples:
    semble patient report --state former --fields id,full_name,deleted_at,deleted_by,reason
    semble patient report -f csv -o report.csv
    """
    from semble_cli.services.patients.report import (
        is_like_a_list,
        note_report,
        report_columns,
        report_lines,
    )

    context = context_of(ctx)
    register = context.register
    with redirected(output) as written:
        form = chosen(form, written)
        keys = columns_of(REPORT_KEYS, fields)
        note_report(register, state, form.value)
        end_with_reader()
        if is_separated(form):
            read = partial(report_columns, register, state, keys)
            write_partitioned(read, keys, form, written)
        else:
            with paged(context, form):
                lines = report_lines(register, state)
                if form is Format.TABLE and fields is None:
                    from semble_cli.commands.patient.display.table import write_report

                    write_report(lines, REPORT_KEYS, _IMPORTANT)
                else:
                    write_all(lines, REPORT_KEYS, form, fields)
    say(WITHOUT_PROOF)
    if state is not Reported.PRESENT and is_like_a_list(keys):
        say(
            "Without the field deleted_at, nothing tells former patients from present ones: an"
            " import of this list would take all of them for present."
        )
