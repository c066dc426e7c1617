"""Messages of IPP: as RFC 8010 writes them, and whatever else may come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.paper.printers.ipp import (
    IppAttribute,
    IppGroup,
    IppOperation,
    IppTag,
    read_reply,
    request,
)


def field(tag: int, name: bytes, value: bytes) -> bytes:
    """An attribute as it is written."""
    counted = (len(each).to_bytes(2, "big") + each for each in (name, value))
    return bytes([tag]) + b"".join(counted)


REPLY = (
    b"\2\0\0\1\0\0\0\1"
    b"\1" + field(0x41, b"status-message", b"fait") + b"\4"
    + field(0x42, b"printer-name", b"hp")
    + field(0x44, b"printer-state-reasons", b"media-empty-error")
    + field(0x44, b"", b"offline-report")
    + field(0x23, b"printer-state", b"\0\0\0\5")
    + field(0x22, b"printer-is-accepting-jobs", b"\1")
    + field(0x35, b"printer-info", b"\0\2fr\0\7Accueil")
    + field(0x34, b"media-col", b"") + field(0x4A, b"", b"x-dimension")
    + field(0x21, b"", b"\0\0\x16\x44") + field(0x37, b"", b"")
    + b"\2\3"
)  # fmt: skip


def test_a_request_is_written_as_the_norm_has_it() -> None:
    """The example of RFC 8010, appendix A.1, as far as it goes."""
    asked = [
        (
            IppGroup.OPERATION,
            [
                IppAttribute("attributes-charset", IppTag.CHARSET, ["utf-8"]),
                IppAttribute("job-name", IppTag.NAME, ["Étiquettes"]),
            ],
        ),
        (
            IppGroup.JOB,
            [
                IppAttribute("copies", IppTag.INTEGER, [20]),
                IppAttribute("requested-attributes", IppTag.KEYWORD, ["a", "b"]),
                IppAttribute("last-document", IppTag.BOOLEAN, [True]),
            ],
        ),
    ]
    assert request(IppOperation.PRINT_JOB, asked) == (
        b"\2\0\0\2\0\0\0\1"
        b"\1\x47\0\x12attributes-charset\0\5utf-8"
        b"\x42\0\x08job-name\0\x0b\xc3\x89tiquettes"
        b"\2\x21\0\6copies\0\4\0\0\0\x14"
        b"\x44\0\x14requested-attributes\0\1a\x44\0\0\0\1b"
        b"\x22\0\x0dlast-document\0\1\1"
        b"\3"
    )


def test_a_reply_is_read_value_by_value() -> None:
    reply = read_reply(REPLY)
    assert (reply.status, reply.is_success, reply.message) == (1, True, "fait")
    (printer,) = reply.of(IppGroup.PRINTER)
    assert printer.text("printer-name") == "hp"
    assert printer.texts("printer-state-reasons") == ("media-empty-error", "offline-report")
    assert printer.number("printer-state") == 5
    assert printer.number("printer-is-accepting-jobs") == 1
    assert printer.text("printer-info") == "Accueil"
    assert (printer.text("nothing"), printer.number("nothing")) == ("", 0)
    assert [each.values for each in reply.of(IppGroup.JOB)] == [{}]


def test_a_status_beyond_ff_is_no_success() -> None:
    refused = read_reply(b"\2\0\4\6\0\0\0\1\1" + field(0x41, b"status-message", b"no") + b"\3")
    assert (refused.status, refused.is_success, refused.message) == (0x406, False, "no")
    assert not read_reply(b"\2\0\1\0\0\0\0\1\3").is_success
    assert read_reply(b"\2\0\0\xff\0\0\0\1\3").is_success


@pytest.mark.parametrize("length", range(len(REPLY)))
def test_a_reply_that_is_cut_off_is_none(length: int) -> None:
    with pytest.raises(ValueError, match=r"IPP|cut off"):
        read_reply(REPLY[:length])


def test_a_value_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="of nothing"):
        read_reply(b"\2\0\0\0\0\0\0\1" + field(0x42, b"printer-name", b"hp") + b"\3")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_reply_or_a_value_error(data: bytes) -> None:
    for each in (data, b"\2\0\0\0\0\0\0\1\4" + data):
        try:
            read_reply(each)
        except ValueError as error:
            assert str(error)  # noqa: PT017 - either is right


@given(text=st.text(max_size=40), number=st.integers(-(2**31), 2**31 - 1), switch=st.booleans())
def test_what_is_written_is_read_again(text: str, number: int, *, switch: bool) -> None:
    asked = [
        IppAttribute("a", IppTag.NAME, [text, "b"]),
        IppAttribute("n", IppTag.INTEGER, [number]),
        IppAttribute("s", IppTag.BOOLEAN, [switch]),
    ]
    (read,) = read_reply(request(IppOperation.PRINT_JOB, [(IppGroup.JOB, asked)])).groups
    assert read.texts("a") == (text, "b")
    assert (read.number("n"), bool(read.number("s"))) == (number, switch)
