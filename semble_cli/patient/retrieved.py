"""What was retrieved of a patient, field by field, with where each value comes from.

INSi certifies traits and so wins over ADRi, which wins over the card.
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
    ADRI = "adri"
    INSI = "insi"
    NIR = "nir"
    """Proposed from the number: worth a question, and marked."""
    PERSON = "person"
    """Told by whoever reads the card."""


class Value(NamedTuple):
    """A field's value, and where it comes from."""

    value: Any
    origin: Origin

    def __repr__(self) -> str:
        return f"Value({self.origin})"


Retrieved = dict[str, Value]
"""Values by the flat name of the patient's field."""


def warnings_about(retrieved: Retrieved) -> list[Sentence]:
    """What deserves a look in what was retrieved."""
    code = retrieved.get("birth_place_code")
    if code and find_place(code.value) is None:
        return [Sentence("the code of the birth place is not in the COG; it was kept as received.")]
    return []
