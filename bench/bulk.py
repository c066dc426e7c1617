"""Measure the import and the export of a whole practice beside other tools, in one run.

    python -m bench.bulk                       1,000,000 and 3,000,000 patients
    python -m bench.bulk --patients 100000     a quick look
    python -m bench.bulk --place DIR           with the stores there, and not in memory

Runs in the environment that `run.py` makes (`make bench` makes both). Every command is a whole
process from its start to its end, on files of 27 columns that the generator writes. Peers stand
there twice: as they are used, and doing what the register does of its own accord, like for like.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench import postgres
from bench.cost import Cost, Watch, run, total
from bench.run import HERE, PLACE, PYTHON, SEMBLE, VENV, machine, prepare
from bench.scratch import base_for, base_of_server, named, register_in, rows_in, scratch_in
from bench.table import Table

UTILS = str(VENV / "bin" / "sqlite-utils")
ROOM = 4_000
"""Bytes for each patient of a register, its file and the commands; the double with Postgres."""

IMPORT = "`semble patient import`"
AGAIN = "the same again, nothing to change"
INSERT = "`sqlite-utils insert`"
TEXTS = "`sqlite-utils insert --no-detect-types`"
LIKE_FOR_LIKE = "`sqlite-utils`, the same with nine indexes, full text and types (like for like)"
SHELL = "`sqlite3 .import`"

INDEXES = (
    ("birth_name", "first_given_name", "birth_date"),
    ("first_given_name", "birth_name"),
    ("used_name", "first_given_name"),
    ("used_given_name", "birth_name"),
    ("birth_date", "birth_name"),
    *(("email",), ("nir",), ("phones",), ("numbers",)),
)
"""What the register looks patients up by."""

WORDS = (
    *("birth_name", "first_given_name", "birth_given_names"),
    *("used_name", "used_given_name", "email"),
)
"""What the register finds words in."""

EXPORTS = ("list", "report")

NUMBERS = ("birth_rank", "receive_email", "receive_sms")
"""What the register does not keep as text."""


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, nargs="*", default=[1_000_000, 3_000_000])
    parser.add_argument("--place", type=Path, help="directory for the stores")
    asked = parser.parse_args()
    prepare()
    first, *others = asked.patients
    base = base_for(max([first * 2, *others]) * ROOM, asked.place)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}")
    print(f"stores in {named(base)}, of Postgres in {named(base_of_server(base))}; {load()}\n")
    print(f"## {first:,} rows of 27 columns\n")
    table = Table(first)
    with scratch_in(base) as place:
        beside_sqlite(table, first, place)
    with scratch_in(base) as place:
        postgres.beside_copy(table, rows_in(place, first), place)
    for count in others:
        with scratch_in(base) as place:
            cost = run(*imported(rows_in(place, count), register_in(place)))
            table.row(of_more(count), cost, count)
    table.notes()
    print(f"at the end: {load()}\n")
    print("| takes, of the time of | | times |\n|---|---|---:|")
    table.times(IMPORT, INSERT, TEXTS, LIKE_FOR_LIKE, SHELL)
    table.times(postgres.IMPORT, postgres.FINISHED, postgres.BARE)
    for export in EXPORTS:
        table.times(exported(export), written(export))
    for count in others:
        table.times_memory(of_more(count), IMPORT)


def load() -> str:
    return "load average " + " ".join(f"{load:.2f}" for load in os.getloadavg())


def of_more(count: int) -> str:
    return f"{IMPORT}, {count:,} rows"


def imported(file: Path, store: Path, *options: str) -> list[str]:
    """The command that imports a file."""
    words = ["--store", str(store), "patient", "import", str(file), "--create-tags"]
    return [SEMBLE, *words, *options]


def beside_sqlite(table: Table, count: int, place: Path) -> None:
    """One file through every tool that keeps it in SQLite, one after the other; and out again."""
    file = rows_in(place, count)
    bare, indexed = place / "bare.db", place / "indexed.db"
    insert = (str(file), "--csv")
    table.row(INSERT, run(UTILS, "insert", str(bare), "t", *insert))
    bare.unlink()
    texts = run(UTILS, "insert", str(indexed), "t", *insert, "--no-detect-types")
    table.row(TEXTS, texts)
    table.row(LIKE_FOR_LIKE, total([texts, *like_for_like(indexed)]))
    indexed.unlink()
    table.row(SHELL, run("sqlite3", str(bare), ".mode csv", f".import {file} t"))
    bare.unlink()
    store = register_in(place)
    table.row(IMPORT, run(*imported(file, store)))
    table.row(AGAIN, run(*imported(file, store, "--on-duplicate", "update")))
    for export in EXPORTS:
        beside_writer(table, export, store)


def like_for_like(database: Path) -> list[Cost]:
    """Types, indexes and full text for a table of texts: a command each."""
    types = [word for name in NUMBERS for word in ("--type", name, "integer")]
    return [
        run(UTILS, "transform", str(database), "t", *types),
        *(run(UTILS, "create-index", str(database), "t", *columns) for columns in INDEXES),
        run(UTILS, "enable-fts", str(database), "t", *WORDS),
    ]


def exported(export: str) -> str:
    return f"`semble patient {export} -o`"


def written(export: str) -> str:
    return f"`csv.writer`, the rows of the {export}"


def beside_writer(table: Table, export: str, store: Path) -> None:
    """A register written to a file, and its rows by the standard library, from memory."""
    file, copy = store.with_name("written.csv"), store.with_name("copied.csv")
    words = ("--store", str(store), "patient", export, "-o", str(file))
    table.row(exported(export), run(SEMBLE, *words))
    watch = Watch()
    done = subprocess.run(
        [PYTHON, str(HERE / "writer.py"), str(file), str(copy)],
        cwd=PLACE,
        check=True,
        capture_output=True,
    )
    table.row(written(export), watch.cost()._replace(seconds=float(done.stdout)))
    file.unlink()
    copy.unlink()


if __name__ == "__main__":
    main()
