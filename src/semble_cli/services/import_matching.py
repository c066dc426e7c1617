"""Which rows of a file are of patients whom the register, or an earlier row, has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.matching import Traits, Verdict, blocking_keys, compare, traits_of
from semble_cli.store import patients
from semble_cli.store.candidates import candidates_of_many, ids_with_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.identity.patient import Patient
    from semble_cli.store.connection import Connection


class Match(NamedTuple):
    """Of whom a row is: `same` patients of the register, or those `likely` to be the same person;
    `line` is that of an earlier row with the same or nearly the same identity."""

    same: tuple[Patient, ...] = ()
    likely: tuple[Patient, ...] = ()
    line: int | None = None


def match(
    connection: Connection, rows: Sequence[tuple[int, Patient]], *, by_name: bool = True
) -> list[Match]:
    """For each row (its line, its patient), of whom it is.

    The same: who has one of the row's own numbers, the NIR with the birth date, or exactly the same
    strict traits. A twin's NIR is a parent's: the date must agree, and the given name.
    """
    traits = [traits_of(patient) for _, patient in rows]
    found = candidates_of_many(connection, [blocking_keys(each) for each in traits])
    numbered = ids_with_number(
        connection,
        [(place, number) for place, (_, row) in enumerate(rows) for number in row.numbers],
    )
    ids = {patient_id for some in (*found.values(), *numbered.values()) for patient_id in some}
    known = {patient.id: patient for patient in patients.get_many(connection, sorted(ids))}
    known_traits = {patient_id: traits_of(patient) for patient_id, patient in known.items()}
    earlier = _Earlier()
    matches = []
    for place, (line, _) in enumerate(rows):
        same = {known[patient_id] for patient_id in numbered.get(place, ()) if patient_id in known}
        likely = []
        for patient_id in sorted(found.get(place, ())):
            if _is_same(traits[place], known_traits[patient_id]):
                same.add(known[patient_id])
            elif (
                by_name
                and compare(traits[place], known_traits[patient_id]).verdict
                is not Verdict.DIFFERENT
            ):
                likely.append(known[patient_id])
        matches.append(
            Match(
                tuple(sorted(same, key=lambda patient: patient.id or 0)),
                tuple(likely),
                earlier.meet(line, traits[place]),
            )
        )
    return matches


def _is_same(row: Traits, other: Traits) -> bool:
    if row.nir and row.nir == other.nir and row.birth_date == other.birth_date:
        return row.first_given_name == other.first_given_name
    return compare(row, other).verdict is Verdict.SAME


class _Earlier:
    """The rows met so far, by what two records of one person share."""

    def __init__(self) -> None:
        self._rows: dict[object, list[tuple[int, Traits]]] = {}

    def meet(self, line: int, traits: Traits) -> int | None:
        """The line of the first earlier row that is of the same person, or likely so."""
        keys = (
            (traits.birth_date, traits.birth_name),
            (traits.birth_date, traits.first_given_name),
            (traits.birth_name, traits.first_given_name),
        )
        for key in keys:
            for other, met in self._rows.get(key, ()):
                if compare(traits, met).verdict is not Verdict.DIFFERENT:
                    return other
        for key in keys:
            self._rows.setdefault(key, []).append((line, traits))
        return None
