"""Contacts: found, added, changed, deleted, and two that are one made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, Conflict, NoSuchRecord, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.around.contact import Contact
from semble_cli.patient.around.contact_intake import amended_contact, new_contact
from semble_cli.patient.around.kinds import CONTACT, RELATION
from semble_cli.patient.around.relation import joined, same_relation
from semble_cli.patient.identifier import is_id
from semble_cli.services.access import Permission
from semble_cli.services.record import keeping
from semble_cli.store.record import contacts, relations, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.around.relation import Relation
    from semble_cli.services.changes import Changes
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork

_LISTED = 10
"""Numbers that a sentence lists."""


class ShownContact(NamedTuple):
    """A contact, and the patients who have a relation to it, as `store.record.relations` tells
    them."""

    contact: Contact
    patients: list[dict[str, Any]]


class EditedContact(NamedTuple):
    """A contact after an edit, and what changed."""

    contact: Contact
    changes: Changes


class MergedContact(NamedTuple):
    """What a merge made: the contact that stays, the one that went, the numbers of the relations
    that were moved, and what of the one that went was not taken over."""

    kept: Contact
    gone: Contact
    moved: tuple[int, ...]
    left: dict[str, Any]


def find_contacts(
    register: Register, words: str = "", kind: str | None = None, limit: int = 0
) -> list[Contact]:
    """The contacts whose names have words that begin so, or who have such a number."""
    with register.reading() as connection:
        return contacts.find(connection, words, kind, limit)


def contact_named(register: Register, text: str) -> int:
    """The number of the contact that a text means: its number, or the name of one alone.

    Raises:
        NoSuchRecord: there is none. Refused: several are called so.
    """
    if is_id(text):
        return int(text)
    with register.reading() as connection:
        found = contacts.called(connection, text) or contacts.find(connection, text)
    if not found or not text.strip():
        raise NoSuchRecord("No contact is called so. semble contact search finds by parts of it.")
    if found[1:]:
        listed = ", ".join(str(each.id) for each in found[:_LISTED])
        more = ", …" if found[_LISTED:] else ""
        raise Refused(
            "Several contacts are called so: {ids}. Give one's number.", ids=listed + more
        )
    return found[0].id or 0


def show_contact(register: Register, contact_id: int) -> ShownContact:
    """A contact and whom it is something to.

    Raises:
        NoSuchRecord: there is none of this number.
    """
    with register.reading() as connection:
        contact = rows.get(connection, CONTACT, contact_id)
        return ShownContact(contact, relations.patients_of(connection, contact_id))


def add_contact(register: Register, given: Mapping[str, Any]) -> Contact:
    """Add a contact.

    Raises:
        InvalidRecord: what was given cannot be taken. Conflict: its RPPS number is another's.
    """
    contact = new_contact(given, register.today)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        return add_contact_within(work, contact)


def add_contact_within(work: UnitOfWork, contact: Contact) -> Contact:
    """Add a contact as a part of other work; the contact with its number.

    Raises:
        Conflict: its RPPS number is another's.
    """
    _refuse_taken_rpps(work, contact)
    new: Contact = keeping.add(work, CONTACT, contact, Action.CONTACT_ADD)
    return new


def edit_contact(
    register: Register, contact_id: int, given: Mapping[str, Any], version: int | None = None
) -> EditedContact:
    """Change a contact; a field given as nothing is cleared.

    Raises:
        NoSuchRecord, InvalidRecord
        Conflict: it is not *version* any more, or its RPPS number is another's.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before: Contact = rows.get(work.connection, CONTACT, contact_id)
        if version is not None and version != before.version:
            raise rows.changed_meanwhile()
        wanted = amended_contact(before, given, work.today)
        _refuse_taken_rpps(work, wanted)
        after: Contact = keeping.change(work, CONTACT, before, wanted, Action.CONTACT_EDIT)
        return EditedContact(after, keeping.difference(CONTACT, before, after))


def delete_contact(register: Register, contact_id: int) -> ShownContact:
    """Delete a contact: relations to it keep its name, marked as deleted.

    Raises:
        NoSuchRecord: there is none of this number.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        contact: Contact = rows.get(work.connection, CONTACT, contact_id)
        told = relations.patients_of(work.connection, contact_id)
        for relation in _relations_to(work, contact_id):
            parted = relation._replace(
                contact_id=None,
                gone_kind=CONTACT.name,
                gone_id=contact_id,
                gone_name=contact.full_name,
            )
            keeping.change(work, RELATION, relation, parted, Action.CONTACT_DELETE)
        keeping.remove(work, CONTACT, contact, Action.CONTACT_DELETE)
        return ShownContact(contact, told)


def merge_contacts(register: Register, kept_id: int, gone_id: int) -> MergedContact:
    """Make one of two contacts: relations to the other are to the one that stays, which takes over
    what it has not; then the other is deleted. Two relations of a patient that say the same are
    made one, unless they contradict each other.

    Raises:
        NoSuchRecord: there is none of one of these numbers. BadUsage: they are one already.
    """
    if kept_id == gone_id:
        raise BadUsage("Give two contacts; these are one already.")
    with register.writing(Permission.EDIT_PATIENTS) as work:
        kept: Contact = rows.get(work.connection, CONTACT, kept_id)
        gone: Contact = rows.get(work.connection, CONTACT, gone_id)
        moved = _relations_to(work, gone_id)
        for relation in moved:
            _move(work, relation, kept_id)
        keeping.remove(work, CONTACT, gone, Action.CONTACT_MERGE)
        filled = _filled(kept, gone)
        kept = keeping.change(work, CONTACT, kept, filled, Action.CONTACT_MERGE)
        numbers = tuple(relation.id or 0 for relation in moved)
        return MergedContact(kept, gone, numbers, _left(kept, gone))


def _move(work: UnitOfWork, relation: Relation, kept_id: int) -> None:
    moved = relation._replace(contact_id=kept_id)
    others = rows.of_patient(work.connection, RELATION, relation.patient_id)
    twin = same_relation(moved, others)
    one = joined(twin, moved) if twin else None
    if twin is None or one is None:
        keeping.change(work, RELATION, relation, moved, Action.CONTACT_MERGE)
        return
    keeping.remove(work, RELATION, relation, Action.CONTACT_MERGE)
    keeping.change(work, RELATION, twin, one, Action.CONTACT_MERGE)


def _relations_to(work: UnitOfWork, contact_id: int) -> list[Relation]:
    return rows.select(work.connection, RELATION, "contact_id = ?", (contact_id,))


_ITSELF = ("id", "version", "kind", "phones")


def _filled(kept: Contact, gone: Contact) -> Contact:
    """A contact with what it has not and the other has."""
    missing = {
        name: value
        for name, value in gone._asdict().items()
        if name not in _ITSELF and getattr(kept, name) is None and _is_of(kept, name)
    }
    phones = (*kept.phones, *(phone for phone in gone.phones if phone not in kept.phones))
    return kept._replace(**missing, phones=phones)


def _is_of(contact: Contact, name: str) -> bool:
    """Whether a contact may take a field from one of perhaps the other kind."""
    only_persons = ("first_name", "last_name", "title", "rpps")
    return contact.kind == "person" or name not in only_persons


def _left(kept: Contact, gone: Contact) -> dict[str, Any]:
    """What the one that went had otherwise."""
    return {
        name: value
        for name, value in gone._asdict().items()
        if name not in _ITSELF and value not in (None, getattr(kept, name))
    }


def _refuse_taken_rpps(work: UnitOfWork, contact: Contact) -> None:
    if contact.rpps is None:
        return
    found = rows.select(work.connection, CONTACT, "rpps = ?", (contact.rpps,))
    others = [each.id for each in found if each.id != contact.id]
    if others:
        raise Conflict("Contact {id} has this RPPS number already.", id=others[0])
