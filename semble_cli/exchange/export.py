"""Patients in the formats of other programs, one document each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange import fhir, semble_api
from semble_cli.patient.interchange import Interchange

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient


def exported(patient: Patient, form: Interchange, *, reveal: bool = False) -> dict[str, Any]:
    """The patient as another program reads it. The NIR is left out unless *reveal*."""
    shown = patient if reveal else patient._replace(nir=None)
    return fhir.resource_of(shown) if form is Interchange.FHIR else semble_api.input_of(shown)
