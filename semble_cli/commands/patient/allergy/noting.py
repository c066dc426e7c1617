"""`semble patient allergy add`, `edit`, `confirm` and `remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from semble_cli.commands.patient.allergy.options import (
    AllergyArgument,
    CertaintyOption,
    CommentOption,
    OnOption,
    ReactionOption,
    SeverityOption,
    SubstanceOption,
    given_parts,
)
from semble_cli.commands.patient.allergy.telling import tell_allergy
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import refuse_workbook_here
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.services.record.allergies import (
    add_allergy,
    confirm_allergy,
    edit_allergy,
    remove_allergy,
)

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context


def add(
    ctx: typer.Context,
    patient: PatientId,
    *,
    substance: SubstanceOption = None,
    severity: SeverityOption = None,
    certainty: CertaintyOption = None,
    reaction: ReactionOption = None,
    on: OnOption = None,
    comment: CommentOption = None,
    form: FormatOption = None,
) -> None:
    """Note an allergy: unconfirmed, unless it is said how certain it is.

    On a terminal, what is missing is asked for. What a clinician notes makes a consultation that
    tells of it; a secretary notes what the patient tells: the substance and the severity. That no
    allergy was known is taken back, and said.

    Examples:
    semble patient allergy add 1042 --substance Pénicilline --severity severe
    semble patient allergy add 1042 --substance Latex --reaction urticaire --on 12/03/2020
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    given = given_parts(
        substance=substance,
        severity=severity,
        certainty=certainty,
        reaction=reaction,
        on=on,
        comment=comment,
    )
    if "substance" not in given:
        given = _asked(context, patient, given)
    done = add_allergy(context.register, patient, given)
    tell_allergy(Action.ALLERGY_ADD, done, form)


def _asked(context: Context, patient_id: int, given: dict[str, str]) -> dict[str, str]:
    if not context.may_ask:
        raise BadUsage("Give the substance with --substance.")
    from semble_cli.commands.patient.allergy.asking import ask_allergy

    return ask_allergy(context, patient_id, given)


def edit(
    ctx: typer.Context,
    patient: PatientId,
    allergy: AllergyArgument,
    *,
    substance: SubstanceOption = None,
    severity: SeverityOption = None,
    certainty: CertaintyOption = None,
    reaction: ReactionOption = None,
    on: OnOption = None,
    comment: CommentOption = None,
    form: FormatOption = None,
) -> None:
    """Change an allergy. An option given as an empty text clears its field.

    What a clinician changes has a consultation that tells of it from then on. A secretary changes
    what was noted as told by the patient.

    Examples:
    semble patient allergy edit 1042 3 --severity moderate
    semble patient allergy edit 1042 latex --certainty refuted --comment "tests négatifs"
    """
    refuse_workbook_here(form)
    given = given_parts(
        substance=substance,
        severity=severity,
        certainty=certainty,
        reaction=reaction,
        on=on,
        comment=comment,
    )
    if not given:
        raise BadUsage("Say what to change: see semble patient allergy edit --help.")
    done = edit_allergy(context_of(ctx).register, patient, allergy, given)
    tell_allergy(Action.ALLERGY_EDIT, done, form, writes_id=False)


def confirm(
    ctx: typer.Context,
    patient: PatientId,
    allergy: AllergyArgument,
    *,
    severity: SeverityOption = None,
    reaction: ReactionOption = None,
    on: OnOption = None,
    comment: CommentOption = None,
    form: FormatOption = None,
) -> None:
    """Confirm an allergy that was noted as told by the patient: this makes the consultation that
    tells of it.

    Examples:
    semble patient allergy confirm 1042 latex --reaction "urticaire au contact"
    """
    refuse_workbook_here(form)
    given = given_parts(severity=severity, reaction=reaction, on=on, comment=comment)
    done = confirm_allergy(context_of(ctx).register, patient, allergy, given)
    tell_allergy(Action.ALLERGY_EDIT, done, form, writes_id=False)


def remove(
    ctx: typer.Context, patient: PatientId, allergy: AllergyArgument, *, form: FormatOption = None
) -> None:
    """Remove an allergy that was noted by mistake, and the section that tells of it.

    One that tests refuted is better kept as refuted: see semble patient allergy edit.

    Examples:
    semble patient allergy remove 1042 latex
    """
    refuse_workbook_here(form)
    done = remove_allergy(context_of(ctx).register, patient, allergy)
    tell_allergy(Action.ALLERGY_REMOVE, done, form, writes_id=False)
