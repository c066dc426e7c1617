"""Contacts as vCard 4.0 (RFC 6350), written and read; cards of version 3.0 are read too.

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
from semble_cli.patient.around.contact import Contact, ContactKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
_PATIENT = "X-SEMBLE-PATIENT"
_MSSANTE = ".mssante.fr"
_LONGEST = 75
"""Bytes of a line, after which it is folded (RFC 6350, 3.2)."""


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


class _Property(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def parts(self) -> list[str]:
        """The value's components, as they were before they were written."""
        parts = [""]
        for piece in re.findall(r"\\.|.", self.value):
            if piece == ";":
                parts.append("")
            else:
                parts[-1] += piece
        return list(map(_unescaped, parts))

    @property
    def text(self) -> str:
        return _unescaped(self.value)


def card_lines(card: Card, told: Callable[[str], str]) -> Iterator[str]:
    """The lines of a card, each with its end; *told* makes of a text what may be told of it.
    Characters that nobody sees stay out."""
    for line in _properties(card):
        yield from _folded("".join(filter(str.isprintable, told(line))))


def _properties(card: Card) -> Iterator[str]:
    contact = card.contact
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"KIND:{_KINDS[contact.kind]}", f"UID:{card.uid}")
    yield f"FN:{_escaped(contact.full_name)}"
    if contact.kind == ContactKind.PERSON:
        yield f"N:{_joined(contact.last_name, contact.first_name, None, contact.title, None)}"
    if contact.company_name:
        yield f"ORG:{_escaped(contact.company_name)}"
    for phone in contact.phones:
        yield f"TEL;TYPE={_PHONES[phone.type]}:{_escaped(phone.number)}"
    for email in filter(None, (contact.email, contact.mssante)):
        yield f"EMAIL:{_escaped(email)}"
    address = (contact.address_lines, contact.city, None, contact.postal_code, contact.country)
    if any(address):
        yield f"ADR:;;{_joined(*address)}"
    if contact.notes:
        yield f"NOTE:{_escaped(contact.notes)}"
    for name in _NUMBERS:
        if number := getattr(contact, name):
            yield f"X-{name.upper()}:{number}"
    for relation in card.related:
        yield _related(relation)
    if card.is_patient:
        yield f"{_PATIENT}:1"
    yield "END:VCARD"


def _related(relation: CardRelation) -> str:
    label = relation.label and re.sub(r'[";:,\s]+', " ", relation.label)
    parameters = (
        f"TYPE={_RELATED.get(relation.type, 'contact')}",
        f"X-SEMBLE-TYPE={relation.type}",
        *((f'X-SEMBLE-LABEL="{label}"',) if label else ()),
        *(("VALUE=text",) if relation.is_name else ()),
    )
    value = _escaped(relation.other) if relation.is_name else relation.other
    return f"RELATED;{';'.join(parameters)}:{value}"


def read_cards(text: str) -> Iterator[ReadCard]:
    """The cards of a file.

    Raises:
        InvalidInput: it holds none, or one is of another version or kind, or has no end.
    """
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    card: list[_Property] | None = None
    count = 0
    for line in filter(str.strip, lines):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            card = []
        elif word == "END:VCARD" and card is not None:
            count += 1
            yield _read(card)
            card = None
        elif card is not None:
            card.append(_property(line))
    if card is not None or not count:
        raise InvalidInput("file", "it is no file of whole vCards.")


def _read(properties: Iterable[_Property]) -> ReadCard:
    of: dict[str, list[_Property]] = {}
    for each in properties:
        of.setdefault(each.name, []).append(each)
    if _first(of, "VERSION") not in ("3.0", "4.0"):
        raise InvalidInput("file", "only vCards of version 3.0 or 4.0 are read.")
    uid = _first(of, "UID") or ""
    related = tuple(map(_relation, of.get("RELATED", ())))
    return ReadCard(uid, dict(_given(of)), related, _PATIENT in of)


def _given(of: dict[str, list[_Property]]) -> Iterator[tuple[str, Any]]:
    full_name, company = _first(of, "FN"), _parts(of, "ORG", 1)[0]
    last_name, first_name, _, title, _ = _parts(of, "N", 5)
    kind = _kind(of, bool(last_name or first_name), company)
    yield "kind", kind.value
    if kind is ContactKind.PERSON:
        # A name in one piece only is the last name: nothing tells where it could be parted.
        yield from (("name", last_name or first_name or full_name), ("company_name", company))
        yield from (("first_name", first_name if last_name else None), ("title", title))
    else:
        yield "name", company or full_name
    yield "phones", [_phone(each) for each in of.get("TEL", ())]
    emails = [each.text for each in of.get("EMAIL", ())]
    trusted = [each for each in emails if each.lower().endswith(_MSSANTE)]
    yield "email", next((each for each in emails if each not in trusted), None)
    yield "mssante", next(iter(trusted), None)
    _, _, lines, city, _, postal_code, country = _parts(of, "ADR", 7)
    yield from (("address_lines", lines), ("city", city))
    yield from (("postal_code", postal_code), ("country", country))
    yield "notes", _first(of, "NOTE")
    for name in _NUMBERS:
        yield name, _first(of, f"X-{name.upper()}")


def _kind(of: dict[str, list[_Property]], has_name: bool, company: str | None) -> ContactKind:
    word = (_first(of, "KIND") or _first(of, "X-ADDRESSBOOKSERVER-KIND") or "").lower()
    if word in ("individual", "org"):
        return ContactKind.PERSON if word == "individual" else ContactKind.ORGANISATION
    if word:
        raise InvalidInput("kind", "a vCard is taken of an individual or of an org.")
    return ContactKind.ORGANISATION if company and not has_name else ContactKind.PERSON


def _phone(phone: _Property) -> dict[str, str]:
    types = phone.parameters.get("TYPE", "").lower().split(",")
    kind = next((ours for ours, word in _PHONES.items() if word in types and ours != "other"), "")
    return {"type": kind, "number": phone.text.removeprefix("tel:").partition(";")[0]}


def _relation(related: _Property) -> CardRelation:
    word = related.parameters.get("TYPE", "").lower()
    ours = next((kind for kind, known in _RELATED.items() if known == word), "other")
    return CardRelation(
        related.parameters.get("X-SEMBLE-TYPE", ours),
        related.parameters.get("X-SEMBLE-LABEL"),
        related.text,
        is_name=related.parameters.get("VALUE", "").lower() == "text",
    )


_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_HEAD = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)")


def _property(line: str) -> _Property:
    head = _HEAD.match(line)
    place = head.end() if head else 0
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(line, place):
        name, value = found[1].upper(), found[2].replace('"', "")
        parameters[name] = f"{parameters[name]},{value}" if name in parameters else value
        place = found.end()
    if head is None or line[place : place + 1] != ":":
        raise InvalidInput("file", "it is no file of whole vCards.")
    return _Property(head[1].upper(), parameters, line[place + 1 :])


def _first(of: dict[str, list[_Property]], name: str) -> str | None:
    return of[name][0].text.strip() or None if name in of else None


def _parts(of: dict[str, list[_Property]], name: str, count: int) -> list[str | None]:
    parts = [part.strip() or None for part in of[name][0].parts] if name in of else []
    return [*parts, *([None] * count)][:count]


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def _joined(*parts: str | None) -> str:
    return ";".join(_escaped(part or "") for part in parts)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces that are short enough, none of which parts a character."""
    piece, size = "", 0
    for character in line:
        size += len(character.encode())
        if size > _LONGEST:
            yield f"{piece}\r\n"
            piece, size = " ", 1 + len(character.encode())
        piece += character
    yield f"{piece}\r\n"
