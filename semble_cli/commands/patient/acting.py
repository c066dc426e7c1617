"""What the commands of the counter do once their words are read, with typer or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.output import (
    Format,
    chosen,
    columns_of,
    refuse_workbook_here,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.commands.patient.formats import PatientFormat
    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.interchange import PatientEvent


def show(
    context: Context,
    patient_id: int,
    form: Format | None = None,
    fields: str | None = None,
    *,
    reveal: bool = False,
    whole: bool = False,
    as_yaml: bool = False,
) -> None:
    """Show a patient: alerts first, then the record; the *whole* of what stands around it, or what
    must be seen of that.

    Raises:
        SembleError: as `services.patients.show`.
    """
    from semble_cli.services.patients.show import open_patient, reveal_patient, show_patient

    if reveal:  # which is written down: what is wrong with the command is said before
        refuse_workbook_here(form)
        columns_of(list(show_patient(context.register, patient_id, whole=whole).document), fields)
    look = reveal_patient if reveal else open_patient
    shown = look(context.register, patient_id, whole=whole)
    context.remember(patient_id)
    if as_yaml:
        from semble_cli.commands.patient.formats import write_yaml
        from semble_cli.commands.ui.output import chosen_of

        columns = columns_of(list(shown.document), fields)
        write_yaml(chosen_of(shown.document, columns, reveal=reveal))
    elif chosen(form) is Format.TABLE and fields is None:
        from semble_cli.commands.patient.display.summary import write_summary

        write_summary(shown, reveal=reveal)
    else:
        from semble_cli.commands.ui.tables import write_one

        write_one(shown.document, chosen(form), fields, reveal=reveal)


def show_as(
    context: Context,
    patient_id: int,
    form: PatientFormat,
    event: PatientEvent | None,
    *,
    reveal: bool,
) -> None:
    """Show a patient as another program reads one.

    Raises:
        SembleError: as `services.patients.export.export_patient`.
    """
    from semble_cli.commands.patient.formats import (
        interchange_of,
        say_left_out,
        say_untold,
        write_text,
    )
    from semble_cli.commands.ui.output import write_document
    from semble_cli.patient.interchange import Interchange, PatientEvent
    from semble_cli.services.patients.export import WantedExport, export_patient

    wanted = WantedExport(
        interchange_of(form) or Interchange.FHIR, reveal, event or PatientEvent.ADDED
    )
    exported = export_patient(context.register, patient_id, wanted)
    context.remember(patient_id)
    if isinstance(exported.content, str):
        write_text(exported.content)
    else:
        write_document(exported.content, reveal=True)  # what is not to be seen is masked already
    say_untold([exported.untold])
    if not exported.is_whole:
        say_left_out()


def tag(context: Context, patient_id: int, tags: Sequence[str], *, create: bool = False) -> None:
    """Give tags to a patient; those that are none yet are added first where they are to be created.

    Raises:
        SembleError: as `services.patients.edit`, also of the others.
    """
    from semble_cli.commands.ui.confirmations.sentences import tell
    from semble_cli.services.patients.edit import tag_patients

    for edited in tag_patients(context.register, [patient_id], tags, create=create):
        tell(edited)


def untag(context: Context, patient_id: int, tags: Sequence[str]) -> None:
    """Take tags from a patient."""
    from semble_cli.commands.ui.confirmations.sentences import tell
    from semble_cli.services.patients.edit import untag_patients

    for edited in untag_patients(context.register, [patient_id], tags):
        tell(edited)


def block(context: Context, patient_id: int, reason: str | None) -> None:
    """Block a patient, and list the appointments that are to come; on a terminal, a reason that is
    missing is asked for."""
    from semble_cli.commands.ui.confirmations.sentences import tell

    if reason is None and context.may_ask:
        from semble_cli.commands.patient.asking.states import ask_reason_of_block

        reason = ask_reason_of_block(context, patient_id)
    from semble_cli.commands.appointment.telling import tell_coming
    from semble_cli.services.agenda.finding import coming_of
    from semble_cli.services.patients.edit import block_patient

    tell(block_patient(context.register, patient_id, reason))
    tell_coming(coming_of(context.register, patient_id, context.settings.own))
