"""The keys of searches against the names, phones and e-mails that they are made of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import NoSuchRecord, Sentence
from semble_cli.identity.phonetics import phonetic
from semble_cli.store.database.chunks import chunks, one_of
from semble_cli.store.patients import rows
from semble_cli.store.patients.keys import (
    KEY_COLUMNS,
    key_columns,
    name_words,
    other_words,
    phone_key,
)
from semble_cli.store.search.known_names import forget_words, learn, prune, strangers
from semble_cli.store.soundness.windows import UNREADABLE, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.soundness.windows import Window

_REMEMBERED = 1 << 16


class KeyCheck:
    """Looks for patients who would not be found, window after window."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: set[str] = set()

    def wrong_in(self, window: Window) -> set[int]:
        """The patients of a window whose keys are not those of their names, phones and e-mail."""
        ids = window.patients["id"]
        try:
            made = key_columns(window.patients)
        except UNREADABLE:
            return set(ids)  # a name that is no text
        wrong = {
            patient_id
            for name in KEY_COLUMNS
            if list(made[name]) != list(window.patients[name])
            for patient_id, one, other in zip(ids, made[name], window.patients[name], strict=True)
            if one != other
        }
        wrong |= self._with_wrong_phones(window) | self._with_wrong_words(window, made)
        if not self._are_known(name_words(made)):
            wrong |= {
                patient_id
                for place, patient_id in enumerate(ids)
                if not self._are_known(
                    name_words({name: made[name][place : place + 1] for name in made})
                )
            }
        return wrong

    def _with_wrong_phones(self, window: Window) -> set[int]:
        rows = self._connection.stream(
            "SELECT patient_id, number, reversed FROM phone WHERE patient_id BETWEEN ? AND ?",
            (window.first, window.last),
        )
        return {patient_id for patient_id, number, key in rows if phone_key(number) != key}

    def _with_wrong_words(self, window: Window, made: Mapping[str, Sequence[Any]]) -> set[int]:
        beside = (made[name] for name in ("given_key", "used_given_key", "inner_key"))
        words = map(other_words, *beside, window.patients["email"])
        expected = {
            (patient_id, word)
            for patient_id, some in zip(window.patients["id"], words, strict=True)
            for word in some
        }
        rows = self._connection.rows(
            "SELECT patient_id, word FROM word WHERE patient_id BETWEEN ? AND ?",
            (window.first, window.last),
        )
        return {patient_id for patient_id, _ in expected.symmetric_difference(rows)}

    def _are_known(self, words: set[str]) -> bool:
        """Whether all of some names are among those in which near names are looked for."""
        new = sorted(words - self._known)
        found: set[str] = set()
        for some in chunks(new):
            condition, bound = one_of("word", some)
            found.update(
                word
                for (word,) in self._connection.rows(
                    f"SELECT word FROM vocabulary WHERE {condition}", bound
                )
            )
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known |= found
        return len(found) == len(new)


class WrongKeys(NamedTuple):
    """The patients who would not be found, the known names that are wrong, and how many are of
    nobody."""

    patients: list[int]
    misspelt: list[str]
    strangers: int


def wrong_keys(ids: Iterable[int]) -> Iterator[Sentence]:
    """What is said of the patients who would not be found."""
    for patient_id in sorted(ids):
        yield Sentence(
            "patient {id}: the search keys are not those of the names, phones and e-mail. semble"
            " store upgrade makes them anew.",
            id=patient_id,
        )


def wrong_known_names(connection: Connection) -> Iterator[Sentence]:
    """What is wrong with the table in which near names are looked for, beside what it lacks."""
    for count in filter(None, (len(_misspelt(connection)), strangers(connection))):
        yield Sentence(
            "known names: {count} are wrong, or of nobody in the register. semble store upgrade"
            " makes them anew.",
            count=count,
        )


def all_wrong_keys(connection: Connection) -> WrongKeys:
    """Every key of a register that is wrong."""
    check = KeyCheck(connection)
    ids = [each for window in windows(connection) for each in sorted(check.wrong_in(window))]
    return WrongKeys(ids, _misspelt(connection), strangers(connection))


def make_anew(connection: Connection, wrong: WrongKeys) -> None:
    """Write keys that are wrong anew: they hold nothing but what names, phones and e-mails say. A
    record that cannot be read is left as it is."""
    forget_words(connection, wrong.misspelt)
    learn(connection, wrong.misspelt)
    for patient_id in wrong.patients:
        with suppress(NoSuchRecord, *UNREADABLE):
            rows.write_keys(connection, rows.get(connection, patient_id))
    prune(connection)


def _misspelt(connection: Connection) -> list[str]:
    """The known names that would not be found by their ends or sounds."""
    return [
        word
        for word, backwards, sounds in connection.stream(
            "SELECT word, reversed, phonetic FROM vocabulary"
        )
        if backwards != word[::-1] or sounds != phonetic(word)
    ]
