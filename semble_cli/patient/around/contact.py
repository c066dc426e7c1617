"""A contact: a third party, with whom patients have relations."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple


class ContactKind(StrEnum):
    """What a contact is."""

    PERSON = "person"
    ORGANISATION = "organisation"


class ContactPhone(NamedTuple):
    """A phone of a contact: the type is one of `patient.record.PhoneType`."""

    type: str
    number: str


class Contact(NamedTuple):
    """A person or an organisation; a person has a last name, an organisation a company name."""

    kind: str
    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    phones: tuple[ContactPhone, ...] = ()
    email: str | None = None
    mssante: str | None = None
    address_lines: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None
    rpps: str | None = None
    finess: str | None = None
    siren: str | None = None
    siret: str | None = None
    notes: str | None = None
    id: int | None = None
    version: int = 1

    @property
    def full_name(self) -> str:
        """How the contact is called: of a person the last name first, as patients are."""
        if self.kind == ContactKind.ORGANISATION:
            return self.company_name or ""
        return " ".join(part for part in (self.last_name, self.first_name) if part)


CONTACT_KEYS = (
    *("id", "kind", "name", "title", "first_name", "last_name", "company_name", "phones"),
    *("email", "mssante", "address", "rpps", "finess", "siren", "siret", "notes", "version"),
)
"""The keys of a contact's document, in order."""


def contact_document(contact: Contact) -> dict[str, Any]:
    """A contact as nested JSON values."""
    told = contact._asdict() | {
        "name": contact.full_name,
        "phones": [phone._asdict() for phone in contact.phones],
        "address": {
            "lines": (contact.address_lines or "").splitlines(),
            "postal_code": contact.postal_code,
            "city": contact.city,
            "country": contact.country,
        },
    }
    return {key: told[key] for key in CONTACT_KEYS}
