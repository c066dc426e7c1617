"""The consents of a table: the columns that tell one together, as `patient.consents` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.consents.rules import ANSWERS, is_said_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date


def settle_consents(values: dict[str, list[Any]], today: date) -> set[int]:
    """Put the answers in words in the place of those in true and false; the places of the rows that
    need a second look: two answers, or a day or an author without one, or a day to come."""
    left: set[int] = set()
    for alias, name in ANSWERS.items():
        if alias in values:
            answers = values.pop(alias)
            if name in values:
                left.update(_differing(values[name], answers))
            values[name] = answers
        left.update(_without_answer(values, name, today))
    return left


def _differing(truths: Sequence[Any], answers: Sequence[Any]) -> Iterator[int]:
    """The places where true or false is not said of the answer, or tells what it does not."""
    for place, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        if truth is not answer and not is_said_by(truth, answer):
            yield place


def _without_answer(values: Mapping[str, Sequence[Any]], name: str, today: date) -> Iterator[int]:
    """The places of days and authors that belong to no answer, and of days to come."""
    for part in (f"{name}_on", f"{name}_by"):
        if part in values:
            nobody = [None] * len(values[part])
            of_each = zip(values[part], values.get(name, nobody), strict=True)
            for place, (value, answer) in enumerate(of_each):
                if value and (answer is None or (part.endswith("_on") and value > today)):
                    yield place
