"""Words that stand for nothing in the cells of a table, as programs and people fill empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = (
    *("null", "none", "nan", "n/a", "#n/a", "nc", "n.c.", "n/c", "néant", "neant"),
    *("-", "--", "---", "–", "—", "?", "??", "???", "(null)", "<null>", "\\n"),
    *("non renseigné", "non renseignée", "non communiqué", "non communiquée"),
)


class Nothing:
    """Those words, and *more* of them; case and the spaces around them do not count.

    >>> Nothing(["absent"]).is_meant(" ABSENT "), Nothing().is_meant("absent")
    (True, False)
    """

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._words = frozenset(_key(word) for word in (*_WORDS, *more))
        self.spellings = frozenset(
            form
            for word in self._words
            for form in (word, word.upper(), word.capitalize(), word.title(), "NaN")
        )
        """The words as nearly all cells have them: a quick look tells that none is among many."""

    def is_meant(self, text: str) -> bool:
        """Whether a cell says nothing."""
        return _key(text) in self._words


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
