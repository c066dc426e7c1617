"""Searches by names: the words of a search bar, and the names of the advanced search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.search.conditions import (
    ALL_NAMES,
    SCANNED_FROM,
    Condition,
    all_of,
    any_of,
    has_tag,
)
from semble_cli.store.search.given_names import given_names_strategies
from semble_cli.store.search.name_strategies import (
    TRIO,
    Name,
    beginnings,
    exact,
    exact_pair,
    spread_of_rarest,
    together,
)
from semble_cli.store.search.near_names import is_known
from semble_cli.store.search.run import Strategy
from semble_cli.store.search.strategies import email_strategies, has_rare_tag, is_broad_tag
from semble_cli.store.tags import ids_by_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection


class BarNames:
    """The words of a search bar, read as names, as one e-mail, and as tags."""

    def __init__(
        self,
        connection: Connection,
        words: Sequence[str],
        email: str | None,
        conditions: Sequence[Condition],
    ) -> None:
        self._connection = connection
        self._words = words
        self._email = email
        self._conditions = conditions
        self._names = [Name(word, ALL_NAMES) for word in _telling(words)]
        self._joined = Name("".join(words), ALL_NAMES)
        self._known: dict[str, bool] = {}

    def exact_strategies(self) -> Iterator[Strategy]:
        """A whole name, or a name and the beginning of a given name."""
        for strategy in self._exact_strategies():
            yield strategy.checked(self._conditions)

    def all_strategies(self) -> Iterator[Strategy]:
        """Beginnings of names, the e-mail, tags."""
        for strategy in self._all_strategies():
            yield strategy.checked(self._conditions)

    def scan_condition(self) -> Condition | None:
        """Where very many match: what holds of each of them."""
        tags = _tags(self._connection, self._words)
        broad_tag = any(is_broad_tag(self._connection, tag_id) for tag_id, _ in tags)
        if not broad_tag and self._are_three_given_names():
            return None
        if not broad_tag and spread_of_rarest(self._connection, self._names) < SCANNED_FROM:
            return None
        readings = [all_of([name.condition for name in self._names])]
        if len(self._words) > 1:
            readings.append(self._joined.condition)
        readings += [
            all_of([has_tag(tag_id), *(name.condition for name in others)])
            for tag_id, others in tags
        ]
        return all_of([any_of(*readings), *self._conditions])

    def _exact_strategies(self) -> Iterator[Strategy]:
        if self._is_known(self._joined.word):
            yield from exact(self._joined)
        for cut in range(1, len(self._words)):
            left, right = "".join(self._words[:cut]), "".join(self._words[cut:])
            if self._is_known(left) and self._is_known(right):
                yield from exact_pair(left, right)
                yield from exact_pair(right, left)

    def _all_strategies(self) -> Iterator[Strategy]:
        if self._is_known(self._joined.word):
            yield from beginnings(self._joined)
        for tag_id, others in _tags(self._connection, self._words):
            yield from _tagged(self._connection, tag_id, others)
        if len(self._words) > 1 and all(map(self._is_known, self._words)):
            yield from self._together()
        if self._email:
            yield from (each._replace(spare=True) for each in email_strategies(self._email))

    def _are_three_given_names(self) -> bool:
        """Whether the names are looked up together, however common each is."""
        words = [name.word for name in self._names]
        return len(words) >= TRIO and (
            given_names_strategies(self._connection, words[:TRIO]) is not None
        )

    def _together(self) -> Iterator[Strategy]:
        (first, *others) = self._names
        return together(self._connection, self._names) if others else beginnings(first)

    def _is_known(self, word: str) -> bool:
        """Whether any name begins so: one look that spares ten."""
        if word not in self._known:
            self._known[word] = is_known(self._connection, word)
        return self._known[word]


def _telling(words: Sequence[str]) -> list[str]:
    """The words that tell more than another: whoever bears `JEANNE` bears `JEAN`."""
    return [
        word
        for place, word in enumerate(words)
        if not any(
            other.startswith(word) and (other != word or at < place)
            for at, other in enumerate(words)
            if at != place
        )
    ]


class FieldNames:
    """The names of the advanced search: each is the beginning of its field, all must hold."""

    def __init__(
        self, connection: Connection, names: Sequence[Name], conditions: Sequence[Condition]
    ) -> None:
        self._connection = connection
        self._names = names
        self._conditions = conditions

    def exact_strategies(self) -> Iterator[Strategy]:
        """A whole name, or a name and the beginning of a given name."""
        strategies = (
            exact(self._names[0])
            if len(self._names) == 1
            else exact_pair(*(name.word for name in self._names))
        )
        for strategy in strategies:
            yield strategy.checked(self._conditions)

    def all_strategies(self) -> Iterator[Strategy]:
        """Beginnings of names."""
        strategies = (
            beginnings(self._names[0])
            if len(self._names) == 1
            else together(self._connection, self._names)
        )
        for strategy in strategies:
            yield strategy.checked(self._conditions)

    def scan_condition(self) -> Condition | None:
        """Where very many match: what holds of each of them."""
        if spread_of_rarest(self._connection, self._names) < SCANNED_FROM:
            return None
        return all_of([*(name.condition for name in self._names), *self._conditions])


def _tagged(connection: Connection, tag_id: int, names: Sequence[Name]) -> Iterator[Strategy]:
    """The patients who bear a tag and the names: looked up from whichever is rarer."""
    reason = Sentence("tag")
    if not is_broad_tag(connection, tag_id):
        yield Strategy(reason, has_rare_tag(tag_id)).checked([name.condition for name in names])
    elif not names:
        yield Strategy(reason, has_tag(tag_id))
    else:
        checked = [has_tag(tag_id), *(name.condition for name in names[1:])]
        for strategy in beginnings(names[0]):
            yield strategy._replace(reason=reason).checked(checked)


def _tags(connection: Connection, words: Sequence[str]) -> list[tuple[int, list[Name]]]:
    """The tags that some words that stand together are, wherever these are parted, and the names
    that the others are."""
    known = [(key.replace(" ", ""), tag_id) for key, tag_id in ids_by_key(connection).items()]
    found = []
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            typed = "".join(words[start:end])
            others = [Name(word, ALL_NAMES) for word in (*words[:start], *words[end:])]
            found += [(tag_id, others) for key, tag_id in known if key == typed]
    return found
