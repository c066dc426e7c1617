"""What the commands of the counter do once their words are read, with typer or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.output import (
    Format,
    chosen,
    columns_of,
    refuse_workbook_here,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.patients.edit import Edited


def show(
    context: Context,
    patient_id: int,
    form: Format | None = None,
    fields: str | None = None,
    *,
    reveal: bool = False,
) -> None:
    """Show a patient: alerts first, then the whole record.

    Raises:
        SembleError: as `services.patients.show`.
    """
    from semble_cli.services.patients.show import reveal_patient, show_patient

    if reveal:  # which is written down: what is wrong with the command is said before
        refuse_workbook_here(form)
        columns_of(list(show_patient(context.register, patient_id).document), fields)
    shown = (reveal_patient if reveal else show_patient)(context.register, patient_id)
    context.remember(patient_id)
    if chosen(form) is Format.TABLE and fields is None:
        from semble_cli.commands.patient.display.summary import write_summary

        write_summary(shown, reveal=reveal)
    else:
        from semble_cli.commands.ui.tables import write_one

        write_one(shown.document, chosen(form), fields, reveal=reveal)


def tag(context: Context, patient_id: int, tags: Sequence[str]) -> None:
    """Give tags to a patient.

    Raises:
        SembleError: as `services.patients.edit`, also of the others.
    """
    from semble_cli.services.patients.edit import tag_patients

    for edited in tag_patients(context.register, [patient_id], tags):
        tell(edited)


def untag(context: Context, patient_id: int, tags: Sequence[str]) -> None:
    """Take tags from a patient."""
    from semble_cli.services.patients.edit import untag_patients

    for edited in untag_patients(context.register, [patient_id], tags):
        tell(edited)


def block(context: Context, patient_id: int, reason: str | None) -> None:
    """Block a patient."""
    from semble_cli.services.patients.edit import block_patient

    tell(block_patient(context.register, patient_id, reason))


def tell(edited: Edited) -> None:
    """Say whether a record was changed."""
    named = {"id": edited.patient.id, "version": edited.patient.version}
    if edited.changed:
        say("Patient {id} is changed (version {version}).", **named)
    else:
        say("Patient {id} was so already. Nothing was written.", **named)
