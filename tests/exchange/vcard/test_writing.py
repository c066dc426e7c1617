"""Patients as vCard 4.0, spelled out; read back by another program and by our reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.exchange.vcard import patients as reading
from semble_cli.exchange.vcard.contacts import CardRelation, read_cards
from semble_cli.exchange.vcard.writing import patient_card
from semble_cli.patient.catalogue import TYPED
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.states import STATE_READERS, read_states, with_states
from semble_cli.patient.record import Patient, Phone, PhoneType, Sex
from tests.conftest import ADRUN, PAT_TROIS, a_patient
from tests.exchange.vcard.test_patients import TODAY, records
from tests.full_patient import FULL

AT = datetime(2026, 11, 23, 10, 30, 5, tzinfo=UTC)


def read_back(patient: Patient, *related: CardRelation) -> dict[str, Any]:
    """What our own reader takes from the card of a patient."""
    source = records(patient_card(patient, related))
    ((row,),) = source.batches([10])
    assert row.problem is None, row.problem
    return source.given(row)


def test_a_card_is_spelled_out() -> None:
    patient = a_patient(
        PAT_TROIS
        | {"used_name": "DURAND", "title": "Mme", "preferred_language": "fr"}
        | {"address_lines": "1 rue\nBâtiment B", "postal_code": "75001", "city": "Paris"}
        | {"country": "France", "email": "d@example.org", "occupation": "Prof; sciences"}
        | {"comments": "une,\ndeux"}
    )._replace(
        id=12,
        phones=(Phone(PhoneType.MOBILE, "06 39 98 00 01"), Phone(PhoneType.OTHER, "0199000001")),
        nir="275126322074974",
        deceased_on=date(2026, 11, 1),
        updated_at=AT,
    )
    related = CardRelation("parent_guardian", None, "ADRUN; Claude", is_name=True)
    assert patient_card(patient, [related]).split("\r\n") == [
        *("BEGIN:VCARD", "VERSION:4.0", "KIND:individual"),
        "UID:urn:uuid:64d9d0d3-6733-5ff2-bb31-cb0c42114df6",
        "REV:20261123T103005Z",
        "FN:DURAND DOMINIQUE",
        "N:DURAND;DOMINIQUE;MARIE-LOUISE;Mme;",
        "X-MAIDENNAME:PAT-TROIS",
        "BDAY:19790328",
        "BIRTHPLACE:Dompremy",
        "GENDER:F",
        "TEL;TYPE=cell:06 39 98 00 01",
        "TEL;TYPE=voice:0199000001",
        "EMAIL:d@example.org",
        r"ADR:;;1 rue\nBâtiment B;Paris;;75001;France",
        r"ROLE:Prof\; sciences",
        "LANG:fr",
        r"NOTE:une\,\ndeux",
        "DEATHDATE:20261101",
        r"RELATED;TYPE=parent;X-SEMBLE-TYPE=parent_guardian;VALUE=text:ADRUN\; Claude",
        "X-SEMBLE-PATIENT:1",
        "END:VCARD",
        "",
    ]


def test_no_number_of_the_health_insurance_stands_in_a_card() -> None:
    patient = a_patient()._replace(
        nir="275126322074974",
        ins_matricule="279035121518989",
        identity_retrieved=True,
        identity_checked=True,
    )
    card = patient_card(patient)
    assert "275126322074974" not in card
    assert "279035121518989" not in card


def test_a_card_of_a_patient_is_no_contact() -> None:
    (card,) = read_cards(patient_card(a_patient()))
    assert card.is_patient


@pytest.mark.parametrize(
    ("first", "listed", "further"),
    [
        ("DOMINIQUE", "DOMINIQUE MARIE-LOUISE", "MARIE-LOUISE"),
        ("MARIE LOUISE", "MARIE-LOUISE ANNE", "ANNE"),
        ("MARIE-LOUISE", "MARIE LOUISE ANNE", "ANNE"),
        ("ZOE", "ZOE", ""),
        ("ANNE", "ZOE", ""),
    ],
)
def test_the_given_names_beside_the_first_are_further_ones(
    first: str, listed: str, further: str
) -> None:
    card = patient_card(a_patient(first_given_name=first, birth_given_names=listed))
    assert f"N:{a_patient().birth_name};{first};{further};;" in card


def test_an_unknown_sex_is_u() -> None:
    assert "GENDER:U" in patient_card(a_patient()._replace(sex=Sex.INDETERMINATE))


def test_another_program_reads_it() -> None:
    card = vobject.readOne(patient_card(FULL._replace(id=12, used_name="D;Œ,u\\vré")))
    assert card.version.value == "4.0"
    assert card.n.value.family == "D;Œ,u\\vré"
    assert card.n.value.additional == "MARIE-LOUISE"
    assert [each.value for each in card.tel_list] == [each.number for each in FULL.phones]
    assert card.adr.value.city == FULL.city
    assert card.note.value == FULL.comments


def test_what_is_written_is_read_back_but_for_what_no_card_tells() -> None:
    patient = FULL._replace(id=12, tags=("ALD",))
    given = read_back(patient)
    states = read_states(given, TODAY)
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    back = with_states(new_patient(fields, TODAY).patient, states)
    lost = {
        name for name in (*TYPED, *STATE_READERS) if getattr(back, name) != getattr(patient, name)
    }
    listed = {name for name in reading.NO_WORD if name in (*TYPED, *STATE_READERS)}
    assert lost == {name for name in listed if getattr(patient, name) is not False} - {
        "birth_place_code"  # the name of the place tells it
    }


HOSTILE = st.text(
    st.one_of(st.sampled_from(';:,\\\r\n\x1b\u202e\x00é😀אب\t"=^'), st.characters()), max_size=90
)


@given(text=HOSTILE)
@settings(max_examples=200, deadline=None)
def test_no_text_makes_another_property_or_a_line_too_long(text: str) -> None:
    plain = patient_card(a_patient(ADRUN)._replace(comments="x", occupation="x"))
    relation = CardRelation("other", text, text, is_name=True)
    hostile = a_patient(ADRUN)._replace(
        birth_name=text, comments=text or "x", occupation=text or "x"
    )
    card = patient_card(hostile, [relation])
    lines = card.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(character in card.replace("\r\n", "") for character in "\r\n\x00\x1b\u202e")
    begun = [line for line in lines if not line.startswith(" ")]
    assert len(begun) == len(plain.split("\r\n")) + 1
