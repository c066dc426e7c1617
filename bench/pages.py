"""Measure pages on an installed wheel: the summary of a record as a whole process, beside a bare
fpdf2 script that draws the same, and the complete record of a patient with many consultations.

    python -m bench.pages

Whole processes are timed in turns, so that what the machine does meanwhile falls on them alike; the
median counts, and ratios are those of one run.
"""

from __future__ import annotations

import argparse
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from bench.cost import Cost, run
from bench.documents import register_in, semble, table
from bench.run import ENVIRONMENT, HERE, PLACE, PYTHON, machine, prepare
from bench.scratch import base_for, named, scratch_in

ROOM = 1 << 28
BARE, SUMMARY = "a bare fpdf2 script", "`semble patient print summary`"
MANY = "`summary --whole`, 500 consultations"


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=21, help="of each whole process")
    parser.add_argument("--place", type=Path, help="where stores lie")
    asked = parser.parse_args()
    prepare()
    base = base_for(ROOM, asked.place)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; stores in {named(base)}\n")
    with scratch_in(base) as place:
        whole_processes(place, asked.runs)


def whole_processes(place: Path, runs: int) -> None:
    """A summary, by the script and by us, and the long record, in turns."""
    store = register_in(str(place / "pages.db"))
    filled = [PYTHON, str(HERE / "many_consultations.py"), store, "500"]
    subprocess.run(filled, env=ENVIRONMENT, cwd=PLACE, check=True)
    costs: dict[str, list[Cost]] = defaultdict(list)
    printing = ("patient", "print", "summary")
    for each in range(runs):
        files = [str(place / f"{name}{each}.pdf") for name in ("bare", "short", "long")]
        costs[BARE].append(run(PYTHON, str(HERE / "bare_summary.py"), files[0]))
        costs[SUMMARY].append(semble(store, *printing, "1", "-o", files[1]))
        costs[MANY].append(semble(store, *printing, "2", "--whole", "-o", files[2]))
    table(costs)


if __name__ == "__main__":
    main()
