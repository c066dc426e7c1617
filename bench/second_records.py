"""One person recorded twice: the ways in which the second record differs from the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange import fictitious_words as w
from semble_cli.identity.names import compact
from semble_cli.identity.places import UNKNOWN_PLACE, PlaceKind, codes
from semble_cli.patient.record import Patient, Sex

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from datetime import date

Pair = tuple[Patient, Patient]

LETTERS = "AEILMNORSTUCD"
NICKNAMES = {
    "Catherine": ("Cathy", "Kate"),
    "Frédéric": ("Fred",),
    "Christophe": ("Chris", "Tof"),
    "Alexandre": ("Alex", "Sacha"),
    "Dominique": ("Dom", "Domi"),
    "Sébastien": ("Seb", "Bastien"),
    "Stéphanie": ("Steph", "Fanny"),
    "Nathalie": ("Nath", "Natacha"),
    "Véronique": ("Véro",),
    "Isabelle": ("Isa",),
    "Élodie": ("Elo",),
    "Mathilde": ("Math", "Tilda"),
    "Joséphine": ("José", "Fifi", "Josie"),
    "Maxime": ("Max",),
    "Nicolas": ("Nico",),
    "Philippe": ("Phil",),
    "Patrick": ("Pat",),
    "Gabriel": ("Gaby",),
    "Raphaël": ("Raph",),
    "Benoît": ("Ben",),
    "Madeleine": ("Mado",),
    "Jacqueline": ("Jackie", "Line"),
    "Françoise": ("Fanfan", "Soizic"),
    "Antoine": ("Toine", "Tony"),
    "Daniel": ("Dany",),
    "Mohamed": ("Momo", "Med"),
    "Joseph": ("Jo", "José"),
    "Jean-Claude": ("Jean-Clo", "J Claude"),
    "Sandrine": ("Sandy",),
    "Valérie": ("Val",),
}
PET_NAMES = (
    "Zouzou",
    "Kiki",
    "Lulu",
    "Titi",
    "Nanou",
    "Bibi",
    "Loulou",
    "Mimi",
    "Doudou",
    "Poupette",
)
SOUNDS = (
    *(("PH", "F"), ("F", "PH"), ("TH", "T"), ("T", "TH"), ("EAU", "AUX"), ("AUD", "AULT")),
    *(("Y", "I"), ("I", "Y"), ("LL", "L"), ("NN", "N"), ("N", "NN"), ("C", "K"), ("QU", "K")),
    *(("OT", "AUD"), ("ER", "EZ"), ("AI", "E"), ("S", "SS"), ("AN", "EN"), ("ET", "AIS")),
)


def misspelt(text: str, draw: random.Random) -> str:
    """The text with one letter added, left out, changed, or exchanged with its neighbour."""
    text = compact(text)
    place, letter = draw.randrange(len(text)), draw.choice(LETTERS)
    return draw.choice(
        (
            text[:place] + letter + text[place:],
            text[:place] + text[place + 1 :] or letter,
            text[:place] + letter + text[place + 1 :],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        )
    )


def _renamed(one: Patient, name: str) -> Pair:
    return one, one._replace(birth_name=name)


def called(one: Patient, first: str) -> Patient:
    """The patient with another first given name, at the head of the list too."""
    rest = one.birth_given_names[len(one.first_given_name) :]
    return one._replace(first_given_name=first, birth_given_names=first + rest)


def _date_changed(one: Patient, change: Callable[[date], date]) -> Pair | None:
    if one.birth_date_fictive:
        return None
    try:
        day = change(one.birth_date)
    except ValueError:
        return None
    if day == one.birth_date or day.year < 1900:
        return None
    return one, one._replace(birth_date=day)


def _digit_mistyped(one: Patient, draw: random.Random) -> Pair | None:
    def change(day: date) -> date:
        text = day.isoformat()
        place = draw.choice((2, 3, 3, 5, 6, 6, 8, 9, 9))
        return day.fromisoformat(text[:place] + draw.choice("0123456789") + text[place + 1 :])

    return _date_changed(one, change)


def _year_exchanged(day: date) -> date:
    text = f"{day.year}"
    return day.replace(year=int(text[:2] + text[3] + text[2]))


def _day_exchanged(day: date) -> date:
    return day.replace(day=int(f"{day.day:02}"[::-1]))


def _another_century(day: date) -> date:
    return day.replace(year=day.year - 100 if day.year >= 2000 else day.year + 100)


def _place_mistyped(one: Patient, draw: random.Random) -> Pair | None:
    code = one.birth_place_code
    near = [
        other
        for other in _COMMUNES_OF.get(code[:2], ())
        if sum(a != b for a, b in zip(code, other, strict=True)) == 1
    ]
    return (one, one._replace(birth_place_code=draw.choice(near))) if near else None


_COMMUNES_OF: dict[str, list[str]] = {}
for _code in codes(PlaceKind.COMMUNE):
    _COMMUNES_OF.setdefault(_code[:2], []).append(_code)


def _married(one: Patient, draw: random.Random, **changes: Any) -> Pair | None:
    if one.sex is not Sex.FEMALE or one.birth_date.year > 2000:
        return None
    return one._replace(used_name=None), one._replace(
        birth_name=draw.choice(w.COMMON_SURNAMES), used_name=None, **changes
    )


def _married_name_used(one: Patient, _: random.Random) -> Pair | None:
    if not one.used_name:
        return None
    other = one._replace(birth_name=one.used_name, used_name=None)
    return one, other._replace(birth_place_code=UNKNOWN_PLACE)


def _nickname(one: Patient, draw: random.Random) -> Pair | None:
    names = NICKNAMES.get(one.first_given_name)
    return (one, called(one, draw.choice(names))) if names else None


def _pet_name(one: Patient, draw: random.Random) -> Pair | None:
    if not one.nir or one.birth_date_fictive:
        return None
    name = draw.choice(PET_NAMES)
    return one, one._replace(first_given_name=name, birth_given_names=name)


def _composed(one: Patient, draw: random.Random) -> Patient:
    if "-" in one.first_given_name:
        return one
    pairs = ("Jean-Paul", "Jean-Luc", "Pierre-Alain", "Marc-Antoine", "Paul-Henri")
    women = ("Marie-Claude", "Anne-Sophie", "Marie-Thérèse", "Rose-Marie", "Marie-Ange")
    return called(one, draw.choice(women if one.sex is Sex.FEMALE else pairs))


def _shortened(one: Patient, draw: random.Random) -> Pair:
    one = _composed(one, draw)
    return one, called(one, draw.choice(one.first_given_name.split("-")))


def _hyphen_lost(one: Patient, draw: random.Random) -> Pair:
    one = _composed(one, draw)
    return one, called(one, one.first_given_name.replace("-", draw.choice((" ", ""))))


def _composed_reversed(one: Patient, draw: random.Random) -> Pair:
    one = _composed(one, draw)
    return one, called(one, "-".join(reversed(one.first_given_name.split("-"))))


def _second_composed(one: Patient, draw: random.Random) -> Pair:
    second = _composed(one._replace(first_given_name="", birth_given_names=""), draw)
    name = second.first_given_name
    whole = one._replace(birth_given_names=f"{one.first_given_name} {name}")
    return whole, one._replace(first_given_name=name, birth_given_names=name)


def _list_in_other_order(one: Patient, draw: random.Random) -> Pair | None:
    names = one.birth_given_names.split()
    if len(set(names)) < 2:
        return None
    draw.shuffle(names)
    return one, one._replace(first_given_name=names[0], birth_given_names=" ".join(names))


def _list_by_default(one: Patient, _: random.Random) -> Pair | None:
    if " " not in one.birth_given_names:
        return None
    return one, one._replace(birth_given_names=one.first_given_name)


def _little_known(one: Patient, draw: random.Random) -> Pair:
    unknown = one._replace(birth_place_code=UNKNOWN_PLACE)
    return one, unknown._replace(sex=Sex.INDETERMINATE) if draw.random() < 0.5 else unknown


def _exchanged(one: Patient, _: random.Random) -> Pair:
    first, name = one.first_given_name, one.birth_name
    return one, one._replace(birth_name=first, first_given_name=name, birth_given_names=name)


def _sounding(text: str, draw: random.Random) -> str | None:
    word = compact(text)
    fitting = [(old, new) for old, new in SOUNDS if old in word]
    return word.replace(*draw.choice(fitting), 1) if fitting else None


def _sounding_name(one: Patient, draw: random.Random) -> Pair | None:
    name = _sounding(one.birth_name, draw)
    return _renamed(one, name) if name else None


def _sounding_given(one: Patient, draw: random.Random) -> Pair | None:
    first = _sounding(one.first_given_name, draw)
    return (one, called(one, first)) if first else None


def _first_of_january(one: Patient, _: random.Random) -> Pair | None:
    if not one.birth_place_code.startswith("99") or one.birth_place_code == UNKNOWN_PLACE:
        return None
    born = one.birth_date.replace(month=1, day=1)
    return one, one._replace(birth_date=born, nir=None)


def _part_of_name(one: Patient, draw: random.Random) -> Pair:
    return one._replace(birth_name=f"{one.birth_name}-{draw.choice(w.COMMON_SURNAMES)}"), one


def _sex_mistyped(one: Patient, _: random.Random) -> Pair:
    return one, one._replace(sex=Sex.MALE if one.sex is Sex.FEMALE else Sex.FEMALE)


def _misspelt_and_unplaced(one: Patient, draw: random.Random) -> Pair:
    other = one._replace(birth_place_code=UNKNOWN_PLACE)
    return one, other._replace(birth_name=misspelt(one.birth_name, draw))


SECOND_RECORDS: dict[str, Callable[[Patient, random.Random], Pair | None]] = {
    "birth name mistyped": lambda one, draw: _renamed(one, misspelt(one.birth_name, draw)),
    "given name mistyped": lambda one, draw: (
        one,
        called(one, misspelt(one.first_given_name, draw)),
    ),
    "a digit of the date mistyped": _digit_mistyped,
    "birth place mistyped": _place_mistyped,
    "sex mistyped": _sex_mistyped,
    "birth name mistyped, place unknown": _misspelt_and_unplaced,
    "married name, place known": _married,
    "married name, place unknown": lambda one, draw: _married(
        one, draw, birth_place_code=UNKNOWN_PLACE
    ),
    "used name, place unknown": _married_name_used,
    "digits of the year exchanged": lambda one, _: _date_changed(one, _year_exchanged),
    "digits of the day exchanged": lambda one, _: _date_changed(one, _day_exchanged),
    "19 for 20": lambda one, _: _date_changed(one, _another_century),
    "day and month exchanged": lambda one, _: _date_changed(
        one, lambda day: day.replace(day=day.month, month=day.day)
    ),
    "nickname": _nickname,
    "pet name, the same NIR": _pet_name,
    "part of a composed given name": _shortened,
    "hyphen of the given name lost": _hyphen_lost,
    "composed given name the other way round": _composed_reversed,
    "called by a composed second given name": _second_composed,
    "list of given names in another order": _list_in_other_order,
    "list of given names by default": _list_by_default,
    "place and perhaps sex unknown": _little_known,
    "family and given name exchanged": _exchanged,
    "birth name by its sound": _sounding_name,
    "given name by its sound": _sounding_given,
    "first of January, abroad": _first_of_january,
    "part of a composed birth name": _part_of_name,
}
"""By kind, the two records of a person; nothing where the person has not what it needs."""
