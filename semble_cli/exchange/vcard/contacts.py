"""Contacts as vCard 4.0 (RFC 6350), written and read; cards of versions 3.0 and 2.1 are read too.

| of a contact | property |
|---|---|
| kind | `KIND`: individual, org |
| names, title, company | `FN`, `N`, `ORG` |
| phones, e-mail, MSSanté | `TEL`, `EMAIL` (an MSSanté address is told by its domain) |
| postal address, notes | `ADR`, `NOTE` |
| RPPS, FINESS, SIREN, SIRET | `X-RPPS`, `X-FINESS`, `X-SIREN`, `X-SIRET` |
| a relation | `RELATED`, with the type of the RFC, and our own in `X-SEMBLE-TYPE` |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.vcard.syntax import (
    escaped,
    first_parts,
    first_text,
    folded,
    is_whole,
    joined,
    read_card,
    split_cards,
)
from semble_cli.identity.internet.emails import is_mssante
from semble_cli.patient.around.contact import Contact, ContactKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.exchange.vcard.syntax import Properties, Property
    from semble_cli.patient.record import Patient

_KINDS = {ContactKind.PERSON.value: "individual", ContactKind.ORGANISATION.value: "org"}
_PHONES = {"mobile": "cell", "home": "home", "work": "work", "other": "voice"}
_NUMBERS = ("rpps", "finess", "siren", "siret")
_RELATED = {
    "family": "kin",
    "spouse_partner": "spouse",
    "parent_guardian": "parent",
    "next_of_kin": "kin",
    "emergency_contact": "emergency",
}
MARK_OF_PATIENT = "X-SEMBLE-PATIENT"
"""The property of a card that is a patient's: it is no contact."""

_ENDS = re.compile(r"\r\n?|\n")


class CardRelation(NamedTuple):
    """Who else is what to the person of a card: the type and label of a relation, and the
    identifier of the other's card, or the name."""

    type: str
    label: str | None
    other: str
    is_name: bool = False


class Card(NamedTuple):
    """A card to be written; that of a patient is marked: it is no contact."""

    uid: str
    contact: Contact
    related: tuple[CardRelation, ...] = ()
    is_patient: bool = False


class ReadCard(NamedTuple):
    """A card that was read: the fields of a contact as people give them."""

    uid: str
    given: dict[str, Any]
    related: tuple[CardRelation, ...] = ()
    is_patient: bool = False


def card_lines(card: Card, told: Callable[[str], str]) -> Iterator[str]:
    """The lines of a card, each with its end; *told* makes of a text what may be told of it.
    Characters that nobody sees stay out."""
    for line in _properties(card):
        yield from folded("".join(filter(str.isprintable, told(line))))


def _properties(card: Card) -> Iterator[str]:
    contact = card.contact
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"KIND:{_KINDS[contact.kind]}", f"UID:{card.uid}")
    yield f"FN:{escaped(contact.full_name)}"
    if contact.kind == ContactKind.PERSON:
        yield f"N:{joined(contact.last_name, contact.first_name, None, contact.title, None)}"
    if contact.company_name:
        yield f"ORG:{escaped(contact.company_name)}"
    yield from contact_points(contact, contact.email, contact.mssante)
    if contact.notes:
        yield f"NOTE:{escaped(contact.notes)}"
    for name in _NUMBERS:
        if number := getattr(contact, name):
            yield f"X-{name.upper()}:{number}"
    for relation in card.related:
        yield related_line(relation)
    if card.is_patient:
        yield f"{MARK_OF_PATIENT}:1"
    yield "END:VCARD"


def contact_points(of: Contact | Patient, *emails: str | None) -> Iterator[str]:
    """The properties of phones, e-mails and a postal address."""
    for phone in of.phones:
        yield f"TEL;TYPE={_PHONES[phone.type]}:{escaped(phone.number)}"
    for email in filter(None, emails):
        yield f"EMAIL:{escaped(email)}"
    address = (of.address_lines, of.city, None, of.postal_code, of.country)
    if any(address):
        yield f"ADR:;;{joined(*address)}"


def related_line(relation: CardRelation) -> str:
    """The property of a relation."""
    label = relation.label and re.sub(r'[";:,\s]+', " ", relation.label)
    parameters = (
        f"TYPE={_RELATED.get(relation.type, 'contact')}",
        f"X-SEMBLE-TYPE={relation.type}",
        *((f'X-SEMBLE-LABEL="{label}"',) if label else ()),
        *(("VALUE=text",) if relation.is_name else ()),
    )
    value = escaped(relation.other) if relation.is_name else relation.other
    return f"RELATED;{';'.join(parameters)}:{value}"


def read_cards(text: str) -> Iterator[ReadCard]:
    """The cards of a file.

    Raises:
        InvalidInput: it holds none, or one is of another version or kind, or has no end.
    """
    count = 0
    for _, card in split_cards(_ENDS.split(text)):
        if not is_whole(card):
            raise InvalidInput("file", "it is no file of whole vCards.")
        count += 1
        yield _read(read_card(card, "utf-8"))
    if not count:
        raise InvalidInput("file", "it is no file of whole vCards.")


def _read(of: Properties) -> ReadCard:
    uid = first_text(of, "UID") or ""
    related = tuple(map(_relation, of.get("RELATED", ())))
    return ReadCard(uid, dict(_given(of)), related, MARK_OF_PATIENT in of)


def _given(of: Properties) -> Iterator[tuple[str, Any]]:
    full_name, company = first_text(of, "FN"), first_parts(of, "ORG", 1)[0]
    last_name, first_name, _, title, _ = first_parts(of, "N", 5)
    kind = _kind(of, bool(last_name or first_name), company)
    yield "kind", kind.value
    if kind is ContactKind.PERSON:
        # A name in one piece only is the last name: nothing tells where it could be parted.
        yield from (("name", last_name or first_name or full_name), ("company_name", company))
        yield from (("first_name", first_name if last_name else None), ("title", title))
    else:
        yield "name", company or full_name
    yield "phones", [phone_of(each) for each in of.get("TEL", ())]
    emails = [each.text for each in of.get("EMAIL", ())]
    trusted = list(filter(is_mssante, emails))
    yield "email", next((each for each in emails if each not in trusted), None)
    yield "mssante", next(iter(trusted), None)
    _, _, lines, city, _, postal_code, country = first_parts(of, "ADR", 7)
    yield from (("address_lines", lines), ("city", city))
    yield from (("postal_code", postal_code), ("country", country))
    yield "notes", first_text(of, "NOTE")
    for name in _NUMBERS:
        yield name, first_text(of, f"X-{name.upper()}")


def _kind(of: Properties, has_name: bool, company: str | None) -> ContactKind:
    word = (first_text(of, "KIND") or first_text(of, "X-ADDRESSBOOKSERVER-KIND") or "").lower()
    if word in ("individual", "org"):
        return ContactKind.PERSON if word == "individual" else ContactKind.ORGANISATION
    if word:
        raise InvalidInput("kind", "a vCard is taken of an individual or of an org.")
    return ContactKind.ORGANISATION if company and not has_name else ContactKind.PERSON


def phone_of(phone: Property) -> dict[str, str]:
    """A phone as people give one, without a type where the card has none of ours."""
    types = phone.types
    kind = next((ours for ours, word in _PHONES.items() if word in types and ours != "other"), "")
    return {"type": kind, "number": phone.text.removeprefix("tel:").partition(";")[0]}


def _relation(related: Property) -> CardRelation:
    word = related.parameters.get("TYPE", "").lower()
    ours = next((kind for kind, known in _RELATED.items() if known == word), "other")
    return CardRelation(
        related.parameters.get("X-SEMBLE-TYPE", ours),
        related.parameters.get("X-SEMBLE-LABEL"),
        related.text,
        is_name=related.parameters.get("VALUE", "").lower() == "text",
    )
