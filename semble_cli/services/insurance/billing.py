"""A carte Vitale as billing software read it: from a document, or from the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import CardError, InvalidInput, Sentence, field_id
from semble_cli.patient.retrieved import Origin, over
from semble_cli.patient.vitale_card import CardInReader
from semble_cli.services.insurance.retrieval import of_card
from semble_cli.vitale.billing.reading import LARGEST, read_billed
from semble_cli.vitale.field_values import Teller, from_rights
from semble_cli.vitale.teleservices.errors import OddAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import NoReturn

    from semble_cli.services.insurance.retrieval import Retrieval
    from semble_cli.services.insurance.teleservices import Caller
    from semble_cli.vitale.billing.people import BilledCard

PATIENCE = 30.0
"""Seconds within which a program has to answer, where nobody says otherwise: it may have to read a
card first."""


class BilledReading(NamedTuple):
    """A card as billing software read it: where it is from, its people, and on which day it was
    read. `refuse` raises what is wrong with it."""

    found: CardInReader
    billed: BilledCard
    read_on: date
    refuse: Callable[[InvalidInput], NoReturn]

    def person(self, number: int) -> Retrieval:
        """What the reading tells of the person with a number on the card.

        Raises:
            BadUsage: the card bears fewer people.
            InvalidInput, or OddAnswer from a program: a name or a birth date that can be none.
        """
        card = self.found.card.person(number)
        try:
            found = of_card(card)
            told = from_rights(self.billed.told[number - 1], self.read_on, _BILLING)
        except InvalidInput as problem:
            self.refuse(problem)
        except OddAnswer:
            self.refuse(InvalidInput("used_name", "the reading gives one that can be no name."))
        except CardError:
            self.refuse(InvalidInput("birth_date", "the reading gives one that is no date."))
        return found._replace(retrieved=over(found.retrieved, told.values), odd=told.odd)


_BILLING = Teller(Origin.BILLING, "billing")


def reading_in(content: bytes, source: str, today: date) -> BilledReading:
    """The reading in the document of a file or of what is piped in.

    Raises:
        InvalidInput: it holds no reading.
    """
    return _reading(content, source, today, _as_it_is)


def largest_reading() -> int:
    """How many bytes of a document are looked at: one more than any reading has."""
    return LARGEST + 1


def reading_at(url: str, caller: Caller, seconds: float, today: date) -> BilledReading:
    """The reading that a program of the practice answers with: an address of `https://`, or of this
    machine.

    Raises:
        InvalidInput: it is no such address.
        TeleserviceError: no answer, or one that is no reading.
    """
    from semble_cli.identity.internet.web_addresses import is_safe_address
    from semble_cli.vitale.teleservices.address import host_of
    from semble_cli.vitale.teleservices.credentials import trusting
    from semble_cli.vitale.teleservices.https import Endpoint, get

    if not is_safe_address(url):
        raise InvalidInput(
            "file", "an address begins with https://; http:// is for this machine alone."
        )
    host = host_of(url)
    endpoint = Endpoint(host, url, trusting(caller.access.authority), seconds, is_teleservice=False)
    answer = get(endpoint, {"Accept": "application/json"})

    def refuse(problem: InvalidInput) -> NoReturn:
        raise OddAnswer(
            "{service} answered with what is no reading of a card: {field}: {problem}",
            service=host,
            field=Sentence(field_id(problem.field)),
            problem=problem.sentence,
        ) from None

    if answer.status != _OK:
        raise OddAnswer(
            "{service} gives no reading, but the status {status}. See that the card is in its"
            " reader, and that the address is the right one.",
            service=host,
            status=answer.status,
        )
    return _reading(answer.body, host, today, refuse)


_OK = 200


def _as_it_is(problem: InvalidInput) -> NoReturn:
    raise problem


def _reading(
    content: bytes, source: str, today: date, refuse: Callable[[InvalidInput], NoReturn]
) -> BilledReading:
    try:
        billed = read_billed(content)
        if billed.read_on and billed.read_on > today:
            raise InvalidInput("file", "the reading is of a day to come; check the clocks.")
    except InvalidInput as problem:
        refuse(problem)
    found = CardInReader(source, billed.card)
    return BilledReading(found, billed, billed.read_on or today, refuse)
