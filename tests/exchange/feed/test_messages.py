"""What qualifies an identity in HL7 PAM and in FHIR, and how messages are told apart."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange.feed.reading import LARGEST, chunks_of, is_whole, messages_in
from semble_cli.identity.ins import Ins, InsOid, PastIns
from tests.exchange.feed.messages import ZOE_ID, ZOE_INS, adt, fhir, resource
from tests.exchange.hl7.messages import IPP, TODAY

if TYPE_CHECKING:
    from semble_cli.exchange.feed.identities import FedIdentity, FedMessage

ZOE = Ins("275126322074974", InsOid.NIR)
OLD_INS = "279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS^^20101207^20200101"
NIA = "275126322074974^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS"


def read(content: str | bytes) -> list[FedMessage]:
    data = content if isinstance(content, bytes) else content.encode()
    return list(messages_in(data, TODAY))


def identity(content: str | bytes) -> FedIdentity:
    (found,) = read(content)
    assert found.problem is None, found.problem
    assert found.identity
    return found.identity


def left(found: FedIdentity) -> str:
    return " ".join(map(str, found.left_out))


def test_validated_with_matricule_and_oid_is_qualified_in_pam() -> None:
    found = identity(adt("A31", "ZFD|||||INSI|20261101|CN"))
    assert found.qualified
    assert (found.qualified.ins, found.qualified.former) == (ZOE, ())
    assert (found.qualified.document, found.qualified.checked_on) == ("CN", None)
    assert "nir" not in found.given
    assert "status" not in left(found)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"p32": "PROV"}, "does not vouch"),
        ({"p32": ""}, "does not vouch"),
        ({"p32": "RECUP"}, "does not vouch"),
        ({"p32": "VALI~DOUT"}, "does not vouch"),
        ({"p32": "VALI~FICT"}, "does not vouch"),
        ({"p32": "VALI~PROV"}, "does not vouch"),
        ({"p31": "Y"}, "does not vouch"),
        ({"p3": "275126322074974^^^ASIP-SANTE-INS-NIR^INS"}, "not whole"),
        ({"p3": "2751263^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS"}, "not whole"),
        ({"p3": f"{ZOE_INS}~{ZOE_INS.replace('275126322074974', '279035121518989')}"}, "several"),
    ],
)
def test_whatever_else_is_not_qualified_in_pam_and_the_matricule_is_left_and_said(
    fields: dict[str, str], sentence: str
) -> None:
    found = identity(adt(**fields))
    assert found.qualified is None
    assert sentence in left(found)
    assert "275126322074974" not in str(found.given)
    assert found.given["birth_name"] == "ADRUN"


def test_validated_without_a_matricule_is_not_qualified_and_nothing_was_left() -> None:
    found = identity(adt(p3=IPP))
    assert found.qualified is None
    assert "matricule" not in left(found)


def test_a_matricule_of_the_past_is_a_former_one() -> None:
    qualified = identity(adt(p3=f"{OLD_INS}~{ZOE_INS}")).qualified
    assert qualified
    past = PastIns("279035121518989", InsOid.NIR, date(2010, 12, 7), date(2020, 1, 1))
    assert (qualified.ins, qualified.former) == (ZOE, (past,))
    qualified = identity(adt(p3=f"{NIA}~{ZOE_INS}")).qualified
    assert qualified
    assert (qualified.ins, [one.oid for one in qualified.former]) == (ZOE, [InsOid.NIA])


@pytest.mark.parametrize("status", ["QUAL", "VALI"])
def test_the_reliability_of_fr_core_qualifies(status: str) -> None:
    mode = {"url": "validationMode", "valueCodeableConcept": {"coding": [{"code": "PA"}]}}
    day = {"url": "validationDate", "valueDateTime": "2026-11-01T10:00:00+01:00"}
    found = identity(fhir(resource(status, mode, day)))
    assert found.qualified
    assert found.qualified.ins == ZOE
    assert (found.qualified.document, found.qualified.checked_on) == ("PA", date(2026, 11, 1))
    assert "nir" not in found.given
    assert found.left_out == ()


DOUBT = {"url": "identityStatusComment", "valueCoding": {"code": "DOUT"}}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (resource("PROV"), "does not vouch"),
        (resource("RECUP"), "does not vouch"),
        (resource("QUAL", DOUBT), "does not vouch"),
        (resource(extension=resource()["extension"][1:]), "does not vouch"),
        (resource(identifier=[ZOE_ID | {"value": "275"}]), "not whole"),
    ],
)
def test_whatever_else_is_not_qualified_in_fhir(document: dict[str, Any], sentence: str) -> None:
    found = identity(fhir(document))
    assert found.qualified is None
    assert sentence in left(found)
    assert "275126322074974" not in str(found.given)


def test_an_ins_c_beside_a_matricule_is_none() -> None:
    ins_c = {"system": "urn:oid:1.2.250.1.213.1.4.2", "value": "0123456789012345678901"}
    qualified = identity(fhir(resource(identifier=[ins_c, ZOE_ID]))).qualified
    assert qualified
    assert (qualified.ins, qualified.former) == (ZOE, ())


def test_an_old_identifier_is_a_former_matricule() -> None:
    old = {"use": "old", "system": "urn:oid:1.2.250.1.213.1.4.8", "value": "279035121518989"}
    qualified = identity(fhir(resource(identifier=[old, ZOE_ID]))).qualified
    assert qualified
    assert [one.matricule for one in qualified.former] == ["279035121518989"]
    assert identity(fhir(resource(identifier=[old]))).qualified is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (fhir({"id": 1}), "no FHIR resource"),
        (fhir(resource(active=False)), "any more"),
        (fhir(resource(link=[{"type": "replaced-by"}])), "any more"),
        (fhir(resource(name="ADRUN")), "not built like"),
        (fhir(resource(extension="x")), "not built like"),
        (b'{"resourceType": "Patient"}\n{"resourceType"', "no JSON"),
        (adt(p32="DESA"), "deactivated"),
        ("MSH|^~\\&|\rPID|1\r", "MSH-9"),
        ("MSH|^~\\&|A|B|C|D|E||ADT^A28\rxx\r", "no segment"),
    ],
)
def test_a_message_that_cannot_be_read_is_told_without_its_data(
    content: str | bytes, problem: str
) -> None:
    found = read(content)[-1]
    assert problem in str(found.problem)
    assert "ADRUN" not in str(found.problem)
    assert "2751263" not in str(found.problem)


def test_other_events_and_resources_are_passed_over() -> None:
    (merge,) = read(adt("A40"))
    (observation,) = read(fhir({"resourceType": "Observation"}))
    for each in (merge, observation):
        assert each.other
        assert (each.problem, each.identity) == (None, None)


@pytest.mark.parametrize(
    "content", [b"", b" \r\n", b"birth_name;x\nA;B\n", b"<html>", b"BEGIN:VCARD\r\n", b"%PDF-1.7"]
)
def test_a_file_that_is_neither_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(content)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput, match="too large"):
        read(b"MSH|" + b" " * LARGEST)


def test_one_message_has_one_digest_however_its_lines_end_and_its_keys_stand() -> None:
    text = adt()
    framed = f"\x0b{text}\x1c\r"
    (one,), (other,), (third,) = read(text), read(text.replace("\r", "\r\n")), read(framed)
    assert one.digest == other.digest == third.digest
    assert read(adt("A31"))[0].digest != one.digest
    turned = dict(reversed(resource().items()))
    assert read(fhir(resource()))[0].digest == read(json.dumps(turned).encode())[0].digest


def test_a_bundle_and_a_batch_are_several_messages() -> None:
    bundle = {
        "resourceType": "Bundle",
        "type": "batch",
        "entry": [{"resource": resource()}, {"resource": {"resourceType": "Location"}}],
    }
    assert [bool(each.identity) for each in read(json.dumps(bundle).encode())] == [True, False]
    batch = f"FHS|^~\\&|A\rBHS|^~\\&|A\r{adt()}{adt('A31')}BTS|2\rFTS|1\r"
    assert [bool(each.identity) for each in read(batch)] == [True, True]


WHOLE = [
    adt().encode(),
    adt().replace("\r", "\r\n").encode(),
    f"\x0b{adt()}\x1c\r".encode(),
    f"FHS|^~\\&|A\rBHS|^~\\&|A\r{adt()}BTS|1\rFTS|1\r".encode(),
    fhir(resource()),
    json.dumps(resource(), indent=2).encode(),
    gzip.compress(adt().encode()),
]


@pytest.mark.parametrize("content", WHOLE)
def test_a_whole_file_is_whole(content: bytes) -> None:
    assert is_whole(content)


@pytest.mark.parametrize("content", WHOLE[2:])
@given(data=st.data())
def test_no_beginning_of_what_tells_its_end_is_whole(content: bytes, data: st.DataObject) -> None:
    end = len(content.rstrip(b"\r\n"))
    cut = data.draw(st.integers(1, end - 1))
    assert not is_whole(content[:cut])


def test_a_segment_that_has_not_ended_is_not_whole() -> None:
    assert not is_whole(adt().encode()[:-1])
    assert not is_whole(b"\x0b" + adt().encode())


@given(st.lists(st.sampled_from([adt(), adt("A31"), f"\x0b{adt('A40')}\x1c\r"]), max_size=6))
def test_a_stream_gives_the_messages_that_were_put_into_it(messages: list[str]) -> None:
    stream = io.BytesIO("".join(messages).encode())
    chunks = list(chunks_of(io.BufferedReader(stream, 64)))
    assert [len(read(chunk)) for chunk in chunks] == [1] * len(messages)
    assert [read(chunk)[0].digest for chunk in chunks] == [
        read(each)[0].digest for each in messages
    ]


def test_a_stream_of_json_is_line_by_line_or_whole() -> None:
    lines = fhir(resource(), resource("PROV"))
    assert len(list(chunks_of(io.BufferedReader(io.BytesIO(lines))))) == 2
    whole = json.dumps(resource(), indent=1).encode()
    assert list(chunks_of(io.BufferedReader(io.BytesIO(whole)))) == [whole]
