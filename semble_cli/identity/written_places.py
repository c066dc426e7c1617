"""Birth places as people write them: a code, a label, or a name with what tells it from others."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.identity.places import (
    LABEL,
    PARTED,
    UNKNOWN_PLACE,
    Place,
    PlaceKind,
    arrondissements,
    codes,
    find_place,
    is_called,
    is_postal_code_of_arrondissement,
    listed_places,
    place_names,
    places_called,
    postal_readings,
    spelled_out,
)
from semble_cli.identity.postal_codes import is_in_departement, places_served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED_AT_MOST = 5
_CODE_LENGTH = 5

_NO_AREA = frozenset(
    {"ARR", "ARRT", "ARRDT", "ARDT", "ARRONDISSEMENT", "DEPARTEMENT", "DEPT", "DPT", "FRANCE"}
)
"""Words after the name of a place that do not tell it from another."""

_POSTAL_CODE = pattern(r"(?i)(?:cp|code postal|postal code) ?(?P<code>[0-9]{5})")
_ARTICLE = pattern(r"(?i)^(?P<name>[^(]+?) ?\((?P<article>l[ea]s?|l['’]?)\)(?P<beside>.*)$")
_LAST_ARTICLE = pattern(r"(?i)^(?P<name>[^,]+?),? (?P<article>l[ea]s?|l['’])(?P<beside>)$")
_UNDER, _ON = pattern(r"(?i)\bs ?/ ?s\b"), pattern(r"(?i)(?:\bs ?)?/(?: ?s\b)?")
_NUMBER = pattern(r"[0-9]{1,5}|2[AB][0-9]{0,3}|[0-9]{1,2}(?:ER|E|EME|ND|NDE)")
_ORDINAL = pattern(r"(?P<number>[0-9]{1,2}) ?(?:ER|E|EME)")
_ORDINAL_ENDINGS = frozenset({"ER", "E", "EME"})
_SECOND = frozenset({"2ND", "2NDE", "2D", "2DE"})
_CITIES = frozenset({"PARIS", "LYON", "MARSEILLE"})
_ROMAN = pattern(r"(?P<tens>X{0,2})(?P<ones>IX|IV|V?I{0,3})(?:E|EME|ER)?")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_CONGO = "CONGO"
_TOWNS_OF_CONGO = {
    **dict.fromkeys(("BRAZZAVILLE", "POINTE NOIRE"), "99324"),
    **dict.fromkeys(("KINSHASA", "LEOPOLDVILLE", "LUBUMBASHI"), "99312"),
}
"""By which of its towns people tell one country of that name from the other."""
_COUNTRY_BEHIND = pattern(
    r".*[^\W\d_].*?(?:\((?P<bracket>[^()]+)\)|(?:[,;/]| - )(?P<last>[^,;/]+?))"
)


@lru_cache(maxsize=1 << 16)
def parse_birth_place(text: str, field: str = "birth_place", *, is_code: bool = False) -> Place:
    """The place that a text means: a code, a label as `Place.label`, or a name as `places_named`
    reads it, which only one place has.

    Five digits that people write for an arrondissement of Paris, Lyon or Marseille, as postal code,
    are refused where another place has that code, unless the text *is_code* for certain.

    Raises:
        InvalidInput: no place has the code or the name, or several have the name; or it is a postal
            code alone.
    """
    plain = " ".join(text.split())
    if "?" in plain:
        raise InvalidInput(
            field, "its question mark says that it is in doubt; give the place, or 99999 for none."
        )
    if any(character.isdigit() for character in plain) and len(plain) == _CODE_LENGTH:
        place = _by_code(plain.upper(), field)
        if not is_code and is_postal_code_of_arrondissement(place.code):
            raise _two_readings(place, field)
        return place
    label = LABEL.fullmatch(plain)
    if label and not (places_served(label["code"]) and places_named(plain)):
        return _labelled(label["name"], label["code"], field)
    if postal := _POSTAL_CODE.fullmatch(plain):
        raise _postal_code_alone(postal["code"], field)
    named = places_named(plain)
    if not named:
        raise InvalidInput(
            field, "no place has this name; give its code, found by: semble place NAME"
        )
    if len(named) > 1:
        raise InvalidInput(
            field,
            "several places have this name: {places}; give the code, or the département after the"
            " name.",
            places=listed_places(named, _NAMED_AT_MOST),
        )
    return named[0]


def is_postal_code_alone(text: str) -> bool:
    """Whether a text is a postal code and can be nothing else: `CP 33000`, `33000`."""
    plain = " ".join(text.split())
    return bool(_POSTAL_CODE.fullmatch(plain)) or (
        find_place(plain) is None and bool(places_served(plain))
    )


def places_named(text: str) -> list[Place]:
    """The places that a name means, alone or with what tells it from others: the code of the
    département or its beginning, words of its name, or a postal code (`Saint-Denis 93`, `Nice
    (Alpes-Maritimes)`, `33000 Bordeaux`, `Paris 75012`); the country where the town is abroad
    (`Alger (Algérie)`).

    The article may stand behind (`MANS (LE)`), *sur* and *sous* may be cut short (`Neuilly s/
    Seine`), an arrondissement be written in any way (`Paris XII`, `12e`).

    >>> [place.label for place in places_named("Fontenay s/s Bois")]
    ['Fontenay-sous-Bois (94033, Val-de-Marne)']
    """
    for words in _readings(text):
        if found := _with_what_is_beside(words):
            return found
    if ordinal := _ORDINAL.fullmatch(" ".join(_without(_NO_AREA, fold(text).split()))):
        return _arrondissements(int(ordinal["number"]))
    return _abroad(text)


def _readings(text: str) -> Iterator[list[str]]:
    """The words of a text in each order and spelling in which a name may stand in it."""
    if article := _ARTICLE.match(text) or _LAST_ARTICLE.match(text):
        yield _tidy(f"{article['article']} {article['name']} {article['beside']}")
    words = _tidy(text)
    yield words
    in_full = _ON.sub(" sur ", _UNDER.sub(" sous ", text))
    others = [_IN_FULL.get(word, word) for word in _tidy(in_full)]
    if others != words:
        yield others


_IN_FULL = {"S": "SUR", "SS": "SOUS"}


def _tidy(text: str) -> list[str]:
    """The folded words of a text, numbers before a name put behind it, an arrondissement as the
    table writes it."""
    words = spelled_out(text)
    if "CEDEX" in words:
        at = words.index("CEDEX")
        del words[at : at + 2 if words[at + 1 : at + 2] and words[at + 1].isdigit() else at + 1]
    numbers = 0
    while numbers < len(words) and _NUMBER.fullmatch(words[numbers]):
        numbers += 1
    words = words[numbers:] + words[:numbers]
    if words[:1] and words[0] in _CITIES and words[1:]:
        words[1] = _arabic(words[1])
        if words[2:3] and words[2] in _ORDINAL_ENDINGS:
            del words[2]
    return words


def _arabic(word: str) -> str:
    """The number of an arrondissement, as the table of names has it: 5 for 05, 12 for XIIe."""
    if word in _SECOND:
        return "2"
    roman = _ROMAN.fullmatch(word)
    if roman and (number := 10 * len(roman["tens"]) + _ONES.index(roman["ones"])):
        return str(number)
    return word.lstrip("0") if len(word) == 2 else word


def _with_what_is_beside(words: list[str]) -> list[Place]:
    """The places of the name that the words begin with, which the others are true of."""
    found: list[Place] = []
    for end in range(len(words), 0, -1):
        found += _told_apart(places_called(words[:end]), _without(_NO_AREA, words[end:]))
        if found and not (end == len(words) > 1 and words[-1].isdigit()):
            break  # Marseille 13 is an arrondissement and a city
    return found


def _without(some: frozenset[str], words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in some]


def _told_apart(places: list[Place], beside: Sequence[str]) -> list[Place]:
    """Those of some places that postal codes and départements are true of."""
    postal = [word for word in beside if len(word) == _CODE_LENGTH and word.isdigit()]
    words = [word for word in beside if word not in postal]
    places = [place for place in places if _is_in(place, words)]
    for code in postal if places else ():
        parts = [part for place in places for part in arrondissements(place.code)]
        served = [
            place for place in (*places, *parts) if place.code in (code, *places_served(code))
        ]
        places = served or [place for place in places if is_in_departement(place.code, code)]
    return places


def _is_in(place: Place, words: Sequence[str]) -> bool:
    """Whether each of the words is the beginning of the place's code or of its département."""
    area = f" {fold(place.area or '')}"
    return all(
        _has_number(place.code, word) if word[0].isdigit() else f" {word}" in area for word in words
    )


def _has_number(code: str, number: str) -> bool:
    """Whether a code begins so, or is of the département of one digit (`6`) or three (`075`)."""
    if len(number) == 1:
        return code.startswith(f"0{number}")
    is_long = len(number) == 3 and number[0] == "0"
    return code.startswith((number, number[1:]) if is_long else number) or (
        number == "20" and code.startswith(("2A", "2B"))
    )


def _arrondissements(number: int) -> list[Place]:
    """Those of this number, of any city."""
    cities = map(arrondissements, PARTED)
    return [parts[number - 1] for parts in cities if 0 < number <= len(parts)]


def _abroad(text: str) -> list[Place]:
    """The country behind the name of a town: `Alger (Algérie)`, `Lisbonne - Portugal`, `Tunis
    Tunisie`."""
    words = spelled_out(text)
    if by_town := _congo(words):
        return [by_town]
    behind = _COUNTRY_BEHIND.fullmatch(text.strip())
    if behind and (found := _countries(spelled_out(behind["bracket"] or behind["last"]))):
        return found
    for start in range(1, len(words)):
        if words[start - 1] in _words_of_countries():
            return []  # as in "Nouvelle-Guinée", which is not Guinea
        if found := _countries(words[start:]):
            return found
    return []


def _congo(words: Sequence[str]) -> Place | None:
    """The country that is meant by its name and that of a town, in any order."""
    if _CONGO not in words:
        return None
    return find_place(_TOWNS_OF_CONGO.get(" ".join(word for word in words if word != _CONGO), ""))


def _countries(words: Sequence[str]) -> list[Place]:
    named = places_called(words) if words else []
    return [
        place for place in named if place.kind is PlaceKind.COUNTRY and place.code != UNKNOWN_PLACE
    ]


@cache
def _words_of_countries() -> frozenset[str]:
    """Every word in the name of a country, and France."""
    names = (name for code in codes(PlaceKind.COUNTRY) for name in place_names(code))
    return frozenset({"FRANCE", *(word for name in names for word in name.split())})


def _labelled(name: str, code: str, field: str) -> Place:
    place = _by_code(code, field)
    if not is_called(place, name):
        raise InvalidInput(field, "the name and the code are of two places; give the code alone.")
    return place


def _by_code(code: str, field: str) -> Place:
    place = find_place(code)
    if place is not None:
        return place
    if served := postal_readings(code):
        raise InvalidInput(
            field,
            "no commune and no country ever had this code: it is the postal code of {places}; give"
            " the code, or the name.",
            places=listed_places(served),
        )
    raise InvalidInput(
        field, "no commune and no country ever had this code; find it by: semble place NAME"
    )


def _two_readings(place: Place, field: str) -> InvalidInput:
    return InvalidInput(
        field,
        "{code} is the code of {place}, and the postal code of {others}; give the name, or the code"
        " of the arrondissement.",
        code=place.code,
        place=place.label,
        others=listed_places(postal_readings(place.code)),
    )


def _postal_code_alone(code: str, field: str) -> InvalidInput:
    served = [place for each in places_served(code) if (place := find_place(each))]
    if not served:
        return InvalidInput(
            field, "a postal code alone is no birth place; give the town beside it, or its code."
        )
    return InvalidInput(
        field,
        "a postal code alone is no birth place: {code} is that of {places}; give the town beside"
        " it, or its code.",
        code=code,
        places=listed_places(served),
    )
