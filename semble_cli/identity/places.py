"""Birth places: communes of France, of today and before, and countries, by code or by name.

The codes are those of the official geographic code (COG, INSEE) and of its list of countries
(99xxx). `identity/data/places.tsv` holds them, made by `tools/build_places.py`; a look-up searches
its bytes as they are, since parsing 40,000 lines would take longer than all the rest of a command.
"""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN_PLACE = "99999"
"""The code of a birth place that is not known (RNIV)."""

_DATA = os.path.join(os.path.dirname(__file__), "data", "places.tsv")
_CODE = pattern(r"(?:[0-9]{2}|2[AB])[0-9]{3}")
_LABEL = pattern(r"(?P<name>.+) \((?P<code>[0-9][0-9AB][0-9]{3})(?:, .+)?\)")
_WITH_AREA = pattern(r"(?P<name>.+?)[ ,(]+(?P<area>[0-9]{2,3}|2[AB])\)?")
_SPELLED_OUT = {"ST": "SAINT", "STE": "SAINTE"}
_NAMED_AT_MOST = 5
_WORTH_AN_INDEX = 200
"""Look-ups after which a table of all the codes is made: an import has thousands."""


class PlaceKind(StrEnum):
    """What a code stands for. The values are those of the data file."""

    COMMUNE = "C"
    DISTRICT = "D"
    """A municipal arrondissement of Paris, Lyon or Marseille."""
    FORMER = "F"
    """A commune that is no more, or a code that it had before."""
    MERGED = "M"
    """A commune that is no more, known by the name of today's commune only."""
    COUNTRY = "P"
    AREA = "A"
    """A département or an overseas collectivity: never a birth place by itself."""


class Place(NamedTuple):
    """A place where somebody may be born.

    `code` has five characters. `area` is the name of the département, None for a country. Dates
    are of the code: from the first day until the day it was no longer used; None where not known
    or still in use. `today` is the code of the commune that a former one is part of today.
    """

    code: str
    name: str
    kind: PlaceKind
    area: str | None
    valid_from: date | None = None
    valid_until: date | None = None
    today: str | None = None

    @property
    def label(self) -> str:
        """The name and the code in one text, such as `Dompremy (51215, Marne)`."""
        return (
            f"{self.name} ({self.code}, {self.area})" if self.area else f"{self.name} ({self.code})"
        )


@lru_cache(maxsize=1 << 16)
def find_place(code: str) -> Place | None:
    """The place of that code, 2a and 2b in capitals; None if no place ever had it."""
    if not _CODE.fullmatch(code):
        return None
    if find_place.cache_info().misses > _WORTH_AN_INDEX:
        line = _index().get(code.encode())
        return _place(line) if line else None
    data = _data()
    found = data.find(b"\n" + code.encode() + b"\t")
    return None if found < 0 else _place(_line(data, found + 1))


@lru_cache(maxsize=1 << 16)
def code_today(code: str) -> str:
    """The code of today's commune where that of a former one is given; else the same code."""
    place = find_place(code)
    return place.today or code if place else code


@lru_cache(maxsize=1 << 16)
def parse_birth_place(text: str, field: str = "birth_place") -> Place:
    """The place that a text means: a code, a label as `Place.label`, or a name that only one
    place has, with the number of its département after it where needed (`Saint-Denis 93`).

    Raises:
        InvalidInput: no place has the code or the name, or several have the name.
    """
    plain = " ".join(text.split())
    if any(character.isdigit() for character in plain) and len(plain) == 5:
        return _by_code(plain.upper(), field)
    if label := _LABEL.fullmatch(plain):
        place = _by_code(label["code"], field)
        if fold(label["name"]) not in _names(place):
            raise InvalidInput(
                field, "the name and the code are of two places; give the code alone."
            )
        return place
    named = _named(plain)
    if not named and (parts := _WITH_AREA.fullmatch(plain)):
        named = [place for place in _named(parts["name"]) if place.code.startswith(parts["area"])]
    if not named:
        raise InvalidInput(
            field, "no place has this name; give its code, found by: semble place NAME"
        )
    if len(named) > 1:
        raise InvalidInput(
            field,
            "several places have this name; give the code ({codes}), found by: semble place NAME",
            codes=", ".join(place.code for place in named[:_NAMED_AT_MOST])
            + (", ..." if len(named) > _NAMED_AT_MOST else ""),
        )
    return named[0]


def search_places(text: str, limit: int = 20) -> list[Place]:
    """The places whose code begins with the text, or whose name (with that of its département, or
    the beginning of its code) has words that begin with those of the text; at most *limit*, or all
    for 0. Whole names first, then beginnings of names; then countries, then the most peopled.
    """
    plain = text.strip().upper()
    if plain and plain[0].isdigit() and (" " not in plain):
        found = _lines_with(b"\n" + plain.encode())
        return _at_most(limit, (line for line in found if line[5:6] == b"\t"))
    words = [_SPELLED_OUT.get(word, word) for word in fold(text).split()]
    if not words:
        return []
    return _at_most(limit, _matching([word.encode() for word in words]))


def place_warning(place: Place, birth_date: date) -> Sentence | None:
    """What is worth a look in a birth place, for somebody born that day."""
    if place.valid_from and birth_date < place.valid_from:
        return Sentence("the code of the birth place was not yet used on the birth date; check it.")
    if place.valid_until and birth_date >= place.valid_until:
        return Sentence("the code of the birth place was not used any more on the birth date.")
    if place.kind is PlaceKind.MERGED:
        return Sentence("the birth place is shown by the name of the commune it is part of today.")
    return None


def codes(kind: PlaceKind) -> list[str]:
    """Every code of a kind; communes from the most peopled on."""
    marked = b"\t" + kind.value.encode() + b"\t"
    return [line.split(b"\t", 1)[0].decode() for line in _data().split(b"\n") if marked in line]


@cache
def _data() -> bytes:
    with open(_DATA, "rb") as file:
        return file.read()


@cache
def _index() -> dict[bytes, bytes]:
    """Every line by its code; the first of a code counts."""
    lines = [line for line in _data().split(b"\n") if line]
    return {line[: line.find(b"\t")]: line for line in reversed(lines)}


def _line(data: bytes, inside: int) -> bytes:
    return data[data.rfind(b"\n", 0, inside) + 1 : data.find(b"\n", inside)]


def _lines_with(text: bytes) -> Iterator[bytes]:
    """Every line that holds the text, once, in the order of the file."""
    data = _data()
    found = data.find(text)
    while found >= 0:
        line = _line(data, found + 1)
        yield line
        found = data.find(text, data.find(b"\n", found + 1))


def _place(line: bytes) -> Place:
    code, name, kind, since, until, today, _ = line.decode().split("\t")
    return Place(
        code,
        name,
        PlaceKind(kind),
        _area(code),
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        today or None,
    )


def _area(code: str) -> str | None:
    return _area_name(code[:3] if code.startswith(("97", "98")) else code[:2])


@cache
def _area_name(area: str) -> str | None:
    data = _data()
    found = data.find(b"\n" + area.encode() + b"\t")
    return None if found < 0 else _line(data, found + 1).split(b"\t")[1].decode()


def _by_code(code: str, field: str) -> Place:
    place = find_place(code)
    if place is None:
        raise InvalidInput(
            field,
            "no commune and no country ever had this code (a postal code is another number);"
            " find it by: semble place NAME",
        )
    return place


def _names(place: Place) -> list[str]:
    return [
        name
        for line in _lines_with(b"\n" + place.code.encode() + b"\t")
        for name in line.rsplit(b"\t", 1)[1].decode().strip("|").split("|")
    ]


def _named(name: str) -> list[Place]:
    """The places of that very name; those of a commune's former codes only if it has no other."""
    words = [_SPELLED_OUT.get(word, word) for word in fold(name).split()]
    found = [_place(line) for line in _lines_with(b"|" + " ".join(words).encode() + b"|")]
    found = [place for place in found if place.kind is not PlaceKind.AREA]
    known = {place.code for place in found}
    return [
        place
        for place in found
        if place.kind is not PlaceKind.MERGED and (place.today is None or place.today not in known)
    ]


def _matching(words: list[bytes]) -> Iterator[bytes]:
    """The lines that all the words match, the best first; a line may come again."""
    name = b"|" + b" ".join(words)
    yield from _lines_with(name + b"|")
    yield from _lines_with(name)
    longest = max(words, key=len)
    others = [word for word in words if word is not longest]
    for before in (b"|", b" ") if others else (b" ",):
        for line in _lines_with(before + longest):
            if all(_has(line, word) for word in others):
                yield line


def _has(line: bytes, word: bytes) -> bool:
    key = line[line.rfind(b"\t") :]
    if b"|" + word in key or b" " + word in key or line.startswith(word):
        return True
    area = _area(line[: line.find(b"\t")].decode())
    return area is not None and b" " + word in b" " + fold(area).encode()


def _at_most(limit: int, lines: Iterator[bytes]) -> list[Place]:
    found: dict[bytes, None] = {}
    for line in lines:
        if line.split(b"\t", 3)[2] == PlaceKind.AREA.value.encode():
            continue
        found[line] = None
        if len(found) == limit:
            break
    return [_place(line) for line in found]
