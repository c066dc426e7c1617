"""The items of a field that holds several: phones, numbers, tags, flags.

In one text `;` stands between them. An item that holds a `;` of its own has a backslash before it,
and a backslash is written twice; so is, in the name of a number, the `=` before its value.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

MOST_ITEMS = 100
"""Phones, numbers or tags of one patient."""

_ESCAPE = "\\"
_ESCAPED = pattern(r"\\([\\;=])")
_UP_TO_SEMICOLON = pattern(r"(?:\\[\\;=]|[^;])+")
_NAME = pattern(r"((?:\\[\\;=]|[^=])*)=?([\s\S]*)")


def items_of(field: str, given: Any, read: Callable[[str], Any] | None = None) -> list[Any]:
    """The items of a list, or of a text with `;` between them, of which each is then what *read*
    makes of it; without it, as it was before it was `escaped`.

    Raises:
        InvalidInput: it is neither, or has too many.
    """
    if isinstance(given, str):
        return not_too_many(field, map(read or unescaped, texts_of(given)))
    if not isinstance(given, list | tuple):
        raise InvalidInput(field, "a list is expected here.")
    return not_too_many(field, given)


def texts_of(text: str) -> list[str]:
    """The items in a text, as they stand in it.

    >>> texts_of("a; b\\\\;c;")
    ['a', 'b\\\\;c']
    """
    if _ESCAPE in text:
        parts = _UP_TO_SEMICOLON.findall(text)
    else:
        parts = text.split(";") if ";" in text else [text]
    return [item for part in parts if (item := part.strip())]


def escaped(item: str, marks: str = ";") -> str:
    """An item as it stands in a text of several.

    >>> escaped("a;b"), escaped("a=b", ";=")
    ('a\\\\;b', 'a\\\\=b')
    """
    item = item.replace(_ESCAPE, _ESCAPE * 2)
    for mark in marks:
        item = item.replace(mark, _ESCAPE + mark)
    return item


def unescaped(item: str) -> str:
    """What an item of such a text is."""
    return _ESCAPED.sub(r"\1", item) if _ESCAPE in item else item


def pair_text(name: str, value: str) -> str:
    """A name and its value as an item of such a text.

    >>> pair_text("Dossier", "P1;2"), pair_text("a=b", "c=d")
    ('Dossier=P1\\\\;2', 'a\\\\=b=c=d')
    """
    return f"{escaped(name, ';=')}={escaped(value)}"


def pair_of(item: str) -> tuple[str, str]:
    """The name and the value that an item is; the value is empty where there is none."""
    found = _NAME.fullmatch(item)
    name, value = found.groups() if found else (item, "")
    return unescaped(name), unescaped(value)


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
