"""Cartes Vitale as values: who is on one, and what is in a reader."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, CardError, InvalidInput
from semble_cli.identity.dates import settle_birth_date
from semble_cli.identity.nir import implied, mask_nir, recorded_nir

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.errors import Sentence
    from semble_cli.identity.dates import BirthDate


class CardKind(Enum):
    """What a card is, as far as its answer to reset (ATR) tells."""

    VITALE_2 = "vitale 2"
    VITALE_1 = "vitale 1"
    CPS = "cps"
    UNKNOWN = "unknown"


class Beneficiary(NamedTuple):
    """A person on a card, as read: names with their accents, eight figures of a birth date that no
    calendar need have (`19630000`), and the NIR as received, wrong key or not."""

    name: str
    given_name: str
    birth_date: str
    country: str | None = None
    nir: str | None = None

    def __repr__(self) -> str:
        return f"Beneficiary({mask_nir(self.nir) if self.nir else 'without a NIR'})"

    @property
    def sex(self) -> str | None:
        """The sex that the person's own NIR tells, F or M; `None` where it tells none."""
        return implied(recorded_nir(self.nir)).sex if self.nir else None

    @property
    def birth(self) -> BirthDate:
        """The civil birth date, completed by rule where day or month is not known.

        Raises:
            CardError: eight figures that are no date.
        """
        figures = self.birth_date
        if len(figures) != 8 or not (figures.isascii() and figures.isdecimal()):
            raise _no_date()
        year, month, day = int(figures[:4]), int(figures[4:6]), int(figures[6:])
        try:
            # A month above twelve stands for one that is not known, as in a NIR.
            return settle_birth_date(year, month if month <= 12 else 0, day)
        except (InvalidInput, ValueError):
            raise _no_date() from None


class OnCard(NamedTuple):
    """Who was chosen on a card: the person, and the insured, who may be the same."""

    person: Beneficiary
    holder: Beneficiary

    @property
    def is_holder(self) -> bool:
        return self.person is self.holder

    @property
    def insured_nir(self) -> str | None:
        """The NIR under which the person is insured."""
        return self.holder.nir

    @property
    def insured_birth_date(self) -> str:
        """The birth date as the insurance holds it, `1963-00-00` where it knows the year alone."""
        figures = self.person.birth_date
        return f"{figures[:4]}-{figures[4:6]}-{figures[6:]}"


class VitaleCard(NamedTuple):
    """A card that was read: its people, the holder first, and what deserves a look; the `insured`,
    where that is none of its people."""

    beneficiaries: tuple[Beneficiary, ...]
    warnings: tuple[Sentence, ...] = ()
    insured: Beneficiary | None = None

    @property
    def holder(self) -> Beneficiary:
        """The insured, under whose NIR the others on the card are insured too."""
        return self.insured or self.beneficiaries[0]

    @property
    def people(self) -> list[OnCard]:
        """Everybody on the card, the holder first."""
        return [OnCard(person, self.holder) for person in self.beneficiaries]

    def person(self, number: int) -> OnCard:
        """The person with a number on the card, counted from 1; the holder is 1.

        Raises:
            BadUsage: the card bears fewer people.
        """
        if not 1 <= number <= len(self.beneficiaries):
            raise BadUsage(
                "The card bears {count} people; --beneficiary is one of 1 to {count}.",
                count=len(self.beneficiaries),
            )
        return self.people[number - 1]


class CardInReader(NamedTuple):
    """A card that was read, and the reader it is in."""

    reader: str
    card: VitaleCard


class InsertedCard(NamedTuple):
    """A card that was put in: its people, or what is wrong with it; `is_there` tells whether it
    still is in the reader, and waits a moment for it to leave."""

    reader: str
    card: VitaleCard | None
    problem: CardError | None
    is_there: Callable[[], bool]


class ReaderState(NamedTuple):
    """A reader, what is in it (a `CardKind`, `mute`, or `None` for no card), whether another
    program keeps it, and, of one that is in use, which programs may be the one."""

    name: str
    card: str | None
    is_held: bool
    programs: list[str]


def _no_date() -> CardError:
    return CardError("The card gives a birth date that is not a date. Add the patient by hand.")
