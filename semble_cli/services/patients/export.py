"""The formats of other programs, as commands reach them: `exchange.export` does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange import export

if TYPE_CHECKING:
    from semble_cli.patient.interchange import Interchange
    from semble_cli.patient.record import Patient


def exported(patient: Patient, form: Interchange, *, reveal: bool = False) -> dict[str, Any]:
    """As `exchange.export.exported`."""
    return export.exported(patient, form, reveal=reveal)
