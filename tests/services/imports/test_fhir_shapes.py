"""FHIR as other programs write it: each file of `tests/exchange/shapes/fhir` comes in as far as it
can, and what is no patient, or has no field, is counted and said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.exchange.fhir.reading_resources import ADRUN
from tests.services.imports.importing_commands import imported

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

SHAPES = Path(__file__).parents[2] / "exchange" / "shapes" / "fhir"
NO_PATIENTS = "FHIR resources that are no patients: {}: not taken."
NO_RESOURCE = "entries of a FHIR bundle without a resource: nothing to take."
NO_FIELD = "there is no field for the FHIR element {}: not taken."
UNKNOWN = "the FHIR extension http://hl7.org/fhir/{} is not known: not taken."
FORMER = "{}: what the file has as former was not taken."

ZOE = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_given_names": "Zoé",
    "used_name": "DURAND",
    "used_given_name": "Zou",
    "sex": "F",
    "birth_date": "1975-12-31",
    "birth_place_code": "63220",
    "postal_code": "01400",
    "city": "Châtillon",
    "numbers": "IPP",
    "phones": "mobile 06 39 98 00 01; work 01 99 00 00 01",
}
ANTHONY = {
    "birth_name": "CORSE",
    "first_given_name": "Anthony",
    "birth_given_names": "Anthony",
    "sex": "M",
    "birth_date": "1980-03-02",
    "birth_place_code": "2A004",
    "lines": "Ajaccio",
    "phones": "home +33 1 99 00 00 01",
}
FROM_ABROAD = ZOE | {
    "birth_given_names": "Zoé Marie",
    "used_given_name": "",
    "title": "Mme",
    "city": "Paris",
    "birth_place_code": "99352",
    "postal_code": "75012",
    "deceased_on": "2019-03-02",
    "phones": "home 01-99-00-00-01",
    "preferred_language": "fr",
    "numbers": "http://programme.example; Medical Record Number; Driver's License",
}
DOMINIQUE = {
    "birth_name": "PAT-TROIS",
    "first_given_name": "DOMINIQUE",
    "sex": "F",
    "birth_given_names": "DOMINIQUE MARIE-LOUISE",
    "birth_date": "1979-03-28",
    "birth_place_code": "51215",
    "nir": "279035121518989",
    "numbers": "IPP",
    "phones": "home 01 99 00 00 01",
    "email": "d@example.org",
    "preferred_language": "fr",
    "postal_code": "75007",
    "city": "Paris",
    "birth_rank": "2",
}
NESSI = {
    "birth_name": "NESSI",
    "first_given_name": "Michelangelo",
    "sex": "I",
    "birth_given_names": "Michelangelo",
    "birth_date": "2010-12-31",
    "archived": "deceased",
    "birth_place_code": "63220",
    "birth_date_fictive": "True",
}

SHAPED: dict[str, tuple[list[dict[str, str]], int, tuple[str, ...]]] = {
    "search_page.json": (
        [ZOE, ANTHONY],
        2,
        (
            "1 × the FHIR bundle is one page of several",
            f"1 × {NO_PATIENTS.format('Organization')}",
            f"1 × {NO_PATIENTS.format('OperationOutcome')}",
            f"1 × {FORMER.format('identification numbers')}",
            f"1 × {FORMER.format('phones and e-mails')}",
            f"1 × {NO_FIELD.format('managingOrganization')}",
            f"1 × {NO_FIELD.format('address.district')}",
            f"1 × {NO_FIELD.format('telecom (fax)')}",
            f"1 × {UNKNOWN.format('StructureDefinition/patient-birthTime')}",
        ),
    ),
    "transaction.json": (
        [FROM_ABROAD],
        5,
        (
            *(f"1 × {NO_PATIENTS.format(kind)}" for kind in ("Practitioner", "Encounter")),
            f"2 × {NO_PATIENTS.format('Observation')}",
            f"1 × {NO_RESOURCE}",
            f"1 × {NO_FIELD.format('maritalStatus')}",
            f"1 × {NO_FIELD.format('address.state')}",
            f"1 × {UNKNOWN.format('us/core/StructureDefinition/us-core-race')}",
            f"1 × {UNKNOWN.format('StructureDefinition/patient-mothersMaidenName')}",
            f"1 × {UNKNOWN.format('StructureDefinition/geolocation')}",
        ),
    ),
    "mixed.ndjson": (
        [NESSI, DOMINIQUE],
        3,
        (
            f"1 × {NO_PATIENTS.format('Practitioner')}",
            f"2 × {NO_PATIENTS.format('Condition')}",
            f"1 × {NO_FIELD.format('fr-core-identity-reliability')}",
            "1 × a matricule INS is kept as the NIR, for the file has none",
            "1 × phones and e-mails: there is no place for another one",
            "1 × addresses: there is no place for another one",
            "1 × of several languages, only one that is preferred to the others is taken.",
            "1 × died on a day that the file does not tell: archived as deceased.",
        ),
    ),
    "batch_response.json": (
        [ANTHONY],
        2,
        (f"1 × {NO_RESOURCE}", f"1 × {NO_PATIENTS.format('Observation')}"),
    ),
}
"""The files: whom they hold, how many of their entries are no patients, and what is said."""


def told_of(patient: dict[str, Any]) -> dict[str, str]:
    """What a record holds, as texts; its keys without a value left out."""
    address = patient["address"]
    found = patient | {
        "phones": "; ".join(f"{each['type']} {each['number']}" for each in patient["phones"]),
        "numbers": "; ".join(each["name"] for each in patient["numbers"]),
        "archived": (patient["archived"] or {}).get("reason"),
        "birth_rank": patient["coverage"]["birth_rank"],
        "lines": address["lines"][0] if address["lines"] == ["Ajaccio"] else "",
        **{key: address[key] for key in ("postal_code", "city")},
    }
    kept = {*ZOE, *FROM_ABROAD, *DOMINIQUE, *NESSI, *ANTHONY}
    return {key: str(found[key]) for key in kept if found[key]}


def whole_register(semble: Semble) -> list[dict[str, str]]:
    """Everybody, with whatever the files tell."""
    out = semble("patient", "list", "--whole", "--reveal", "--archived", "-f", "ndjson").out
    return [told_of(json.loads(line)) for line in out.splitlines()]


@pytest.mark.parametrize("name", SHAPED)
def test_a_file_of_another_program_comes_in_and_all_else_is_counted(
    semble: Semble, name: str
) -> None:
    people, others, said = SHAPED[name]
    report = imported(semble, SHAPES / name)
    assert (report["created"], report["skipped"], report["rejected"]) == (len(people), others, 0)
    assert [text for text in said if text not in report["said"]] == []
    assert whole_register(semble) == [
        {key: text for key, text in person.items() if text} for person in people
    ]


def test_the_contacts_of_a_patient_are_relations(semble: Semble) -> None:
    report = imported(semble, SHAPES / "contacts.json")
    assert (report["created"], report["records"], report["rejected"]) == (1, 4, 0)
    for name in ("contact", "contact.gender"):
        assert f"1 × {NO_FIELD.format(name)}" in report["said"]
    assert f"1 × {FORMER.format('phones and e-mails')}" in report["said"]
    relations = json.loads(semble("patient", "relations", "1", "-f", "json").out)
    keys = ("type", "label", "name", "contact_id", "phone", "since")
    assert [tuple(each[key] for key in keys) for each in relations] == [
        ("emergency_contact", None, "PAT-UN Marie", 1, "06 39 98 00 02", None),
        ("parent_guardian", None, "PAT-UN Marie", 1, "06 39 98 00 02", None),
        ("other", "voisine", "NESSI Claire", 2, None, "2020-01-01"),
        ("other", "E", "Atelier Essai", 3, None, None),
    ]
    again = imported(semble, SHAPES / "contacts.json", "--on-duplicate", "update")
    assert (again["created"], again["records"], again["rejected"]) == (0, 0, 0)


def write(file: Path, *resources: dict[str, Any]) -> Path:
    file.write_text("".join(f"{json.dumps(each)}\n" for each in resources), "utf-8")
    return file


def test_a_row_that_is_no_resource_at_all_is_still_rejected(semble: Semble, tmp_path: Path) -> None:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": 7}, {"resource": ADRUN}, "x"]}
    report = imported(semble, write(tmp_path / "b.json", bundle))
    assert (report["created"], report["skipped"], report["rejected"]) == (1, 0, 2)


def test_a_record_that_is_archived_already_is_so_since_when_it_was(
    semble: Semble, tmp_path: Path
) -> None:
    gone = write(tmp_path / "gone.ndjson", ADRUN | {"active": False})
    dead = write(tmp_path / "dead.ndjson", ADRUN | {"deceasedBoolean": True})
    semble("patient", "add", "--json", "-", stdin=json.dumps(PLAIN))
    update = ("--on-duplicate", "update")
    assert imported(semble, gone, *update)["updated"] == 1
    shown = json.loads(semble("patient", "show", "1", "-f", "json").out)
    assert shown["archived"]["reason"] == "inactive"
    before = shown["version"]
    imported(semble, gone, *update)
    assert json.loads(semble("patient", "show", "1", "-f", "json").out)["version"] == before
    imported(semble, dead, *update)
    shown = json.loads(semble("patient", "show", "1", "-f", "json").out)
    assert shown["archived"]["reason"] == "deceased"  # nobody who died is taken for living


def test_whose_death_is_on_record_is_not_archived_for_a_death_without_a_day(
    semble: Semble, tmp_path: Path
) -> None:
    dead = write(tmp_path / "dead.ndjson", ADRUN | {"deceasedBoolean": True})
    semble("patient", "add", "--json", "-", stdin=json.dumps(PLAIN))
    semble("patient", "deceased", "1", "--on", "01/02/2026")
    imported(semble, dead, "--on-duplicate", "update")
    shown = json.loads(semble("patient", "show", "1", "-f", "json").out)
    assert (shown["archived"], shown["deceased_on"]) == (None, "2026-02-01")


PLAIN = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_date": "1975-12-31",
    "sex": "F",
    "birth_place": "63220",
}
