"""`semble patient prefs`: how a patient wants to be written to, and the consents."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.sentences import tell
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options import FormatOption, PatientId
from semble_cli.commands.ui.output import chosen, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.patient.choices import words
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.document import document
from semble_cli.patient.record import PrivacyPolicy
from semble_cli.services.patients.edit import set_preferences


class Consent(StrEnum):
    """An answer about the DMP. `unknown` is: not asked yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


CONSENTS = Choices(
    {
        Consent.YES: words.SWITCH.words(True),
        Consent.NO: words.SWITCH.words(False),
        Consent.UNKNOWN: words.PRIVACY.words(PrivacyPolicy.NOT_ASKED),
    }
)

_VISIBLE_TO = {"patient": "dmp_visible_patient", "pro": "dmp_visible_professionals"}


def prefs(
    ctx: typer.Context,
    patient: PatientId,
    *,
    receive_email: Annotated[
        bool | None, typer.Option("--email/--no-email", help="Messages by e-mail.")
    ] = None,
    receive_sms: Annotated[
        bool | None, typer.Option("--sms/--no-sms", help="Messages by SMS.")
    ] = None,
    promotional: Annotated[
        bool | None,
        typer.Option("--promotional/--no-promotional", help="News of the practice."),
    ] = None,
    payment_reminders: Annotated[
        bool | None,
        typer.Option("--payment-reminders/--no-payment-reminders", help="Payment reminders."),
    ] = None,
    mssante_patient: Annotated[
        bool | None,
        typer.Option("--mssante-patient/--no-mssante-patient", help="MSSanté with the patient."),
    ] = None,
    mssante_professionals: Annotated[
        bool | None,
        typer.Option(
            "--mssante-pro/--no-mssante-pro", help="MSSanté between health professionals."
        ),
    ] = None,
    dmp: Annotated[
        Consent | None,
        choice_option(CONSENTS, "--dmp", help_text="Consent to documents in the DMP."),
    ] = None,
    dmp_visible: Annotated[
        str | None,
        typer.Option(
            metavar="patient,pro|none",
            help="Who sees the documents in the DMP; this needs the consent.",
        ),
    ] = None,
    privacy: Annotated[
        PrivacyPolicy | None,
        choice_option(words.PRIVACY, "--privacy", help_text="The answer to the privacy policy."),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Show or change how a patient wants to be written to, and the consents.

    Examples:
    semble patient prefs 1042
    semble patient prefs 1042 --sms --no-promotional --mssante-patient
    semble patient prefs 1042 --dmp yes --dmp-visible patient,pro
    """
    switches = {
        "receive_email": receive_email,
        "receive_sms": receive_sms,
        "promotional": promotional,
        "payment_reminders": payment_reminders,
        "mssante_patient": mssante_patient,
        "mssante_professionals": mssante_professionals,
        "privacy_policy": privacy,
    }
    given: dict[str, Any] = {name: value for name, value in switches.items() if value is not None}
    if dmp is not None:
        given["dmp_consent"] = None if dmp is Consent.UNKNOWN else dmp is Consent.YES
    if dmp_visible is not None:
        given |= _visibility(dmp_visible)
    register = context_of(ctx).register
    if given:
        edited = set_preferences(register, patient, given)
        warn(edited.warnings)
        tell(edited)
        if form is None:
            return
        found = document(edited.patient)
    else:
        from semble_cli.services.patients.show import show_patient

        found = show_patient(register, patient).document
    write_one({"privacy_policy": found["privacy_policy"], **found["preferences"]}, chosen(form))


def _visibility(text: str) -> dict[str, bool]:
    try:
        names = {
            words.DMP_VISIBLE_TO.read("", name) for name in text.split(",") if name.strip()
        } - {"none"}
    except InvalidInput:
        raise BadUsage("--dmp-visible takes patient, pro, both with a comma, or none.") from None
    return {field: name in names for name, field in _VISIBLE_TO.items()}
