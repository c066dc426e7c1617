"""Contacts as vCard 4.0: what is written is read back the same, by us and by another program."""

from __future__ import annotations

from typing import Any

import pytest
import vobject

from semble_cli.errors import InvalidInput
from semble_cli.exchange.vcard.contacts import Card, CardRelation, card_lines, read_cards
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.contact_intake import new_contact
from tests.conftest import NOW

PERSON = Contact(
    "person",
    title="Dr",
    first_name="Claire; dite \\ l'Aînée",
    last_name="MARTIN, TEST",
    company_name="Cabinet; Essai",
    phones=(
        ContactPhone("mobile", "06 39 98 00 01"),
        ContactPhone("work", "+33 1 99 00 00 02"),
    ),
    email="claire@example.org",
    mssante="claire@medecin.mssante.fr",
    address_lines="1 rue de la Paix\nBâtiment B, escalier 2",
    postal_code="63000",
    city="Clermont-Ferrand",
    country="France",
    rpps="10003456786",
    notes="Une note; longue, " + "é" * 90 + "\navec \\n deux lignes",
)
COMPANY = Contact(
    "organisation",
    company_name="Mutuelle Essai",
    finess="750712184",
    siren="732829320",
    siret="73282932000074",
)
RELATED = (
    CardRelation("parent_guardian", None, "urn:uuid:2"),
    CardRelation("other", "marraine: Lyon", "urn:uuid:3"),
    CardRelation("gp", None, "MARTIN, Claire", is_name=True),
)


def written(*cards: Card) -> str:
    return "".join(line for card in cards for line in card_lines(card, str))


@pytest.mark.parametrize("contact", [PERSON, COMPANY, PERSON._replace(company_name=None)])
def test_what_is_written_is_read_back_the_same(contact: Contact) -> None:
    (read,) = read_cards(written(Card("urn:uuid:1", contact)))
    given = {name: value for name, value in read.given.items() if value}
    assert new_contact(given, NOW.date()) == contact
    assert (read.uid, read.related, read.is_patient) == ("urn:uuid:1", (), False)


def test_relations_are_read_back_with_their_types() -> None:
    (read,) = read_cards(written(Card("urn:uuid:1", PERSON, RELATED, is_patient=True)))
    label = RELATED[1]._replace(label="marraine Lyon")
    assert read.related == (RELATED[0], label, RELATED[2])
    assert read.is_patient


def test_lines_are_folded_between_characters() -> None:
    text = written(Card("urn:uuid:1", PERSON))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCARD\r\n")


def test_another_program_reads_what_is_written() -> None:
    text = written(Card("urn:uuid:1", PERSON, RELATED), Card("urn:uuid:2", COMPANY))
    person, company = vobject.readComponents(text)
    assert (person.version.value, person.kind.value, company.kind.value) == (
        *("4.0", "individual"),
        "org",
    )
    name = person.n.value
    assert (name.family, name.given, name.prefix) == (
        *("MARTIN, TEST", "Claire; dite \\ l'Aînée"),
        "Dr",
    )
    assert person.fn.value == PERSON.full_name
    assert [(tel.params["TYPE"], tel.value) for tel in person.tel_list] == [
        (["cell"], "06 39 98 00 01"),
        (["work"], "+33 1 99 00 00 02"),
    ]
    assert [email.value for email in person.email_list] == [PERSON.email, PERSON.mssante]
    address = person.adr.value
    assert (address.street, address.city, address.code, address.country) == (
        *(PERSON.address_lines, "Clermont-Ferrand"),
        *("63000", "France"),
    )
    assert person.note.value == PERSON.notes
    assert [(each.params["TYPE"], each.value) for each in person.related_list] == [
        (["parent"], "urn:uuid:2"),
        (["contact"], "urn:uuid:3"),
        (["contact"], "MARTIN, Claire"),
    ]
    assert company.fn.value == "Mutuelle Essai"
    assert company.org.value == ["Mutuelle Essai"]


PHONE_BOOK = """BEGIN:VCARD
VERSION:3.0
N:DURAND;Léa;;;
FN:Léa DURAND
item1.TEL;type=CELL;type=VOICE;type=pref:0639980001
TEL;TYPE="work,voice":tel:+33199000002
ORG:Cabinet;Urgences
EMAIL;type=INTERNET:lea@example.org
item1.X-ABLabel:x
NOTE:pli
  ée
END:VCARD
begin:vcard
VERSION:4.0
ORG:École Jules
FN:École Jules
RELATED;TYPE=spouse:urn:uuid:9
end:vcard
BEGIN:VCARD
VERSION:4.0
FN:Sans nom parti
END:VCARD
"""


def test_the_cards_of_a_phone_are_read() -> None:
    lea, school, whole = read_cards(PHONE_BOOK.replace("\n", "\r\n"))
    expected: dict[str, Any] = {
        "kind": "person",
        "name": "DURAND",
        "first_name": "Léa",
        "company_name": "Cabinet",
        "phones": [
            {"type": "mobile", "number": "0639980001"},
            {"type": "work", "number": "+33199000002"},
        ],
        "email": "lea@example.org",
        "notes": "pli ée",
    }
    assert {name: value for name, value in lea.given.items() if value} == expected
    assert (school.given["kind"], school.given["name"]) == ("organisation", "École Jules")
    assert school.related == (CardRelation("spouse_partner", None, "urn:uuid:9"),)
    assert (whole.given["kind"], whole.given["name"]) == ("person", "Sans nom parti")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no file of whole vCards"),
        ("id,name\n1,x\n", "no file of whole vCards"),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:x\n", "no file of whole vCards"),
        ("BEGIN:VCARD\nVERSION:4.0\nFN\nEND:VCARD\n", "no file of whole vCards"),
        ("BEGIN:VCARD\nVERSION:5.0\nFN:x\nEND:VCARD\n", "3.0 or 4.0"),
        ("BEGIN:VCARD\nFN:x\nEND:VCARD\n", "3.0 or 4.0"),
        ("BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:x\nEND:VCARD\n", "individual or of an org"),
    ],
)
def test_what_holds_no_whole_cards_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        list(read_cards(text))
