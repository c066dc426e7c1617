"""The certificate by which a practice is known to the teleservices: a PKCS#12 file and its key."""

from __future__ import annotations

import os
import secrets
import ssl
import tempfile
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.vitale.teleservices.errors import TeleserviceError

if TYPE_CHECKING:
    from datetime import datetime

_SERVICES = "ADRi, INSi"


class Credentials(NamedTuple):
    """A private key, its certificate, and those between it and a root."""

    key: Any
    certificate: Any
    chain: tuple[Any, ...]

    def __repr__(self) -> str:
        return "Credentials()"

    @property
    def organisation(self) -> str | None:
        """The OU of the certificate: the identifier that stands for the practice."""
        return _attribute(self.certificate.subject, "2.5.4.11")

    @property
    def common_name(self) -> str | None:
        """The CN of the certificate; INSi wants `INSI-AUTO` or `INSI-MANU`."""
        return _attribute(self.certificate.subject, "2.5.4.3")

    @property
    def subject(self) -> str:
        """The whole name of the certificate's owner (RFC 4514)."""
        return str(self.certificate.subject.rfc4514_string())

    @property
    def issuer(self) -> str:
        """The whole name of the authority that the certificate is of (RFC 4514)."""
        return str(self.certificate.issuer.rfc4514_string())

    @property
    def starts_at(self) -> datetime:
        """When the certificate begins, in UTC."""
        start: datetime = self.certificate.not_valid_before_utc
        return start

    @property
    def ends_at(self) -> datetime:
        """When the certificate ends, in UTC."""
        end: datetime = self.certificate.not_valid_after_utc
        return end


def read_credentials(path: str, passphrase: str, now: datetime) -> Credentials:
    """The key and the certificate of a PKCS#12 file, to be used now.

    Raises:
        TeleserviceError: as `open_credentials`; or it is out of date, or not valid yet.
    """
    found = open_credentials(path, passphrase)
    if problem := out_of_date(found, now):
        raise _problem(problem, path)
    return found


def out_of_date(credentials: Credentials, now: datetime) -> Sentence | None:
    """What is wrong with the days between which a certificate is good, if anything is."""
    if now < credentials.starts_at:
        return Sentence(
            "The certificate {path} is not valid yet. Check this machine's clock: by it, the"
            " certificate begins later."
        )
    if now > credentials.ends_at:
        return Sentence("The certificate {path} is out of date; ask for a new one.")
    return None


def open_credentials(path: str, passphrase: str) -> Credentials:
    """The key and the certificate of a PKCS#12 file, in date or not.

    Raises:
        TeleserviceError: no such file, another passphrase, or no key in it.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        raise _problem(Sentence("The certificate {path} cannot be read."), path) from None
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError:
        raise _problem(
            Sentence(
                "The certificate {path} does not open: the passphrase is another, or the file is no"
                " PKCS#12."
            ),
            path,
        ) from None
    if key is None or certificate is None:
        raise _problem(
            Sentence("The certificate {path} holds no key; export it again with its key."), path
        )
    return Credentials(key, certificate, tuple(chain))


def tls_context(authority: str | None, credentials: Credentials | None) -> ssl.SSLContext:
    """TLS that trusts one authority (a PEM file; the system's without one) and shows the practice's
    certificate.

    Raises:
        TeleserviceError: the authority's file is none.
    """
    try:
        context = ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError):
        raise _unreadable(authority or "") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if credentials:
        _show(context, credentials)
    return context


def trusting(authority: str | None) -> ssl.SSLContext:
    """TLS for a program that is no teleservice: it trusts the system's authorities, and one more.

    Raises:
        TeleserviceError: that one's file is none.
    """
    context = tls_context(None, None)
    if authority:
        try:
            context.load_verify_locations(authority)
        except (OSError, ssl.SSLError):
            raise _unreadable(authority) from None
    return context


def _unreadable(authority: str) -> TeleserviceError:
    return _problem(Sentence("The authority {path} cannot be read as PEM."), authority)


def _show(context: ssl.SSLContext, credentials: Credentials) -> None:
    """Have TLS show a certificate. The library reads it from a file alone: the key stands there
    encrypted by a passphrase that nobody else has, and only until it is read."""
    from cryptography.hazmat.primitives import serialization

    passphrase = secrets.token_bytes(32).hex().encode()
    pem = credentials.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    ) + b"".join(
        certificate.public_bytes(serialization.Encoding.PEM)
        for certificate in (
            credentials.certificate,
            *(getattr(one, "certificate", one) for one in credentials.chain),
        )
    )
    with tempfile.TemporaryDirectory(prefix="semble-") as directory:
        path = os.path.join(directory, "client.pem")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
        context.load_cert_chain(path, password=passphrase)


def _attribute(name: Any, oid: str) -> str | None:
    found = [attribute.value for attribute in name if attribute.oid.dotted_string == oid]
    return str(found[0]) if found else None


def _problem(sentence: Sentence, path: str) -> TeleserviceError:
    return TeleserviceError(sentence.text, service=_SERVICES, path=path)
