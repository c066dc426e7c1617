"""Who in the register may be the same person as somebody: looked up by indexed keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.record import ExtraNumber
from semble_cli.store.database.chunks import chunks, one_of, padded, placeholders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from semble_cli.patient.matching import Blocking
    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection, Row

WITH_NIR = "id IN (SELECT semble.with_nir(?))"
"""The condition of those who have a NIR, for a reader, to whom Postgres does not show it."""

WITH_MATRICULE = "id IN (SELECT semble.with_matricule(?))"
"""Of those who have a matricule INS, or had it."""


def candidate_ids(connection: Connection, keys: Blocking) -> list[int]:
    """The ids of all the patients that share one of the keys, merged ones left out."""
    found: set[int] = set()
    for where, values in _look_ups(keys, masked=connection.masked):
        found.update(
            patient_id
            for (patient_id,) in connection.rows(
                f"SELECT id FROM patient WHERE {where} AND merged_into IS NULL", values
            )
        )
    return sorted(found)


def candidates_of_many(connection: Connection, many: Sequence[Blocking]) -> dict[int, set[int]]:
    """For each place in *many*, the ids of the patients that share two of its keys, or the NIR.

    Narrower than `candidate_ids`, which shares one: among a thousand rows, everybody born on one of
    their days would be half the register. With both names the year or the day of the year is shared
    as well: `matching.compare` takes no two birth dates for one that differ in both.
    """
    found: dict[int, set[int]] = {}
    dated = [
        (place, day, keys.birth_key, keys.used_key or keys.birth_key, keys.given_key)
        for place, keys in enumerate(many)
        for day in keys.birth_dates
    ]
    _join(
        connection,
        ("born", "name", "other", "first"),
        dated,
        "birth_date = born AND (birth_key IN (name, other) OR used_key IN (name, other)"
        " OR given_key = first OR birth_key = first AND given_key = name)",
        found,
    )
    named = [
        (place, *names, day[:4], day[5:])
        for place, keys in enumerate(many)
        for day in (keys.birth_dates[0].isoformat(),)
        for names in keys.pairs_of_names
    ]
    born = "CAST(birth_date AS TEXT)"
    for column in ("birth_key", "used_key"):
        on = (
            f"{column} = name AND given_key = first"
            f" AND (substr({born}, 1, 4) = year OR substr({born}, 6) = day)"
        )
        _join(connection, ("name", "first", "year", "day"), named, on, found)
    numbered = [(place, keys.nir) for place, keys in enumerate(many) if keys.nir]
    _join(connection, ("number",), numbered, "nir = number", found)
    return found


def _join(
    connection: Connection,
    names: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    on: str,
    found: dict[int, set[int]],
) -> None:
    """Join some rows, each of a place and its keys, with the patients; gather the ids by place."""
    one = f"({placeholders((None, *names))})"
    for some in chunks(rows):
        bound = padded(some)
        # Who was merged is left out here, not there: for that condition, Postgres would read the
        # whole of an index that has the column, of a table which it believes to be small.
        for place, patient_id, merged_into in connection.rows(
            f"WITH asked (place, {', '.join(names)}) AS (VALUES {', '.join([one] * len(bound))})"
            f" SELECT place, id, merged_into FROM asked JOIN patient ON {on}",
            [value for row in bound for value in row],
        ):
            if merged_into is None:
                found.setdefault(place, set()).add(patient_id)


def _look_ups(keys: Blocking, *, masked: bool) -> list[tuple[str, tuple[str, ...]]]:
    look_ups: list[tuple[str, tuple[str, ...]]] = [
        ("birth_date = ?", (day.isoformat(),)) for day in keys.birth_dates
    ]
    for column in ("birth_key", "used_key"):
        look_ups += [(f"{column} = ? AND given_key = ?", names) for names in keys.pairs_of_names]
    if keys.nir:
        look_ups.append((WITH_NIR if masked else "nir = ?", (keys.nir,)))
    if keys.matricule:
        look_ups.append((WITH_MATRICULE if masked else "ins_matricule = ?", (keys.matricule,)))
    return look_ups


def with_nir_to_compare(
    connection: Connection, patients: Sequence[Patient], nir: str | None
) -> list[Patient]:
    """The patients with a NIR that can be compared with *nir*. A reader is shown the sex and the
    year of it; whether it is this one, the database tells, and one that is not is no other's."""
    if not connection.masked or nir is None:
        return list(patients)
    same = {row[0] for row in connection.rows("SELECT semble.with_nir(?)", (nir,))}
    return [
        patient._replace(nir=nir if patient.id in same else patient.nir.replace("*", "9"))
        if patient.nir
        else patient
        for patient in patients
    ]


def ids_by_number(
    connection: Connection, numbers: Collection[ExtraNumber]
) -> dict[ExtraNumber, list[int]]:
    """The ids of the patients who have each of some numbers of the practice's own."""
    found: dict[ExtraNumber, list[int]] = {}
    for name, value, patient_id in _rows_of(
        connection,
        "SELECT name, value, patient_id FROM extra_number",
        "value",
        sorted({number.value for number in numbers}),
    ):
        found.setdefault(ExtraNumber(name, value), []).append(patient_id)
    return {number: found[number] for number in numbers if number in found}


def ids_with_matricules(connection: Connection, matricules: Collection[str]) -> list[int]:
    """The ids of the patients who have, or had, one of some matricules INS; merged ones left
    out."""
    asked = sorted(matricules)
    found: set[int] = set()
    if connection.masked:
        for number in asked:
            where = f"{WITH_MATRICULE} AND merged_into IS NULL"
            rows = connection.rows(f"SELECT id FROM patient WHERE {where}", (number,))
            found.update(patient_id for (patient_id,) in rows)
        return sorted(found)
    for select, column in (
        ("SELECT id, merged_into FROM patient", "ins_matricule"),
        (
            "SELECT patient_id, merged_into FROM ins_history"
            " JOIN patient ON patient.id = patient_id",
            "matricule",
        ),
    ):
        found.update(
            patient_id
            for patient_id, merged_into in _rows_of(connection, select, column, asked)
            if merged_into is None
        )
    return sorted(found)


def ids_by_nir(connection: Connection, nirs: Collection[str]) -> dict[str, list[int]]:
    """The ids of the patients who have each of some NIRs, merged ones left out."""
    found: dict[str, list[int]] = {}
    for nir, patient_id, merged_into in _rows_of(
        connection, "SELECT nir, id, merged_into FROM patient", "nir", sorted(nirs)
    ):
        if merged_into is None:  # see `_join`
            found.setdefault(nir, []).append(patient_id)
    return found


def _rows_of(
    connection: Connection, select: str, column: str, values: Sequence[str]
) -> Iterator[Row]:
    """The rows of a query whose column has one of some values, asked for some at a time."""
    for some in chunks(values):
        condition, bound = one_of(column, some)
        yield from connection.rows(f"{select} WHERE {condition}", bound)
