"""The relations of a patient in the words of Semble's API: `PatientRelationship`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import without_nothing
from semble_cli.exchange.semble.phones import phones_told

if TYPE_CHECKING:
    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.around.relation import Relation


def related_account(
    relation: Relation, contact: Contact | None, other: str | None
) -> dict[str, Any]:
    """A relation to a contact, or to another patient who is called *other*. Of a patient the number
    is told, which is that of Semble's account once the patient was made there."""
    details: dict[str, Any] = {
        "name": relation.gone_name or other,
        "notes": relation.notes,
        "policyNumber": relation.policy_number,
        "authorizationCode": relation.authorization_code,
    }
    if relation.other_patient_id is not None:
        details["relatedAccountId"] = str(relation.other_patient_id)
    if contact is not None:
        details |= _of_contact(contact, details["notes"])
    return {
        "relationshipId": str(relation.id),
        "relationshipType": relation.type.upper(),
        "relationshipLabel": relation.label,
        "deleted": relation.gone_name is not None,
        "contactDetails": without_nothing(details),
    }


def _of_contact(contact: Contact, notes: str | None) -> dict[str, Any]:
    return {
        "name": contact.full_name,
        "firstName": contact.first_name,
        "lastName": contact.last_name,
        "title": contact.title,
        "companyName": contact.company_name,
        "phones": phones_told(contact.phones),
        "email": contact.email or contact.mssante,
        "address": contact.address_lines,
        "city": contact.city,
        "postcode": contact.postal_code,
        "country": contact.country,
        "notes": "\n".join(filter(None, (notes, contact.notes))),
    }
