"""An authority made on the spot, a server's certificate and a practice's: for the simulator alone.

They are good for a week and for this machine, and no real service knows them.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSPHRASE = "simulator"  # noqa: S105 - it guards a key that opens nothing
"""The passphrase of the certificates that are made here."""

_LASTS = timedelta(days=7)
_HOSTS = ("localhost", "127.0.0.1")


class Files(NamedTuple):
    """The files that were made: the authority and the server's certificate with its key as PEM, the
    practice's certificate as PKCS#12."""

    authority: str
    server: str
    practice: str


class Authority:
    """A certificate authority with a name."""

    def __init__(self, name: str = "TEST AC SIMULATEUR SEMBLE") -> None:
        self._key = _new_key()
        self.certificate = _signed(
            name, "authority", self._key.public_key(), name, self._key, _now(), authority=True
        )

    def issue(
        self,
        name: str,
        unit: str = "",
        hosts: Sequence[str] = (),
        until: datetime | None = None,
    ) -> tuple[Any, Any]:
        """A key and its certificate, for a server with hosts or for a client without."""
        key = _new_key()
        issuer = self.certificate.subject.rfc4514_string().split("CN=")[1].split(",")[0]
        certificate = _signed(
            *(name, unit, key.public_key(), issuer, self._key, until or _now() + _LASTS),
            hosts=hosts,
            authority=False,
        )
        return key, certificate


def make_files(directory: str) -> Files:
    """Make an authority and write what server and practice need into a directory."""
    authority = Authority()
    files = Files(*(os.path.join(directory, name) for name in _NAMES))
    _write(files.authority, pem(authority.certificate))
    key, certificate = authority.issue("localhost", hosts=_HOSTS)
    _write(files.server, pem(certificate) + pem_key(key))
    _write(files.practice, pkcs12(*authority.issue("INSI-AUTO", unit="318000000099999")))
    return files


_NAMES = ("authority.pem", "server.pem", "practice.p12")


def pem(certificate: Any) -> bytes:
    """A certificate as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return bytes(certificate.public_bytes(Encoding.PEM))


def pem_key(key: Any) -> bytes:
    """A key as PEM, without a passphrase."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def pkcs12(key: Any, certificate: Any, passphrase: str = PASSPHRASE) -> bytes:
    """A key and its certificate as PKCS#12."""
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    return bytes(
        serialize_key_and_certificates(
            b"semble", key, certificate, None, BestAvailableEncryption(passphrase.encode())
        )
    )


def _signed(
    name: str,
    unit: str,
    public_key: Any,
    issuer: str,
    issuer_key: Any,
    until: datetime,
    *,
    authority: bool,
    hosts: Sequence[str] = (),
) -> Any:
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    def named(common_name: str, unit: str = "") -> Any:
        parts = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
        if unit:
            parts.insert(0, x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
        return x509.Name(parts)

    subject = named(name) if authority else named(name, unit)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(named(issuer))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(_now(), until) - timedelta(days=1))
        .not_valid_after(until + (_LASTS if authority else timedelta()))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )
    if authority:
        usage = dict.fromkeys(
            (
                *("digital_signature", "content_commitment", "key_encipherment"),
                *("data_encipherment", "key_agreement", "encipher_only", "decipher_only"),
            ),
            False,
        )
        builder = builder.add_extension(
            x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True), critical=True
        )
    if hosts:
        names: list[x509.GeneralName] = [
            x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
            for host in hosts
        ]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _write(path: str, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
