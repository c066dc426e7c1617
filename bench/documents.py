"""Measure documents in and out of a register beside `cp` and `sha256sum`, on an installed wheel.

    python -m bench.documents                     100 MB, five rounds; 1 GB around a search

Each round makes a new file, which no register holds. The rounds of all the rows are taken in turns,
so that what the machine does meanwhile falls on them alike; the median counts, and ratios are those
of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from bench.cost import Cost, run
from bench.postgres import server_in
from bench.run import ENVIRONMENT, PLACE, SEMBLE, machine, prepare
from bench.scratch import base_for, init, named, scratch_in

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1 << 20
PEER = "`cp`, then `sha256sum`"
IN, OUT, PIPED = "document add", "document get -o FILE", "document get -o -"
SMALL, POSTGRES = " of 1 MB", ", Postgres"
ROOM = 4 << 30
TRAITS = (
    *("--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
    *("--birth-date", "1975-12-31", "--birth-place", "63001"),
)


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=100, help="of a document, in MB")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--around", type=int, default=10, help="documents around a search")
    parser.add_argument("--place", type=Path, help="where files and stores lie")
    asked = parser.parse_args()
    prepare()
    base = base_for(ROOM, asked.place)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; files in {named(base)}\n")
    with scratch_in(base) as place:
        in_and_out(place, asked.size, asked.rounds)
    with scratch_in(base) as place:
        around_a_search(place, asked.size, asked.around, asked.rounds)


def in_and_out(place: Path, size: int, rounds: int) -> None:
    """Documents in and out, in a file and on a server, beside the peer."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    store = register_in(str(place / "register.db"))
    with server_in(place) as server:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE register")
        on_server = register_in(uri.replace("/postgres?", "/register?"))
        for _ in range(rounds):
            large, small = new_file(place, size), new_file(place, 1, "small")
            copy = place / "copy"
            costs[PEER].append(run("sh", "-c", f"cp {large} {copy} && sha256sum {copy}"))
            for name, where, file in (
                ("", store, large),
                (SMALL, store, small),
                (POSTGRES, on_server, large),
            ):
                once(costs, name, where, file, place / "out")
            log = Path(f"{store}-wal")
            if log.exists() and log.stat().st_size:
                sys.exit("the write-ahead log is not back to nothing")
    table(costs)


def once(costs: dict[str, list[Cost]], name: str, store: str, file: Path, out: Path) -> None:
    """One document in, out to a file and out to a pipe."""
    costs[IN + name].append(semble(store, "document", "add", "1", str(file)))
    number = max(each["id"] for each in listed(store))
    costs[OUT + name].append(semble(store, "document", "get", str(number), "-o", str(out)))
    if out.read_bytes() != file.read_bytes():
        sys.exit("a document came out otherwise than it went in")
    out.unlink()
    costs[PIPED + name].append(semble(store, "document", "get", str(number), "-o", "-"))


def around_a_search(place: Path, size: int, count: int, rounds: int) -> None:
    """A search in a register before documents came into it, and after."""
    stores = {"without documents": register_in(str(place / "without.db"))}
    stores[f"with {size * count} MB of them"] = register_in(str(place / "with.db"))
    *_, full = stores.values()
    for _ in range(count):
        semble(full, "document", "add", "1", str(new_file(place, size)))
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(rounds * 4):
        for name, store in stores.items():
            costs[f"patient search, {name}"].append(semble(store, "patient", "search", "adrun"))
    check = semble(full, "store", "check")
    table(costs)
    print(f"store check of it: {check.seconds:.1f} s")


def whole_processes(doc: str, room: int, measured: Callable[[Path, int], None]) -> None:
    """Measure whole processes that are timed in turns, as the command line asks for it.

    Args:
        doc: what is measured, of which the first line is the help.
        room: bytes that the stores take.
        measured: called with a place for them and how often each process is to run.
    """
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("--runs", type=int, default=21, help="of each whole process")
    parser.add_argument("--place", type=Path, help="where stores lie")
    asked = parser.parse_args()
    prepare()
    base = base_for(room, asked.place)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; stores in {named(base)}\n")
    with scratch_in(base) as place:
        measured(place, asked.runs)


def register_in(store: str) -> str:
    """A register with one patient; where it is."""
    init(store)
    semble(store, "patient", "add", *TRAITS)
    return store


def semble(store: str, *words: str) -> Cost:
    return run(SEMBLE, "--store", store, "--no-input", *words)


def listed(store: str) -> list[dict[str, Any]]:
    """The documents of the patient."""
    words = (SEMBLE, "--store", store, "document", "list", "1", "-f", "json")
    done = subprocess.run(words, env=ENVIRONMENT, cwd=PLACE, capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def new_file(place: Path, size: int, name: str = "large") -> Path:
    """A file of so many MB, as no other."""
    file = place / name
    with file.open("wb") as out:
        for _ in range(size):
            out.write(os.urandom(MEGABYTE))
    return file


def table(costs: dict[str, list[Cost]]) -> None:
    """The median of each row, how often the first one's it is, and the memory at the most."""
    print("| | s | times the first | MB | others |\n|---|---:|---:|---:|---:|")
    first, *_ = (statistics.median(each.seconds for each in some) for some in costs.values())
    for name, some in costs.items():
        seconds = statistics.median(each.seconds for each in some)
        memory = max(each.memory for each in some)
        others = statistics.median(each.others for each in some)
        print(f"| {name} | {seconds:.2f} | {seconds / first:.2f} | {memory:.0f} | {others:.0%} |")
    print()


if __name__ == "__main__":
    main()
