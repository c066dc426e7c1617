"""Whose labels are made: the test patient of the ANS, qualified, and variants with hard names."""

from __future__ import annotations

from datetime import date

from semble_cli.identity.ins import InsOid
from semble_cli.patient.record import Patient, Phone, PhoneType, Sex

QUALIFIED = Patient(
    *("PAT-TROIS", "DOMINIQUE MARIE-LOUISE", "DOMINIQUE", date(1979, 3, 28)),
    *(Sex.FEMALE, "51215", "Dompremy"),
    id=1042,
    title="Mme",
    used_name="Œuvré-d’Hauteville",
    used_given_name="Domi",
    ins_matricule="279035121518989",
    ins_oid=InsOid.TEST,
    identity_retrieved=True,
    identity_checked=True,
    phones=(Phone(PhoneType.MOBILE, "06 39 98 00 01"), Phone(PhoneType.HOME, "01 99 00 00 02")),
    email="dominique@example.org",
    address_lines="1 rue de la Paix\nBâtiment B",
    postal_code="63000",
    city="Clermont-Ferrand",
    country="France",
)
PROVISIONAL = QUALIFIED._replace(identity_checked=False, identity_retrieved=False)
LONG = QUALIFIED._replace(
    birth_name="PAT-TROIS-DE-LA-TOUR-DU-PIN-EN-LIVRADOIS",
    birth_given_names="DOMINIQUE MARIE-LOUISE PIERRE-ALAIN MURIEL FLORIANT CATARINA BELLA",
)
INS_TEXT = (
    "IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE MARIE-LOUISE\x1d"
    "S4PAT-TROIS\x1dS5FS628-03-1979S751215"
)
