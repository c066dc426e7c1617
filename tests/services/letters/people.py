"""People whom the tests of letters write to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient


def at_home(patient: Patient, **changes: Any) -> Patient:
    """A patient with an address."""
    home = {"address_lines": "1 rue de la Paix", "postal_code": "51300", "city": "Dompremy"}
    return patient._replace(**{**home, **changes})
