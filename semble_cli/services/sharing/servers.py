"""The servers that what is shared goes through, as the settings name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidSetting
from semble_cli.mail.server import MailServer
from semble_cli.services.practice.mssante import mssante_server
from semble_cli.services.practice.settings import value_within
from semble_cli.settings.secret_commands import secret_from
from semble_cli.settings.secrets import secret_value

if TYPE_CHECKING:
    from semble_cli.services.practice.settings import Own
    from semble_cli.store.database.connection import Connection

_MEGABYTE = 1_000_000
_NEEDED = ("mail.host", "mail.sender")
_NAMES = (*_NEEDED, "mail.port", "mail.security", "mail.user", "mail.authority", "mail.timeout")


def mail_server(connection: Connection, own: Own) -> MailServer:
    """The practice's mail server, with a password or a token of this moment.

    Raises:
        InvalidSetting: there is no host or no sender. BadUsage: what is set is none of its kind, or
            a command of the settings gave nothing.
    """
    told = {name: value_within(connection, name, own(name)) for name in _NAMES}
    _refuse_missing([name for name in _NEEDED if not told[name]])
    user, password, token = told["mail.user"], secret_value("mail.password"), None
    if user and not password:
        if command := own("mail.password_command"):
            password = secret_from("mail.password_command", command)
        elif command := own("mail.token_command"):
            token = secret_from("mail.token_command", command)
    return MailServer(
        told["mail.host"] or "",
        int(told["mail.port"] or 0),
        told["mail.security"] or "",
        told["mail.sender"] or "",
        user,
        password if user else None,
        token,
        authority=told["mail.authority"],
        timeout=float(told["mail.timeout"] or 0),
    )


def refuse_without_server(connection: Connection, own: Own) -> None:
    """Refuse to begin what the practice's mail server is not named for.

    Raises:
        InvalidSetting: there is no host or no sender.
    """
    _refuse_missing([each for each in _NEEDED if not value_within(connection, each, own(each))])


def mail_sender(connection: Connection, own: Own) -> str:
    """The address that the practice's mail comes from.

    Raises:
        InvalidSetting: there is none.
    """
    sender = value_within(connection, "mail.sender", own("mail.sender"))
    _refuse_missing([] if sender else ["mail.sender"])
    return sender or ""


def mssante_mail_server(connection: Connection, own: Own, sender: str) -> MailServer:
    """The MSSanté server of the practice's operator: always with STARTTLS.

    Raises:
        As `services.practice.mssante.mssante_server`.
    """
    found = mssante_server(connection, own)
    return MailServer(
        found.host,
        found.port,
        "starttls",
        sender,
        found.user if found.token else None,
        token=found.token,
        certificate=found.certificate,
        certificate_passphrase=found.passphrase,
        authority=found.authority,
        timeout=float(value_within(connection, "mail.timeout", own("mail.timeout")) or 0),
        settings="mssante",
    )


def largest_message(connection: Connection, own: Own) -> int:
    """How many bytes a message may have, by the settings."""
    return int(value_within(connection, "mail.limit", own("mail.limit")) or 0) * _MEGABYTE


def _refuse_missing(missing: list[str]) -> None:
    if missing:
        raise InvalidSetting(
            "Mail needs what is not set yet: {missing}. Nothing is sent. Set each with semble"
            " config set NAME VALUE.",
            missing=", ".join(missing),
        )
