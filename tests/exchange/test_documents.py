"""Patients of other programs: FHIR R4 and Semble's API, in and out, and back the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.exchange.fhir.writing import resource_of
from semble_cli.exchange.semble import patients as semble_api
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.states import STATE_READERS
from semble_cli.patient.record import PhoneType
from tests.conftest import ADRUN, NOW, a_patient
from tests.full_patient import FULL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.patient.record import Patient
    from tests.conftest import Said

    Semble = Callable[..., Said]

TRAITS = (
    *("birth_name", "birth_given_names", "first_given_name", "birth_date", "sex"),
    *("birth_place_code", "used_name", "used_given_name", "title", "nir", "email"),
    *("address_lines", "postal_code", "city", "country"),
)


def read(fields: dict[str, Any]) -> Patient:
    return new_patient(fields, NOW.date()).patient


def fhir_fields(resource: dict[str, Any]) -> dict[str, Any]:
    """What a resource gives of what people fill in."""
    given = read_patient(resource, NOW.date()).fields
    return {name: value for name, value in given.items() if name not in STATE_READERS}


def test_a_patient_goes_to_fhir_and_comes_back() -> None:
    resource = json.loads(json.dumps(resource_of(FULL)))
    back = read(fhir_fields(resource))
    for name in (*TRAITS, "phones", "numbers"):
        assert getattr(back, name) == getattr(FULL, name), name
    assert resource["resourceType"] == "Patient"
    assert resource["name"][0]["use"] == "official"
    assert resource["gender"] == "female"
    assert resource["deceasedDateTime"] == str(FULL.deceased_on)


def test_the_matricule_goes_out_for_a_qualified_identity_only() -> None:
    qualified = a_patient(
        identity_retrieved=True,
        identity_checked=True,
        ins_matricule="279035121518989",
        ins_oid="1.2.250.1.213.1.4.10",
    )
    (ins,) = resource_of(qualified)["identifier"]
    assert ins["type"]["coding"][0]["code"] == "INS-NIR-TEST"
    assert ins["system"] == "urn:oid:1.2.250.1.213.1.4.10"
    assert "identifier" not in resource_of(qualified._replace(identity_checked=False))
    assert "ins" not in fhir_fields(resource_of(qualified))
    assert "numbers" not in fhir_fields(resource_of(qualified))


def test_a_short_phone_of_another_program_is_of_the_address_beside_it() -> None:
    resource = resource_of(a_patient(ADRUN | {"country": "NC"}))
    resource["telecom"] = [{"system": "phone", "use": "work", "value": "25 12 34"}]
    (phone,) = read(fhir_fields(resource)).phones
    assert (phone.type, phone.number) == (PhoneType.WORK, "+687 25 12 34")
    data = semble_api.input_of(a_patient(ADRUN | {"postal_code": "98713"}))
    data |= {"phoneType": "Home", "phoneNumber": "40 12 34 56"}
    (phone,) = read(semble_api.fields_of(data)).phones
    assert (phone.type, phone.number) == (PhoneType.HOME, "+689 40 12 34 56")


def test_a_patient_of_sembles_api_is_read_with_all_its_phones() -> None:
    fields = semble_api.fields_of(
        {
            "firstName": "Zoé",
            "lastName": "DURAND",
            "birthSurname": "ADRUN",
            "dob": "1975-12-31",
            "sex": "F",
            "placeOfBirth": {"name": "Mazoires", "code": "63220"},
            "phones": [
                {"phoneType": "Mobile", "phoneNumber": "06 39 98 00 01"},
                {"phoneType": None, "phoneNumber": "01 99 00 00 01"},
            ],
            "address": {"address": "1 rue", "city": "Lyon", "postcode": "69001", "country": None},
            "numbers": [{"id": "x", "name": "Dossier", "value": "7"}],
        }
    )
    patient = read(fields)
    assert (patient.birth_name, patient.used_name, patient.city) == ("ADRUN", "DURAND", "Lyon")
    assert [phone.type for phone in patient.phones] == [PhoneType.MOBILE, PhoneType.OTHER]
    assert patient.numbers[0].value == "7"


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ({"resourceType": "Observation"}, "a Observation, which is no patient"),
        ({"resourceType": "Patient", "name": 7}, "not built like a FHIR patient"),
        ({"resourceType": "Patient", "name": ["ADRUN"]}, "not built like a FHIR patient"),
        ({"resourceType": "Patient", "gender": 2}, "not built like a FHIR patient"),
        ({"resourceType": "Patient", "extension": [{}]}, "not built like a FHIR patient"),
        ({"resourceType": "Patient", "modifierExtension": [{"url": "x"}]}, "may change what all"),
    ],
)
def test_what_is_no_patient_is_refused(resource: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        fhir_fields(resource)
    with pytest.raises(InvalidInput, match="patient of Semble"):
        semble_api.fields_of({"last": "X", "phones": [7]})


def test_a_bundle_is_imported_and_what_it_holds_beside_patients_is_counted_by_type(
    semble: Semble, tmp_path: Path
) -> None:
    observation = {"resource": {"resourceType": "Observation"}}
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"resource": resource_of(a_patient(ADRUN))},
            *(observation, observation, {"fullUrl": "x"}),
        ],
    }
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(bundle, indent=2), "utf-8")
    said = semble("patient", "import", file, "-f", "json")
    assert said.code == 0, said.err
    report = json.loads(said.out)
    assert (report["created"], report["skipped"], report["rejected"]) == (1, 3, 0)
    assert "2 × FHIR resources that are no patients: Observation: not taken." in said.err
    assert "1 × entries of a FHIR bundle without a resource: nothing to take." in said.err
    assert "check it" not in said.err  # the name beside tells that the code is none of a town
    file.write_text('{"resourceType": "Bundle",\n "entry": [', "utf-8")
    assert semble("patient", "import", file).code == 4


@pytest.mark.parametrize("interchange", ["fhir", "ips", "semble"])
def test_a_list_for_another_program_is_imported_back(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interchange: str
) -> None:
    semble("demo", "--load", "--patients", 60)
    file = tmp_path / "patients.ndjson"
    assert semble("patient", "list", "-f", interchange, "-o", file).code == 0
    assert "•" not in file.read_text("utf-8")
    columns = "birth_name,first_given_name,birth_given_names,birth_date,sex,birth_place_code,email"
    before = semble("patient", "list", "-f", "csv", "--fields", columns).out
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file, "--on-duplicate", "create", "--create-tags")
    assert said.code == 0, said.err
    assert semble("patient", "list", "-f", "csv", "--fields", columns).out == before


def test_a_list_as_a_workbook_is_imported_back(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    semble("demo", "--load", "--patients", 60)
    file = tmp_path / "list.xlsx"
    assert semble("patient", "list", "-o", file).code == 0
    columns = "birth_name,birth_given_names,birth_date,postal_code,phones,email,tags"
    before = semble("patient", "list", "-f", "csv", "--fields", columns).out
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file, "--on-duplicate", "create", "--create-tags")
    assert said.code == 0, said.err
    assert semble("patient", "list", "-f", "csv", "--fields", columns).out == before
