"""What the patient's answers do not let go, refused with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Refused, Sentence, field_id
from semble_cli.patient.sharing.consents import OPTIONS, objection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.patient.sharing.share import ShareRecipient


def refuse_without_consent(
    patient: Patient, recipients: Sequence[ShareRecipient], override: str | None
) -> bool:
    """Refuse what the patient's answers do not let go, unless a reason overrides it; whether one
    had to.

    Raises:
        Refused: an answer is *refused* or *not asked*.
    """
    found = [objection(patient, each.way, each.kind) for each in recipients]
    missing = next(filter(None, found), None)
    if missing is None or override is not None:
        return missing is not None
    named = {
        "id": patient.id,
        "what": Sentence(field_id(missing.consent)),
        "option": OPTIONS[missing.consent],
    }
    if missing.is_refused:
        raise Refused(
            "Patient {id} refused: {what}. Nothing was sent. Another answer is recorded with semble"
            " patient prefs {id} {option}; a clinician shares all the same with --override REASON.",
            **named,
        )
    raise Refused(
        "Patient {id} was not asked: {what}. Nothing was sent. The answer is recorded with semble"
        " patient prefs {id} {option}; a clinician shares all the same with --override REASON.",
        **named,
    )
