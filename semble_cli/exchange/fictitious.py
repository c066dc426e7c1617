"""Fictitious French patients, as many as wanted, the same ones for the same seed.

Their names are put together from syllables and common words, their phones are of the numbers set
apart for fiction (ARCEP, décision n° 2018-0881, 2.5.12), their e-mails of the domains set apart for
examples (RFC 2606). Their birth places are real and their NIRs well-formed.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange import fictitious_words as w
from semble_cli.identity.names import compact, fold
from semble_cli.identity.nir import nir_key
from semble_cli.identity.places import PlaceKind, arrondissements, codes, find_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COLUMNS = (
    "birth_name",
    "first_given_name",
    "birth_given_names",
    "birth_date",
    "sex",
    "birth_place_code",
    "used_name",
    "used_given_name",
    "title",
    "nir",
    "birth_rank",
    "phones",
    "email",
    "address_lines",
    "postal_code",
    "city",
    "country",
    "occupation",
    "amc_name",
    "amc_number",
    "member_number",
    "tags",
    "comments",
    "numbers",
    "privacy_policy",
    "receive_email",
    "receive_sms",
)
"""The columns of a row, by the flat names of a patient's fields."""

Row = tuple[str, ...]

_BIRTH_NAME, _FIRST, _GIVEN, _BORN = (
    COLUMNS.index(name)
    for name in ("birth_name", "first_given_name", "birth_given_names", "birth_date")
)
_PHONES, _NIR = COLUMNS.index("phones"), COLUMNS.index("nir")

_LANDLINES = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49")
_MOBILES = "06 39 98"
_REMEMBERED = 512
_AT_ONCE = 4096
_FIRST_YEAR, _LAST_YEAR = 1930, 2025


class _Household(NamedTuple):
    """What the members of a family share."""

    surname: str
    address: str
    postal_code: str
    city: str
    landline: str


def patients(count: int, seed: int) -> Iterator[Row]:
    """Rows of text, a patient each: families, and about two in a hundred a patient met before,
    with a typing error."""
    drawn = random.Random(seed)  # noqa: S311 - the same again from the same seed, and no secret
    yield from islice(_Generator(drawn).rows(), count)


class _Generator:
    """The draws of one sequence of patients."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.surnames = _Deck(draw, _surnames(), lambda rank: 1 / (rank + 30) ** 0.9)
        self.communes = _Deck(draw, _communes(), lambda rank: 1 / (rank + 8))
        abroad = [code for code, times in w.FOREIGN_BIRTHS for _ in range(times)]
        self.abroad = _Deck(draw, abroad, lambda _: 1)
        self.given = {
            "F": _Deck(draw, w.WOMEN, lambda rank: 1 / (rank + 12)),
            "M": _Deck(draw, w.MEN, lambda rank: 1 / (rank + 12)),
        }
        self.serial = 0

    def rows(self) -> Iterator[Row]:
        """Patients without end."""
        remembered: list[Row] = []
        while True:
            for row in self._family():
                yield row
                if self.draw.random() < 0.02 and remembered:
                    yield self._again(self.draw.choice(remembered))
                if len(remembered) < _REMEMBERED:
                    remembered.append(row)
                else:
                    remembered[self.serial % _REMEMBERED] = row

    def _family(self) -> Iterator[Row]:
        draw = self.draw.random
        surname = self.surnames.next()
        home = self._household(surname)
        year = _FIRST_YEAR + int(draw() * 72)
        size = int(draw() * 4)
        if size == 0:
            yield self._member(home, surname, "F" if draw() < 0.55 else "M", year)
            return
        yield self._member(home, surname, "M", year)
        if draw() < 0.8:
            own = self.surnames.next()
            used = surname if draw() < 0.7 else ""
            yield self._member(home, own, "F", year + int(draw() * 8) - 3, used)
        born = year + 24
        twins = draw() < 0.03
        for rank in range(1, size):
            born += 0 if twins and rank == 2 else 1 + int(draw() * 4)
            if born > _LAST_YEAR - 1:
                return
            yield self._member(home, surname, "F" if draw() < 0.5 else "M", born)

    def _household(self, surname: str) -> _Household:
        draw = self.draw.random
        commune = self.communes.next()
        number = int(draw() * 10_000)
        return _Household(
            surname,
            f"{1 + int(draw() * 120)} {w.STREETS[int(draw() * len(w.STREETS))]}",
            f"{commune.replace('A', '0').replace('B', '0')[:2]}{int(draw() * 90) * 10:03}",
            _place_name(commune),
            f"{_LANDLINES[number % 5]} {number // 100:02} {number % 100:02}",
        )

    def _member(self, home: _Household, surname: str, sex: str, year: int, used: str = "") -> Row:
        draw = self.draw.random
        self.serial += 1
        names = self.given[sex]
        first = names.next()
        given = first if draw() < 0.3 else f"{first} {names.next()} {names.next()}"
        month, day = 1 + int(draw() * 12), 1 + int(draw() * 28)
        foreign = draw() < 0.1
        births = [self.abroad.next()] if foreign else _places_of_birth(self.communes.next())
        place = births[int(draw() * len(births))]
        born = f"{day:02}/{month:02}/{year}"
        if foreign and draw() < 0.05:
            born = str(year)
        adult = year < _LAST_YEAR - 18
        email = ""
        if adult and draw() < 0.6:
            local = f"{fold(first)}.{fold(used or surname)}".replace(" ", "-").lower()
            email = f"{local}{self.serial % 1000 or ''}@example.{'org' if draw() < 0.7 else 'net'}"
        digits = int(draw() * 10_000)
        mobile = f"mobile:{_MOBILES} {digits // 100:02} {digits % 100:02}"
        phones = f"home:{home.landline}" if draw() < 0.4 else ""
        if adult and draw() < 0.85:
            phones = f"{mobile}; {phones}" if phones else mobile
        insurer = int(draw() * 6)
        insured = insurer < len(w.INSURERS)
        return (
            surname,
            first,
            given,
            born,
            sex,
            place,
            used,
            "Zouzou" if first == "Zoé" and draw() < 0.3 else "",
            ("Mme" if sex == "F" else "M.") if adult else "",
            self._nir(sex, year, month, place) if draw() < 0.9 else "",
            "1" if draw() < 0.2 else "",
            phones,
            email,
            home.address,
            home.postal_code,
            home.city,
            "France",
            w.OCCUPATIONS[digits % len(w.OCCUPATIONS)] if adult and draw() < 0.4 else "",
            w.INSURERS[insurer] if insured else "",
            f"9999{insurer:04}" if insured else "",
            f"{self.serial:08}" if insured else "",
            w.TAGS[digits % len(w.TAGS)] if draw() < 0.15 else "",
            "Préfère être appelé le matin." if draw() < 0.05 else "",
            f"Ancien logiciel=P{self.serial:07}",
            "accepted" if draw() < 0.7 else "not_asked",
            _answer(draw()) if email else "not_asked",
            _answer(draw()) if phones else "not_asked",
        )

    def _nir(self, sex: str, year: int, month: int, place: str) -> str:
        order = 1 + int(self.draw.random() * 999)
        body = f"{'2' if sex == 'F' else '1'}{year % 100:02}{month:02}{place}{order:03}"
        return body + nir_key(body)

    def _again(self, row: Row) -> Row:
        """Somebody met before, entered anew: mostly with a typing error, sometimes without."""
        cells = list(row)
        kind = int(self.draw.random() * 6)
        if kind == 0:
            cells[_BIRTH_NAME] = _one_error(self.draw, row[_BIRTH_NAME])
        elif kind == 1:
            cells[_FIRST] = cells[_GIVEN] = _one_error(self.draw, row[_FIRST])
        elif kind == 2:
            cells[_BIRTH_NAME] = fold(row[_BIRTH_NAME])
        elif kind == 3 and "/" in row[_BORN] and int(row[_BORN][:2]) <= 12:
            day, month, year = row[_BORN].split("/")
            cells[_BORN] = f"{month}/{day}/{year}"
        elif kind == 4:
            cells[_PHONES] = cells[_NIR] = ""
            cells[_GIVEN] = row[_FIRST].upper()
        return tuple(cells)


class _Deck:
    """Weighted draws from some words, many at a time since that is ten times as fast."""

    def __init__(
        self, draw: random.Random, words: Sequence[str], weight: Callable[[int], float]
    ) -> None:
        self._draw = draw
        self._words = words
        self._weights = list(accumulate(weight(rank) for rank in range(len(words))))
        self._drawn: list[str] = []

    def next(self) -> str:
        """A word; those of greater weight more often."""
        if not self._drawn:
            self._drawn = self._draw.choices(self._words, cum_weights=self._weights, k=_AT_ONCE)
        return self._drawn.pop()


def _surnames() -> list[str]:
    """Common surnames, some composed ones, then some 60,000 made of syllables."""
    made = [
        (stem + middle + ending).replace("II", "I")
        for ending in w.ENDINGS
        for middle in w.MIDDLES
        for stem in w.STEMS
    ]
    return list(dict.fromkeys((*w.COMMON_SURNAMES, *w.COMPOSED_SURNAMES, *made)))


def _communes() -> list[str]:
    """The communes of today, the most peopled first."""
    return codes(PlaceKind.COMMUNE)


@cache
def _places_of_birth(commune: str) -> list[str]:
    """The codes by which births in a commune are recorded."""
    return [part.code for part in arrondissements(commune)] or [commune]


def _place_name(code: str) -> str:
    place = find_place(code)
    return place.name if place else ""


def _answer(drawn: float) -> str:
    """What somebody said when asked for a consent: half of them accept, one in ten refuses."""
    if drawn < 0.5:
        return "accepted"
    return "refused" if drawn < 0.6 else "not_asked"


def _one_error(draw: random.Random, name: str) -> str:
    """The name with one letter left out, doubled, or exchanged with the next."""
    letters = compact(name)
    if len(letters) < 3:
        return letters + "E"
    spot = 1 + int(draw.random() * (len(letters) - 2))
    kind = int(draw.random() * 3)
    if kind == 0:
        return letters[:spot] + letters[spot + 1 :]
    if kind == 1:
        return letters[: spot + 1] + letters[spot:]
    return letters[:spot] + letters[spot + 1] + letters[spot] + letters[spot + 2 :]
