"""`semble document add`: a file, kept with a patient."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.document.options import DayOption, KindOption, TitleOption
from semble_cli.commands.document.said import shown_size, tell_written
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import refuse_workbook_here, warn, write
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.around.document_description import Described, parse_dated_on, parse_title
from semble_cli.services.record.add_document import add_document, prepare_document


def add(
    ctx: typer.Context,
    patient: PatientId,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to keep.")],
    *,
    title: TitleOption = None,
    kind: KindOption = None,
    on: DayOption = None,
    form: FormatOption = None,
) -> None:
    """Keep a file with a patient: its bytes go into the register, in one transaction.

    Without --title it bears the name of the file; on a terminal, what is missing is asked for. What
    the file is, is found out from its bytes. How large it may be is the setting document_limit, 100
    MB without. The new number is printed, or the whole document with --format json.

    Examples:
    semble document add 1042 scan.pdf
    semble document add 1042 scan.pdf --title "Courrier du cardiologue" --kind letter --on 4/11/2026
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    register = context.register
    said = Described(
        parse_title(title) if title is not None else None,
        kind,
        parse_dated_on(on, register.today) if on is not None else None,
    )
    with prepare_document(
        register, patient, file, context.settings.own("document_limit")
    ) as opened:
        if context.may_ask and None in said:
            from semble_cli.commands.document.asking import ask_description

            said = ask_description(said, register.today, opened.title)
        added = add_document(register, patient, opened, said)
    if added.same:
        warn(
            [
                Sentence(
                    "the patient has the very same file already: document {ids}.",
                    ids=", ".join(map(str, added.same)),
                )
            ]
        )
    details = [added.document.media_type, shown_size(added.size)]
    action = Action.DOCUMENT_ADD
    tell_written(action, added.patient, added.document, added.size, form, details)
    if form is None:
        write(str(added.document.id))
