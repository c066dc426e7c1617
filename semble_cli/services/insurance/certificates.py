"""The certificates of the settings, looked at: whose, until when, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, CardError, Sentence
from semble_cli.vitale.teleservices import access
from semble_cli.vitale.teleservices.credentials import open_credentials, out_of_date
from semble_cli.vitale.teleservices.fitting import kind_of, misfits

if TYPE_CHECKING:
    from datetime import date, datetime

    from semble_cli.services.insurance.teleservices import Caller
    from semble_cli.vitale.teleservices.credentials import Credentials

SOON = 30
"""Days before its end from which on a certificate is to be renewed: a new one takes weeks."""

_NAMES = ("certificate", "signature")


class CertificateStatus(NamedTuple):
    """A certificate of the settings: whose it is, of which authority, of which kind (INSI-AUTO or
    INSI-MANU), between which days it is good; why it cannot be used, and what deserves a look."""

    name: str
    subject: str | None = None
    issuer: str | None = None
    kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    problem: Sentence | None = None
    warnings: tuple[Sentence, ...] = ()


class ClockStatus(NamedTuple):
    """A service's host, the seconds by which this machine's clock is ahead of its own (behind:
    below zero), or why that is not known; and whether they agree well enough."""

    host: str
    seconds: int | None
    problem: Sentence | None
    agrees: bool


class Examined(NamedTuple):
    """What was found: the certificates, and the clocks of the services, unless nothing was to be
    sent."""

    certificates: list[CertificateStatus]
    clocks: list[ClockStatus]


def examined(caller: Caller, *, offline: bool) -> Examined:
    """The certificates, opened with the passphrase, which is asked for once if anybody is there;
    and, unless *offline*, how far this machine's clock is from those of the services."""
    if access.missing_parts():
        return Examined([], [])
    paths = {name: path for name in _NAMES if (path := getattr(caller.access, name))}
    passphrase, problem = _passphrase(caller) if paths else ("", None)
    statuses: list[CertificateStatus] = []
    opened: dict[str, Credentials] = {}
    for name, path in paths.items():
        found = problem or _opened(path, passphrase)
        if isinstance(found, Sentence):
            warnings = tuple(misfits(caller.access, name, None))
            statuses.append(CertificateStatus(name, problem=found, warnings=warnings))
        else:
            statuses.append(_status(caller, name, found))
            opened[name] = found
    return Examined(statuses, [] if offline else _clocks(caller, statuses, opened))


def _passphrase(caller: Caller) -> tuple[str, Sentence | None]:
    """The passphrase, or why there is none: nobody is there to be asked."""
    try:
        return caller.passphrase(), None
    except BadUsage as error:
        return "", error.sentence


def _opened(path: str, passphrase: str) -> Credentials | Sentence:
    """A certificate, or why it does not open."""
    try:
        return open_credentials(path, passphrase)
    except CardError as error:
        return error.sentence


def _status(caller: Caller, name: str, held: Credentials) -> CertificateStatus:
    now = caller.identification.clock()
    problem = out_of_date(held, now)
    path = getattr(caller.access, name)
    return CertificateStatus(
        name,
        held.subject,
        held.issuer,
        kind_of(held),
        held.starts_at.date(),
        held.ends_at.date(),
        Sentence(problem.text, path=path) if problem else None,
        (*_ending(held, now), *misfits(caller.access, name, held)),
    )


def _ending(held: Credentials, now: datetime) -> tuple[Sentence, ...]:
    """That a certificate ends soon, if it does."""
    days = (held.ends_at.date() - now.date()).days
    if now > held.ends_at or days > SOON:
        return ()
    return (Sentence("ends in {count} day(s): ask for the next one now", count=days),)


def _clocks(
    caller: Caller, statuses: list[CertificateStatus], opened: dict[str, Credentials]
) -> list[ClockStatus]:
    """The clocks of the services that can be asked; a certificate that TLS would have to show and
    that does not open is why they are not."""
    unopened = next(
        (one.problem for one in statuses if one.name == "certificate" and one.name not in opened),
        None,
    )
    who = caller.identification
    return [
        ClockStatus(clock.host, clock.seconds, clock.problem, clock.agrees)
        for clock in access.clocks(caller.access, who.clock, opened.get("certificate"), unopened)
    ]
