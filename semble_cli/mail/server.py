"""A mail server as the settings name it, and how TLS to it is set up."""

from __future__ import annotations

import ssl
from typing import NamedTuple

from semble_cli.errors import MailError


class MailServer(NamedTuple):
    """Where messages are handed in, and as whom.

    Attributes:
        security: `starttls` or `tls`.
        sender: the address that mail comes from.
        token: what is shown in place of a password (XOAUTH2).
        certificate: the file (PEM) of a client certificate and its key.
        authority: the file (PEM) of the authority that the server's certificate is of; the system's
            without one.
        timeout: seconds that the server may take for each thing it is asked.
        settings: the group of the settings that all this stands in, for sentences.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = None
    token: str | None = None
    certificate: str | None = None
    certificate_passphrase: str | None = None
    authority: str | None = None
    timeout: float = 60.0
    settings: str = "mail"

    def __repr__(self) -> str:
        return f"MailServer({self.place})"

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.host}:{self.port}"


def tls_context(server: MailServer) -> ssl.SSLContext:
    """TLS 1.2 or newer that believes no server whose certificate is not of an authority that is
    trusted and for its host, and shows the client certificate, if there is one.

    Raises:
        MailError: a file is none.
    """
    try:
        context = ssl.create_default_context(cafile=server.authority)
    except (OSError, ssl.SSLError):
        raise MailError(
            "The authority {path} cannot be read as PEM. Check {settings}.authority.",
            path=server.authority,
            settings=server.settings,
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.certificate:
        # Without an answer of ours, the library would ask for the passphrase on the terminal.
        passphrase = server.certificate_passphrase or ""
        try:
            context.load_cert_chain(server.certificate, password=lambda: passphrase)
        except (OSError, ssl.SSLError, ValueError):
            raise MailError(
                "The client certificate {path} does not open: it is a file in PEM with the"
                " certificate and its key, and its passphrase. Check {settings}.certificate.",
                path=server.certificate,
                settings=server.settings,
            ) from None
    return context
