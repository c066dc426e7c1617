"""Addresses of MSSanté: whose there is, how they are hidden, and whose a professional's is."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.errors import InvalidInput, Refused
from semble_cli.patient.sharing.mssante_address import (
    address_of_patient,
    is_of_patient,
    masked,
    parse_professional_address,
    patient_address,
)
from tests.conftest import PAT_TROIS, a_patient

MATRICULE = "279035121518989"
PROVEN: dict[str, Any] = {
    "id": 7,
    "ins_matricule": MATRICULE,
    "ins_oid": "1.2.250.1.213.1.4.8",
    "identity_retrieved": True,
    "identity_checked": True,
}


def test_a_patients_address_is_the_matricule_at_the_domain() -> None:
    whole = f"{MATRICULE}@patient.mssante.fr"
    assert patient_address(MATRICULE) == whole
    assert patient_address("2 79 03 51 215 189 89") == whole
    assert patient_address("1 79 03 2a 002 189 89").startswith("179032A00218989@")
    assert address_of_patient(a_patient(PAT_TROIS, **PROVEN)) == whole
    assert address_of_patient(a_patient(PAT_TROIS, **PROVEN), "x.mssante.fr").endswith(
        f"{MATRICULE}@x.mssante.fr"
    )


@pytest.mark.parametrize("text", ["", "2790351215189", "27903512151898x", MATRICULE + "9"])
def test_what_is_no_whole_matricule_makes_no_address(text: str) -> None:
    with pytest.raises(InvalidInput):
        patient_address(text)


@pytest.mark.parametrize(
    "changes",
    [
        {"identity_checked": False},
        {"identity_retrieved": False},
        {"doubtful": True},
        {"fictitious": True},
        {"ins_matricule": None},
    ],
    ids=str,
)
def test_whoever_is_not_qualified_has_none_and_the_way_is_told(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="semble patient identity 7") as refused:
        address_of_patient(a_patient(PAT_TROIS, **(PROVEN | changes)))
    assert MATRICULE not in str(refused.value)


MASKED = [
    (f"{MATRICULE}@patient.mssante.fr", "279••••••••••••@patient.mssante.fr"),
    (f"{MATRICULE}@example.org", "279••••••••••••@example.org"),
    ("179032a00218989@Patient.MSSante.fr", "179••••••••••••@Patient.MSSante.fr"),
    ("2790351215189@example.org", "279••••••••••@example.org"),
    ("2.79.03.51.215.189.89@example.org", "2.7••••••••••••••••••@example.org"),
    ("12345@patient.mssante.fr", "123••@patient.mssante.fr"),
    ("a.martin@cabinet.mssante.fr", "a.martin@cabinet.mssante.fr"),
    ("0639981234@example.org", "0639981234@example.org"),
    ("nobody", "nobody"),
    ("", ""),
]


@pytest.mark.parametrize(("address", "shown"), MASKED)
def test_a_matricule_is_hidden_wherever_it_stands_before_the_at(address: str, shown: str) -> None:
    assert masked(address) == shown
    assert masked(shown) == shown


def test_a_professionals_address_is_in_the_trusted_space_and_not_a_patients() -> None:
    assert parse_professional_address(" A.Martin@ch.mssante.fr ") == "A.Martin@ch.mssante.fr"
    for text, why in (
        ("a.martin@example.org", "ends with .mssante.fr"),
        ("a.martin@mssante.fr.example.org", "ends with .mssante.fr"),
        ("a.martin", "write an address"),
        ("x@patient.mssante.fr", "this is a patient's address"),
        (f"{MATRICULE}@cabinet.mssante.fr", "this is a patient's address"),
    ):
        with pytest.raises(InvalidInput, match=why) as refused:
            parse_professional_address(text)
        assert MATRICULE not in str(refused.value)
    with pytest.raises(InvalidInput, match="a patient's"):
        parse_professional_address("x@Essai.mssante.fr", domain="essai.mssante.fr")


def test_a_patients_address_is_known_by_either_part() -> None:
    assert is_of_patient("x@patient.mssante.fr")
    assert is_of_patient("x@PATIENT.essai.mssante.fr", "patient.essai.mssante.fr")
    assert is_of_patient(f"{MATRICULE}@example.org")
    assert not is_of_patient("a.martin@cabinet.mssante.fr")
