"""JSON as text: of an object that has a key twice, one value would be lost, so it is none."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from typing import Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

NO_JSON = (ValueError, RecursionError)
"""What Python says of a text that is no JSON, or has brackets or digits by the thousand."""


_SPACES = frozenset(" \t\r\n")


class KeyTwice(ValueError):
    """An object has a *key* twice, which is kept on one line: which of its values was meant, nobody
    knows."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = " ".join(key.split())


def read_json(text: str) -> Any:
    """A JSON document; an object that has a key twice is none.

    Raises:
        KeyTwice: an object has a key twice.
        ValueError, RecursionError: it is no JSON.
    """
    return json.loads(text, object_pairs_hook=_object)


def read_jsons(text: str) -> list[Any]:
    """The JSON documents of a text that has nothing else, one after the other.

    Raises:
        KeyTwice: an object has a key twice.
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
        raise KeyTwice(Counter(key for key, _ in pairs).most_common(1)[0][0])
    return found


_TEXT_OR_END = pattern(r'"(?:[^"\\]|\\.)*"|\}')


def wrong_with_line(problem: Exception) -> InvalidInput:
    """What is wrong with a text, of which people know where it stands, that `read_json` refused."""
    if isinstance(problem, KeyTwice):
        return InvalidInput(
            "file", "the key {key} stands twice in one object; leave one out.", key=problem.key
        )
    return InvalidInput("file", "it is no JSON.")


def wrong_with_file(problem: Exception, text: str) -> InvalidInput:
    """What is wrong, and where, with the text of a whole file that `read_jsons` refused."""
    if isinstance(problem, KeyTwice):
        return InvalidInput(
            "file",
            "the object that ends on line {line} has the key {key} twice; leave one out.",
            line=text.count("\n", 0, _end_of_refused(text)) + 1,
            key=problem.key,
        )
    if isinstance(problem, json.JSONDecodeError):
        return InvalidInput(
            "file",
            "it is no JSON; look at line {line}, character {place}.",
            line=problem.lineno,
            place=problem.colno,
        )
    return wrong_with_line(problem)


def _end_of_refused(text: str) -> int:
    """Where the first object ends that has a key twice: objects are read in the order in which
    they end."""
    ended = 0

    def counted(pairs: list[tuple[str, Any]]) -> None:
        nonlocal ended
        ended += 1
        _object(pairs)

    decoder = json.JSONDecoder(object_pairs_hook=counted)
    place = _begin(text, 0)
    try:
        while place < len(text):
            place = _begin(text, decoder.raw_decode(text, place)[1])
    except KeyTwice:
        pass
    ends = (found.start() for found in _TEXT_OR_END.finditer(text) if found[0] == "}")
    return next(islice(ends, ended - 1, None))
