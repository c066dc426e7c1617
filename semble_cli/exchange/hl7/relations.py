"""Who is what to a patient, in the segments of a message: clinicians in ROL, all others in NK1, as
IHE PAM has them (ITI TF-2, 3.30.5); the names and phones of a contact, its address, from when to
when.

| of a relation | NK1 | ROL |
|---|---|---|
| its type: in a word of HL7, and in our own beside | NK1-3, NK1-7 | ROL-3 |
| name; of an organisation | NK1-2; NK1-13 | ROL-4 |
| RPPS; number of another patient of ours | -; NK1-33 | ROL-4; - |
| address, phones, e-mail | NK1-4, NK1-5 | ROL-11, ROL-12 |
| from when, until when | NK1-8, NK1-9 | ROL-5, ROL-6 |

What no field has: numbers of contracts, who pays, remarks. Those to somebody who was deleted are in
no message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange.hl7.parts import day, email, home, numbered, own_number, parts, phone
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.interchange import PatientEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.around.relation import Relation
    from semble_cli.patient.record import Patient

_ROLES = {
    RelationType.GP: ("ODRP", "Médecin traitant"),
    RelationType.REFERRING_CLINICIAN: ("RP", "Referring Provider"),
    RelationType.PRACTITIONER: ("CP", "Consulting Provider"),
    RelationType.ANAESTHETIST: ("CP", "Consulting Provider"),
}
"""HL7 table 0443, in which France has a code of its own for the doctor whom a patient declares."""
_RELATIONSHIPS = {
    RelationType.SPOUSE_PARTNER: ("SPO", "Spouse"),
    RelationType.PARENT_GUARDIAN: ("GRD", "Guardian"),
    RelationType.EMERGENCY_CONTACT: ("EMC", "Emergency contact"),
}
_OTHER = ("OTH", "Other")
"""HL7 table 0063; whatever has no word there is other."""
_CONTACT_ROLES = {
    RelationType.NEXT_OF_KIN: ("N", "Next-of-Kin"),
    RelationType.EMERGENCY_CONTACT: ("C", "Emergency Contact"),
    RelationType.INSURER: ("I", "Insurance Company"),
}
"""HL7 table 0131."""
_ACTIONS = {PatientEvent.ADDED: "AD", PatientEvent.UPDATED: "UP"}
"""HL7 table 0287."""
_RPPS = "ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO"
"""Who gives the numbers of professionals (IHE France, constraints on data types, XCN)."""


class HeldRelation(NamedTuple):
    """A relation, with the contact or the other patient that it is to."""

    relation: Relation
    contact: Contact | None = None
    patient: Patient | None = None


def relation_segments(
    relations: Iterable[HeldRelation], event: PatientEvent, register_id: str
) -> Iterator[str]:
    """The segments of a patient's relations, in the order in which a message has them."""
    held = [each for each in relations if each.contact or each.patient]
    clinicians = [each for each in held if each.relation.type in _ROLES]
    others = [each for each in held if each.relation.type not in _ROLES]
    for each in clinicians:
        yield numbered("ROL", _rol(each, event))
    for number, each in enumerate(others, 1):
        yield numbered("NK1", _nk1(each, number, register_id))


def _rol(held: HeldRelation, event: PatientEvent) -> dict[int, str]:
    relation = held.relation
    return {
        2: _ACTIONS[event],
        3: _coded(_ROLES[RelationType(relation.type)], "HL70443", relation),
        4: _clinician(held),
        5: day(relation.starts_on),
        6: day(relation.ends_on),
        11: _address(held, "B"),
        12: "~".join(_telecoms(held)),
    }


def _nk1(held: HeldRelation, number: int, register_id: str) -> dict[int, str]:
    relation = held.relation
    kind = RelationType(relation.type)
    role = _CONTACT_ROLES.get(kind)
    patient = held.patient
    is_of_many = held.contact is not None and held.contact.kind == ContactKind.ORGANISATION
    return {
        1: str(number),
        2: "" if is_of_many else _person(held),
        3: _coded(_RELATIONSHIPS.get(kind, _OTHER), "HL70063", relation),
        4: _address(held, "B" if is_of_many else "H"),
        5: "~".join(_telecoms(held)),
        7: parts(*role, "HL70131") if role else "",
        8: day(relation.starts_on),
        9: day(relation.ends_on),
        13: parts(held.contact.company_name) if held.contact else "",
        33: own_number(patient.id or 0, register_id) if patient else "",
    }


def _coded(word: tuple[str, str], table: str, relation: Relation) -> str:
    """A type in a word of HL7 and, beside it, in our own, with its label where it has one."""
    return parts(*word, table, relation.type, relation.label, "L")


def _named(held: HeldRelation) -> tuple[str | None, str | None, str | None]:
    """The last name, the first name and the title of somebody."""
    if held.contact:
        contact = held.contact
        name = contact.last_name or contact.company_name
        return name, contact.first_name, contact.title
    if held.patient:
        patient = held.patient
        name = patient.used_name or patient.birth_name
        return name, patient.used_given_name or patient.first_given_name, patient.title
    return None, None, None


def _person(held: HeldRelation) -> str:
    name, first, title = _named(held)
    return parts(name, first, "", "", title, "", "D")


def _clinician(held: HeldRelation) -> str:
    """A professional (XCN), by the RPPS number where it is known."""
    name, first, title = _named(held)
    rpps = held.contact.rpps if held.contact else None
    giver, kind = (_RPPS, "RPPS") if rpps else ("", "")
    named = (rpps, name, first, "", "", title, "", "", giver, "D")
    return parts(*named, "", "", kind, plain=(9,))


def _address(held: HeldRelation, kind: str) -> str:
    contact = held.contact
    if contact is None:
        return ""
    living = contact.address_lines, contact.city, contact.postal_code, contact.country
    return home(*living, kind)


def _telecoms(held: HeldRelation) -> Iterator[str]:
    contact = held.contact
    if contact is None:
        return
    yield from (phone(each.type, each.number) for each in contact.phones)
    yield from map(email, filter(None, (contact.email, contact.mssante)))
