"""Whom and what the tests of MSSanté send: official fictitious people, made-up numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from semble_cli.exchange.mssante.kinds_of_documents import type_of
from semble_cli.exchange.mssante.nodes import oid_of
from semble_cli.exchange.mssante.parties import (
    HealthDocument,
    MssanteSender,
    Professional,
    Structure,
    Subject,
)
from semble_cli.patient.sharing.coded import sector_of, specialty_of
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient

PARIS = ZoneInfo("Europe/Paris")
SENT_AT = datetime(2026, 11, 4, 9, 30, 5, tzinfo=PARIS)
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

SENDER = MssanteSender(
    Professional(
        "10001234565",
        "MARTIN",
        "Anne",
        specialty_of("G15_10/SM26 Médecin - Qualifié en Médecine Générale (SM)"),
    ),
    Structure(
        "Cabinet des Lilas",
        sector_of("SA07"),
        finess="630000016",
        address=("1 rue de la Paix", "63000 Clermont-Ferrand"),
        phone="01 99 00 00 01",
    ),
)


def qualified(**changes: Any) -> Patient:
    """PAT-TROIS, as INSi and an identity card made her."""
    given = {
        "id": 7,
        "ins_matricule": "279035121518989",
        "ins_oid": "1.2.250.1.213.1.4.10",
        "identity_retrieved": True,
        "identity_checked": True,
    }
    return a_patient(PAT_TROIS, **(given | changes))


def provisional(**changes: Any) -> Patient:
    """ADRUN, whom nobody asked about."""
    return a_patient(ADRUN, **({"id": 8} | changes))


def subject_of(patient: Patient) -> Subject:
    return Subject(patient, oid_of("register", "0f8f"))


def a_document(kind: str = "test_result", number: int = 1, **changes: Any) -> HealthDocument:
    return HealthDocument(
        "Bilan sanguin",
        type_of(kind, number),
        PDF,
        datetime(2026, 7, 3, 16, 4, 5, tzinfo=PARIS),
        oid_of("document", str(number)),
        date(2026, 7, 2),
    )._replace(**changes)
