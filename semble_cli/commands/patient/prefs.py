"""`semble patient prefs`: how a patient wants to be written to, and the consents."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import typer

from semble_cli.commands.ui.confirmations.sentences import tell
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.options.taken import takes_consents
from semble_cli.commands.ui.output import Format, chosen, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import Refused
from semble_cli.patient.document import document
from semble_cli.services.access import Permission
from semble_cli.services.patients.edit import set_preferences
from semble_cli.services.patients.show import open_patient, show_patient


@takes_consents
def prefs(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Show or change how a patient wants to be written to, and the consents.

    Each consent is accepted, refused or not asked, with its day and who recorded it. An option
    that begins with --no records a refusal. Without any option, and on a terminal, you are asked.

    Examples:
    semble patient prefs 1042
    semble patient prefs 1042 --sms --no-promotional --mssante-patient
    semble patient prefs 1042 --dmp yes --dmp-visible patient,pro
    """
    context = context_of(ctx)
    if not given:
        found = open_patient(context.register, patient).document
        _write(found, chosen(form))
        if form is None and context.may_ask:
            from semble_cli.commands.patient.asking.consents import ask_consents

            with suppress(Refused):  # whoever may only look at them is asked nothing
                show_patient(context.register, patient, Permission.EDIT_PATIENTS)
                given = ask_consents(found)
    if given:
        edited = set_preferences(context.register, patient, given)
        tell(edited)
        warn(edited.warnings)
        if form is not None:
            _write(document(edited.patient), chosen(form))


def _write(found: dict[str, Any], form: Format) -> None:
    if form is Format.TABLE:
        from semble_cli.commands.patient.display.consents import write_consents

        write_consents(found)
        return
    told = {"privacy_policy": found["privacy_policy"], **found["preferences"]}
    write_one(told | {"consents": found["consents"]}, form)
