"""The formats in which other programs read a patient."""

from __future__ import annotations

from enum import StrEnum


class Interchange(StrEnum):
    """One format: FHIR R4 (FR Core), or the words of Semble's API."""

    FHIR = "fhir"
    SEMBLE = "semble"
