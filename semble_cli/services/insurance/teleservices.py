"""ADRi and INSi as this practice's settings reach them: opened, described, tried."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, CardError, Sentence
from semble_cli.services.insurance.questions import ask_identity_of, ask_rights_of
from semble_cli.vitale.teleservices import access
from semble_cli.vitale.teleservices.access import Access, Identification, Services, access_of
from semble_cli.vitale.teleservices.errors import TeleserviceRefusal, lets_nobody_in
from semble_cli.vitale.teleservices.guesses import CODES
from semble_cli.vitale.teleservices.questions import RightsQuestion, TraitsQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from semble_cli.patient.record import Patient
    from semble_cli.vitale.teleservices.guesses import Inferred
    from semble_cli.vitale.teleservices.services import Adri, Insi

UNTRIED = Sentence(
    "None of this was ever run against the real services, which only authorised software may call."
    " docs/teleservices.md says what each part is known from."
)


class Caller(NamedTuple):
    """Who calls: the settings of the group `teleservices`, and the secrets they need."""

    settings: Mapping[str, str]
    passphrase: Callable[[], str]
    token: str | None = None

    @property
    def access(self) -> Access:
        """The settings as the services need them."""
        return access_of(self.settings)

    @property
    def identification(self) -> Identification:
        return Identification(self.passphrase, self.token, lambda: datetime.now(UTC))

    def opened(self) -> Services:
        """The services that are configured.

        Raises:
            CardError: a certificate does not open, or a part is missing.
        """
        return access.opened(self.access, self.identification)

    def adri(self) -> Adri:
        """ADRi, ready to be asked.

        Raises:
            BadUsage: it is not configured; or as `opened`.
        """
        if (found := self.opened().adri) is None:
            raise BadUsage("ADRi is not configured. semble adri status says what is missing.")
        return found

    def insi(self) -> Insi:
        """INSi, ready to be asked.

        Raises:
            BadUsage: it is not configured; or as `opened`.
        """
        if (found := self.opened().insi) is None:
            raise BadUsage("INSi is not configured. semble adri status says what is missing.")
        return found


class ServiceStatus(NamedTuple):
    """A service as it is set: its address, the settings that are missing to ask it, and whether the
    address is a guess."""

    service: str
    address: str | None
    missing: list[str]
    is_guess: bool


def services(caller: Caller) -> list[ServiceStatus]:
    """Each service as it is set."""
    found = caller.access
    return [
        ServiceStatus(
            label, found.address(name), found.missing(name), bool(found.guessed_address(name))
        )
        for name, label in (("adri", "ADRi"), ("insi", "INSi"))
    ]


def guesses(caller: Caller) -> list[Inferred]:
    """What of the addresses in use, and of the codes that are sent and understood, is a guess; none
    where a bridge makes the calls."""
    found = caller.access
    if found.bridge:
        return []
    addresses = [found.guessed_address(name) for name in ("adri", "insi")]
    return [*(guess for guess in addresses if guess), *CODES]


def missing_parts() -> list[str]:
    """The libraries of the extra `teleservices` that are not installed."""
    return access.missing_parts()


class Trial(NamedTuple):
    """What a service did with a question: its answer in words, or what went wrong."""

    service: str
    answered: Sentence | None
    problem: CardError | None


def trials(caller: Caller, patient: Patient | None, today: date) -> Iterator[Trial]:
    """Ask each configured service one question, about a patient or an official fictitious one.
    Nothing is written. A service that knows nobody by that name answers, and so passes.

    Raises:
        BadUsage: nothing is configured; or no patient is named where real people are asked about.
    """
    found = caller.access
    if patient is None and found.environment == "production":
        raise BadUsage("In production a fictitious person is not asked about: name a patient.")
    opened = caller.opened()
    if opened == Services():
        raise BadUsage(
            "No teleservice is configured. semble adri status says which settings are missing."
        )
    if adri := opened.adri:
        yield _trial("ADRi", lambda: _rights(adri, patient, today))
    if insi := opened.insi:
        yield _trial("INSi", lambda: _search(insi, patient))


def _trial(service: str, ask: Callable[[], Sentence]) -> Trial:
    try:
        return Trial(service, ask(), None)
    except TeleserviceRefusal as refusal:
        if lets_nobody_in(refusal):
            return Trial(service, None, refusal)
        return Trial(service, Sentence("answered with the code {code}", code=refusal.code), None)
    except CardError as error:
        return Trial(service, None, error)


def _rights(adri: Adri, patient: Patient | None, today: date) -> Sentence:
    answer = (
        ask_rights_of(adri, patient, today)
        if patient
        # An official fictitious person (CNDA).
        else adri.rights(RightsQuestion(_ZOE, "1975-12-31", "01", 1, today, own_nir=_ZOE))
    )
    return Sentence("answered; periods of rights: {count}", count=len(answer.rights))


def _search(insi: Insi, patient: Patient | None) -> Sentence:
    if patient:
        found = ask_identity_of(insi, patient)
        return found if isinstance(found, Sentence) else _ONE
    answer = insi.by_traits(TraitsQuestion("ADRUN", "ZOE", "F", "1975-12-31", "63220"))
    return Sentence("answered with the code {code}", code=answer.outcome.value)


_ONE = Sentence("answered with one identity")
_ZOE = "275126322074974"
