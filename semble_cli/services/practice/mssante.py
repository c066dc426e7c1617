"""What the practice set for MSSanté: who sends, and through which server."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidSetting
from semble_cli.exchange.mssante.parties import MssanteSender, Professional, Structure
from semble_cli.patient.sharing.coded import sector_of, specialty_of
from semble_cli.patient.sharing.mssante_address import PATIENT_DOMAIN
from semble_cli.services.practice.settings import value_within
from semble_cli.settings.secret_commands import secret_from
from semble_cli.settings.secrets import secret_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.services.practice.settings import Own
    from semble_cli.store.database.connection import Connection

_OF_DOCUMENTS = (
    *("practice.name", "practice.rpps", "mssante.last_name", "mssante.first_name"),
    *("mssante.specialty", "mssante.sector"),
)
"""What the header of every document bears, and nobody else tells."""
_OF_MESSAGES = ("mssante.sender", "mssante.nil")
_NUMBERS = ("practice.finess", "practice.siret")
_BESIDE = ("practice.address", "practice.phone", "mssante.domain", "mssante.port", "mssante.user")
_TOKEN, _COMMAND, _CERTIFICATE = "mssante.token", "mssante.token_command", "mssante.certificate"


class MssantePractice(NamedTuple):
    """What every message of MSSanté needs, whoever sends it."""

    sender: MssanteSender
    address: str
    nil: str
    domain: str = PATIENT_DOMAIN


class MssanteServer(NamedTuple):
    """The operator's server, and what it is shown: a token, a certificate, or both."""

    host: str
    port: int
    user: str
    token: str | None = None
    certificate: str | None = None
    passphrase: str | None = None
    authority: str | None = None

    def __repr__(self) -> str:
        # A token must never reach a log or a traceback.
        return f"MssanteServer({self.host!r}, {self.port})"


def mssante_practice(connection: Connection, own: Own) -> MssantePractice:
    """Who sends, by the settings.

    Raises:
        InvalidSetting: something is not set, all of which is named. BadUsage: what is set is none
            of its kind.
    """
    needed = (*_OF_DOCUMENTS, *_OF_MESSAGES)
    told = _told(connection, own, (*needed, *_NUMBERS, *_BESIDE))
    missing = [name for name in needed if not told[name]]
    if not any(told[name] for name in _NUMBERS):
        missing.append(_NUMBERS[0])
    _refuse_missing(missing)
    structure = Structure(
        told["practice.name"],
        sector_of(told["mssante.sector"]),
        told["practice.finess"] or None,
        told["practice.siret"] or None,
        tuple(told["practice.address"].splitlines()),
        told["practice.phone"] or None,
    )
    professional = Professional(
        told["practice.rpps"],
        told["mssante.last_name"],
        told["mssante.first_name"],
        specialty_of(told["mssante.specialty"]),
    )
    return MssantePractice(
        MssanteSender(professional, structure),
        told["mssante.sender"],
        told["mssante.nil"],
        told["mssante.domain"] or PATIENT_DOMAIN,
    )


def mssante_server(connection: Connection, own: Own) -> MssanteServer:
    """The server, with a token of this moment: from its variable, else from the command.

    Raises:
        InvalidSetting: there is no host or sender, or neither token nor certificate. BadUsage: what
            is set is none of its kind, or the command gave no token.
    """
    told = refuse_without_mssante_server(connection, own)
    certificate = own(_CERTIFICATE)
    command, token = own(_COMMAND), secret_value(_TOKEN)
    if not token and command:
        token = secret_from(_COMMAND, command)
    return MssanteServer(
        told["mssante.host"],
        int(told["mssante.port"]),
        told["mssante.user"] or told["mssante.sender"],
        token or None,
        certificate,
        secret_value("mssante.passphrase") if certificate else None,
        own("mssante.authority"),
    )


def refuse_without_mssante_server(connection: Connection, own: Own) -> Mapping[str, str]:
    """Refuse to begin what the operator's server is not named for, or nothing to show it; else what
    names it.

    Raises:
        InvalidSetting: there is no host or sender, or neither token nor certificate.
    """
    names = ("mssante.host", "mssante.sender", "mssante.port", "mssante.user")
    told = _told(connection, own, names)
    missing = [name for name in names[:2] if not told[name]]
    if not (secret_value(_TOKEN) or own(_COMMAND) or own(_CERTIFICATE)):
        missing.append(_COMMAND)
    _refuse_missing(missing)
    return told


def _told(connection: Connection, own: Own, names: tuple[str, ...]) -> Mapping[str, str]:
    return {name: value_within(connection, name, own(name)) or "" for name in names}


def _refuse_missing(missing: list[str]) -> None:
    if missing:
        raise InvalidSetting(
            "MSSanté needs what is not set yet: {missing}. Nothing is sent. Set each with semble"
            " config set NAME VALUE; semble config list says who gives what.",
            missing=", ".join(missing),
        )
