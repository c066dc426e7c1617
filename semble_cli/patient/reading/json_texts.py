"""JSON as text: of an object that has a key twice, one value would be lost, so it is none."""

from __future__ import annotations

import json
from typing import Any

NO_JSON = (ValueError, RecursionError)
"""What Python says of a text that is no JSON, or has brackets or digits by the thousand."""


_SPACES = frozenset(" \t\r\n")


def read_json(text: str) -> Any:
    """A JSON document; an object that has a key twice is none.

    Raises:
        ValueError, RecursionError: it is no JSON.
    """
    return json.loads(text, object_pairs_hook=_object)


def read_jsons(text: str) -> list[Any]:
    """The JSON documents of a text that has nothing else, one after the other.

    Raises:
        ValueError, RecursionError: it has anything else.

    >>> read_jsons('{"a": 1} {"a": 2}')
    [{'a': 1}, {'a': 2}]
    """
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    found: list[Any] = []
    place = _begin(text, 0)
    while place < len(text):
        document, place = decoder.raw_decode(text, place)
        found.append(document)
        place = _begin(text, place)
    return found


def _begin(text: str, place: int) -> int:
    """Where a text goes on behind spaces and ends of lines."""
    while text[place : place + 1] in _SPACES and place < len(text):
        place += 1
    return place


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found
