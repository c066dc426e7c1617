"""A patient with something in every field that a living register may fill in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.catalogue import CATALOGUE, STRICT_TRAITS, Kind
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.record import Answer, ExtraNumber, Phone, PhoneType
from tests.conftest import PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.patient.catalogue import Field

_TRAITS = (*STRICT_TRAITS, "birth_place", "nir")
"""The fields that stand together: those of an official fictitious person."""

LEFT_EMPTY = (
    *("doubtful", "fictitious"),  # they forbid what `identity_checked` says
    *("identity_retrieved", "ins_matricule", "ins_oid"),  # given by the teleservice alone
    *("birth_date_fictive", "identity_source", "tags", "merged_into"),
    *("id", "created_at", "updated_at", "version"),
)
"""The fields that a patient of its own cannot have all at once."""

_OF_A_KIND: dict[Kind, Any] = {
    Kind.NAME: "D’Œuvré",
    Kind.GIVEN_NAMES: "Domi",
    Kind.LINES: "1 rue de la Paix\nBâtiment B",
    Kind.SWITCH: True,
    Kind.CONSENT: Answer.ACCEPTED,
    Kind.FLAG: True,
    Kind.LANGUAGE: "kab",
    Kind.BIRTH_RANK: 2,
    Kind.EMAIL: "dominique@example.org",
    Kind.PHONES: (
        Phone(PhoneType.MOBILE, "06 39 98 00 01"),
        Phone(PhoneType.HOME, "01 99 00 00 02"),
    ),
    Kind.NUMBERS: (ExtraNumber("Ancien logiciel", "P1"), ExtraNumber("Hôpital", "42")),
    Kind.INSURANCE_RIGHTS: (
        RightsPeriod(RightsKind.AMO, None, date(2026, 1, 1), date(2026, 12, 31)),
        RightsPeriod(RightsKind.ALD, "15", date(2020, 1, 1), None),
    ),
    Kind.FORMER_INS: (
        PastIns("279035121518900", InsOid.NIA, None, date(2025, 1, 1)),
        PastIns("279035121518901", InsOid.NIR),
    ),
}
_OF_A_FORM = {
    "identity_document": "CN",
    "birth_date_as_insured": "1979-03-00",
    "blocked_reason": "impayés",
}
"""Texts that are not free."""


def _value(field: Field, place: int) -> Any:
    if field.name in _OF_A_FORM:
        return _OF_A_FORM[field.name]
    if field.kind is Kind.LINE:
        return f"{field.name} Ÿ"
    if field.kind is Kind.TEXT:
        return f"{field.name}\nseconde ligne [entre crochets] ; fin"
    if field.kind is Kind.DAY:
        return date(2026, 1 + place % 10, 1 + place % 28)
    return next(iter(field.words)) if field.words else _OF_A_KIND[field.kind]


FULL = a_patient(PAT_TROIS)._replace(
    **{
        field.name: _value(field, place)
        for place, field in enumerate(CATALOGUE)
        if field.name not in (*_TRAITS, *LEFT_EMPTY)
    }
)
