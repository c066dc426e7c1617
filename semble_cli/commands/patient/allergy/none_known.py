"""`semble patient allergy none`: that no allergy is known."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient.allergy.telling import tell_none_known
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import refuse_workbook_here
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.patient.around.allergy import AllergyScope
from semble_cli.patient.choices.of_records import SCOPES
from semble_cli.services.record.allergies import say_none_known, take_back_none_known


def none(
    ctx: typer.Context,
    patient: PatientId,
    *,
    scope: Annotated[
        AllergyScope,
        choice_option(SCOPES, "--scope", help_text="Of which kind no allergy is known."),
    ] = AllergyScope.ALL,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take it back: nobody was asked after all.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Note that no allergy is known: who said so, and when. Whoever was not asked is in neither
    list.

    Said again, who and when are those of today. The first allergy that is noted takes it back.

    Examples:
    semble patient allergy none 1042
    semble patient allergy none 1042 --scope drug
    semble patient allergy none 1042 --undo
    """
    refuse_workbook_here(form)
    register = context_of(ctx).register
    note = take_back_none_known if undo else say_none_known
    tell_none_known(note(register, patient, scope.value), form, taken_back=undo)
