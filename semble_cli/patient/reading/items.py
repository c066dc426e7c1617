"""The items of a field that holds several: phones, numbers, tags, flags."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

MOST_ITEMS = 100
"""Phones, numbers or tags of one patient."""


def items_of(field: str, given: Any) -> list[Any]:
    """The items of a list, or of a text with `;` between them.

    Raises:
        InvalidInput: it is neither, or has too many.
    """
    if isinstance(given, str):
        parts = given.split(";") if ";" in given else (given,)
        return not_too_many(field, (item for part in parts if (item := part.strip())))
    if not isinstance(given, list | tuple):
        raise InvalidInput(field, "a list is expected here.")
    return not_too_many(field, given)


def not_too_many(field: str, items: Iterable[T]) -> list[T]:
    """The items, as many as one record may have.

    Raises:
        InvalidInput: there are more.
    """
    found = list(islice(items, MOST_ITEMS + 1))
    if len(found) > MOST_ITEMS:
        raise InvalidInput(
            field, "at most {most} are taken in one record; leave some out.", most=MOST_ITEMS
        )
    return found
