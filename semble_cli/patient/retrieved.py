"""What was retrieved of a patient, field by field, with where each value comes from.

INSi certifies traits and so wins over ADRi, which wins over the card; what it won over stays beside
it. What a service gives and no field takes is told, and never stored.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.identity.places import find_place


class Origin(StrEnum):
    """Where a value comes from."""

    CARD = "card"
    INSURED = "insured"
    """The card, of the insured: a NIR that tells nothing of a dependant's traits."""
    BILLING = "billing"
    """The card, as billing software read it with a professional's card: with address and rights."""
    ADRI = "adri"
    INSI = "insi"
    NIR = "nir"
    """Proposed from the number: worth a question, and marked."""
    FEED = "feed"
    """An identity feed of another program, of what INSi does not certify."""
    PERSON = "person"
    """Told by whoever reads the card."""


class Value(NamedTuple):
    """A field's value, and where it comes from; *beside* are the values of other sources that it
    took the place of."""

    value: Any
    origin: Origin
    beside: tuple[Value, ...] = ()

    def __repr__(self) -> str:
        return f"Value({self.origin})"

    def of(self, origin: Origin) -> Value | None:
        """The value that a source gives, whether another took its place or not."""
        return next((one for one in (self, *self.beside) if one.origin is origin), None)


Retrieved = dict[str, Value]
"""Values by the flat name of the patient's field."""


class Odd(NamedTuple):
    """What a source gives for a field that does not take it: shown with the reason, not stored."""

    field: str
    value: Any
    origin: Origin
    reason: Sentence

    def __repr__(self) -> str:
        return f"Odd({self.field})"


class Telling(NamedTuple):
    """What a source tells: the values that fields take, and what none does."""

    values: Retrieved
    odd: tuple[Odd, ...] = ()


def over(known: Retrieved, better: Retrieved) -> Retrieved:
    """What is known, and what a better source tells, which wins; what it says otherwise stays
    beside it."""
    found = dict(known)
    for name, value in better.items():
        if (before := known.get(name)) is not None:
            past = (before._replace(beside=()), *before.beside)
            others = tuple(one for one in past if one.value != value.value)
            value = value._replace(beside=others)
        found[name] = value
    return found


def warnings_about(retrieved: Retrieved) -> list[Sentence]:
    """What deserves a look in what was retrieved."""
    code = retrieved.get("birth_place_code")
    if code and find_place(code.value) is None:
        return [Sentence("the code of the birth place is not in the COG; it was kept as received.")]
    return []
