"""The formats of other programs, as commands reach them: `exchange.export` does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange import export
from semble_cli.exchange.semble_api import STATES_WITHOUT_WORD
from semble_cli.patient.interchange import Interchange

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient


def exported(patient: Patient, form: Interchange, *, reveal: bool = False) -> dict[str, Any]:
    """As `exchange.export.exported`."""
    return export.exported(patient, form, reveal=reveal)


def loses_state(patient: Patient, form: Interchange) -> bool:
    """Whether a patient died, is archived or blocked, and the format has no word for that."""
    return form is Interchange.SEMBLE and any(
        getattr(patient, name) for name in STATES_WITHOUT_WORD
    )
