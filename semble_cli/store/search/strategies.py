"""What few patients have, such as an e-mail, and tags: conditions and search strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.search.conditions import (
    BROAD_FROM,
    SCANNED_FROM,
    Condition,
    all_of,
    any_of,
    begins,
    count_up_to,
    equals,
    has_email,
    has_tag,
    reaches,
)
from semble_cli.store.search.run import Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.run import Search


def word_strategy(reason: Sentence, start: str) -> Strategy:
    """Those of whom a word that has a row of its own begins so, in the order of the words."""
    looked_up = Condition("id = patient_id") & begins("word", start)
    return Strategy(
        reason, looked_up, "word, patient_id", source="word CROSS JOIN patient", by_name=True
    )


def email_strategies(start: str) -> list[Strategy]:
    """The e-mail, or the e-mail from one of its words or its domain on, begins so: in the order of
    the index, for a domain may be half the register's."""
    reason = Sentence("e-mail")
    return [
        Strategy(reason, begins("email_key", start), "email_key, id", by_name=True),
        Strategy(
            reason,
            begins("domain_key", start),
            "domain_key, birth_key, given_key, id",
            by_name=True,
        ),
        word_strategy(reason, start),
    ]


def emails_up_to(connection: Connection, most: int, start: str) -> int:
    """How much there is to look up for an e-mail that begins so, each key counted up to *most*."""
    return sum(
        count_up_to(connection, most, table, begins(key, start))
        for table, key in (("patient", "email_key"), ("patient", "domain_key"), ("word", "word"))
    )


def number_condition(connection: Connection, number: str) -> Condition:
    """The matricule INS, one had before, or the NIR is this whole number."""
    if connection.masked:
        # Loaded here because most searches are for names.
        from semble_cli.store.patients.candidates import WITH_MATRICULE, WITH_NIR

        return any_of(*(Condition(sql, (number,)) for sql in (WITH_NIR, WITH_MATRICULE)))
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
    return reaches(connection, BROAD_FROM, "patient_tag", equals("tag_id", tag_id))


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


class Several:
    """A search that may be meant in several ways: the surest is run first."""

    def __init__(self, searches: Sequence[Search]) -> None:
        self._searches = searches

    def exact_strategies(self) -> Iterator[Strategy]:
        for search in self._searches:
            yield from search.exact_strategies()

    def all_strategies(self) -> Iterator[Strategy]:
        for search in self._searches:
            yield from search.all_strategies()

    def scan_condition(self) -> Condition | None:
        """Where very many match in one way: what holds of each of them, in whichever way."""
        scanned = [search.scan_condition() for search in self._searches]
        if not any(scanned):
            return None
        return any_of(
            *(
                condition or any_of(*(each.condition for each in search.all_strategies()))
                for condition, search in zip(scanned, self._searches, strict=True)
            )
        )


class Emails:
    """A search by e-mail, which many may match, and what is checked on each."""

    def __init__(self, connection: Connection, start: str, conditions: Sequence[Condition]) -> None:
        self._connection = connection
        self._start = start
        self._conditions = conditions

    def exact_strategies(self) -> Sequence[Strategy]:
        return ()

    def all_strategies(self) -> Sequence[Strategy]:
        return [each.checked(self._conditions) for each in email_strategies(self._start)]

    def scan_condition(self) -> Condition | None:
        """Where very many match: what holds of each of them."""
        if emails_up_to(self._connection, SCANNED_FROM, self._start) < SCANNED_FROM:
            return None
        return all_of([has_email(self._start), *self._conditions])


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
