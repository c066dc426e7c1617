"""Patients in the formats of other programs, one document each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from semble_cli.exchange import fhir, semble_api

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient


class Vocabulary(StrEnum):
    """Whose words a document is written in."""

    FHIR = "fhir"
    SEMBLE = "semble"


def exported(patient: Patient, vocabulary: Vocabulary, *, reveal: bool = False) -> dict[str, Any]:
    """The patient as another program reads it. The NIR is left out unless *reveal*."""
    shown = patient if reveal else patient._replace(nir=None)
    return fhir.resource_of(shown) if vocabulary is Vocabulary.FHIR else semble_api.input_of(shown)
