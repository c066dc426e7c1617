"""Who in the register may be the same person as somebody: looked up by indexed keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.identity.matching import Blocking
    from semble_cli.identity.patient import ExtraNumber
    from semble_cli.store.connection import Connection

_AT_ONCE = 500
_PAIRS = (
    ("birth_date", "birth_key"),
    ("birth_date", "used_key"),
    ("birth_date", "given_key"),
    ("birth_key", "given_key"),
    ("used_key", "given_key"),
)
"""What two records of one person share, if one of them has one trait misspelt."""


def candidate_ids(connection: Connection, keys: Blocking) -> list[int]:
    """The ids of all the patients that share one of the keys, merged ones left out."""
    found: set[int] = set()
    for where, values in _look_ups(keys):
        found.update(
            patient_id
            for (patient_id,) in connection.rows(
                f"SELECT id FROM patient WHERE {where} AND merged_into IS NULL", values
            )
        )
    return sorted(found)


def candidates_of_many(connection: Connection, many: Sequence[Blocking]) -> dict[int, set[int]]:
    """For each place in *many*, the ids of the patients that share two of its keys, or a number.

    Narrower than `candidate_ids`, which shares one: among a thousand rows, everybody born on one of
    their days would be half the register.
    """
    found: dict[int, set[int]] = {}
    for columns in _PAIRS:
        rows = [(place, *pair) for place, keys in enumerate(many) for pair in _pairs(keys, columns)]
        _join(connection, columns, rows, found)
    _join(connection, ("nir",), [(n, keys.nir) for n, keys in enumerate(many) if keys.nir], found)
    return found


def _join(
    connection: Connection,
    columns: Sequence[str],
    rows: list[Any],
    found: dict[int, set[int]],
) -> None:
    if not rows:
        return
    marks = ", ".join([f"({', '.join('?' * (len(columns) + 1))})"] * len(rows))
    names = [f"k{place}" for place in range(len(columns))]
    on = " AND ".join(
        f"patient.{column} = asked.{name}" for column, name in zip(columns, names, strict=True)
    )
    for place, patient_id in connection.rows(
        f"WITH asked (place, {', '.join(names)}) AS (VALUES {marks})"
        f" SELECT place, id FROM asked JOIN patient ON {on} WHERE merged_into IS NULL",
        [value for row in rows for value in row],
    ):
        found.setdefault(place, set()).add(patient_id)


def _pairs(keys: Blocking, columns: tuple[str, str]) -> list[tuple[object, object]]:
    names = [name for name in (keys.birth_key, keys.used_key) if name]
    firsts: Sequence[object] = keys.birth_dates if columns[0] == "birth_date" else names
    seconds: Sequence[object] = [keys.given_key] if columns[1] == "given_key" else names
    return [(first, second) for first in firsts for second in seconds]


def _look_ups(keys: Blocking) -> list[tuple[str, tuple[str, ...]]]:
    look_ups: list[tuple[str, tuple[str, ...]]] = [
        ("birth_date = ?", (day.isoformat(),)) for day in keys.birth_dates
    ]
    names = [key for key in (keys.birth_key, keys.used_key) if key]
    for column in ("birth_key", "used_key"):
        look_ups += [(f"{column} = ? AND given_key = ?", (name, keys.given_key)) for name in names]
    if keys.nir:
        look_ups.append(("nir = ?", (keys.nir,)))
    if keys.matricule:
        look_ups.append(("ins_matricule = ?", (keys.matricule,)))
    return look_ups


def ids_with_number(
    connection: Connection, numbers: Sequence[tuple[int, ExtraNumber]]
) -> dict[int, set[int]]:
    """For each place that some numbers are given for, the ids of the patients that have one."""
    found: dict[int, set[int]] = {}
    if not numbers:
        return found
    values = sorted({number.value for _, number in numbers})
    bearers: dict[tuple[str, str], set[int]] = {}
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        for name, value, patient_id in connection.rows(
            "SELECT name, value, patient_id FROM extra_number"
            f" WHERE value IN ({', '.join('?' * len(some))})",
            some,
        ):
            bearers.setdefault((name, value), set()).add(patient_id)
    for place, number in numbers:
        if ids := bearers.get((number.name, number.value)):
            found.setdefault(place, set()).update(ids)
    return found
