"""The syntax of HL7 v2: delimiters, escapes, encodings, frames."""

from __future__ import annotations

import io

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.entries.raw_lines import raw_lines, undecoded
from semble_cli.exchange.hl7.messages import split_messages
from semble_cli.exchange.hl7.syntax import (
    Delimiters,
    delimiters_of,
    encoding_of,
    escaped,
    read_message,
    unescaped,
)
from tests.exchange.hl7.messages import (
    AS_READ,
    NAME,
    by_another_program,
    message,
    msh,
    pid,
    records,
)

USUAL = Delimiters(*r"|^~\&")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"a\F\b\S\c\T\d\R\e\E\f", r"a|b^c&d~e\f"),
        (r"a\.br\b\.sp+2\c", "a\nb\nc"),
        (r"\H\gras\N\ ", "gras "),
        (r"caf\XC3A9\ \X0D0A\fin\X0D\ ", "café \nfin\n "),
        (r"\X4\ \XZZ\ \XFF\ ", r"\X4\ \XZZ\ \XFF\ "),
        (r"C:\dossier\fin", r"C:\dossier\fin"),
        (r"\E\F\E", r"\F\E"),
        (r"\\", r"\\"),
        (r"un\ ", r"un\ "),
        (r"\Q\T\ ", r"\Q& "),
        ("", ""),
    ],
)
def test_escapes_come_off_and_what_is_none_stays(written: str, text: str) -> None:
    assert unescaped(written, USUAL, "utf-8") == text


def test_bytes_are_of_the_encoding_of_the_message() -> None:
    assert unescaped(r"\XE9\ ", USUAL, "cp1252") == "é "


@pytest.mark.parametrize("text", [r"a|b^c~d\e&f", "", r"\F\ ", "é"])
def test_what_is_escaped_is_unescaped(text: str) -> None:
    assert unescaped(escaped(text, USUAL), USUAL, "utf-8") == text


@pytest.mark.parametrize(
    ("head", "marks"),
    [
        (r"MSH|^~\&|GAM", r"|^~\&"),
        (r"MSH|^~\&#|GAM", r"|^~\&"),
        ("MSH#$%!@#GAM", "#$%!@"),
        ("MSH|^~|GAM", r"|^~\&"),
        (r"MSH|^~\&", r"|^~\&"),
    ],
)
def test_the_delimiters_are_those_that_the_message_names(head: str, marks: str) -> None:
    assert "".join(delimiters_of(head)) == marks


@pytest.mark.parametrize("head", ["MSH", "MSH|^^~&|", "MSHx^~\\&x", "MSH|é~\\&|", "MSH |^~\\&"])
def test_delimiters_that_would_part_wrongly_are_refused(head: str) -> None:
    with pytest.raises(InvalidInput, match="delimiters"):
        delimiters_of(head)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        *(("8859/1", "cp1252"), ("8859/15", "iso8859-15"), ("UNICODE UTF-8", "utf-8")),
        *(("unicode utf-8", "utf-8"), ("UTF-8", "utf-8"), ("ISO-8859-15", "iso8859-15")),
        *(("UNICODE UTF-16", "utf-8"), ("", "mac_roman"), ("ASCII", "mac_roman")),
        ("8859/1~UNICODE UTF-8", "cp1252"),
    ],
)
def test_the_encoding_is_that_of_msh_18(charset: str, encoding: str) -> None:
    assert encoding_of(msh(charset=charset), USUAL, "mac_roman") == encoding


def test_an_encoding_that_is_not_known_is_refused() -> None:
    with pytest.raises(InvalidInput, match="MSH-18 is not known"):
        encoding_of(msh(charset="ISO IR87"), USUAL, "utf-8")


def test_text_in_utf8_is_read_as_that_whatever_the_message_names() -> None:
    raw = message(pid(p5="LEFÈVRE^Zoé^^^^^L"), charset="8859/1")
    read = read_message(raw, USUAL, "cp1252")
    assert read.is_misnamed
    assert read.text("PID", 5) == "LEFÈVRE"
    as_named = undecoded(raw, "cp1252")
    read = read_message(as_named, USUAL, "utf-8")
    assert (read.is_misnamed, read.text("PID", 5)) == (False, "LEFÈVRE")
    assert not read_message(message(charset="8859/1"), USUAL, "utf-8").is_misnamed


def test_a_message_that_is_no_text_or_has_a_lost_character_is_refused() -> None:
    raw = undecoded(message(pid(p5="LEFÈVRE^Zoé")), "cp1252")
    with pytest.raises(InvalidInput, match="no text in utf-8"):
        read_message(raw, USUAL, "utf-8")
    with pytest.raises(InvalidInput, match="a character was lost"):
        read_message(message(pid(p5="LEF�VRE^Zo")), USUAL, "utf-8")


def test_a_line_that_is_no_segment_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no segment"):
        read_message(message(pid(), "suite d'un texte"), USUAL, "utf-8")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_segments_may_end_in_three_ways(end: str) -> None:
    text = (message() + message()).replace("\r", end)
    found = [row for batch in records(text).batches([10, 10, 10]) for row in batch]
    assert [row.number for row in found] == [1, 3]
    assert found[0].raw.raw == text[: len(text) // 2]


def test_frames_and_batches_come_off() -> None:
    framed = f"\x0b{message()}\x1c\r\x0b{message()}\x1c\r"
    batch = f"FHS|^~\\&|GAM\rBHS|^~\\&|GAM\r{message()}BTS|1\rFTS|1\r"
    unended = f"\x0b{message().rstrip()}\x1c\r"
    for text, count in (
        (framed, 2),
        (batch, 1),
        (unended * 2, 2),
        (f"\r\n\n{message()}\r\r\n\n", 1),
    ):
        found = list(split_messages(raw_lines(stream(text), "utf-8")))
        assert [raw for _, raw in found] == [message()] * count


def test_a_message_without_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semble_cli.exchange.hl7.messages._MOST", 200)
    with pytest.raises(InvalidInput, match="the message on line 1 has no end"):
        list(split_messages([f"{msh()}\r", *["OBX|1\r"] * 50]))


def stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def test_other_delimiters_part_as_the_usual_ones_do() -> None:
    written = message(pid(p5=f"{NAME}~A&B^C^^^MME^^D")).translate(str.maketrans(r"|^~\&", "#$%!@"))
    ((row,),) = records(written).batches([10])
    assert row.problem is None
    names = ("birth_name", "used_name", "used_given_name", "title")
    assert [row.raw.given.get(name) for name in names] == ["PAT-TROIS", "A", "C", "MME"]


def test_messages_that_another_program_builds_are_read() -> None:
    built = by_another_program()
    for written in (built.to_er7(), built.to_mllp()):
        source = records(written)
        ((row,),) = source.batches([10])
        assert row.problem is None
        assert source.given(row) == AS_READ


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("8859/1", "cp1252"), ("8859/15", "iso8859-15"), ("UNICODE UTF-8", "utf-8"), ("", "cp1252")],
)
def test_they_are_read_in_the_encoding_they_name(charset: str, encoding: str) -> None:
    source = records(by_another_program(charset=charset).to_er7().encode(encoding))
    ((row,),) = source.batches([10])
    assert source.given(row) == AS_READ


def test_a_file_in_utf16_is_read_as_a_whole() -> None:
    written = by_another_program(charset="UNICODE UTF-16").to_er7()
    for encoding in ("utf-16", "utf-16-le"):
        source = records(written.encode(encoding))
        ((row,),) = source.batches([10])
        assert source.given(row) == AS_READ
