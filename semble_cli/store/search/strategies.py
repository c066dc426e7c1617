"""What few patients have, such as a birth date, and tags: conditions and search strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.search.conditions import (
    BROAD_FROM,
    Condition,
    all_of,
    any_of,
    begins,
    count_up_to,
    equals,
    has_phone,
    has_tag,
)
from semble_cli.store.search.run import Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.identity.search_bar import Figures
    from semble_cli.store.database.connection import Connection


def figures_strategies(figures: Figures) -> list[Strategy]:
    """Some digits are an id, a birth date or the end of a phone: a strategy for each meaning."""
    strategies = []
    if figures.patient_id is not None:
        strategies.append(Strategy(Sentence("id"), equals("id", figures.patient_id)))
    if figures.days:
        strategies.append(Strategy(Sentence("birth date"), birth_condition(figures.days)))
    if figures.phone_end:
        strategies.append(Strategy(Sentence("phone"), has_phone(figures.phone_end)))
    return strategies


def birth_condition(days: Sequence[date]) -> Condition:
    """The patient was born on one of the days."""
    return any_of(*(equals("birth_date", day.isoformat()) for day in days))


def email_condition(start: str) -> Condition:
    """The e-mail, or the e-mail from one of its words on, begins so."""
    inner = begins("word", start)
    inside = Condition(f"id IN (SELECT patient_id FROM word WHERE {inner.sql})", inner.values)
    return any_of(begins("email_key", start), inside)


def number_condition(number: str) -> Condition:
    """The matricule INS, one had before, or the NIR is this whole number."""
    return any_of(
        equals("ins_matricule", number),
        equals("nir", number),
        Condition("id IN (SELECT patient_id FROM ins_history WHERE matricule = ?)", (number,)),
    )


def tag_condition(connection: Connection, tag_id: int) -> Condition:
    """The patient bears the tag: read from the tag where few do, checked one by one else."""
    return has_tag(tag_id) if is_broad_tag(connection, tag_id) else has_rare_tag(tag_id)


def is_broad_tag(connection: Connection, tag_id: int) -> bool:
    """Whether very many patients bear the tag."""
    return (
        count_up_to(connection, BROAD_FROM, "patient_tag", equals("tag_id", tag_id)) >= BROAD_FROM
    )


def has_rare_tag(tag_id: int) -> Condition:
    """The patients who bear the tag, looked up from the tag."""
    return Condition("id IN (SELECT patient_id FROM patient_tag WHERE tag_id = ?)", (tag_id,))


class Selective:
    """A search for few patients: strategies that are looked up, and what is checked on each."""

    def __init__(self, strategies: Sequence[Strategy], conditions: Sequence[Condition]) -> None:
        self._strategies = [strategy.checked(conditions) for strategy in strategies]

    def exact_strategies(self) -> Sequence[Strategy]:
        return ()

    def all_strategies(self) -> Sequence[Strategy]:
        return self._strategies

    def scan_condition(self) -> None:
        return None


class Filtered:
    """A search for those who meet some conditions that many may meet, and nothing else."""

    def __init__(self, conditions: Sequence[Condition], reason: Sentence) -> None:
        self._whole = all_of(conditions)
        self._reason = reason

    def exact_strategies(self) -> Sequence[Strategy]:
        return ()

    def all_strategies(self) -> Sequence[Strategy]:
        return [Strategy(self._reason, self._whole)]

    def scan_condition(self) -> Condition:
        return self._whole
