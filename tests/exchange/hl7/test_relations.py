"""Relations in the messages of a patient, spelled out, and read back by another program."""

from __future__ import annotations

from datetime import date

import pytest
from hl7apy.parser import parse_message
from hypothesis import given, settings

from semble_cli.exchange.hl7.relations import HeldRelation, relation_segments
from semble_cli.exchange.hl7.writing import message_of
from semble_cli.patient.around.contact import Contact, ContactKind, ContactPhone
from semble_cli.patient.around.relation import Relation, RelationType
from semble_cli.patient.interchange import PatientEvent
from semble_cli.patient.record import PhoneType
from tests.conftest import PAT_TROIS, a_patient
from tests.exchange.hl7.test_writing import ADDED, AT, HOSTILE, REGISTER

DOCTOR = Contact(
    ContactKind.PERSON,
    title="Dr",
    first_name="Luc",
    last_name="MARTIN",
    company_name="Cabinet des Lilas",
    phones=(ContactPhone("work", "0199000001"), ContactPhone("other", "0199000002")),
    email="luc@example.org",
    mssante="luc@medecin.mssante.fr",
    address_lines="2 rue\nBâtiment C",
    postal_code="51100",
    city="Reims",
    country="France",
    rpps="10101085432",
    notes="x",
    id=3,
)
SCHOOL = Contact(ContactKind.ORGANISATION, company_name="École Jules Ferry", siret="1", id=4)
SPOUSE = a_patient(PAT_TROIS)._replace(id=12, title="Mme")


def held(kind: RelationType, contact: Contact | None = None, **fields: object) -> HeldRelation:
    relation = Relation(1, kind.value, contact_id=contact.id if contact else None)
    return HeldRelation(relation._replace(**fields), contact)  # type: ignore[arg-type]


def written(*relations: HeldRelation, event: PatientEvent = PatientEvent.ADDED) -> list[str]:
    return list(relation_segments(relations, event, REGISTER))


def test_a_treating_doctor_is_a_role_spelled_out() -> None:
    gp = held(
        RelationType.GP, DOCTOR, starts_on=date(2025, 1, 2), ends_on=date(2026, 3, 4), notes="x"
    )
    line = (
        "ODRP^Médecin traitant^HL70443^gp^^L|10101085432^MARTIN^Luc^^^Dr^^^"
        "ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^RPPS|20250102|20260304|||||"
        r"2 rue^Bâtiment C^Reims^^51100^FRA^B|"
        "^WPN^PH^^^^^^^^^0199000001~^ORN^^^^^^^^^^0199000002~^NET^Internet^luc@example.org"
        "~^NET^Internet^luc@medecin.mssante.fr"
    )
    assert written(gp) == [f"ROL||AD|{line}"]
    assert written(gp, event=PatientEvent.UPDATED) == [f"ROL||UP|{line}"]


def test_all_others_are_associated_parties_spelled_out() -> None:
    assert written(
        held(RelationType.EMERGENCY_CONTACT, DOCTOR._replace(address_lines=None, city=None)),
        held(RelationType.SCHOOL, SCHOOL),
        held(RelationType.OTHER, SCHOOL, label="Crèche | été"),
        held(RelationType.SPOUSE_PARTNER, other_patient_id=12)._replace(patient=SPOUSE),
    ) == [
        "NK1|1|MARTIN^Luc^^^Dr^^D|EMC^Emergency contact^HL70063^emergency_contact^^L|"
        "^^^^51100^FRA^H|^WPN^PH^^^^^^^^^0199000001~^ORN^^^^^^^^^^0199000002"
        "~^NET^Internet^luc@example.org~^NET^Internet^luc@medecin.mssante.fr||"
        "C^Emergency Contact^HL70131||||||Cabinet des Lilas",
        "NK1|2||OTH^Other^HL70063^school^^L||||||||||École Jules Ferry",
        r"NK1|3||OTH^Other^HL70063^other^Crèche \F\ été^L||||||||||École Jules Ferry",
        "NK1|4|PAT-TROIS^DOMINIQUE^^^Mme^^D|SPO^Spouse^HL70063^spouse_partner^^L"
        + "|" * 30
        + f"12^^^SEMBLE-CLI&{REGISTER}&UUID^PI",
    ]


def test_who_was_deleted_is_in_no_message() -> None:
    gone = held(RelationType.GP, gone_kind="contact", gone_id=3, gone_name="MARTIN Luc")
    assert written(gone, held(RelationType.SCHOOL, SCHOOL)) == written(
        held(RelationType.SCHOOL, SCHOOL)
    )


@pytest.mark.parametrize("event", PatientEvent)
def test_another_program_reads_each_kind_where_it_belongs(event: PatientEvent) -> None:
    relations = [held(kind, DOCTOR, label="voisine") for kind in RelationType]
    message = message_of(a_patient()._replace(id=1), ADDED._replace(event=event, at=AT), relations)
    assert [
        line[:3] for line in message.split("\r") if line[:3] in ("PID", "ROL", "NK1", "PV1")
    ] == [*("PID", *["ROL"] * 4, *["NK1"] * 11, "PV1")]
    built = parse_message(message, find_groups=False)
    assert built.validate()
    ours = {each.rol_3.ce_4.to_er7() for each in built.rol}
    assert ours == {"gp", "referring_clinician", "practitioner", "anaesthetist"}
    ours |= {each.nk1_3.ce_4.to_er7() for each in built.nk1}
    assert ours == {*RelationType}
    assert [each.nk1_1.to_er7() for each in built.nk1] == [str(n) for n in range(1, 12)]
    assert {each.rol_4.xcn_1.to_er7() for each in built.rol} == {DOCTOR.rpps}


@given(text=HOSTILE)
@settings(max_examples=200, deadline=None)
def test_no_text_of_a_relation_makes_another_segment_or_field(text: str) -> None:
    phones = (ContactPhone(PhoneType.OTHER, text),)
    hostile = DOCTOR._replace(
        title=text, first_name=text, last_name=text, company_name=text, phones=phones
    )._replace(email=text, mssante=text, address_lines=text, city=text, postal_code=text)
    for kind in (RelationType.GP, RelationType.OTHER):
        (plain,) = written(held(kind, DOCTOR))
        (line,) = written(held(kind, hostile, label=text))
        # Fields at the end are left out where there is nothing in them.
        assert line.count("|") <= plain.count("|")
        assert line.count("~") <= plain.count("~")
        assert not any(character in line for character in "\r\n\x00\x0b\x1c\x1b\u202e")
