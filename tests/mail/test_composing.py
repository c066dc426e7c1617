"""Messages as they leave: short lines of ASCII, and headers that nobody can add to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.mail.composing import compose
from semble_cli.patient.sharing.part import Part

if TYPE_CHECKING:
    from email.message import EmailMessage

AT = datetime(2026, 11, 23, 11, 30, tzinfo=timezone(timedelta(hours=4)))
PDF = Part("documents.pdf", "application/pdf", bytes(range(256)) * 40)
SENDER, RECIPIENT = "accueil@example.org", "b@example.net"


def composed(
    subject: str = "Documents", text: str = "Bonjour,\n", parts: tuple[Part, ...] = (PDF,)
) -> bytes:
    return compose(SENDER, RECIPIENT, subject, text, parts, AT)


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def test_a_message_has_these_headers_and_no_others() -> None:
    found = read(composed())
    assert {name: str(value) for name, value in found.items()} == {
        "From": SENDER,
        "To": RECIPIENT,
        "Subject": "Documents",
        "Date": "Mon, 23 Nov 2026 07:30:00 +0000",
        "Message-ID": found["Message-ID"],
        "MIME-Version": "1.0",
        "Content-Type": found["Content-Type"],
    }
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", found["Message-ID"])


def test_no_two_messages_have_one_number() -> None:
    assert read(composed())["Message-ID"] != read(composed())["Message-ID"]


def test_a_text_and_files_are_read_back() -> None:
    text = "Bonjour,\nvoilà : « 12 € ».\n.\n.fin\n" + "mot " * 400 + "\n"
    other = Part("fichier-2.bin", "application/octet-stream", b"\x00\r\n.\r\n")
    found = read(composed("Résultats à vous", text, (PDF, other)))
    assert found["Subject"] == "Résultats à vous"
    body, *files = found.iter_parts()
    assert body.get_content().replace("\r\n", "\n") == text
    assert [
        (each.get_filename(), each.get_content_type(), each.get_payload(decode=True))
        for each in files
    ] == [tuple(PDF), tuple(other)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.binary())
def test_lines_are_short_and_of_ascii(text: str, content: bytes) -> None:
    composed_ = composed(text=text, parts=(Part("x.bin", "application/octet-stream", content),))
    lines = composed_.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert composed_.isascii()
    assert not any(b"\r" in line or b"\n" in line or b"\0" in line for line in lines)


@pytest.mark.parametrize("hostile", ["x\r\nBcc: b@example.org", "x\nBcc: y", "x\ry", "x\u2028y"])
def test_no_text_begins_another_header(hostile: str) -> None:
    for build in (
        lambda: composed(hostile),
        lambda: compose(SENDER, RECIPIENT, "x", "x", (), AT, sender_name=hostile),
        lambda: compose(SENDER, RECIPIENT, "x", "x", (), AT, {"X-MSS-NIL": hostile}),
        lambda: compose(SENDER, RECIPIENT, "x", "x", (), AT, {hostile: "1"}),
        lambda: compose(hostile, RECIPIENT, "x", "x", (), AT),
        lambda: compose(SENDER, hostile, "x", "x", (), AT),
        lambda: compose(SENDER, f"a@b.org, {hostile}", "x", "x", (), AT),
        lambda: composed(parts=(PDF._replace(name=hostile),)),
    ):
        with pytest.raises(InvalidInput):
            build()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("word", ["XDM", "café"])
@pytest.mark.parametrize("length", range(50, 100))
def test_no_header_begins_with_an_empty_line(word: str, length: int) -> None:
    subject = f"{word} " + "mot " * (length // 4) + "x" * (length % 4)
    content = composed(subject.strip())
    head = content.partition(b"\r\n\r\n")[0]
    assert not re.search(rb"(?m)^[A-Za-z-]+:[ \t]*\r$", head)
    assert max(map(len, head.split(b"\r\n"))) <= 90
    assert read(content)["Subject"] == subject.strip()


def test_no_type_begins_another_header() -> None:
    for hostile in ("text/x\r\nBcc: y", "text/x\ny", "te\nxt/plain"):
        with pytest.raises(InvalidInput):
            composed(parts=(PDF._replace(media_type=hostile),))


def test_a_sender_has_a_name_and_more_headers_are_taken() -> None:
    found = read(
        compose(
            *(SENDER, RECIPIENT, "x", "x", (), AT, {"X-MSS-INS": "O"}),
            sender_name='Cabinet "des Lilas", Éc.',
        )
    )
    assert found["From"].addresses[0].display_name == 'Cabinet "des Lilas", Éc.'
    assert found["From"].addresses[0].addr_spec == SENDER
    assert found["X-MSS-INS"] == "O"


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "nonsense", "text/é"])
def test_what_cannot_be_packed_under_its_type_is_a_file_of_no_type(kind: str) -> None:
    found = read(composed(parts=(PDF._replace(media_type=kind),)))
    (_, file) = found.iter_parts()
    assert file.get_content_type() == "application/octet-stream"
    assert file.get_payload(decode=True) == PDF.content


def test_neither_the_machine_nor_the_program_is_named() -> None:
    import getpass
    import socket

    head = composed().split(b"\r\n\r\n")[0].decode().casefold()
    for word in (socket.gethostname(), getpass.getuser(), "python", "semble", "x-mailer"):
        assert word.casefold() not in head


def test_a_moment_is_told_in_universal_time() -> None:
    assert read(composed())["Date"].datetime == AT.astimezone(UTC)
