"""Patients as messages of PAM-FR, spelled out; read back by another program and by our reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hl7apy.parser import parse_message
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.exchange.hl7 import patients as reading
from semble_cli.exchange.hl7.writing import Envelope, message_of
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.identity.status import IdentitySource
from semble_cli.patient.catalogue import TYPED
from semble_cli.patient.intake import new_patient
from semble_cli.patient.interchange import PatientEvent
from semble_cli.patient.reading.states import STATE_READERS, read_states, with_states
from semble_cli.patient.record import Answer, ExtraNumber, Patient, Phone, PhoneType, Sex
from tests.conftest import PAT_TROIS, a_patient
from tests.exchange.hl7.messages import TODAY, records
from tests.full_patient import FULL

AT = datetime(2026, 11, 23, 10, 30, 5, tzinfo=UTC)
REGISTER = "6723bb37-9abb-4474-8cc7-2e28b4399fe4"
ADDED = Envelope(PatientEvent.ADDED, AT, REGISTER, "0123456789abcdef0123")
INS: dict[str, Any] = {
    "identity_retrieved": True,
    "identity_checked": True,
    "ins_matricule": "279035121518989",
    "ins_oid": InsOid.TEST.value,
}


def segments(patient: Patient, envelope: Envelope = ADDED) -> dict[str, list[str]]:
    """The segments of a message by their names, in fields."""
    lines = message_of(patient, envelope).rstrip("\r").split("\r")
    return {line[:3]: line.split("|") for line in lines}


def read_back(patient: Patient) -> dict[str, Any]:
    """What our own reader takes from the message of a patient."""
    source = records(message_of(patient, ADDED))
    ((row,),) = source.batches([10])
    assert row.problem is None, row.problem
    return source.given(row)


def test_a_message_is_spelled_out() -> None:
    patient = a_patient(
        PAT_TROIS
        | {"used_name": "DURAND", "title": "Mme", "preferred_language": "fr", "birth_rank": 2}
        | {"address_lines": "1 rue\nBâtiment B\nA4", "postal_code": "75001", "city": "Paris"}
        | {"country": "France", "email": "d@example.org"}
    )._replace(
        **INS,
        id=12,
        phones=(Phone(PhoneType.MOBILE, "06 39 98 00 01"), Phone(PhoneType.WORK, "0199000001")),
        numbers=(ExtraNumber("Dossier", "P1"),),
        nir="275126322074974",
        deceased_on=date(2026, 11, 1),
        receive_sms=Answer.REFUSED,
        dmp_consent=Answer.ACCEPTED,
        dmp_consent_on=date(2026, 1, 2),
        identity_source=IdentitySource.INSI,
        identity_document="CN",
        homonym=True,
        updated_at=AT,
    )
    assert message_of(patient, ADDED).split("\r") == [
        r"MSH|^~\&|SEMBLE-CLI|SEMBLE-CLI|||20261123103005+0000||ADT^A28^ADT_A05"
        "|0123456789abcdef0123|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8|FR||2.11^IHE_FRANCE-2.11-PAM",
        "EVN||20261123103005+0000||||20261123103005+0000",
        f"PID|1||12^^^SEMBLE-CLI&{REGISTER}&UUID^PI"
        "~279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS"
        "~275126322074974^^^CNAM^NH~P1^^^Dossier^RI||"
        "PAT-TROIS^DOMINIQUE^DOMINIQUE MARIE-LOUISE^^^^L~DURAND^DOMINIQUE^^^Mme^^D||19790328|F|||"
        r"1 rue^Bâtiment B\.br\A4^Paris^^75001^FRA^H~^^^^^^BDL^^51215||"
        "^PRN^CP^^^^^^^^^06 39 98 00 01~^WPN^PH^^^^^^^^^0199000001~^NET^Internet^d@example.org||fr"
        "||||||||Dompremy|Y|2||||20261101|Y|N|VALI~HOMA|20261123103005+0000",
        "PV1||N",
        "ZFA|||||||||INO|20260102",
        "ZFD|||N|N|INSI||CN",
        "",
    ]


@pytest.mark.parametrize("event", PatientEvent)
def test_the_event_stands_in_the_type_of_the_message(event: PatientEvent) -> None:
    found = segments(a_patient(), ADDED._replace(event=event))
    assert found["MSH"][8] == f"ADT^{event.value}^ADT_A05"


@pytest.mark.parametrize(
    ("facts", "status", "has_ins"),
    [
        ({}, "PROV", False),
        ({"identity_retrieved": True}, "PROV", False),
        ({"identity_checked": True}, "VALI", False),
        ({"identity_retrieved": True, "identity_checked": True}, "VALI", True),
        ({"identity_retrieved": True, "identity_checked": True, "doubtful": True}, "PROV", False),
    ],
)
def test_only_prov_and_vali_are_sent_and_the_matricule_of_a_qualified_identity_alone(
    facts: dict[str, Any], status: str, has_ins: bool
) -> None:
    patient = a_patient()._replace(
        ins_matricule="279035121518989", ins_oid=InsOid.TEST.value, nir=None, **facts
    )
    pid = segments(patient)["PID"]
    assert pid[32].split("~")[0] == status
    assert ("^INS" in pid[3], "279035121518989" in pid[3]) == (has_ins, has_ins)


def test_a_number_of_waiting_has_its_own_authority_and_former_ones_stay_here() -> None:
    patient = a_patient()._replace(
        **INS | {"ins_oid": InsOid.NIA.value},
        nir=None,
        former_ins=(PastIns("279035121518900", InsOid.NIR),),
    )
    pid = segments(patient)["PID"]
    assert pid[3] == "279035121518989^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS"


@pytest.mark.parametrize(
    ("flag", "code"), [("homonym", "HOMA"), ("doubtful", "DOUT"), ("fictitious", "FICT")]
)
def test_a_flag_stands_behind_the_status(flag: str, code: str) -> None:
    flagged: dict[str, Any] = {flag: True}
    patient = a_patient()._replace(**flagged)
    assert segments(patient)["PID"][32] == f"PROV~{code}"
    assert read_back(patient)["identity_flags"] == [flag]


@pytest.mark.parametrize(
    ("answer", "code"), [(Answer.ACCEPTED, "INO"), (Answer.REFUSED, "IO"), (None, None)]
)
def test_what_is_not_asked_of_the_dmp_is_in_no_segment(
    answer: Answer | None, code: str | None
) -> None:
    found = segments(a_patient()._replace(dmp_consent=answer))
    assert (found["ZFA"][9] if "ZFA" in found else None) == code


def test_an_unknown_sex_is_u_and_a_lunar_date_is_told_in_parts() -> None:
    patient = a_patient()._replace(
        sex=Sex.INDETERMINATE, birth_date_fictive=True, birth_date_as_insured="1963-00-00"
    )
    found = segments(patient)
    assert (found["PID"][8], found["ZFD"][1], found["ZFD"][4]) == ("U", "0^0^1963", "Y")
    assert read_back(patient)["birth_date_fictive"] == "yes"


@pytest.mark.parametrize("event", PatientEvent)
def test_another_program_reads_it_and_finds_nothing_wrong(event: PatientEvent) -> None:
    patient = FULL._replace(**INS, id=12, used_name="D^Œ|u&v~\\ré", comments="x")
    built = parse_message(message_of(patient, ADDED._replace(event=event)))
    assert built.validate()
    assert built.msh.msh_9.msh_9_2.value == event.value
    assert built.pid.pid_5[1].xpn_1.fn_1.to_er7() == r"D\S\Œ\F\u\T\v\R\\E\ré"
    assert built.pid.pid_3[1].cx_4.hd_2.to_er7() == InsOid.TEST.value


def test_what_is_written_is_read_back_but_for_what_no_message_tells() -> None:
    patient = FULL._replace(id=12, tags=("ALD",))
    given = read_back(patient)
    states = read_states(given, TODAY)
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    ours = [{"name": "IPP SEMBLE-CLI", "value": "12"}]
    assert fields.pop("numbers") == ours + [each._asdict() for each in patient.numbers]
    back = with_states(new_patient(fields, TODAY).patient, states)
    lost = {
        name
        for name in (*TYPED, *STATE_READERS)
        if name != "numbers" and getattr(back, name) != getattr(patient, name)
    }
    # Whoever has a lunar date at the health insurance has a fictive one.
    assert lost == {
        name
        for name in (*reading.NO_WORD, "birth_date_fictive")
        if name in (*TYPED, *STATE_READERS) and getattr(patient, name) is not False
    } | {"birth_date_fictive"}


@pytest.mark.parametrize("number", ["06 39 98 00 01", "0199000001", "+32 2 555 12 12"])
@pytest.mark.parametrize("kind", PhoneType)
def test_a_phone_keeps_its_kind_whatever_its_number_looks_like(
    kind: PhoneType, number: str
) -> None:
    given = read_back(a_patient()._replace(phones=(Phone(kind, number),)))
    assert given["phones"] == [{"type": kind, "number": number}]


HOSTILE = st.text(
    st.one_of(st.sampled_from("|^~\\&\r\n\x0b\x1c\x1b\u202e\x00é😀אب\t"), st.characters()),
    max_size=30,
)


@given(text=HOSTILE)
@settings(max_examples=200, deadline=None)
def test_no_text_makes_another_segment_field_or_component(text: str) -> None:
    usual = a_patient()._replace(
        id=1, city="Lyon", birth_place="Lyon", numbers=(ExtraNumber("N", "V"),)
    )
    hostile = usual._replace(
        birth_name=text, city=text, birth_place=text, numbers=(ExtraNumber(text, text),)
    )
    written, plain = message_of(hostile, ADDED), message_of(usual, ADDED)
    assert len(written.split("\r")) == len(plain.split("\r"))
    for line, other in zip(written.split("\r"), plain.split("\r"), strict=True):
        assert line[:3] == other[:3]
        assert line.count("|") == other.count("|")
    assert not any(character in written for character in "\n\x00\x0b\x1c\x1b\u202e")
    written.encode()


@given(
    text=st.text(
        st.one_of(st.sampled_from("|^~\\&éŒ'😀אب"), st.characters(codec="latin-1")), max_size=20
    ).filter(lambda text: text.isprintable() and text.strip() == text and "  " not in text)
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    given = read_back(a_patient()._replace(city=f"à {text}", address_lines="1 rue"))
    assert given["city"] == f"à {text}".strip()
