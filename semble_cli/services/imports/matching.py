"""Which rows of a file are of patients whom the register, or an earlier row, has already."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.bearers import bear_one_nir, one_person_by_number
from semble_cli.patient.comparison.traits import Traits, traits_of
from semble_cli.patient.matching import Verdict, blocking_keys, compare
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.candidates import (
    candidates_of_many,
    ids_by_nir,
    ids_by_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from semble_cli.patient.record import ExtraNumber, Patient
    from semble_cli.store.database.connection import Connection

_identity = attrgetter("birth_name", "first_given_name", "birth_date", "sex", "birth_place_code")


class RowMatch(NamedTuple):
    """Of whom a row is: `same` patients of the register, or those `likely` to be the same person;
    `contradicted` are those who have a number of the row, but other traits. `line` is that of an
    earlier row with the same or nearly the same identity, `contradicted_line` of one with the same
    number and other traits."""

    same: tuple[Patient, ...] = ()
    likely: tuple[Patient, ...] = ()
    contradicted: tuple[Patient, ...] = ()
    line: int | None = None
    contradicted_line: int | None = None


def match(connection: Connection, rows: Sequence[tuple[int, Patient]]) -> list[RowMatch]:
    """For each row (its line, its patient), of whom it is.

    The same: who has one of the row's own numbers, or the NIR with birth date and given name, and
    no trait that is another. Unless that patient's identity is the row's to the letter, also who
    has exactly the same strict traits.
    """
    identified = _identified(connection, [row for _, row in rows])
    matches = [RowMatch(tuple(patients)) for patients in identified]
    unsure = [
        place
        for place, (_, row) in enumerate(rows)
        if len(identified[place]) != 1 or not _to_the_letter(row, identified[place][0])
    ]
    look_alikes = _look_alikes(connection, [rows[place][1] for place in unsure])
    earlier = _Earlier()
    for place, (same, likely) in zip(unsure, look_alikes, strict=True):
        traits = traits_of(rows[place][1])
        found = {patient.id: patient for patient in same}
        contradicted: dict[int | None, Patient] = {}
        for patient in identified[place]:
            agrees = one_person_by_number(traits, traits_of(patient))
            (found if agrees else contradicted)[patient.id] = patient
        line, contradicted_line = earlier.meet(*rows[place], traits)
        matches[place] = RowMatch(
            tuple(sorted(found.values(), key=_id)),
            tuple(one for one in likely if one.id not in found and one.id not in contradicted),
            tuple(contradicted.values()),
            line,
            contradicted_line,
        )
    return matches


def _to_the_letter(row: Patient, patient: Patient) -> bool:
    """Whether a patient's identity is that of the row without any comparison."""
    return (
        _identity(row) == _identity(patient)
        and row.birth_given_names in (row.first_given_name, patient.birth_given_names)
        and (not row.nir or row.nir == patient.nir or not patient.nir)
        and (not row.birth_rank or row.birth_rank == patient.birth_rank or not patient.birth_rank)
    )


def _identified(connection: Connection, rows: Sequence[Patient]) -> list[list[Patient]]:
    """For each row, the patients who have one of its numbers, or its NIR as the same person."""
    with_number = ids_by_number(connection, {each for row in rows for each in row.numbers})
    with_nir = ids_by_nir(connection, {row.nir for row in rows if row.nir})
    known = _by_id(connection, (*with_number.values(), *with_nir.values()))
    found = []
    for row in rows:
        ids = {each for number in row.numbers for each in with_number.get(number, ())}
        if bearers := with_nir.get(row.nir or ""):
            traits = traits_of(row)
            ids.update(each for each in bearers if bear_one_nir(traits, traits_of(known[each])))
        found.append([known[patient_id] for patient_id in sorted(ids)])
    return found


def _look_alikes(
    connection: Connection, rows: Sequence[Patient]
) -> list[tuple[list[Patient], list[Patient]]]:
    """For each row, who has its very traits, and who is likely to be the same person by them."""
    traits = [traits_of(row) for row in rows]
    found = candidates_of_many(connection, [blocking_keys(each) for each in traits])
    wanted = sorted({patient_id for some in found.values() for patient_id in some})
    known = {_id(one): traits_of(one) for one in patients.get_compared(connection, wanted)}
    alike: list[dict[Verdict, list[int]]] = []
    for place, own in enumerate(traits):
        by_verdict: dict[Verdict, list[int]] = {verdict: [] for verdict in Verdict}
        for patient_id in sorted(found.get(place, ())):
            by_verdict[compare(own, known[patient_id]).verdict].append(patient_id)
        alike.append(by_verdict)
    close = (Verdict.SAME, Verdict.LIKELY)
    whole = _by_id(connection, (each[verdict] for each in alike for verdict in close))
    return [
        ([whole[one] for one in each[Verdict.SAME]], [whole[one] for one in each[Verdict.LIKELY]])
        for each in alike
    ]


def _by_id(connection: Connection, ids: Iterable[Iterable[int]]) -> dict[int, Patient]:
    """The patients with all these ids."""
    wanted = sorted({patient_id for some in ids for patient_id in some})
    return {_id(patient): patient for patient in patients.get_many(connection, wanted)}


def _id(patient: Patient) -> int:
    return patient.id or 0


def _shared_keys(traits: Traits) -> list[object]:
    """What rows of one person share: the day (also with day and month exchanged) and a name, the
    family and the given name (also exchanged), or the NIR."""
    day, first = traits.birth_date, traits.first_given_name
    born = (day.year, *sorted((day.month, day.day)))
    families = [name for name in (traits.birth_name, traits.used_name) if name]
    keys: list[object] = [(born, name) for name in (*families, first)]
    keys += (frozenset((name, first)) for name in families)
    return [*keys, traits.nir] if traits.nir else keys


class _Earlier:
    """The rows of a batch met so far, by what two records of one person share."""

    def __init__(self) -> None:
        self._rows: dict[object, list[tuple[int, Traits]]] = {}
        self._numbers: dict[ExtraNumber, tuple[int, Traits]] = {}

    def meet(self, line: int, row: Patient, traits: Traits) -> tuple[int | None, int | None]:
        """The line of the first earlier row that is of the same person, or likely so; or that of
        one with the same number and other traits."""
        for number in row.numbers:
            other, met = self._numbers.setdefault(number, (line, traits))
            if other != line:
                same = one_person_by_number(traits, met)
                return (other, None) if same else (None, other)
        return self._meet_alike(line, traits), None

    def _meet_alike(self, line: int, traits: Traits) -> int | None:
        keys = _shared_keys(traits)
        for key in keys:
            for other, met in self._rows.get(key, ()):
                if compare(traits, met).verdict is not Verdict.DIFFERENT:
                    return other
        for key in keys:
            self._rows.setdefault(key, []).append((line, traits))
        return None
