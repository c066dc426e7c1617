"""The certificate that a server shows and that is not believed, named for people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import MailError, Sentence

if TYPE_CHECKING:
    import ssl

    from semble_cli.mail.server import MailServer

_NAMES_TOLD = 3
_LONGEST = 120


class ShownCertificate(NamedTuple):
    """What a certificate says of itself: whose it is, of which authority, for which hosts, and
    between which days it is good."""

    subject: str
    issuer: str
    hosts: tuple[str, ...]
    starts_on: date
    ends_on: date


def read_certificate(content: bytes) -> ShownCertificate:
    """What a certificate (DER) says of itself.

    Raises:
        ValueError: it is none.
    """
    from cryptography import x509

    found = x509.load_der_x509_certificate(content)
    return ShownCertificate(
        _plain(found.subject.rfc4514_string()),
        _plain(found.issuer.rfc4514_string()),
        tuple(map(_plain, _hosts(found))),
        found.not_valid_before_utc.date(),
        found.not_valid_after_utc.date(),
    )


def _hosts(found: Any) -> list[str]:
    from cryptography import x509

    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [str(one.value) for one in names if isinstance(one, (x509.DNSName, x509.IPAddress))]


def _plain(text: str) -> str:
    """A text of a certificate, which anybody may have made, in one line."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


_OUT_OF_DATE = 10
_NOT_YET = 9
_OTHER_HOST = (62, 64)
"""What a certificate is refused for (OpenSSL, X509_V_ERR_...)."""


def certificate_problem(
    server: MailServer, refused: ssl.SSLCertVerificationError, shown: ShownCertificate | None
) -> MailError:
    """What is said of a certificate that is not believed, with what it says of itself where that
    could be had."""
    described = shown or ShownCertificate("-", "-", (), date.min, date.max)
    code = refused.verify_code
    if code == _OUT_OF_DATE:
        why = _SAYS_EXPIRED if shown else _EXPIRED
    elif code == _NOT_YET:
        why = _SAYS_LATER if shown else _LATER
    elif code in _OTHER_HOST:
        why = _SAYS_OTHER_HOST if shown else _ANOTHER_HOST
    else:
        why = _SAYS_NOT_TRUSTED if shown else _NOT_TRUSTED
    return MailError(
        why.text,
        place=server.place,
        host=server.host,
        settings=server.settings,
        subject=described.subject or "-",
        issuer=described.issuer,
        hosts=", ".join(described.hosts[:_NAMES_TOLD]) or described.subject,
        starts=described.starts_on,
        ends=described.ends_on,
    )


_SAYS_EXPIRED = Sentence(
    "The certificate that the mail server at {place} shows is out of date: {subject}, of {issuer},"
    " ended on {ends}. Check this machine's clock, or tell who runs the server; nothing was sent."
)
_EXPIRED = Sentence(
    "The certificate that the mail server at {place} shows is out of date. Check this machine's"
    " clock, or tell who runs the server; nothing was sent."
)
_SAYS_LATER = Sentence(
    "The certificate that the mail server at {place} shows is not valid yet: {subject}, of"
    " {issuer}, begins on {starts}. Check this machine's clock; nothing was sent."
)
_LATER = Sentence(
    "The certificate that the mail server at {place} shows is not valid yet. Check this machine's"
    " clock; nothing was sent."
)
_SAYS_OTHER_HOST = Sentence(
    "The certificate that the mail server at {place} shows, of {issuer}, is for {hosts}, not for"
    " {host}. Check {settings}.host; nothing was sent."
)
_ANOTHER_HOST = Sentence(
    "The certificate that the mail server at {place} shows is for another host than {host}. Check"
    " {settings}.host; nothing was sent."
)
_SAYS_NOT_TRUSTED = Sentence(
    "The certificate that the mail server at {place} shows is of no authority that is trusted:"
    " {subject}, of {issuer}. If that is the right server, set {settings}.authority to its"
    " authority (PEM); nothing was sent."
)
_NOT_TRUSTED = Sentence(
    "The certificate that the mail server at {place} shows is of no authority that is trusted. If"
    " that is the right server, set {settings}.authority to its authority (PEM); nothing was sent."
)
