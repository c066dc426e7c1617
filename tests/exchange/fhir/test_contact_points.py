"""Phones, e-mails and addresses: those that hold today, and which where there are several."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.fhir.reading_resources import given_by, said_of

CONTACTS, ADDRESSES = "phones and e-mails", "addresses"
FORMER = "{}: what the file has as former was not taken."
LATER = "{}: what the file has for later was not taken."
ONE_MORE = "{}: there is no place for another one: not taken."
ELEMENT = "there is no field for the FHIR element {}: not taken."
MOBILE, HOME, WORK = "06 39 98 00 01", "01 99 00 00 01", "01 99 00 00 02"


def phone(value: str, use: str = "", **parts: Any) -> dict[str, Any]:
    return {"system": "phone", "value": value} | ({"use": use} if use else {}) | parts


def email(value: str, **parts: Any) -> dict[str, Any]:
    return {"system": "email", "value": value} | parts


@pytest.mark.parametrize(
    ("telecom", "phones"),
    [
        ([phone(MOBILE, "mobile")], [{"type": "mobile", "number": MOBILE}]),
        ([phone(MOBILE)], [MOBILE]),
        ([phone(HOME, "temp")], [HOME]),
        ([{"system": "sms", "value": MOBILE}], [MOBILE]),
        ([phone(HOME, "old"), phone(MOBILE)], [MOBILE]),
        ([phone(HOME, period={"end": "2014"}), phone(MOBILE)], [MOBILE]),
        ([phone(HOME, period={"start": "2027"}), phone(MOBILE)], [MOBILE]),
        ([phone(HOME), phone(MOBILE, rank=2), phone(WORK, rank=1)], [WORK, MOBILE, HOME]),
        ([{"use": "home"}], None),
    ],
)
def test_phones_are_those_of_today_by_their_rank(
    telecom: list[dict[str, Any]], phones: Any
) -> None:
    assert given_by(telecom=telecom).get("phones") == phones


@pytest.mark.parametrize(
    ("telecom", "said"),
    [
        ([phone(MOBILE), email("zoe@example.org")], []),
        ([phone(HOME, "old")], [FORMER.format(CONTACTS)]),
        ([email("zoe@example.org", period={"end": "2014"})], [FORMER.format(CONTACTS)]),
        ([phone(HOME, period={"start": "2027-01-01"})], [LATER.format(CONTACTS)]),
        ([email("a@example.org"), email("b@example.org")], [ONE_MORE.format(CONTACTS)]),
        ([email("a@example.org"), email("a@example.org")], []),
        ([{"system": "fax", "value": HOME}], [ELEMENT.format("telecom (fax)")]),
        ([{"value": HOME}], [ELEMENT.format("telecom (?)")]),
    ],
)
def test_what_is_not_taken_of_telecoms_is_said(
    telecom: list[dict[str, Any]], said: list[str]
) -> None:
    assert said_of(telecom=telecom) == said


def test_an_address_of_the_mssante_is_the_e_mail_only_where_there_is_no_other() -> None:
    secure, plain = email("zoe@patient.mssante.fr"), email("zoe@example.org")
    assert given_by(telecom=[secure, plain])["email"] == "zoe@example.org"
    assert given_by(telecom=[secure])["email"] == "zoe@patient.mssante.fr"


def place(city: str, **parts: Any) -> dict[str, Any]:
    return {"city": city} | parts


@pytest.mark.parametrize(
    ("addresses", "city", "said"),
    [
        ([place("Lyon", use="home")], "Lyon", []),
        ([place("Lyon")], "Lyon", []),
        ([place("Nice", use="old"), place("Lyon")], "Lyon", [FORMER]),
        ([place("Nice", period={"end": "2020-05"}), place("Lyon")], "Lyon", [FORMER]),
        ([place("Nice", period={"start": "2027"}), place("Lyon")], "Lyon", [LATER]),
        ([place("Nice", use="work"), place("Lyon", use="home")], "Lyon", [ONE_MORE]),
        ([place("Nice", use="temp"), place("Lyon")], "Lyon", [ONE_MORE]),
        ([place("Nice", type="postal"), place("Lyon", type="both")], "Lyon", [ONE_MORE]),
        ([place("Lyon", use="home", type="postal"), place("Nice", use="work")], "Lyon", [ONE_MORE]),
        ([place("Nice", use="old")], None, [FORMER]),
        ([], None, []),
    ],
)
def test_the_address_is_that_of_the_home_of_today(
    addresses: list[dict[str, Any]], city: str | None, said: list[str]
) -> None:
    assert given_by(address=addresses).get("city") == city
    assert said_of(address=addresses) == [text.format(ADDRESSES) for text in said]


@pytest.mark.parametrize("use", ["work", "temp"])
def test_an_address_for_another_use_is_taken_where_it_is_the_only_one_and_said(use: str) -> None:
    addresses = [place("Lyon", use=use)]
    assert given_by(address=addresses)["city"] == "Lyon"
    assert said_of(address=addresses) == [
        f"the address is one for another use ({use}), for there is no other."
    ]


def test_an_address_is_taken_by_its_parts_or_its_text() -> None:
    whole = place("Lyon", line=["1 rue", None, "Bâtiment B"], postalCode="69001", country="FR")
    given = given_by(address=[whole | {"text": "1 rue, 69001 Lyon"}])
    assert given["address_lines"] == "1 rue\nBâtiment B"
    assert (given["postal_code"], given["city"], given["country"]) == ("69001", "Lyon", "FR")
    given = given_by(address=[{"text": "1 rue\n69001 Lyon"}])
    assert given["address_lines"] == "1 rue\n69001 Lyon"
    assert "city" not in given
    both = [{"text": "1 rue, 69001 Lyon", "city": "Lyon"}]
    assert "address_lines" not in given_by(address=both)
    assert said_of(address=both) == [ELEMENT.format("address.text")]


def test_an_address_for_bills_is_that_for_bills() -> None:
    billing = {"use": "billing", "line": ["2 rue"], "postalCode": "69002", "city": "Lyon"}
    given = given_by(address=[billing, place("Nice")])
    assert (given["billing_address"], given["city"]) == ("2 rue\n69002 Lyon", "Nice")
    alone = given_by(address=[billing | {"country": "France"}])
    assert alone["billing_address"] == "2 rue\n69002 Lyon\nFrance"
    assert "city" not in alone


def test_parts_of_an_address_without_a_field_are_said() -> None:
    assert said_of(address=[place("Lyon", district="3e", state="ARA")]) == [
        ELEMENT.format("address.district"),
        ELEMENT.format("address.state"),
    ]
