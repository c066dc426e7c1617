"""Which answer of a patient lets something be shared.

Ségur and the CNIL know an opposition, the article a ticked consent: three answers are kept, and two
of them, *refused* and *not asked*, let nothing leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.consents.rules import consent_of
from semble_cli.patient.record import Answer
from semble_cli.patient.sharing.ways import RecipientKind, Way

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient

OPTIONS = {
    "receive_email": "--email",
    "mssante_patient": "--mssante-patient",
    "mssante_professionals": "--mssante-pro",
}
"""The options of `semble patient prefs` that record the answers."""


class Objection(NamedTuple):
    """The consent that is missing, and whether it was refused; else it was not asked."""

    consent: str
    is_refused: bool


def consent_needed(way: str, kind: str) -> str:
    """The consent by which something goes to a recipient of some kind.

    >>> consent_needed("email", "contact"), consent_needed("mssante", "patient")
    ('receive_email', 'mssante_patient')
    >>> consent_needed("mssante", "address")
    'mssante_professionals'
    """
    if way == Way.EMAIL:
        return "receive_email"
    return "mssante_patient" if kind == RecipientKind.PATIENT else "mssante_professionals"


def objection(patient: Patient, way: str, kind: str) -> Objection | None:
    """What the patient's answers have against a share; `None` where it was accepted."""
    consent = consent_needed(way, kind)
    answer = consent_of(patient, consent).answer
    if answer is Answer.ACCEPTED:
        return None
    return Objection(consent, answer is Answer.REFUSED)
