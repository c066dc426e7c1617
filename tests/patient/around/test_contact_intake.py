"""Contacts from what people give: each field by its reader, every problem told at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.contact_intake import amended_contact, new_contact

TODAY = date(2026, 11, 23)
PERSON: dict[str, Any] = {"kind": "person", "name": "MARTIN"}
CLAIRE = new_contact({**PERSON, "first_name": "Claire", "phones": ["work:0199000001"]}, TODAY)


def test_a_person_has_a_last_name_and_an_organisation_its_own() -> None:
    person = new_contact({"kind": "personne", "name": "MARTIN", "company_name": "Essai"}, TODAY)
    assert (person.kind, person.last_name, person.company_name) == ("person", "MARTIN", "Essai")
    school = new_contact({"kind": "organisme", "name": "École"}, TODAY)
    assert (school.kind, school.last_name, school.company_name) == ("organisation", None, "École")


def test_phones_are_read_as_those_of_patients() -> None:
    given = {**PERSON, "phones": ["portable:06 39 98 00 01", "0199000001"]}
    assert new_contact(given, TODAY).phones == (
        ContactPhone("mobile", "06 39 98 00 01"),
        ContactPhone("home", "0199000001"),
    )
    short = {**PERSON, "phones": ["work:25 12 34"], "postal_code": "98800"}
    assert new_contact(short, TODAY).phones == (ContactPhone("work", "+687 25 12 34"),)


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"kind", "name"}),
    ({"kind": "robot", "name": " "}, {"kind", "name"}),
    ({**PERSON, "email": "zoé@example.org"}, {"email"}),
    ({**PERSON, "mssante": "zoe@example.org"}, {"mssante"}),
    ({**PERSON, "rpps": "10003456785"}, {"rpps"}),
    ({**PERSON, "finess": "1", "siren": "1", "siret": "1"}, {"finess", "siren", "siret"}),
    ({**PERSON, "phones": ["12"]}, {"phones"}),
    ({**PERSON, "age": "12"}, {"age"}),
    ({**PERSON, "name": ["x"]}, {"name"}),
    (
        {"kind": "organisation", "name": "École", "first_name": "x", "title": "x", "rpps": ""},
        {"first_name", "title"},
    ),
]


@pytest.mark.parametrize(("given", "fields"), WRONG)
def test_every_field_that_cannot_be_taken_is_told_once(
    given: dict[str, Any], fields: set[str]
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        new_contact(given, TODAY)
    told = [problem.field for problem in refused.value.problems]
    assert sorted(told) == sorted(fields)


CHANGED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"city": "Lyon"}, {"city": "Lyon"}),
    ({"first_name": ""}, {"first_name": None}),
    (
        {"phones": ["mobile:0639980001"]},
        {"phones": (ContactPhone("work", "0199000001"), ContactPhone("mobile", "0639980001"))},
    ),
    ({"phones": ["work:0199000002"]}, {"phones": (ContactPhone("work", "0199000002"),)}),
    ({"phones": [""]}, {"phones": ()}),
    (
        {"kind": "organisation", "first_name": ""},
        {"kind": "organisation", "first_name": None, "last_name": None, "company_name": "MARTIN"},
    ),
]


@pytest.mark.parametrize(("given", "changes"), CHANGED)
def test_what_is_not_named_stays_as_it_was(given: dict[str, Any], changes: dict[str, Any]) -> None:
    assert amended_contact(CLAIRE, given, TODAY) == CLAIRE._replace(**changes)


def test_a_contact_cannot_lose_its_name() -> None:
    with pytest.raises(InvalidRecord, match="name"):
        amended_contact(CLAIRE, {"name": ""}, TODAY)
    with pytest.raises(InvalidRecord, match="first name"):
        amended_contact(CLAIRE, {"kind": "organisation"}, TODAY)
    company = Contact("organisation", company_name="École")
    assert amended_contact(company, {"name": "Lycée"}, TODAY).company_name == "Lycée"
