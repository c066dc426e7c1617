"""Related accounts of Semble's API as relations: what is written is read, and the rest is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.exchange.around.relations import relation_given
from semble_cli.exchange.semble.patients import left_out
from semble_cli.exchange.semble.related_accounts import are_left_out, relations_of
from semble_cli.exchange.semble.relations import related_account
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.relation import Relation, RelationType

PERSON = Contact(
    "person",
    title="Dr",
    first_name="Alix",
    last_name="ROUSSEL",
    company_name="Cabinet des Lilas",
    phones=(ContactPhone("work", "0199000001"), ContactPhone("other", "0199000002")),
    email="a@example.org",
    address_lines="1 rue Haute\nBâtiment B",
    postal_code="75001",
    city="Paris",
    country="France",
    id=4,
)
PERSON_GIVEN = {
    "kind": "person",
    "name": "ROUSSEL",
    "first_name": "Alix",
    "title": "Dr",
    "company_name": "Cabinet des Lilas",
    "phones": [{"type": "work", "number": "0199000001"}, {"type": "other", "number": "0199000002"}],
    "email": "a@example.org",
    "address_lines": "1 rue Haute\nBâtiment B",
    "postal_code": "75001",
    "city": "Paris",
    "country": "France",
}


def read(*accounts: Any) -> list[dict[str, Any]]:
    """The fields that the related accounts of patient 12 give."""
    data = {"id": "12", "relatedAccounts": list(accounts)}
    found = [relation_given(each) for each in relations_of(data)]
    assert {each.whose for each in found} <= {"12"}
    return [{name: value for name, value in each.fields.items() if value} for each in found]


def of_type(kind: str, **details: Any) -> dict[str, Any]:
    return {"relationshipType": kind, "contactDetails": details}


@pytest.mark.parametrize("kind", RelationType)
def test_a_relation_to_a_person_comes_back(kind: RelationType) -> None:
    label = "voisine" if kind is RelationType.OTHER else None
    relation = Relation(12, kind.value, label=label, contact_id=4, policy_number="P", notes="clé")
    named = {"label": label} if label else {}
    assert read(related_account(relation, PERSON, None)) == [
        {"type": kind.value, **named, "policy_number": "P", "notes": "clé", "new": PERSON_GIVEN}
    ]


def test_an_organisation_comes_back_and_an_address_of_mssante_in_its_place() -> None:
    contact = Contact("organisation", company_name="Mutuelle Essai", mssante="a@x.mssante.fr")
    relation = Relation(12, "insurer", contact_id=2, authorization_code="A3")
    (found,) = read(related_account(relation, contact, None))
    assert found == {
        "type": "insurer",
        "authorization_code": "A3",
        "new": {"kind": "organisation", "name": "Mutuelle Essai", "mssante": "a@x.mssante.fr"},
    }


def test_another_patient_is_known_by_the_number_and_somebody_deleted_by_nothing() -> None:
    sister = related_account(Relation(12, "family", other_patient_id=13), None, "ADRUN Léo")
    gone = related_account(Relation(12, "gp", gone_name="ROUSSEL"), None, None)
    assert read(sister, gone) == [{"type": "family", "other": "13"}, {"type": "gp"}]


def test_a_name_in_one_piece_is_taken_apart_as_a_cell_is() -> None:
    (found,) = read(of_type("GP", name="MARTIN Claire", phones=[{"phoneNumber": "0199000001"}]))
    assert (found["new"]["name"], found["new"]["first_name"]) == ("MARTIN", "Claire")
    assert found["new"]["phones"] == [{"type": "other", "number": "0199000001"}]


def test_what_cannot_be_read_is_left_out_and_said() -> None:
    taken = of_type("GP", lastName="MARTIN")
    for wrong in (
        *({}, 7, "x", None, of_type("UNCLE", lastName="X"), of_type("GP")),
        *({"relationshipType": "GP"}, of_type("GP", lastName="X", phones=[{}])),
    ):
        data = {"id": "12", "relatedAccounts": [wrong, taken]}
        assert len(list(relations_of(data))) == 1
        assert are_left_out(data)
    assert not are_left_out({"id": "12", "relatedAccounts": [taken]})
    assert not are_left_out({"id": "12"})
    assert are_left_out({"id": "12", "relatedAccounts": {"data": []}})
    without_id = {"relatedAccounts": [taken]}
    assert list(relations_of(without_id)) == []
    said = "there is no field for the key relatedAccounts: not taken."
    assert list(map(str, left_out(without_id))) == [said]
    assert left_out(without_id | {"id": "12"}) == []


def test_days_are_no_words_of_semble() -> None:
    dated = Relation(12, "gp", contact_id=4, starts_on=date(2020, 1, 1), is_payer=True)
    assert set(read(related_account(dated, PERSON, None))[0]) == {"type", "new"}
