"""A message as it leaves (RFC 5322): short lines of ASCII, and nothing in its headers but what it
is handed. Neither the machine nor the program is named."""

from __future__ import annotations

import secrets
from datetime import UTC
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.internet.emails import wire_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from email.message import EmailMessage

    from semble_cli.patient.sharing.part import Part

_UNKNOWN = ("application", "octet-stream")
_NOT_PACKED = ("multipart", "message")
"""What base64 may not be put on (RFC 2045, 6.4)."""
_RANDOM_BYTES = 16


def compose(
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    parts: Sequence[Part],
    at: datetime,
    headers: Mapping[str, str] = {},
    sender_name: str = "",
) -> bytes:
    """A message with a text and files.

    Args:
        at: when it is written; it is told in UTC, which does not say where.
        headers: more of them, by name.
        sender_name: what is shown in place of the sender's address.

    Raises:
        InvalidInput: a header would have a line break or another character that nobody sees, or an
            address is none that every server takes.
    """
    from email import policy
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.utils import format_datetime

    from_whom = wire_address(sender, "sender")
    message = EmailMessage(policy.SMTP)
    told = {
        "From": Address(_one_line("sender", sender_name), addr_spec=from_whom),
        "To": Address(addr_spec=wire_address(recipient, "recipient")),
        "Subject": _one_line("subject", subject),
        "Date": format_datetime(at.astimezone(UTC)),
        "Message-ID": f"<{secrets.token_hex(_RANDOM_BYTES)}@{from_whom.rpartition('@')[2]}>",
    }
    for name, value in {**told, **headers}.items():
        message[_header_name(name)] = _one_line(name, value) if isinstance(value, str) else value
    message.set_content(text, cte="quoted-printable")
    for part in parts:
        _attach(message, part)
    return _without_empty_first_lines(message.as_bytes())


def _without_empty_first_lines(content: bytes) -> bytes:
    """A message no header of which begins with an empty line, as `email` folds what is nearly as
    long as one: programs there are that read no subject then, or one that begins with a space. What
    comes of it is as long as a line may be (RFC 5322, 2.1.1)."""
    import re

    head, end, body = content.partition(b"\r\n\r\n")
    return re.sub(rb"(?m)^([A-Za-z-]+:)\r\n ", rb"\1 ", head) + end + body


def _attach(message: EmailMessage, part: Part) -> None:
    kind, _, subtype = part.media_type.partition("/")
    if not subtype or kind in _NOT_PACKED or not part.media_type.isascii():
        kind, subtype = _UNKNOWN
    message.add_attachment(
        part.content,
        maintype=_one_line("type", kind),
        subtype=_one_line("type", subtype),
        filename=_one_line("name", part.name),
    )


def _header_name(name: str) -> str:
    if not name.isascii() or not name.replace("-", "").isalnum():
        raise InvalidInput("header", "its name has letters, figures and hyphens alone.")
    return name


def _one_line(field: str, text: str) -> str:
    """A text that is put into a header: what ends a line there begins another header."""
    if not text.isprintable():
        raise InvalidInput(field.casefold(), "it is one line, without characters nobody sees.")
    return text
