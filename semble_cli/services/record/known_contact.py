"""Which contact of the register somebody from a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.names import name_words
from semble_cli.patient.around.kinds import CONTACT
from semble_cli.store.record import contacts, rows

if TYPE_CHECKING:
    from collections.abc import Container

    from semble_cli.patient.around.contact import Contact
    from semble_cli.store.database.connection import Connection

_TELLING = ("rpps", "finess", "siret", "email", "mssante", "postal_code", "city")
"""What two contacts of one name that are not the same differ in."""


def known_contact(
    connection: Connection, contact: Contact, besides: Container[int | None] = ()
) -> Contact | None:
    """The contact of the register that is *contact*: by its number, else one of its name and kind
    whom nothing contradicts, the very same before others; none of those *besides*."""
    for number in ("rpps", "siret"):
        if value := getattr(contact, number):
            numbered: list[Contact] = rows.select(connection, CONTACT, f"{number} = ?", (value,))
            for found in numbered:
                if found.id not in besides:
                    return found
    alike = [
        each
        for each in contacts.called(connection, contact.full_name)
        if each.id not in besides and _may_be_one(each, contact)
    ]
    same = (each for each in alike if each._replace(id=None, version=1) == contact)
    return next(same, alike[0] if alike else None)


def _may_be_one(one: Contact, other: Contact) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in _TELLING)
    return (
        one.kind == other.kind
        and name_words(one.full_name) == name_words(other.full_name)
        and all(first is None or second is None or first == second for first, second in pairs)
    )
