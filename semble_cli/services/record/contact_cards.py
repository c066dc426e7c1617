"""Contacts out as cards, and in from cards; with a patient, that patient's relations too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, InvalidRecord, SembleError
from semble_cli.exchange.vcard.contacts import Card, CardRelation, card_lines, read_cards
from semble_cli.exchange.vcard.writing import card_uid
from semble_cli.patient.actions import Action
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.contact_intake import new_contact
from semble_cli.patient.around.kinds import CONTACT
from semble_cli.patient.around.relation_intake import read_wanted
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import note_export
from semble_cli.services.record.contacts import add_contact_within
from semble_cli.services.record.known_contact import known_contact
from semble_cli.services.record.relations import relate_within
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contacts, rows
from semble_cli.store.record.relations import relations_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class ImportedCards(NamedTuple):
    """What became of cards: how many contacts were added, how many were known, how many relations
    were made, how many cards of patients were left out, and what is wrong with the others, by the
    number of the card."""

    added: int
    known: int
    related: int
    patients: int
    problems: tuple[tuple[int, SembleError], ...]


def write_cards(
    register: Register, told: Callable[[str], str], patient_id: int | None = None
) -> Iterator[str]:
    """The lines of a card of every contact, in which nothing of any patient stands; or those of a
    patient, and of the contacts to whom that patient has relations. *told* makes of a text what may
    be told of it.

    Raises:
        NoSuchRecord: nobody has this id.
    """
    cards = _all_cards(register) if patient_id is None else _cards_of(register, patient_id)
    for card in cards:
        yield from card_lines(card, told)


def _all_cards(register: Register) -> list[Card]:
    note_export(register, Action.CONTACT_EXPORT, {})
    with register.reading() as connection:
        return list(map(_card, contacts.find(connection, "")))


def _cards_of(register: Register, patient_id: int) -> list[Card]:
    with register.reading() as connection:
        patient = patients.get(connection, patient_id)
        items = [each for each in relations_of(connection, patient_id) if not each["derived"]]
        numbers = {each["contact_id"] for each in items if not each["deleted"]} - {None}
        cards = {number: _card(rows.get(connection, CONTACT, number)) for number in sorted(numbers)}
    note_export(register, Action.CONTACT_EXPORT, {}, patient_id)
    related = tuple(_related(each, cards) for each in items)
    own = Card(card_uid("patient", patient_id), _as_contact(patient), related, is_patient=True)
    return [own, *cards.values()]


def import_cards(register: Register, text: str, patient_id: int | None = None) -> ImportedCards:
    """Add the contacts of the cards in a text that there are not yet. The card of a patient is no
    contact: what it tells of relations is made of the patient that is named.

    Raises:
        InvalidInput: it holds no cards. NoSuchRecord: nobody has this id.
    """
    cards = list(read_cards(text))
    problems: list[tuple[int, SembleError]] = []
    numbers: dict[str, int] = {}
    added = 0
    with register.writing(Permission.EDIT_PATIENTS) as work:
        if patient_id is not None:
            work.patient(patient_id)
        for place, card in enumerate(cards, start=1):
            if card.is_patient:
                continue
            try:
                contact = new_contact(_without_nothing(card.given), work.today)
                known = known_contact(work.connection, contact)
                number = known.id if known else add_contact_within(work, contact).id
            except (InvalidRecord, Conflict) as problem:
                problems.append((place, problem))
                continue
            added += known is None
            numbers[card.uid or str(place)] = number or 0
        own = [card for card in cards if card.is_patient]
        related = 0
        if patient_id is not None:
            wanted = [each for card in own for each in card.related]
            related = sum(_relate(work, patient_id, each, numbers) for each in wanted)
    left_out = len(own) if patient_id is None else 0
    return ImportedCards(added, len(numbers) - added, related, left_out, tuple(problems))


def _relate(
    work: UnitOfWork, patient_id: int, relation: CardRelation, numbers: dict[str, int]
) -> bool:
    """Make a relation to one of the contacts; whether it could be, and was not there already."""
    number = numbers.get(relation.other)
    if number is None:
        return False
    given = {"type": relation.type, "label": relation.label, "contact_id": number}
    try:
        relate_within(work, patient_id, read_wanted(given, work.today))
    except (InvalidInput, InvalidRecord, Conflict):
        return False
    return True


def _card(contact: Contact) -> Card:
    return Card(card_uid("contact", contact.id), contact)


def _related(item: dict[str, Any], cards: dict[int, Card]) -> CardRelation:
    card = None if item["deleted"] else cards.get(item["contact_id"])
    if card is None:
        return CardRelation(item["type"], item["label"], item["name"], is_name=True)
    return CardRelation(item["type"], item["label"], card.uid)


def _as_contact(patient: Patient) -> Contact:
    return Contact(
        "person",
        title=patient.title,
        first_name=patient.used_given_name or patient.first_given_name,
        last_name=patient.used_name or patient.birth_name,
        phones=tuple(ContactPhone(phone.type.value, phone.number) for phone in patient.phones),
        email=patient.email,
        address_lines=patient.address_lines,
        postal_code=patient.postal_code,
        city=patient.city,
        country=patient.country,
    )


def _without_nothing(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in (None, "", [])}
