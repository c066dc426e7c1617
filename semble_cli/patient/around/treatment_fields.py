"""The fields of a treatment, read from what people give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_date
from semble_cli.patient.texts import parse_line, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from semble_cli.patient.around.treatment import Treatment


def _day(field: str, given: Any) -> date | None:
    # No century is guessed: a treatment may begin or end in years to come.
    return parse_date(field, text) if (text := parse_line(field, given)) else None


READERS: dict[str, Callable[[str, Any], Any]] = {
    "drug": parse_line,
    "dose": parse_line,
    "route": parse_line,
    "frequency": parse_line,
    "starts_on": _day,
    "ends_on": _day,
    "prescriber": parse_line,
    "comment": parse_text,
}
"""How each field that people fill in is read, in the order in which it is asked for."""


def read_treatment(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a treatment, by their names; a text that says nothing clears its field.

    Raises:
        InvalidInput: a text or a day cannot be taken.
    """
    return {name: READERS[name](name, value) or None for name, value in given.items()}


def check_treatment(treatment: Treatment, birth_date: date) -> None:
    """Let pass a treatment that has a drug, and days in their order.

    Raises:
        InvalidInput: it has not.
    """
    if not treatment.drug:
        raise InvalidInput("drug", "name the drug.")
    first = treatment.starts_on
    if first is not None and first < birth_date:
        raise InvalidInput("starts_on", "this day is before the patient's birth. Check both dates.")
    if treatment.ends_on is not None and treatment.ends_on < (first or birth_date):
        raise InvalidInput("ends_on", "this day is before the treatment began. Check both dates.")
    if treatment.stopped_on is not None and treatment.stopped_on < (first or birth_date):
        raise InvalidInput(
            "stopped_on", "this day is before the treatment began. Check both dates."
        )
