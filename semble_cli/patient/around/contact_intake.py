"""A contact from what people and files give: every field checked, every problem told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.internet.emails import parse_ascii_email, parse_mssante
from semble_cli.identity.practice_numbers import (
    parse_finess,
    parse_rpps,
    parse_siren,
    parse_siret,
)
from semble_cli.patient.around.contact import Contact, ContactKind, ContactPhone
from semble_cli.patient.choices.of_records import CONTACT_KINDS
from semble_cli.patient.intake import read_field
from semble_cli.patient.texts import parse_line, parse_lines, parse_text, plain_text

if TYPE_CHECKING:
    from datetime import date

Given = Mapping[str, Any]

_Reader = Callable[[str, Any], Any]


def _number(parse: Callable[[str, str], str]) -> _Reader:
    return lambda field, given: parse(field, plain_text(field, given))


_READERS: dict[str, _Reader] = {
    "kind": lambda field, given: CONTACT_KINDS.read(field, plain_text(field, given)).value,
    "name": parse_line,
    "first_name": parse_line,
    "title": parse_line,
    "company_name": parse_line,
    "email": lambda field, given: parse_ascii_email(plain_text(field, given), field),
    "mssante": lambda field, given: parse_mssante(plain_text(field, given), field),
    "address_lines": parse_lines,
    "postal_code": parse_line,
    "city": parse_line,
    "country": parse_line,
    "rpps": _number(parse_rpps),
    "finess": _number(parse_finess),
    "siren": _number(parse_siren),
    "siret": _number(parse_siret),
    "notes": parse_text,
}

CONTACT_FIELDS = (*_READERS, "phones")
"""What people fill in of a contact; `name` is a person's last name, or an organisation's own."""

_OF_PERSONS = ("first_name", "title", "company_name", "rpps")
"""What an organisation has not."""


def new_contact(given: Given, today: date) -> Contact:
    """A new contact.

    Raises:
        InvalidRecord: every field that cannot be taken.
    """
    return _contact(given, today, None)


def amended_contact(contact: Contact, given: Given, today: date) -> Contact:
    """A contact with some fields changed; one given as nothing is cleared. A phone takes the place
    of those of its type.

    Raises:
        InvalidRecord: every field that cannot be taken.
    """
    return _contact(given, today, contact)


def _contact(given: Given, today: date, before: Contact | None) -> Contact:
    problems: list[InvalidInput] = []
    settled: dict[str, Any] = _held(before) if before else {}
    for field, value in given.items():
        try:
            settled[field] = read_contact_field(field, value, settled | dict(given), today)
        except InvalidInput as problem:
            problems.append(problem)
    if before and "phones" in given and not problems:
        settled["phones"] = _put(before.phones, settled["phones"])
    problems += _missing(settled, {problem.field for problem in problems})
    if problems:
        raise InvalidRecord(tuple(problems))
    name = settled.pop("name")
    its = "last_name" if settled["kind"] == ContactKind.PERSON else "company_name"
    return Contact(**settled | {its: name})


def _held(contact: Contact) -> dict[str, Any]:
    """The fields of a contact as people fill them in."""
    held = contact._asdict()
    last_name = held.pop("last_name")
    if contact.kind == ContactKind.PERSON:
        return held | {"name": last_name}
    return held | {"name": held.pop("company_name")}


def read_contact_field(field: str, value: Any, address: Given, today: date) -> Any:
    """One field of a contact; `None`, or no phones, for nothing. Phones are read by the country of
    the *address*.

    Raises:
        InvalidInput: it cannot be taken.
    """
    if field not in CONTACT_FIELDS:
        raise InvalidInput(field, "there is no such field.")
    if value in (None, "", [], [""]):
        return () if field == "phones" else None
    if field != "phones":
        return _READERS[field](field, value)
    phones = read_field("phones", value, today, address)["phones"]
    return tuple(ContactPhone(phone.type.value, phone.number) for phone in phones)


def _put(held: tuple[ContactPhone, ...], new: tuple[ContactPhone, ...]) -> tuple[ContactPhone, ...]:
    """The phones once each new one took the place of those of its type; none new clears all."""
    types = {phone.type for phone in new}
    return (*(phone for phone in held if new and phone.type not in types), *new)


def _missing(settled: Given, wrong: set[str]) -> list[InvalidInput]:
    """What a contact cannot be without, and what its kind has not; *wrong* is told already."""
    found = []
    if not settled.get("kind") and "kind" not in wrong:
        found.append(InvalidInput("kind", "say whether it is a person or an organisation."))
    if not settled.get("name") and "name" not in wrong:
        found.append(InvalidInput("name", "it is missing, and every contact has one."))
    if settled.get("kind") == ContactKind.ORGANISATION:
        found += [
            InvalidInput(field, "an organisation has none; only a person has.")
            for field in _OF_PERSONS
            if settled.get(field)
        ]
    return found
