"""The contacts of Patient resources of other programs, as relations of ours.

Each becomes a RelatedPerson as `exchange.around.relations` reads it, one for each thing that the
contact is to the patient. Codes: HL7 v2-0131, v3-RoleCode and v3-RoleClass, which TRE_R216 and
TRE_R260 of the ANS take over.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import extensions, own, reference, without_nothing
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.elements import (
    CONTACTS,
    Element,
    codes_of,
    concept_text,
    items,
    no_field,
    not_present,
    one_more,
    text_of,
    texts_of,
)
from semble_cli.exchange.full_names import full_name
from semble_cli.exchange.record import Record
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import RelationType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from semble_cli.errors import Sentence

_R = RelationType
_TYPES = {
    **dict.fromkeys(("C", "ECON"), _R.EMERGENCY_CONTACT),
    **dict.fromkeys(("N", "NOK"), _R.NEXT_OF_KIN),
    **dict.fromkeys(("GUARD", "RESPRSN", "PRN", "MTH", "FTH", "NMTH", "NFTH"), _R.PARENT_GUARDIAN),
    **dict.fromkeys(("ADOPTM", "ADOPTF", "ADOPTP", "STPMTH", "STPFTH"), _R.PARENT_GUARDIAN),
    **dict.fromkeys(("SPS", "HUSB", "WIFE", "SIGOTHR", "DOMPART"), _R.SPOUSE_PARTNER),
    **dict.fromkeys(("FAMMEMB", "CHILD", "SON", "DAU", "SONC", "DAUC", "NCHILD"), _R.FAMILY),
    **dict.fromkeys(("SIB", "BRO", "SIS", "NBRO", "NSIS", "GRPRN", "GRMTH", "GRFTH"), _R.FAMILY),
    **dict.fromkeys(("AUNT", "UNCLE", "COUSN", "NEPHEW", "NIECE", "GRNDCHILD"), _R.FAMILY),
    "I": _R.INSURER,
    "BP": _R.PAYER,
}
_UNSAID = "contact"
"""What somebody is called who is nothing that is told, in English and in French."""
_EMAIL = "email"
_POINTS = ("phone", "sms", _EMAIL)


def with_contacts(records: Iterable[Record], today: date) -> Iterator[Record]:
    """The documents of a file, the contacts of each patient behind the patient. What they are to
    nobody with an id cannot be said, nor is a contact taken that is not built like one."""
    for record in records:
        yield record
        raw = record.raw
        if record.problem or raw.get("resourceType") != "Patient" or not raw.get("contact"):
            continue
        with suppress(AttributeError, TypeError, ValueError):
            for resource in _relations_of(raw, today):
                yield Record(record.number, resource)


def contacts_left_out(resource: Mapping[str, Any], today: date) -> Iterator[Sentence]:
    """What is said of the contacts of a patient, and of their parts, that are not taken."""
    for contact in items(resource, "contact"):
        if not resource.get("id") or not _name(contact):
            yield no_field("contact")
            continue
        if contact.get("gender"):
            yield no_field("contact.gender")
        if contact.get("organization") and contact.get("name"):
            yield no_field("contact.organization")
        if len([each for each in items(contact, "telecom") if each.get("system") == _EMAIL]) > 1:
            yield one_more(CONTACTS)
        for point in items(contact, "telecom"):
            if problem := not_present(point, CONTACTS, today):
                yield problem
            elif point.get("value") and point.get("system") not in _POINTS:
                yield no_field(f"contact.telecom ({text_of(point, 'system') or '?'})")


def _relations_of(resource: Mapping[str, Any], today: date) -> Iterator[Element]:
    """What the contacts of a patient are, each as a RelatedPerson of ours."""
    whose = text_of(resource, "id")
    for place, contact in enumerate(items(resource, "contact"), start=1):
        if not whose or not (name := _name(contact)):
            continue
        is_person = bool(contact.get("name"))
        told = {
            "extension": extensions(
                contact_number__String=f"{whose}-{place}",
                contact_kind__Code=(
                    ContactKind.PERSON if is_person else ContactKind.ORGANISATION
                ).value,
            ),
            "name": [name],
            "telecom": list(_telecom(contact, today)),
            "address": list(_address(contact)),
            "period": contact.get("period"),
        }
        for relationship in _relationships(contact):
            yield without_nothing(
                {
                    "resourceType": "RelatedPerson",
                    "active": True,
                    "patient": reference(whose),
                    "relationship": [relationship],
                }
                | told
            )


def _relationships(contact: Element) -> list[Element]:
    """What a contact is to the patient; what no type says, by its name."""
    concepts = items(contact, "relationship")
    codes = [code for concept in concepts for code in codes_of(concept)]
    types = dict.fromkeys(_TYPES[code] for code in codes if code in _TYPES)
    system = own("relation-type")
    if types:
        return [{"coding": [{"system": system, "code": kind.value}]} for kind in types]
    label = next(filter(None, map(concept_text, concepts)), _UNSAID)
    return [{"coding": [{"system": system, "code": _R.OTHER.value}], "text": label}]


def _name(contact: Element) -> Element:
    """The name of a person, or of an organisation; empty where there is none."""
    name = contact.get("name") or {}
    family, given = text_of(name, "family"), " ".join(texts_of(name, "given"))
    if not family and (text := text_of(name, "text")):
        family, _, given = full_name(text)
    if family:
        prefix = " ".join(texts_of(name, "prefix"))
        person = {"given": [given] if given else [], "prefix": [prefix] if prefix else []}
        return without_nothing({"family": family} | person)
    organisation = text_of(contact.get("organization") or {}, "display")
    return {"text": organisation} if organisation and not contact.get("name") else {}


def _telecom(contact: Element, today: date) -> Iterator[Element]:
    """The phones and the one e-mail of a contact that hold today."""
    emails = 0
    for point in items(contact, "telecom"):
        system, value = text_of(point, "system"), text_of(point, "value")
        if not value or system not in _POINTS or not_present(point, CONTACTS, today):
            continue
        if system == _EMAIL:
            emails += 1
            if emails == 1:
                yield {"system": _EMAIL, "value": value}
            continue
        use = text_of(point, "use")
        is_use = use in terms.PHONE_USES
        kind = {"use": use} if is_use else {"extension": extensions(phone_type__Code="other")}
        yield {"system": "phone", "value": value} | kind


def _address(contact: Element) -> Iterator[Element]:
    address = contact.get("address") or {}
    lines = texts_of(address, "line")
    parts = {name: text_of(address, name) for name in ("city", "postalCode", "country")}
    if not lines and not any(parts.values()):
        lines = text_of(address, "text").splitlines()
    if told := without_nothing({"line": lines} | parts):
        yield told
