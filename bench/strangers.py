"""Two people who are alike: the ways in which strangers and relatives are taken for one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from semble_cli.exchange import fictitious_words as w
from semble_cli.identity.nir import nir_key
from semble_cli.identity.places import PlaceKind, codes
from semble_cli.patient.record import Patient, Sex

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Pair = tuple[Patient, Patient]

NEAR_NAMES = {
    Sex.FEMALE: (
        *(("Léa", "Lina"), ("Manon", "Marion"), ("Julie", "Julia"), ("Emma", "Emmy")),
        *(("Marie", "Maria"), ("Alice", "Aline"), ("Anna", "Anne"), ("Lina", "Mina")),
        *(("Lola", "Lila"), ("Rose", "Rosa"), ("Marine", "Marina"), ("Jade", "Jane")),
        *(("Louise", "Louisa"), ("Léna", "Léa"), ("Chloé", "Cléo"), ("Inès", "Agnès")),
    ),
    Sex.MALE: (
        *(("Théo", "Léo"), ("Noé", "Noa"), ("Jules", "Julien"), ("Louis", "Loris")),
        *(("Marc", "Marcel"), ("Paul", "Saül"), ("Nathan", "Ethan"), ("Milo", "Milan")),
        *(("Léo", "Léon"), ("Enzo", "Renzo"), ("Martin", "Marin"), ("Adam", "Adan")),
        *(("Hugo", "Ugo"), ("Tom", "Tim"), ("Denis", "Denys"), ("Karim", "Karam")),
    ),
}


def numbered(patient: Patient, draw: random.Random) -> Patient:
    """The patient with a NIR of their own."""
    sex = "2" if patient.sex is Sex.FEMALE else "1"
    day, order = patient.birth_date, draw.randrange(1, 1000)
    place = patient.birth_place_code
    body = f"{sex}{day.year % 100:02}{day.month:02}{place}{order:03}"
    return patient._replace(nir=body + nir_key(body))


def given(patient: Patient, first: str, draw: random.Random) -> Patient:
    """The patient with other given names."""
    names = w.WOMEN if patient.sex is Sex.FEMALE else w.MEN
    more = [draw.choice(names) for _ in range(draw.choice((0, 1, 2, 2)))]
    return patient._replace(
        first_given_name=first, birth_given_names=" ".join((first, *more)), used_given_name=None
    )


def _other_name(patient: Patient, draw: random.Random) -> str:
    names = w.WOMEN if patient.sex is Sex.FEMALE else w.MEN
    return draw.choice([name for name in names if name != patient.first_given_name])


def _other_place(draw: random.Random) -> str:
    return draw.choice(codes(PlaceKind.COMMUNE)[:300])


def _twin(one: Patient, draw: random.Random) -> Pair:
    sex = draw.choice((Sex.FEMALE, Sex.MALE))
    other = one._replace(sex=sex, used_name=None)
    twin = numbered(given(other, _other_name(other, draw), draw), draw)
    if draw.random() < 0.3:
        return one._replace(birth_rank=1), twin._replace(birth_rank=2)
    return one, twin


def _near_named_twin(one: Patient, draw: random.Random) -> Pair:
    first, second = draw.choice(NEAR_NAMES[one.sex])
    one = given(one._replace(used_name=None), first, draw)
    return numbered(one, draw), numbered(given(one, second, draw), draw)


def _twins_insured_under_a_parent(one: Patient, draw: random.Random) -> Pair:
    parent = one._replace(birth_date=one.birth_date - timedelta(days=draw.randrange(8000, 13000)))
    nir = numbered(parent, draw).nir
    first, second = _twin(one, draw)
    return first._replace(nir=nir), second._replace(nir=nir)


def _father_and_son(one: Patient, draw: random.Random) -> Pair | None:
    father = one._replace(sex=Sex.MALE, used_name=None)
    born = father.birth_date
    if one.sex is not Sex.MALE or born.year > 1995 or (born.month, born.day) == (2, 29):
        return None
    year = born.year + draw.randrange(19, 40)
    if draw.random() < 0.15:
        day = born.replace(year=year)
    else:
        day = born.replace(year=year, month=draw.randrange(1, 13), day=draw.randrange(1, 29))
    son = given(father._replace(birth_date=day), father.first_given_name, draw)
    if draw.random() < 0.5:
        son = son._replace(birth_place_code=_other_place(draw))
    return father, numbered(son, draw)


def _namesake_of_one_day(one: Patient, draw: random.Random) -> Pair:
    other = one._replace(birth_place_code=_other_place(draw), used_name=None)
    return one, numbered(given(other, one.first_given_name, draw), draw)


def _sibling(one: Patient, draw: random.Random) -> Pair:
    sex = draw.choice((Sex.FEMALE, Sex.MALE))
    born = one.birth_date - timedelta(days=draw.randrange(300, 3000))
    other = one._replace(sex=sex, birth_date=born, used_name=None)
    return one, numbered(given(other, _other_name(other, draw), draw), draw)


def _spouse(one: Patient, draw: random.Random) -> Pair | None:
    if not one.used_name:
        return None
    born = one.birth_date - timedelta(days=draw.randrange(-900, 2000))
    other = one._replace(
        sex=Sex.MALE,
        birth_name=one.used_name,
        used_name=None,
        birth_date=born,
        birth_place_code=_other_place(draw),
    )
    return one, numbered(given(other, _other_name(other, draw), draw), draw)


def _of_one_day_given_name_and_town(one: Patient, draw: random.Random) -> Pair:
    surname = draw.choice([name for name in w.COMMON_SURNAMES if name != one.birth_name])
    other = one._replace(birth_name=surname, used_name=None)
    if one.used_name and draw.random() < 0.5:
        other = other._replace(used_name=draw.choice(w.COMMON_SURNAMES))
    return one, numbered(given(other, one.first_given_name, draw), draw)


def _of_one_name_and_town(one: Patient, draw: random.Random) -> Pair:
    born = one.birth_date.replace(
        year=draw.randrange(1930, 2020), month=draw.randrange(1, 13), day=draw.randrange(1, 29)
    )
    other = one._replace(birth_date=born, used_name=None)
    return one, numbered(given(other, one.first_given_name, draw), draw)


def _of_one_day_and_name(one: Patient, draw: random.Random) -> Pair:
    other = one._replace(birth_place_code=_other_place(draw), used_name=None)
    return one, numbered(given(other, _other_name(one, draw), draw), draw)


def _first_of_january(one: Patient, draw: random.Random) -> Pair | None:
    if not one.birth_place_code.startswith("99"):
        return None
    one = one._replace(birth_date=one.birth_date.replace(month=1, day=1))
    surname = draw.choice((*w.COMPOSED_SURNAMES, *w.COMMON_SURNAMES))
    other = one._replace(birth_name=surname, used_name=None)
    first = one.first_given_name if draw.random() < 0.7 else _other_name(one, draw)
    return numbered(one, draw), numbered(given(other, first, draw), draw)


STRANGERS: dict[str, Callable[[Patient, random.Random], Pair | None]] = {
    "twins": _twin,
    "twins of near names": _near_named_twin,
    "twins with a parent's NIR": _twins_insured_under_a_parent,
    "father and son of one name": _father_and_son,
    "namesakes of one day": _namesake_of_one_day,
    "siblings": _sibling,
    "spouses": _spouse,
    "one day, given name and town": _of_one_day_given_name_and_town,
    "one name and town": _of_one_name_and_town,
    "one day and name": _of_one_day_and_name,
    "first of January, one country": _first_of_january,
}
"""By kind, two people; nothing where the first has not what it needs."""
