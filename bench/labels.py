"""Measure labels on an installed wheel: a thousand in one process, and one as a whole process
beside a bare fpdf2 script that draws the same.

    python -m bench.labels

Whole processes are timed in turns, so that what the machine does meanwhile falls on them alike; the
median counts, and ratios are those of one run.
"""

from __future__ import annotations

import subprocess
from collections import defaultdict
from typing import TYPE_CHECKING

from bench.cost import Cost, run
from bench.documents import register_in, semble, table, whole_processes
from bench.run import ENVIRONMENT, HERE, PLACE, PYTHON

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 1 << 28
BARE, ONE = "a bare fpdf2 script", "`semble patient print label`"


def labels(place: Path, runs: int) -> None:
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
    whole_processes(__doc__, ROOM, labels)
