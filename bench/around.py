"""Measure `patient show` of a full record beside one with nothing in it, on an installed wheel.

    python -m bench.around            20 relations, 200 consultations, 50 treatments, 100 documents

Whole processes are timed in turns, so that what the machine does meanwhile falls on them alike; the
median counts, and ratios are those of one run.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench.cost import Cost
from bench.documents import TRAITS, new_file, register_in, semble, table
from bench.postgres import server_in
from bench.run import machine, prepare
from bench.scratch import base_for, named, scratch_in

RELATIONS, CONSULTATIONS, TREATMENTS, DOCUMENTS = 20, 200, 50, 100
NONE, FULL = "1", "2"
ROOM = 1 << 30


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=31, help="of each whole process")
    parser.add_argument("--place", type=Path, help="where stores lie")
    asked = parser.parse_args()
    prepare()
    base = base_for(ROOM, asked.place)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; stores in {named(base)}\n")
    with scratch_in(base) as place, server_in(place) as server:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE register")
        for name, store in (
            ("SQLite", str(place / "register.db")),
            ("Postgres", uri.replace("/postgres?", "/register?")),
        ):
            print(f"## {name}\n")
            measure(register_in(store), new_file(place, 1), asked.runs)


def measure(store: str, file: Path, runs: int) -> None:
    """`patient show` of both patients of a register, the words of commands first."""
    fill(store, file)
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(runs):
        for form in ("table", "json"):
            for name, patient in (("none", NONE), ("a full one", FULL)):
                row = f"patient show -f {form}, {name}"
                costs[row].append(semble(store, "patient", "show", patient, "-f", form))
    table(costs)


def fill(store: str, file: Path) -> None:
    """A second patient of a register, with a full record."""
    second = ["Agathe" if word == "Zoé" else word for word in TRAITS]
    semble(store, "patient", "add", *second, "--on-duplicate", "create")
    for number in range(RELATIONS):
        contact = ("--new", f"MOISSEUL {chr(65 + number)}")
        semble(store, "patient", "relate", FULL, "--type", "family", *contact)
    for number in range(CONSULTATIONS):
        semble(store, "consultation", "add", FULL, "--section", f"Observation=Toux, {number}")
    for number in range(TREATMENTS):
        drug = ("--drug", f"PARACETAMOL {number} mg")
        semble(store, "treatment", "add", FULL, *drug, "--from", "2026-01-02")
    for _ in range(DOCUMENTS):
        with file.open("ab") as out:
            out.write(b".")
        semble(store, "document", "add", FULL, str(file))


if __name__ == "__main__":
    main()
