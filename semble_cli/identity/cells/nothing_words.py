"""Words that stand for nothing in the cells of a table, as programs and people fill empty ones."""

from __future__ import annotations

from itertools import product

NOTHING = frozenset(
    (
        *("null", "none", "nan", "n/a", "n.a.", "nc", "n.c.", "n/c", "nd", "n.d.", "n/d"),
        *("nr", "n.r.", "n/r", "néant", "neant", "undefined", "(vide)", "(blank)"),
        *("-", "--", "---", "–", "—", "?", "??", "???", "(null)", "<null>", "[null]", "<na>"),
        *("\\n", "non renseigné", "non renseignée", "non communiqué", "non communiquée"),
        *("non renseigne", "non renseignee", "non communique", "non communiquee"),
        # What a formula leaves in a spreadsheet that has no value, in English and in French.
        *("#n/a", "#n/d", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!"),
        *("#null!", "#nul!", "#num!", "#nombre!"),
    )
)
"""The words, as `nothing_key` has them."""


_SHORT = 5


def _spellings(word: str) -> set[str]:
    """A word in every case; a long one in those that are written."""
    if len(word) > _SHORT:
        return {word, word.upper(), word.capitalize(), word.title()}
    return set(map("".join, product(*((sign, sign.upper()) for sign in word))))


SPELLINGS = frozenset(spelling for word in NOTHING for spelling in _spellings(word))
"""The words as cells have them: a quick look tells that none is among many."""


def nothing_key(text: str) -> str:
    """A text as it is looked up among words for nothing: case and spaces around do not count."""
    return " ".join(text.split()).casefold()


def is_for_nothing(text: str) -> bool:
    """Whether a text without spaces around it is one of these words.

    >>> is_for_nothing("N/A"), is_for_nothing("Null"), is_for_nothing("NA")
    (True, True, False)
    """
    return text.casefold() in NOTHING
