"""Who in the register may be the same person as somebody: looked up by indexed keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semble_cli.identity.matching import Blocking
    from semble_cli.store.connection import Connection


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
