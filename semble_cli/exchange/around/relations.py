"""Relations as FHIR RelatedPerson: to another patient of the file, or to a contact with its data.

A relationship has a code of ours always, and one of HL7's and one of the ANS where these say the
same; that of the ANS stands by itself, and there is one identifier, as fr-core-related-person asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import (
    RPPS,
    GivenRecord,
    code_of,
    coded,
    extension,
    extensions,
    only,
    own,
    reading,
    reference,
    referred,
    without_nothing,
)
from semble_cli.exchange.fhir.terms import CORE
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import PhoneType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.around.relation import Relation

TYPE = "RelatedPerson"
RELATION = "relation"
_TYPES = own("relation-type")
_ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_CONTACTS = "http://terminology.hl7.org/CodeSystem/v2-0131"
_STANDARD = {
    RelationType.FAMILY: (_ROLES, "FAMMEMB"),
    RelationType.SPOUSE_PARTNER: (_ROLES, "SIGOTHR"),
    RelationType.PARENT_GUARDIAN: (_ROLES, "RESPRSN"),
    RelationType.NEXT_OF_KIN: (_CONTACTS, "N"),
    RelationType.EMERGENCY_CONTACT: (_CONTACTS, "C"),
    RelationType.INSURER: (_CONTACTS, "I"),
    RelationType.PAYER: (_CONTACTS, "BP"),
}
_ANS = "https://mos.esante.gouv.fr/NOS"
_FRENCH_ROLES = f"{_ANS}/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode"
_FRENCH_CLASSES = f"{_ANS}/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass"
_FRENCH = {
    RelationType.FAMILY: (_FRENCH_ROLES, "FAMMEMB"),
    RelationType.SPOUSE_PARTNER: (_FRENCH_ROLES, "SIGOTHR"),
    RelationType.NEXT_OF_KIN: (_FRENCH_CLASSES, "NOK"),
    RelationType.EMERGENCY_CONTACT: (_FRENCH_CLASSES, "ECON"),
}
"""The same in the code systems of the ANS, which FR Core prefers (fr-core-related-person)."""
_PROFILE = f"{CORE}/fr-core-related-person"
_RELATIONS = own("relation")
"""The system of the identifiers of relations to who has none of their own."""
_NUMBERS = {
    "rpps": RPPS,
    "finess": "https://finess.esante.gouv.fr",
    "siren": "https://sirene.fr",
    "siret": "https://sirene.fr",
}
_USES = ("mobile", "home", "work")
_OTHER_PHONE = extensions(phone_type__Code=PhoneType.OTHER.value)


def relation_resource(
    relation: Relation, contact: Contact | None = None, other: str | None = None
) -> Resource:
    """The resource of a relation to a *contact*, or to another patient who is called *other*; to
    one who was deleted, the name alone is left, and it is not active."""
    kind = RelationType(relation.type)
    french = [coded(*_FRENCH[kind])] if kind in _FRENCH else []
    known = [_STANDARD[kind]] if kind in _STANDARD else []
    codings = [{"system": system, "code": code} for system, code in (*known, (_TYPES, kind.value))]
    to_patient = relation.other_patient_id
    period = {"start": plain_value(relation.starts_on), "end": plain_value(relation.ends_on)}
    name = relation.gone_name or other
    resource = {
        "resourceType": TYPE,
        "id": str(relation.id),
        "meta": {"profile": [_PROFILE]},
        "extension": extensions(
            related_patient__Reference=reference(to_patient) if to_patient else None,
            policy_number__String=relation.policy_number,
            authorization_code__String=relation.authorization_code,
            payer__Boolean=relation.is_payer,
            notes__String=relation.notes,
        ),
        "identifier": [{"system": _RELATIONS, "value": str(relation.id)}],
        "active": relation.gone_name is None,
        "patient": reference(relation.patient_id),
        "relationship": [
            *french,
            without_nothing({"coding": codings, "text": relation.label}),
        ],
        "name": [{"text": name}] if name else [],
        "period": without_nothing(period),
    }
    if contact is None:
        return without_nothing(resource)
    told = _of_contact(contact)
    told["extension"] = resource["extension"] + told["extension"]
    return without_nothing(resource | without_nothing(told))


def relation_given(resource: Mapping[str, Any]) -> GivenRecord:
    """What a RelatedPerson gives, by the keys of a relation in the patient document; `other` is the
    id that the file has for the other patient, or `new` are the fields of a contact and `number`
    what it had in the register of the file. One to somebody deleted has neither.

    Raises:
        InvalidInput: it is not as it is written here.
    """
    known = ("meta", "active", "patient", "relationship", "name", "period")
    with reading(resource, *known, "identifier", "telecom", "address"):
        relationship = only([each for each in resource["relationship"] if code_of(each, _TYPES)])
        period = resource.get("period", {})
        fields: dict[str, Any] = {
            "type": RelationType(code_of(relationship, _TYPES) or "").value,
            "label": relationship.get("text"),
            "since": period.get("start"),
            "until": period.get("end"),
            "policy_number": extension(resource, "policy-number"),
            "authorization_code": extension(resource, "authorization-code"),
            "is_payer": extension(resource, "payer"),
            "notes": extension(resource, "notes"),
        }
        fields = without_nothing(fields)
        to_patient = extension(resource, "related-patient")
        if to_patient:
            fields["other"] = referred(to_patient)
        elif resource["active"]:
            fields["number"] = str(extension(resource, "contact-number") or "") or None
            fields["new"] = without_nothing(dict(_contact_given(resource)))
        return GivenRecord(RELATION, referred(resource["patient"]), fields)


def _of_contact(contact: Contact) -> dict[str, Any]:
    """The elements that tell of a contact."""
    if contact.kind == ContactKind.ORGANISATION:
        name: dict[str, Any] = {"text": contact.company_name}
    else:
        name = {
            "family": contact.last_name,
            "given": [contact.first_name] if contact.first_name else [],
            "prefix": [contact.title] if contact.title else [],
        }
    address = {
        "line": (contact.address_lines or "").splitlines(),
        "city": contact.city,
        "postalCode": contact.postal_code,
        "country": contact.country,
    }
    is_person = contact.kind == ContactKind.PERSON
    first, *more = [name for name in _NUMBERS if getattr(contact, name)] or [""]
    return {
        "extension": extensions(
            contact_number__String=str(contact.id),
            contact_kind__Code=contact.kind,
            contact_company__String=contact.company_name if is_person else None,
            contact_notes__String=contact.notes,
            **{f"contact_{name}__String": getattr(contact, name) for name in more},
        ),
        "identifier": [
            {"type": {"text": first.upper()}, "system": _NUMBERS[first]}
            | {"value": getattr(contact, first)}
        ]
        if first
        else [],
        "name": [without_nothing(name)],
        "telecom": list(_telecom(contact)),
        "address": [without_nothing(address)] if any(address.values()) else [],
    }


def _telecom(contact: Contact) -> Iterator[dict[str, Any]]:
    for phone in contact.phones:
        told = {"use": phone.type} if phone.type in _USES else {"extension": _OTHER_PHONE}
        yield {"system": "phone", "value": phone.number} | told
    if contact.email:
        yield {"system": "email", "value": contact.email}
    if contact.mssante:
        secure = extensions(mssante__Boolean=True)
        yield {"extension": secure, "system": "email", "value": contact.mssante, "use": "work"}


def _contact_given(resource: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    name, address = only(resource["name"]), only(resource.get("address"))
    yield "kind", ContactKind(extension(resource, "contact-kind")).value
    yield "name", name.get("family") or name.get("text")
    yield "first_name", only(name.get("given")) or None
    yield "title", only(name.get("prefix")) or None
    yield "company_name", extension(resource, "contact-company")
    yield "notes", extension(resource, "contact-notes")
    phones = []
    for point in resource.get("telecom", ()):
        if point["system"] == "phone":
            kind = point.get("use") or extension(point, "phone-type")
            phones.append({"type": kind, "number": point["value"]})
        else:
            yield "mssante" if extension(point, "mssante") else "email", point["value"]
    yield "phones", phones
    yield "address_lines", "\n".join(address.get("line", ()))
    yield "city", address.get("city")
    yield "postal_code", address.get("postalCode")
    yield "country", address.get("country")
    for field in _NUMBERS:
        yield field, extension(resource, f"contact-{field}")
    for number in resource.get("identifier", ()):
        if number["system"] == _RELATIONS:
            continue
        field = number["type"]["text"].lower()
        if number["system"] != _NUMBERS[field]:
            raise ValueError
        yield field, number["value"]
