"""The people of a reading, whichever way billing software writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.patient.vitale_card import Beneficiary, VitaleCard
from semble_cli.vitale.card import MOST_PEOPLE, card_nir
from semble_cli.vitale.teleservices.answers import RightsAnswer, iso_of
from semble_cli.vitale.teleservices.trees import NoTree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_WITH_TIME = re.compile("[0-9]{12}")
_INSURED = re.compile("0{1,2}")
"""What the quality of a beneficiary says of the insured."""


class BilledPerson(NamedTuple):
    """Somebody on a card: the NIR as it is written, the quality as a beneficiary (`0` is the
    insured), and what is told in the words of ADRi."""

    number: str
    quality: str | None
    told: RightsAnswer

    def __repr__(self) -> str:
        return "BilledPerson()"

    @property
    def is_insured(self) -> bool:
        return bool(self.quality and _INSURED.fullmatch(self.quality))


class BilledCard(NamedTuple):
    """A card as billing software read it: its people, what is told of each, and on which day it was
    read, where that is said."""

    card: VitaleCard
    told: tuple[RightsAnswer, ...]
    read_on: date | None = None

    def __repr__(self) -> str:
        return f"BilledCard({len(self.told)} people)"


def card_of(
    people: Sequence[BilledPerson],
    insured_number: str,
    read_on: date | None,
    warnings: Sequence[Sentence] = (),
) -> BilledCard:
    """The card with these people, the insured first; *insured_number* is the NIR of the insured.

    Raises:
        InvalidInput: it bears nobody, somebody twice, or more people than a card can.
    """
    if not people:
        raise InvalidInput("file", "the reading bears nobody: group 104 or its list is empty.")
    if len(people) > MOST_PEOPLE:
        raise InvalidInput("file", "the reading bears more people than a card can.")
    if len({_identity(one.told) for one in people}) < len(people):
        raise InvalidInput("file", "the reading bears the same person twice; read the card again.")
    people = sorted(people, key=lambda one: not one.is_insured)
    said = list(warnings)
    insured_nir = _nir(insured_number, said)
    knows_qualities = any(one.quality for one in people)
    found = []
    for place, one in enumerate(people):
        is_insured = one.is_insured if knows_qualities else place == 0
        own = _nir(one.number, said) or (insured_nir if is_insured else None)
        found.append(_beneficiary(one.told)._replace(nir=own))
    insured = None
    if not (people[0].is_insured or not knows_qualities):
        insured = Beneficiary("", "", "", nir=insured_nir)
    elif insured_nir and found[0].nir != insured_nir:
        said.append(_TWO_NUMBERS)
    card = VitaleCard(tuple(found), tuple(dict.fromkeys(said)), insured)
    return BilledCard(card, tuple(_with_one_name(one.told) for one in people), read_on)


_TWO_NUMBERS = Sentence(
    "the reading gives the insured two different NIRs; that of the person is taken: check it."
)


def birth_date_of(figures: str | None) -> str:
    """A birth date with its hyphens, lunar or not, with or without a time of day behind it.

    Raises:
        InvalidInput: it is none.
    """
    if figures and _WITH_TIME.fullmatch(figures):
        figures = figures[:8]
    try:
        found = iso_of(figures)
    except NoTree:
        found = None
    if found is None:
        raise InvalidInput(
            "birth_date", "the reading gives none in eight figures: year, month, day."
        )
    return found


def _identity(told: RightsAnswer) -> tuple[object, ...]:
    return (told.birth_name or told.used_name, told.given_name, told.birth_date, told.birth_rank)


def _with_one_name(told: RightsAnswer) -> RightsAnswer:
    """Where the birth name is not told, the used one may be it: it is the name on the card then."""
    return told if told.birth_name else told._replace(used_name=None)


def _beneficiary(told: RightsAnswer) -> Beneficiary:
    return Beneficiary(
        name=told.birth_name or told.used_name or "",
        given_name=told.given_name or "",
        birth_date=told.birth_date.replace("-", ""),
    )


def _nir(number: str, warnings: list[Sentence]) -> str | None:
    nir, warning = card_nir(number)
    if warning:
        warnings.append(warning)
    return str(nir) if nir else None
