"""Measure labels on an installed wheel: a thousand in one process, and one as a whole process
beside a bare fpdf2 script that draws the same.

    python -m bench.labels

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
BARE, ONE = "a bare fpdf2 script", "`semble patient print label`"


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
    """One label, by the script and by us, in turns; then a thousand in one process."""
    store = register_in(str(place / "labels.db"))
    costs: dict[str, list[Cost]] = defaultdict(list)
    for each in range(runs):
        bare, ours = str(place / f"bare{each}.pdf"), str(place / f"ours{each}.pdf")
        costs[BARE].append(run(PYTHON, str(HERE / "bare_label.py"), bare))
        costs[ONE].append(semble(store, "patient", "print", "label", "1", "-o", ours))
    table(costs)
    done = subprocess.run(
        [PYTHON, str(HERE / "many_labels.py")],
        env=ENVIRONMENT,
        cwd=PLACE,
        capture_output=True,
        check=True,
        text=True,
    )
    laid_out, written = map(float, done.stdout.split())
    print(f"1,000 labels with an INS datamatrix in one process: {laid_out + written:.2f} s")


if __name__ == "__main__":
    main()
