"""Files of HL7 messages: which are read, which are told, and how rejected ones are written."""

from __future__ import annotations

import io
from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from tests.exchange.hl7.messages import INS, message, msh, pid, records


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (message("EVN||2024"), "no PID"),
        (message(pid(p32="DESA~VALI")), r"deactivated this identity \(DESA\)"),
        (message(pid(p32="INVA")), r"deactivated this identity \(INVA\)"),
        (message(event="ADT"), "MSH-9"),
        (message(event=""), "MSH-9"),
        (message(event="ADT^A28 PAT-TROIS"), "MSH-9"),
        (message(charset="KLINGON"), "MSH-18"),
        (f"MSH|^^~&|{message()[9:]}", "delimiters"),
        (f"rien\r{message()}", "outside of the messages"),
    ],
)
def test_a_message_that_cannot_be_taken_is_one_reject(text: str, said: str) -> None:
    source = records(text)
    first = next(iter(source.batches([1])))[0]
    assert first.problem
    assert source.no_patient(first) is None
    with pytest.raises(InvalidInput, match=said):
        raise first.problem


@pytest.mark.parametrize(
    ("event", "name"),
    [("ADT^A08^ADT_A01", "A08"), ("ADT^A40", "A40"), ("ORU^R01^ORU_R01", "ORU^R01")],
)
def test_messages_of_other_events_are_told_and_no_rejects(event: str, name: str) -> None:
    text = message("OBX|1|ED|x||^TEXT^^Base64^AAAA", "AAAA, suite du texte", event=event)
    source = records(text + message())
    (first, *_) = (row for batch in source.batches([2]) for row in batch)
    assert first.problem
    assert str(source.no_patient(first)) == (
        f"a message of the event {name} is not read: left out."
    )


def test_what_no_message_tells_is_one_error_before_the_rows() -> None:
    source = records(message(pid(p8="", p11="1 rue A^^PARIS")))
    with pytest.raises(InvalidInput, match="needs: sex, birth place"):
        source.check_needed(accept_incomplete=False)
    source.check_needed(accept_incomplete=True)
    records(message()).check_needed(accept_incomplete=False)


def test_a_file_of_other_events_alone_is_refused_with_their_names() -> None:
    source = records(message(event="ADT^A40") + message(event="ADT^A08^ADT_A01"))
    with pytest.raises(InvalidInput, match=r"\(A31\); their events: A08, A40\.$"):
        source.check_needed(accept_incomplete=True)
    bad = records(message(event="ADT^A08") + message(event=""))
    with pytest.raises(InvalidInput, match="nothing in it tells"):
        bad.check_needed(accept_incomplete=True)


def test_a_file_without_messages_is_refused() -> None:
    for text in ("", "rien\r", "FHS|^~\\&|\r"):
        with pytest.raises(InvalidInput, match="no HL7 messages"):
            records(text)


def test_messages_that_add_and_update_are_counted() -> None:
    updates = message(event="ADT^A31^ADT_A05")
    assert records(message()).remarks() == []
    (said,) = records(message() + updates + updates).remarks()
    assert str(said).startswith("Messages that add a patient (A28): 1; that update one (A31): 2.")


def test_of_one_patient_a_batch_has_one_message() -> None:
    others = (pid(p3="9^^^H^PI", p5="A^B^^^^^L"), pid(p3="9^^^H^PI", p5="C^D^^^^^L"))
    texts = [message(), message(pid(p3=INS, p5="X^Y^^^^^L")), message(*others[:1])]
    texts += [message(*others[1:]), message(pid(p3="", p5="C^D^^^^^L"))]
    batches = records("".join(texts)).batches([100])
    assert [len(batch) for batch in batches] == [1, 2, 1, 1]
    assert [len(batch) for batch in records("".join(texts)).batches([1] * 9, after=2)] == [1, 1, 1]


@pytest.mark.parametrize("charset", ["8859/1", "UNICODE UTF-8", ""])
def test_rejected_messages_are_the_bytes_that_came_with_a_reason(charset: str) -> None:
    encoding = "utf-8" if "UTF" in charset else "cp1252"
    text = message(pid(p5="LEFÈVRE^Zoé^^^^^L", p8=""), charset=charset)
    data = (text.rstrip("\r") + "\r\n" + "x\r" * 0 + text).encode(encoding)
    source = records(b"\x0b" + data + b"\x1c\r")
    out = io.StringIO(newline="")
    rejects = source.rejects(out)
    for batch in source.batches([10] * 3):
        for row in batch:
            rejects.write(row, "sexe : il manque | à\nvoir")
    written = out.getvalue().encode("utf-8", "surrogateescape")
    reason = "ZRJ|sexe : il manque \\F\\ à voir".encode(encoding)
    assert (
        written
        == data[: data.index(b"\n") + 1] + reason + b"\r\n" + text.encode(encoding) + reason + b"\r"
    )
    again = [row for batch in records(written).batches([10] * 3) for row in batch]
    assert [row.raw.raw.encode("utf-8", "surrogateescape") for row in again] == [
        *(data[: data.index(b"\n") + 1], text.encode(encoding)),
    ]
    assert all(row.problem is None for row in again)


def test_what_is_no_message_is_rejected_as_it_came() -> None:
    source = records(f"né\r{message()}")
    out = io.StringIO(newline="")
    first: Any = next(iter(source.batches([1])))[0]
    source.rejects(out).write(first, "une raison")
    assert out.getvalue() == "né\rZRJ|une raison\r"
    assert msh() not in out.getvalue()
