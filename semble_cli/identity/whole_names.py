"""Whether somebody is called as was typed: by whole names, never by the beginning of one.

A birth date may stand behind a comma, as where patients are proposed: `ADRUN Zoé, 31/12/1975`.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import compact, fold, words
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

_LONGEST = 100
_MOST_WORDS = 12
"""What is longer is no name of a person."""


class Among(Enum):
    """Whose names are looked at: the patients of the register, the former ones, or both."""

    REGISTER = auto()
    FORMER = auto()
    BOTH = auto()


class TypedName(NamedTuple):
    """The name of a person, and the birth date where one stands behind it."""

    name: str
    born: date | None = None


_BORN = pattern(r"(?P<name>[^,]+), *(?P<born>[^,()]+?)(?: *\([^()\d]*\))?")
"""A name and a birth date; in brackets there may be a word, as that the patient is archived."""


def typed_name(text: str) -> TypedName | None:
    """What a text says, where it may be the name of a person: letters, and no figure of any script
    but in a birth date behind a comma.

    >>> [typed_name(text) is not None for text in ("Pat-Trois", "dupont marie", "1042", "31b", "-")]
    [True, True, False, False, False]
    >>> typed_name("ADRUN Zoé, 31/12/1975 (archivée)")
    TypedName(name='ADRUN Zoé', born=datetime.date(1975, 12, 31))
    """
    found = TypedName(text)
    if behind := _BORN.fullmatch(text):
        from semble_cli.identity.dates import parse_date

        with suppress(InvalidInput):  # it is no date: nobody is called so either, with its figures
            found = TypedName(behind["name"], parse_date("birth_date", behind["born"]))
    if len(found.name) > _LONGEST or any(map(str.isnumeric, found.name)):
        return None
    return found if 0 < len(fold(found.name).split()) <= _MOST_WORDS else None


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
