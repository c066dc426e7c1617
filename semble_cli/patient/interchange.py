"""The formats in which other programs read a patient."""

from __future__ import annotations

from enum import StrEnum


class Interchange(StrEnum):
    """One format: FHIR R4 (FR Core), the International Patient Summary, HL7 v2 messages of the
    French profile of IHE PAM, the words of Semble's API, or a vCard."""

    FHIR = "fhir"
    IPS = "ips"
    HL7 = "hl7"
    SEMBLE = "semble"
    VCARD = "vcard"


TEXTS = (Interchange.HL7, Interchange.VCARD)
"""Those that are lines of text; the others are JSON."""


class PatientEvent(StrEnum):
    """Why an HL7 message is sent: the patient is new to who receives it, or known there."""

    ADDED = "A28"
    UPDATED = "A31"
