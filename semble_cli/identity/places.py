"""Birth places: communes of France, of today and before, and countries, by code or by name.

The codes are those of the official geographic code (COG, INSEE) and of its list of countries
(99xxx). `identity/data/places.tsv` holds them, made by `tools/build_places.py`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.identity.code_table import CodeTable
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.identity.postal_codes import places_meant_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNKNOWN_PLACE = "99999"
"""The code of a birth place that is not known (RNIV)."""

_TABLE = CodeTable("places.tsv")
_CODE = pattern(r"(?:[0-9]{2}|2[AB])[0-9]{3}")
LABEL = pattern(r"(?P<name>.+) \((?P<code>[0-9][0-9AB][0-9]{3})(?:, .+)?\)")
"""A text such as `Place.label`."""
_SPELLED_OUT = {"ST": "SAINT", "STE": "SAINTE"}
_LABELS_AT_MOST = 3

PARTED = {"75056": ("75101", "75120"), "69123": ("69381", "69389"), "13055": ("13201", "13216")}
"""Communes whose births are recorded by arrondissement: the codes of the first and the last one."""


class PlaceKind(StrEnum):
    """What a code stands for. The values are those of the data file."""

    COMMUNE = "C"
    DISTRICT = "D"
    """A municipal arrondissement of Paris, Lyon or Marseille."""
    FORMER = "F"
    """A commune that is no more, or a code that it had before."""
    TERRITORY = "T"
    """A French département of Algeria, or a territory overseas, before its independence."""
    COUNTRY = "P"
    AREA = "A"
    """A département or an overseas collectivity: never a birth place by itself."""


_NOT_BY_NAME = (PlaceKind.AREA, PlaceKind.TERRITORY)
"""What a name alone does not mean: Alger is a city of Algeria too, and of today."""


class Place(NamedTuple):
    """A place where somebody may be born.

    `code` has five characters. `area` is the name of the département, None for a country, today's
    country for a territory. Dates are of the code: from the first day until the day it was no
    longer used; None where not known or still in use. `today` is the code of the commune that a
    former one is part of today, or of the country.
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
    line = _TABLE.line(code)
    return _place(line) if line else None


@lru_cache(maxsize=1 << 16)
def code_today(code: str) -> str:
    """The code of today's commune where that of a former one is given; else the same code."""
    place = find_place(code)
    return place.today or code if place else code


def search_places(text: str, limit: int = 20) -> list[Place]:
    """The places whose code begins with the text, then those whose postal code it is; or whose name
    (with that of its département, or the beginning of its code) has words that begin with those of
    the text. At most *limit*, or all for 0. Whole names first, then beginnings of names; then
    countries, then the most peopled.
    """
    plain = text.strip().upper()
    if plain and plain[0].isdigit() and (" " not in plain):
        found = _TABLE.lines_with(b"\n" + plain.encode())
        by_code = _at_most(limit, (line for line in found if line[5:6] == b"\t"))
        by_postal_code = postal_readings(plain)
        return [*by_code, *by_postal_code][: limit or None]
    words = spelled_out(text)
    if not words:
        return []
    return _at_most(limit, _matching([word.encode() for word in words]))


def place_warning(place: Place, birth_date: date) -> Sentence | None:
    """What is worth a look in a birth place, for somebody born that day."""
    if place.valid_from and birth_date < place.valid_from:
        return Sentence("the code of the birth place was not yet used on the birth date; check it.")
    if place.valid_until and birth_date >= place.valid_until:
        return Sentence("the code of the birth place was not used any more on the birth date.")
    if place.code in PARTED:
        return Sentence(
            "births in {city} are recorded by arrondissement ({codes}); give it if it is known.",
            city=place.name,
            codes="–".join(PARTED[place.code]),
        )
    return None


def postal_readings(code: str) -> list[Place]:
    """The places that five digits mean as a postal code, beside the one they mean as a code of the
    COG; the most peopled first."""
    return [place for each in places_meant_otherwise(code) if (place := find_place(each))]


def is_postal_code_of_arrondissement(code: str) -> bool:
    """Whether five digits are what people write for an arrondissement of a city: 69003."""
    return any(place.kind is PlaceKind.DISTRICT for place in postal_readings(code))


def listed_places(found: list[Place], most: int = _LABELS_AT_MOST) -> str:
    """The labels of places for a sentence: of the first few, each with what it is part of today."""
    named = ", ".join(label_today(place) for place in found[:most])
    return f"{named}, …" if len(found) > most else named


def label_today(place: Place) -> str:
    """The label of a place, and that of the commune or the country that it is part of today.

    >>> label_today(find_place("79245"))
    'Saint-Denis (79245, Deux-Sèvres) → Champdeniers (79066, Deux-Sèvres)'
    """
    today = find_place(place.today) if place.today else None
    return f"{place.label} → {today.label}" if today else place.label


def codes(kind: PlaceKind) -> list[str]:
    """Every code of a kind; communes from the most peopled on."""
    marked = b"\t" + kind.value.encode() + b"\t"
    return [line.split(b"\t", 1)[0].decode() for line in _TABLE.data.split(b"\n") if marked in line]


def _place(line: bytes) -> Place:
    code, name, kind, since, until, today, _ = line.decode().split("\t")
    return Place(
        code,
        name,
        PlaceKind(kind),
        _area(code) if kind != PlaceKind.TERRITORY else _country(today, name),
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        today or None,
    )


def _country(code: str, name: str) -> str | None:
    """The name of a territory's country, unless it is the same."""
    place = find_place(code)
    return place.name if place and place.name != name else None


def _area(code: str) -> str | None:
    return _area_name(code[:3] if code.startswith(("97", "98")) else code[:2])


@cache
def _area_name(area: str) -> str | None:
    line = _TABLE.line(area)
    return line.split(b"\t")[1].decode() if line else None


def place_names(code: str) -> tuple[str, ...]:
    """The names that the place of a code is found by, folded."""
    line = _TABLE.line(code)
    return tuple(line.decode().rpartition("\t")[2].strip("|").split("|")) if line else ()


def names_of_all() -> dict[str, None]:
    """Every name by which a place is found, folded, each once, in the order of the table: countries
    first, then communes from the most peopled on."""
    lines = _TABLE.data.decode().split("\n")
    named = (line.rpartition("\t")[2].strip("|").split("|") for line in lines if line)
    return dict.fromkeys(name for names in named for name in names)


def arrondissements(code: str) -> list[Place]:
    """The municipal arrondissements of Paris, Lyon or Marseille, by the city's code; else none."""
    first, last = map(int, PARTED.get(code, ("1", "0")))
    found = (find_place(str(number)) for number in range(first, last + 1))
    return [place for place in found if place]


def is_called(place: Place, text: str) -> bool:
    """Whether a text is a name of the place, of before or of the commune that it is part of today,
    or its label."""
    if label := LABEL.fullmatch(text):
        return label["code"] == place.code and is_called(place, label["name"])
    name = b"|" + fold(text).encode() + b"|"
    lines = (_TABLE.line(code) for code in (place.code, place.today) if code)
    return any(line is not None and name in line for line in lines)


def spelled_out(text: str) -> list[str]:
    """The words of a name, folded, abbreviations of saints spelled out."""
    return [_SPELLED_OUT.get(word, word) for word in fold(text).split()]


def places_called(words: Iterable[str]) -> list[Place]:
    """The places of that very name, in words of `spelled_out`; those of a commune's former codes
    only if it has no other."""
    found = [_place(line) for line in _TABLE.lines_named(" ".join(words).encode())]
    found = [place for place in found if place.kind not in _NOT_BY_NAME]
    known = {place.code for place in found}
    return [place for place in found if place.today is None or place.today not in known]


def _matching(words: list[bytes]) -> Iterator[bytes]:
    """The lines that all the words match, the best first; a line may come again."""
    name = b"|" + b" ".join(words)
    yield from _TABLE.lines_with(name + b"|")
    yield from _TABLE.lines_with(name)
    for anchor in sorted(words, key=len, reverse=True):
        found = False
        others = [word for word in words if word is not anchor]
        for before in (b"|", b" ") if others else (b" ",):
            for line in _TABLE.lines_with(before + anchor):
                if all(_has(line, word) for word in others):
                    yield line
                    found = True
        if found:  # the others are of the name too, or of the département of these
            return


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
