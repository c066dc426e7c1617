"""Contacts of a Patient resource as relations of ours, which their reader takes as they are."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from semble_cli.exchange.around.reading import given_by as around_given_by
from semble_cli.exchange.document_records import DocumentRecords
from semble_cli.exchange.fhir.contacts import with_contacts
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.record import Record
from tests.exchange.fhir.reading_resources import ADRUN, TODAY, said_of

NAME = {"family": "MARTIN", "given": ["Claire", "Ève"], "prefix": ["Mme"]}
ELEMENT = "there is no field for the FHIR element {}: not taken."


def relations(*contacts: Any, **elements: Any) -> list[dict[str, Any]]:
    """What the contacts of a patient with an id are read as."""
    patient = ADRUN | {"id": "7", "contact": list(contacts)} | elements
    first, *others = with_contacts([Record(3, patient)], TODAY)
    assert first.raw is patient
    assert {each.number for each in others} <= {3}
    given = [around_given_by(each) for each in others]
    assert {each.whose for each in given} <= {"7"}
    return [each.fields for each in given]


def called(*codes: str, text: str = "") -> list[dict[str, Any]]:
    return [{"coding": [{"code": code} for code in codes]} | ({"text": text} if text else {})]


@pytest.mark.parametrize(
    ("relationship", "types"),
    [
        (called("C"), [("emergency_contact", None)]),
        (called("ECON", "MTH"), [("emergency_contact", None), ("parent_guardian", None)]),
        (called("MTH", "GUARD"), [("parent_guardian", None)]),
        (called("N"), [("next_of_kin", None)]),
        (called("HUSB"), [("spouse_partner", None)]),
        (called("GRMTH"), [("family", None)]),
        (called("I"), [("insurer", None)]),
        (called("BP"), [("payer", None)]),
        (called("E", text="employeur"), [("other", "employeur")]),
        (called("U"), [("other", "U")]),
        ([], [("other", "contact")]),
    ],
)
def test_what_a_contact_is_comes_from_the_codes(
    relationship: list[dict[str, Any]], types: list[tuple[str, str | None]]
) -> None:
    found = relations({"relationship": relationship, "name": NAME})
    assert [(each["type"], each.get("label")) for each in found] == types
    assert len({each["number"] for each in found}) == 1


def test_a_contact_comes_with_all_that_is_told() -> None:
    (found,) = relations(
        {
            "name": NAME,
            "telecom": [
                {"system": "phone", "value": "06 39 98 00 01", "use": "mobile"},
                {"system": "sms", "value": "06 39 98 00 02"},
                {"system": "phone", "value": "01 99 00 00 01", "use": "old"},
                {"system": "fax", "value": "01 99 00 00 02"},
                {"system": "email", "value": "claire@example.org"},
                {"system": "email", "value": "other@example.org"},
            ],
            "address": {"line": ["1 rue", "B"], "city": "Lyon", "postalCode": "69001"},
            "period": {"start": "2020-01-01", "end": "2025-01-01"},
        }
    )
    assert (found["since"], found["until"]) == ("2020-01-01", "2025-01-01")
    assert found["new"] == {
        "kind": "person",
        "name": "MARTIN",
        "first_name": "Claire Ève",
        "title": "Mme",
        "phones": [
            {"type": "mobile", "number": "06 39 98 00 01"},
            {"type": "other", "number": "06 39 98 00 02"},
        ],
        "email": "claire@example.org",
        "address_lines": "1 rue\nB",
        "city": "Lyon",
        "postal_code": "69001",
    }


@pytest.mark.parametrize(
    ("contact", "kind", "name", "first"),
    [
        ({"name": {"text": "MARTIN Claire"}}, "person", "MARTIN", "Claire"),
        ({"name": {"text": "la voisine"}}, "person", "la voisine", None),
        ({"organization": {"display": "Atelier Essai"}}, "organisation", None, None),
    ],
)
def test_a_contact_may_have_only_a_text_for_a_name(
    contact: dict[str, Any], kind: str, name: str | None, first: str | None
) -> None:
    new = relations(contact)[0]["new"]
    assert (new["kind"], new.get("first_name")) == (kind, first)
    assert new["name"] == (name or "Atelier Essai")


def test_an_address_of_a_contact_may_be_a_text() -> None:
    (found,) = relations({"name": NAME, "address": {"text": "1 rue\nLyon"}})
    assert found["new"]["address_lines"] == "1 rue\nLyon"


@pytest.mark.parametrize(
    ("contacts", "elements"),
    [
        ([{"telecom": []}], {}),
        ([{"name": {"given": ["Claire"]}}], {}),
        ([{"name": NAME}], {"id": None}),
        (["Claire"], {}),
        ([{"name": "Claire"}], {}),
        ([{"name": NAME}], {"resourceType": "Person"}),
        ([], {}),
    ],
)
def test_who_has_no_name_or_is_of_nobody_is_no_relation(
    contacts: list[Any], elements: dict[str, Any]
) -> None:
    assert relations(*contacts, **elements) == []


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"name": NAME}, []),
        ({"telecom": []}, [ELEMENT.format("contact")]),
        ({"name": NAME, "gender": "female"}, [ELEMENT.format("contact.gender")]),
        (
            {"name": NAME, "organization": {"display": "x"}},
            [ELEMENT.format("contact.organization")],
        ),
        (
            {"name": NAME, "telecom": [{"system": "fax", "value": "1"}]},
            [ELEMENT.format("contact.telecom (fax)")],
        ),
        (
            {"name": NAME, "telecom": [{"system": "phone", "value": "1", "use": "old"}]},
            ["phones and e-mails: what the file has as former was not taken."],
        ),
        (
            {"name": NAME, "telecom": [{"system": "email", "value": "a"}] * 2},
            ["phones and e-mails: there is no place for another one: not taken."],
        ),
        (
            {"name": NAME, "extension": [{"url": "http://example.org/x"}]},
            ["the FHIR extension http://example.org/x is not known: not taken."],
        ),
    ],
)
def test_what_is_not_taken_of_a_contact_is_said(contact: dict[str, Any], said: list[str]) -> None:
    assert said_of(id="7", contact=[contact]) == said


def test_a_contact_of_a_patient_without_an_id_is_said() -> None:
    assert said_of(contact=[{"name": NAME}]) == [ELEMENT.format("contact")]


@pytest.mark.parametrize(
    ("resource", "is_around"),
    [
        (ADRUN | {"id": "7", "contact": [{"name": NAME}]}, True),
        (ADRUN | {"contact": [{"name": NAME}]}, False),
        ({"resourceType": "Organization", "contact": [{"name": NAME}]}, False),
        (ADRUN, False),
    ],
)
def test_a_file_holds_something_around_patients_where_one_has_contacts(
    resource: dict[str, Any], is_around: bool
) -> None:
    file = io.BytesIO(json.dumps(resource).encode())
    records = DocumentRecords(file, None, Reading(today=TODAY))
    assert (records.around is not None) == is_around
    (rows,) = records.batches([5])
    assert [row.raw for row in rows] == [resource]
