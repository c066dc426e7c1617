"""Whether somebody is called as was typed: by whole names, never by the beginning of one."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from semble_cli.identity.names import compact, fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_LONGEST = 100
_MOST_WORDS = 12
"""What is longer is no name of a person."""


class Among(Enum):
    """Whose names are looked at: the patients of the register, the former ones, or both."""

    REGISTER = auto()
    FORMER = auto()
    BOTH = auto()


def is_name(text: str) -> bool:
    """Whether a text may be the name of a person: letters, and no figure of any script.

    >>> [is_name(text) for text in ("Pat-Trois", "dupont marie", "1042", "31b", "-", "")]
    [True, True, False, False, False, False]
    """
    if len(text) > _LONGEST or any(map(str.isnumeric, text)):
        return False
    return 0 < len(fold(text).split()) <= _MOST_WORDS


def is_called(names: Iterable[str | None], name: str) -> bool:
    """Whether each word of *name* is one of a person's names, or a whole word of one. Case,
    accents, hyphens and the order do not count; words may be written together or apart."""
    borne = {
        part
        for each in names
        if each
        for part in (compact(each), *map(compact, each.split()), *words(each))
    }
    return _are_borne(words(name), borne)


def _are_borne(typed: Sequence[str], borne: Collection[str]) -> bool:
    return not typed or any(
        "".join(typed[:count]) in borne and _are_borne(typed[count:], borne)
        for count in range(1, len(typed) + 1)
    )
