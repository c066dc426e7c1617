"""Measure exports on an installed wheel: a record beside `zip -0` and `sha256sum`, and a practice.

    python -m bench.exports              500 notes and 200 MB, three rounds; 10,000 patients

The rounds of the rows are taken in turns, so that what the machine does meanwhile falls on them
alike; the median counts, and ratios are those of one run.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from bench.cost import Cost, run
from bench.documents import new_file, register_in, semble, table
from bench.run import ENVIRONMENT, HERE, PLACE, PYTHON, machine, prepare
from bench.scratch import base_for, init, named, scratch_in

ROOM = 3 << 30
DOCUMENTS = 20
PEER, ONE = "`zip -0`, then `sha256sum`", "`patient export -o FILE`"


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=200, help="of all documents, in MB")
    parser.add_argument("--notes", type=int, default=500, help="consultations of the record")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patients", type=int, default=10_000, help="of the practice")
    parser.add_argument("--place", type=Path, help="where files and stores lie")
    asked = parser.parse_args()
    prepare()
    base = base_for(ROOM, asked.place)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; files in {named(base)}\n")
    with scratch_in(base) as place:
        one_record(place, asked.size, asked.notes, asked.rounds)
    with scratch_in(base) as place:
        whole_practice(place, asked.patients)


def one_record(place: Path, size: int, notes: int, rounds: int) -> None:
    """One large record, by the peer and by us, in turns; each time of the same register."""
    files = place / "documents"
    files.mkdir()
    for number in range(DOCUMENTS):
        new_file(files, size // DOCUMENTS, f"scan{number:02}.pdf")
    full, store = register_in(str(place / "full.db")), str(place / "register.db")
    filling = [PYTHON, str(HERE / "full_record.py"), full, str(files), str(notes)]
    subprocess.run(filling, env=ENVIRONMENT, cwd=PLACE, check=True)
    costs: dict[str, list[Cost]] = defaultdict(list)
    for each in range(rounds):
        zipped, out = place / f"peer{each}.zip", str(place / f"ours{each}.zip")
        peer = f"zip -q -0 -r {zipped} {files} && sha256sum {files}/* {zipped}"
        costs[PEER].append(run("sh", "-c", peer))
        shutil.copy(full, store)
        costs[ONE].append(semble(store, "patient", "export", "1", "-o", out))
        semble(store, "export", "verify", out)
    table(costs)


def whole_practice(place: Path, patients: int) -> None:
    """A practice, and how many records of it a second."""
    store = str(place / "practice.db")
    init(store)
    semble(store, "demo", "--load", "--patients", str(patients))
    for words in ((), ("--no-pdf",)):
        cost = semble(store, "export", "all", "-o", str(place / "all"), *words)
        shutil.rmtree(place / "all")
        rate = patients / cost.seconds
        print(f"export all {' '.join(words)} of {patients:,} patients:", end="")
        print(f" {cost.seconds:.1f} s,", end="")
        print(f" {rate:.0f} a second, {cost.memory:.0f} MB,", end="")
        print(f" {cost.others:.0%} of the machine used by others")


if __name__ == "__main__":
    main()
