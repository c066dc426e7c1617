"""The print server: where it is, as `lp` finds it too, and one request to it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import PrinterError, Sentence
from semble_cli.identity.patterns import pattern
from semble_cli.paper.printers.ipp import read_reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from http.client import HTTPConnection

    from semble_cli.paper.printers.ipp import IppReply

_PORT = 631
_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
"""Where CUPS listens on its own machine: on Linux, on BSD and on macOS."""
_FILES = ("~/.cups/client.conf", "/etc/cups/client.conf")
_ENCRYPTED = ("required", "always")
_PATIENCE = 20.0
"""Seconds that a server may take for one answer."""


class PrintServer(NamedTuple):
    """Where a print server is: a socket of this machine, or a host and a port."""

    path: str = ""
    host: str = "localhost"
    port: int = _PORT
    is_encrypted: bool = False

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return self.path or f"{self.host}:{self.port}"

    @property
    def user(self) -> str:
        """Whose the jobs are: who works on this machine."""
        from getpass import getuser

        try:
            return getuser()
        except (KeyError, OSError, ImportError):  # nobody of that number has a name here
            return "anonymous"

    def uri(self, printer: str) -> str:
        """What IPP calls a printer of it."""
        from urllib.parse import quote

        return f"ipp://localhost/printers/{quote(printer, safe='', errors='surrogateescape')}"


class NoPrintServer(PrinterError):
    """There is no print server where it should be, or it went away."""


def print_server(environment: Mapping[str, str]) -> PrintServer:
    """The print server that the variables of CUPS or its client.conf name, else this machine's.

    Raises:
        PrinterError: what they say names none.
    """
    told = _told_by_files()
    name = environment.get("CUPS_SERVER") or told.get("servername", "")
    is_encrypted = (
        environment.get("CUPS_ENCRYPTION") or told.get("encryption", "")
    ).casefold() in _ENCRYPTED
    if not name:
        path = next((each for each in _SOCKETS if os.path.exists(each)), "")
        return PrintServer(path, is_encrypted=is_encrypted and not path)
    if name.startswith("/"):
        return PrintServer(name)
    found = _ADDRESS.fullmatch(name)
    if found is None or int(found["port"] or _PORT) > _MOST_PORT:
        raise PrinterError(
            "CUPS_SERVER, or ServerName in client.conf, names no print server: it is a host, with"
            " :PORT behind it or without, or the path of a socket."
        )
    host, port = found["bare"] or found["host"], int(found["port"] or _PORT)
    return PrintServer("", host, port, is_encrypted)


_ADDRESS = pattern(
    r"(?:\[(?P<bare>[0-9A-Fa-f:.]+)\]|(?P<host>[\w.-]+))(?::(?P<port>[0-9]{1,5}))?(?:/version=.*)?"
)
_MOST_PORT = 65_535


def _told_by_files() -> dict[str, str]:
    """The first word that the files of CUPS's clients have for each of their names."""
    told: dict[str, str] = {}
    for file in _FILES:
        try:
            with open(os.path.expanduser(file), encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    name, *values = line.split()[:2] or [""]
                    if values and not name.startswith("#"):
                        told.setdefault(name.casefold(), values[0])
        except OSError:  # few have one, and what cannot be read tells nothing
            continue
    return told


def ask(server: PrintServer, resource: str, parts: Iterable[bytes]) -> IppReply:
    """Send a request, in parts, and read the reply. What raises while the parts are taken leaves
    the server with half a request, of which it prints nothing.

    Raises:
        NoPrintServer: there is no server, or it went away. PrinterError: it does not let us in.
    """
    from http.client import HTTPException

    connection = _connection(server)
    headers = {"Content-Type": "application/ipp", "Transfer-Encoding": "chunked"}
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # what it answered says why
            connection.request("POST", resource, iter(parts), headers, encode_chunked=True)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == _OK:
            return read_reply(body)
    except (OSError, HTTPException, ValueError) as error:
        raise _no_answer(server, error) from error
    finally:
        connection.close()
    raise _not_let_in(server, answer.status)


_OK = 200
_REFUSALS = {
    401: Sentence("it asks for a password"),
    403: Sentence("it does not let this machine print"),
    413: Sentence("it takes nothing that large"),
    426: Sentence("it wants an encrypted connection: set CUPS_ENCRYPTION=Required"),
}
"""What a print server means by a status of HTTP."""


def _connection(server: PrintServer) -> HTTPConnection:
    from http.client import HTTPConnection, HTTPSConnection

    if server.is_encrypted:
        return HTTPSConnection(server.host, server.port, timeout=_PATIENCE)
    if not server.path:
        return HTTPConnection(server.host, server.port, timeout=_PATIENCE)

    class LocalConnection(HTTPConnection):
        """One to a socket of this machine."""

        def connect(self) -> None:
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(_PATIENCE)
            self.sock.connect(server.path)

    return LocalConnection("localhost", timeout=_PATIENCE)


def _no_answer(server: PrintServer, error: Exception) -> PrinterError:
    from ssl import SSLCertVerificationError

    if isinstance(error, SSLCertVerificationError):
        return PrinterError(
            "The certificate of the print server at {place} is of no authority that this machine"
            " knows: have it added to those of the system.",
            place=server.place,
        )
    return NoPrintServer(
        "No print server answers at {place}. Start CUPS, or set CUPS_SERVER to where it is.",
        place=server.place,
    )


def _not_let_in(server: PrintServer, status: int) -> PrinterError:
    return PrinterError(
        "The print server at {place} refuses: {why}.",
        place=server.place,
        why=_REFUSALS.get(status) or Sentence("HTTP {status}", status=status),
    )
