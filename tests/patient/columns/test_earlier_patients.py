"""Nobody whom a look-up would find slips through the filter."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.second_records import SECOND_RECORDS
from semble_cli.exchange import fictitious
from semble_cli.identity.names import words
from semble_cli.patient.columns import bloom
from semble_cli.patient.columns.bloom import BloomFilter
from semble_cli.patient.columns.earlier_patients import EarlierPatients
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.intake import new_patient
from semble_cli.patient.matching import Verdict, blocking_keys, compare
from semble_cli.patient.record import ExtraNumber
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.record import Patient

LETTERS = "AEILMNORSTZ"


@pytest.fixture(scope="module", autouse=True)
def small_filters() -> Iterator[None]:
    """A filter for millions is a fresh page of memory for each key, thousands of times over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bloom, "_LEAST_ADDRESS_BITS", 15)
        yield


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


def second_record(
    make: Callable[[Patient, random.Random], tuple[Patient, Patient] | None],
) -> Callable[[Patient, random.Random], Patient]:
    return lambda one, draw: (make(one, draw) or (one, one))[1]


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
    *map(second_record, SECOND_RECORDS.values()),
    lambda one, _: one._replace(birth_place_code="99352"),
    lambda one, _: one._replace(birth_date=one.birth_date.replace(month=1, day=1)),
    lambda one, _: one._replace(birth_name=" ".join(reversed(words(one.birth_name)))),
    lambda one, _: one._replace(used_name=None),
]


def is_looked_up(one: Patient, other: Patient) -> bool:
    """Whether `candidates_of_many` finds the other for the one."""
    mine, theirs = blocking_keys(traits_of(one)), blocking_keys(traits_of(other))
    names = {key for key in (mine.birth_key, mine.used_key) if key}
    same_name = bool(names & {theirs.birth_key, theirs.used_key})
    same_given = mine.given_key == theirs.given_key
    same_day = other.birth_date in mine.birth_dates
    exchanged = (theirs.given_key, theirs.birth_key) == (mine.birth_key, mine.given_key)
    return (
        (same_day and (same_name or same_given))
        or (same_name and same_given)
        or (same_day and exchanged)
        or bool(mine.nir and mine.nir == theirs.nir)
    )


def came(earlier: EarlierPatients, patient: Patient) -> bool:
    """Whether somebody like the patient came before; the patient comes now."""
    (found,) = earlier.check_and_add(PatientColumns.of([patient]))
    return found


def passes(one: Patient, other: Patient) -> bool:
    """Whether the other passes though the one came before, who is alike and looked up for it."""
    alike = compare(traits_of(one), traits_of(other)).verdict is not Verdict.DIFFERENT
    if not (alike and is_looked_up(one, other)):
        return False
    seen = EarlierPatients()
    came(seen, one)
    return not came(seen, other)


@pytest.mark.parametrize("change", range(len(CHANGES)))
def test_who_differs_in_one_way_does_not_pass(change: int) -> None:
    draw = random.Random(change)
    pairs = [(one, CHANGES[change](one, draw)) for one in PEOPLE[change::80]]
    assert not any(passes(one, other) or passes(other, one) for one, other in pairs)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(PEOPLE) - 1), st.randoms(use_true_random=False))
def test_who_is_alike_and_looked_up_does_not_pass(place: int, draw: random.Random) -> None:
    one = other = PEOPLE[place]
    for _ in range(draw.randint(1, 2)):
        other = draw.choice(CHANGES)(other, draw)
    if draw.random() < 0.5:
        one = draw.choice(CHANGES)(one, draw)
    if draw.random() < 0.5:
        one, other = other, one
    assert not passes(one, other)


@settings(max_examples=500, deadline=None)
@given(st.integers(0, len(PEOPLE) - 1), st.randoms(use_true_random=False))
def test_one_typing_error_in_the_name_is_enough(place: int, draw: random.Random) -> None:
    """Where only date and given name are alike beside: no NIR, and no birth place."""
    one = PEOPLE[place]._replace(nir=None, used_name=None)
    other = one._replace(birth_name=misspelt(one.birth_name, draw), birth_place_code="99999")
    if compare(traits_of(one), traits_of(other)).verdict is not Verdict.DIFFERENT:
        seen = EarlierPatients()
        came(seen, one)
        assert came(seen, other)


def test_strangers_pass_and_who_came_before_does_not() -> None:
    seen = EarlierPatients()
    strangers = [patient for patient in PEOPLE if not came(seen, patient)]
    assert len(strangers) > len(PEOPLE) * 0.9
    assert all(came(seen, patient) for patient in PEOPLE)


def test_a_number_of_the_practice_is_enough() -> None:
    seen = EarlierPatients()
    number = (ExtraNumber("Dossier", "12"),)
    assert not came(seen, a_patient(numbers=number))
    assert came(seen, PEOPLE[0]._replace(numbers=number))
    assert not came(seen, PEOPLE[1]._replace(numbers=(ExtraNumber("Autre", "12"),)))


@pytest.mark.parametrize("fictive_first", [True, False])
def test_a_date_that_is_not_known_is_like_every_day_of_its_year(fictive_first: bool) -> None:
    known = a_patient()._replace(birth_date=date(1975, 3, 8), nir=None)
    fictive = known._replace(birth_date=date(1975, 12, 31), birth_date_fictive=True)
    first, second = (fictive, known) if fictive_first else (known, fictive)
    seen = EarlierPatients()
    assert not came(seen, first)
    assert came(seen, second)


def test_whoever_has_both_names_exchanged_came_before() -> None:
    one = a_patient()._replace(nir=None, birth_place_code="99999")
    other = one._replace(birth_name=one.first_given_name, first_given_name=one.birth_name)
    earlier = EarlierPatients()
    assert not came(earlier, one)
    assert came(earlier, other._replace(birth_given_names=one.birth_name))


def test_another_day_of_the_year_is_somebody_else_unless_one_digit_away() -> None:
    born = a_patient()._replace(birth_date=date(1975, 3, 8), nir=None)
    seen = EarlierPatients()
    assert not came(seen, born)
    assert not came(seen, born._replace(birth_date=date(1975, 11, 27)))
    assert came(seen, born._replace(birth_date=date(1975, 3, 18)))
    assert not came(seen, born._replace(birth_date=date(1931, 3, 8)))
    assert came(seen, born._replace(birth_date=date(1985, 3, 8)))


def test_the_first_digit_of_the_year_may_be_the_one() -> None:
    born = a_patient()._replace(birth_date=date(1979, 6, 6), nir=None)
    seen = EarlierPatients()
    assert not came(seen, born._replace(birth_date=date(979, 6, 6)))
    assert came(seen, born)
    seen = EarlierPatients()
    assert not came(seen, born)
    assert came(seen, born._replace(birth_date=date(979, 6, 6)))


@pytest.mark.parametrize("used", ["MARTIN", "DURAND"])
def test_a_used_name_may_be_a_part_of_the_other_birth_name(used: str) -> None:
    born = PEOPLE[3]._replace(nir=None, birth_name="MARTIN DURAND", used_name=None)
    married = born._replace(birth_name="AUTRE", used_name=used, birth_place_code="99999")
    assert compare(traits_of(born), traits_of(married)).verdict is Verdict.LIKELY
    for first, second in ((born, married), (married, born)):
        seen = EarlierPatients()
        assert not came(seen, first)
        assert came(seen, second)


def test_a_married_name_is_met_again_where_the_place_of_one_is_not_known() -> None:
    one = a_patient()._replace(nir=None, birth_date=date(1975, 3, 8))
    married = one._replace(birth_name="AUTRE", birth_place_code="99999")
    for first, second in ((one, married), (married, one)):
        seen = EarlierPatients()
        assert not came(seen, first)
        assert came(seen, second)
    stranger = one._replace(birth_name="DURAND", birth_place_code="75056")
    next_day = stranger._replace(birth_name="PETIT", birth_date=date(1975, 3, 9))
    seen = EarlierPatients()
    assert not came(seen, married._replace(birth_date=date(1950, 6, 6)))
    assert [came(seen, each) for each in (one, next_day, stranger)] == [False] * 3


def test_a_place_that_is_not_known_makes_nobody_met_before() -> None:
    men = [patient for patient in PEOPLE if patient.sex == "M"][:5]
    woman = a_patient()._replace(nir=None, birth_place_code="99999")
    found = EarlierPatients().check_and_add(PatientColumns.of([*men, woman]))
    assert found[-1] is False


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 39), max_size=60), st.integers(1, 9))
def test_the_patients_of_one_batch_are_met_in_their_order(places: list[int], size: int) -> None:
    """Whoever is known again when all come one by one is so in whatever batches they come."""
    one_by_one, in_batches = EarlierPatients(), EarlierPatients()
    patients = [PEOPLE[place] for place in places]
    batches = [patients[start : start + size] for start in range(0, len(patients), size)]
    found = [came(one_by_one, patient) for patient in patients]
    together = [
        each for some in batches for each in in_batches.check_and_add(PatientColumns.of(some))
    ]
    assert all(later for known, later in zip(found, together, strict=True) if known)
    assert all(known for place, known in enumerate(found) if places[place] in places[:place])


@pytest.mark.parametrize("most", [24, 19], ids=["memory that grows", "memory at its limit"])
def test_a_filter_forgets_no_key_and_hardly_takes_another_for_one(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(bloom, "_MOST_ADDRESS_BITS", most)
    keys = np.random.default_rng(5).integers(0, 1 << 64, 1_000_000, np.uint64)
    known = BloomFilter()
    for some in np.split(keys[:500_000], 100):
        known.add(some)
    assert known.has(keys[:500_000]).all()
    assert known.has(keys[500_000:]).mean() < 0.0005
    assert len(known._words) == 1 << min(20, most)
