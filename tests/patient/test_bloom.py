"""Nobody whom a look-up would find slips through the filter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.exchange import fictitious
from semble_cli.identity.names import words
from semble_cli.patient.bloom import BloomFilter
from semble_cli.patient.intake import new_patient
from semble_cli.patient.matching import Verdict, blocking_keys, compare, traits_of
from semble_cli.patient.record import ExtraNumber
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from semble_cli.patient.record import Patient

LETTERS = "AEILMNORSTZ"


def people(count: int, seed: int) -> list[Patient]:
    found = []
    for row in fictitious.patients(count, seed):
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        found.append(new_patient(given, NOW.date()).patient._replace(numbers=()))
    return found


PEOPLE = people(400, seed=21)


def misspelt(text: str, draw: random.Random) -> str:
    """The text with one letter added, left out, changed, or exchanged with its neighbour."""
    place = draw.randrange(len(text))
    letter = draw.choice(LETTERS)
    return draw.choice(
        (
            text[:place] + letter + text[place:],
            text[:place] + text[place + 1 :] or letter,
            text[:place] + letter + text[place + 1 :],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        )
    )


def other_day(patient: Patient, draw: random.Random) -> Patient:
    born = patient.birth_date
    day = born.replace(day=draw.randint(1, 28))
    if draw.random() < 0.4 and born.day <= 12:
        day = born.replace(month=born.day, day=born.month)
    elif draw.random() < 0.5:
        day = born.replace(year=born.year + draw.choice((-10, -1, 1)))
    return patient._replace(birth_date=day)


def digit_changed(patient: Patient, draw: random.Random) -> Patient:
    text = patient.birth_date.isoformat()
    place = draw.randrange(len(text))
    try:
        day = date.fromisoformat(text[:place] + draw.choice("0123456789") + text[place + 1 :])
    except ValueError:
        return patient
    return patient._replace(birth_date=day)


CHANGES: list[Callable[[Patient, random.Random], Patient]] = [
    lambda one, draw: one._replace(birth_name=misspelt(one.birth_name, draw)),
    lambda one, draw: one._replace(birth_name=draw.choice(PEOPLE).birth_name),
    lambda one, draw: one._replace(birth_name=f"{one.birth_name} {draw.choice(PEOPLE).birth_name}"),
    lambda one, _: one._replace(used_name=one.birth_name, birth_name="AUTRE"),
    lambda one, draw: one._replace(used_name=draw.choice(PEOPLE).birth_name),
    lambda one, draw: one._replace(
        used_name=draw.choice(words(one.birth_name)), birth_name="AUTRE"
    ),
    lambda one, draw: one._replace(first_given_name=misspelt(one.first_given_name, draw)),
    lambda one, _: one._replace(birth_name=one.first_given_name, first_given_name=one.birth_name),
    lambda one, _: one._replace(birth_place_code="99999", sex=one.sex),
    lambda one, draw: one._replace(birth_place_code=draw.choice(PEOPLE).birth_place_code),
    lambda one, _: one._replace(nir=None),
    lambda one, _: one._replace(birth_date=one.birth_date.replace(month=12, day=31))._replace(
        birth_date_fictive=True
    ),
    other_day,
    digit_changed,
]


def is_looked_up(one: Patient, other: Patient) -> bool:
    """Whether `candidates_of_many` finds the other for the one."""
    mine, theirs = blocking_keys(traits_of(one)), blocking_keys(traits_of(other))
    names = {key for key in (mine.birth_key, mine.used_key) if key}
    same_name = bool(names & {theirs.birth_key, theirs.used_key})
    same_given = mine.given_key == theirs.given_key
    same_day = other.birth_date in mine.birth_dates
    return (
        (same_day and (same_name or same_given))
        or (same_name and same_given)
        or bool(mine.nir and mine.nir == theirs.nir)
    )


class EmptiedFilter(BloomFilter):
    """A filter for a test that makes many: one memory, emptied."""

    words = BloomFilter()._words
    touched: ClassVar[set[int]] = set()

    def __init__(self) -> None:
        self._words = self.words
        for place in self.touched:
            self.words[place] = 0
        self.touched.clear()

    def _added(self, keys: list[object]) -> list[bool]:
        self.touched.update(hash(key) & len(self.words) - 1 for key in keys)
        return super()._added(keys)


@settings(max_examples=1500)
@given(st.integers(0, len(PEOPLE) - 1), st.randoms(use_true_random=False))
def test_who_is_alike_and_looked_up_does_not_pass(place: int, draw: random.Random) -> None:
    one = other = PEOPLE[place]
    for _ in range(draw.randint(1, 2)):
        other = draw.choice(CHANGES)(other, draw)
    if draw.random() < 0.5:
        one = draw.choice(CHANGES)(one, draw)
    if draw.random() < 0.5:
        one, other = other, one
    alike = compare(traits_of(one), traits_of(other)).verdict is not Verdict.DIFFERENT
    if alike and is_looked_up(one, other):
        seen = EmptiedFilter()
        seen.check_and_add(one)
        assert seen.check_and_add(other)


@settings(max_examples=500)
@given(st.integers(0, len(PEOPLE) - 1), st.randoms(use_true_random=False))
def test_one_typing_error_in_the_name_is_enough(place: int, draw: random.Random) -> None:
    """Where only date and given name are alike beside: no NIR, and no birth place."""
    one = PEOPLE[place]._replace(nir=None, used_name=None)
    other = one._replace(birth_name=misspelt(one.birth_name, draw), birth_place_code="99999")
    if compare(traits_of(one), traits_of(other)).verdict is not Verdict.DIFFERENT:
        seen = EmptiedFilter()
        seen.check_and_add(one)
        assert seen.check_and_add(other)


def test_strangers_pass_and_who_came_before_does_not() -> None:
    seen = BloomFilter()
    strangers = [patient for patient in PEOPLE if not seen.check_and_add(patient)]
    assert len(strangers) > len(PEOPLE) * 0.9
    assert all(seen.check_and_add(patient) for patient in PEOPLE)


def test_a_number_of_the_practice_is_enough() -> None:
    seen = BloomFilter()
    number = (ExtraNumber("Dossier", "12"),)
    assert not seen.check_and_add(a_patient(numbers=number))
    assert seen.check_and_add(PEOPLE[0]._replace(numbers=number))
    assert not seen.check_and_add(PEOPLE[1]._replace(numbers=(ExtraNumber("Autre", "12"),)))


@pytest.mark.parametrize("fictive_first", [True, False])
def test_a_date_that_is_not_known_is_like_every_day_of_its_year(fictive_first: bool) -> None:
    known = a_patient()._replace(birth_date=date(1975, 3, 8), nir=None)
    fictive = known._replace(birth_date=date(1975, 12, 31), birth_date_fictive=True)
    first, second = (fictive, known) if fictive_first else (known, fictive)
    seen = EmptiedFilter()
    assert not seen.check_and_add(first)
    assert seen.check_and_add(second)


def test_another_day_of_the_year_is_somebody_else_unless_one_digit_away() -> None:
    born = a_patient()._replace(birth_date=date(1975, 3, 8), nir=None)
    seen = EmptiedFilter()
    assert not seen.check_and_add(born)
    assert not seen.check_and_add(born._replace(birth_date=date(1975, 11, 27)))
    assert seen.check_and_add(born._replace(birth_date=date(1975, 3, 18)))
    assert not seen.check_and_add(born._replace(birth_date=date(1931, 3, 8)))
    assert seen.check_and_add(born._replace(birth_date=date(1985, 3, 8)))


def test_the_first_digit_of_the_year_may_be_the_one() -> None:
    born = a_patient()._replace(birth_date=date(1979, 6, 6), nir=None)
    seen = EmptiedFilter()
    assert not seen.check_and_add(born._replace(birth_date=date(979, 6, 6)))
    assert seen.check_and_add(born)
    seen = EmptiedFilter()
    assert not seen.check_and_add(born)
    assert seen.check_and_add(born._replace(birth_date=date(979, 6, 6)))


@pytest.mark.parametrize("used", ["MARTIN", "DURAND"])
def test_a_used_name_may_be_a_part_of_the_other_birth_name(used: str) -> None:
    born = PEOPLE[3]._replace(nir=None, birth_name="MARTIN DURAND", used_name=None)
    married = born._replace(birth_name="AUTRE", used_name=used, birth_place_code="99999")
    assert compare(traits_of(born), traits_of(married)).verdict is Verdict.LIKELY
    for first, second in ((born, married), (married, born)):
        seen = EmptiedFilter()
        assert not seen.check_and_add(first)
        assert seen.check_and_add(second)
