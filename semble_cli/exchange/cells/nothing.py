"""The words that stand for nothing in the cells of one file."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING

from semble_cli.identity.cells.nothing_words import NOTHING, nothing_key

if TYPE_CHECKING:
    from collections.abc import Iterable


class Nothing:
    """The usual ones, and *more* of them; case and the spaces around them do not count.

    >>> Nothing(["absent"]).is_meant(" ABSENT "), Nothing().is_meant("absent")
    (True, False)
    """

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._words = NOTHING.union(map(nothing_key, more))
        self.spellings = frozenset(
            form
            for word in self._words
            for form in (word, word.upper(), word.capitalize(), word.title(), "NaN")
        )
        """The words as nearly all cells have them: a quick look tells that none is among many."""
        self.other_beginnings = frozenset((*ascii_letters, *digits, "")).difference(
            sign for word in self._words for sign in (word[:1], word[:1].upper())
        )
        """Plain signs with which none of the words begins."""

    def is_meant(self, text: str) -> bool:
        """Whether a cell says nothing."""
        return nothing_key(text) in self._words
