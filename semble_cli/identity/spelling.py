"""Which known names are one typing error away from a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def one_error_away(word: str, names: Iterable[str]) -> list[str]:
    """The names that one letter added, left out, changed or exchanged with its neighbour separates
    from *word* (optimal string alignment distance of 1)."""
    # Loaded here because most searches find what was typed.
    from rapidfuzz.distance import OSA

    return [name for name in names if OSA.distance(word, name, score_cutoff=1) == 1]


def unharmed_ends(word: str) -> tuple[str, str]:
    """A beginning and an end of *word* of which any single typing error leaves one whole.

    An error touches two neighbouring letters at the most: two pieces that together are one letter
    short of the word cannot both be touched.

    >>> unharmed_ends("DUPONT")
    ('DUP', 'NT')
    """
    return word[: len(word) // 2], word[len(word) - (len(word) - 1) // 2 :]
