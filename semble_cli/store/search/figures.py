"""Digits as search strategies: an id, a birth date, the end of a phone; alone, or beside names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.search.conditions import (
    BROAD_FROM,
    ROW_WEIGHT,
    Condition,
    born_within,
    equals,
    has_phone,
    phone_ending,
    reaches,
)
from semble_cli.store.search.name_strategies import is_called, rarest
from semble_cli.store.search.run import Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.identity.search.bar import Figures
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.name_strategies import Name


def figures_strategies(figures: Figures) -> list[Strategy]:
    """Some digits are an id, a birth date or the end of a phone: a strategy for each meaning that
    few patients have; a month, a year or an age is of many."""
    strategies = []
    days = [span for span in figures.births if span.is_day]
    if figures.patient_id is not None:
        strategies.append(Strategy(Sentence("id"), equals("id", figures.patient_id)))
    if days:
        strategies.append(Strategy(Sentence("birth date"), born_within(days)))
    if figures.phone_end:
        strategies.append(Strategy(Sentence("phone"), has_phone(figures.phone_end)))
    return strategies


def figures_beside(
    connection: Connection, figures: Figures, names: Sequence[Name]
) -> list[Strategy]:
    """The same for those who bear some names, which are to be checked on each."""
    found = figures_strategies(figures._replace(phone_end=None))
    if figures.phone_end:
        phone = _phone_beside(connection, figures.phone_end, names)
        found.append(Strategy(Sentence("phone"), phone))
    return found


def _phone_beside(connection: Connection, end: str, names: Sequence[Name]) -> Condition:
    """A phone ends so: where few are called so and many phones do, it is those called so whose
    phones are looked up, since the names of each other would be read from the table."""
    if names:
        called, ending = rarest(connection, names, BROAD_FROM), phone_ending(end)
        many = called.extent // ROW_WEIGHT + 1
        if called.extent < BROAD_FROM and reaches(connection, many, "phone", ending):
            with_phone = Condition(
                f"SELECT patient_id FROM phone WHERE {ending.sql}", ending.values
            )
            return is_called(called.name, "id", among=with_phone)
    return has_phone(end)
