"""Measure pages on an installed wheel: the summary of a record as a whole process, beside a bare
fpdf2 script that draws the same, and the complete record of a patient with many consultations.

    python -m bench.pages

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
BARE, SUMMARY = "a bare fpdf2 script", "`semble patient print summary`"
MANY = "`summary --whole`, 500 consultations"


def summaries(place: Path, runs: int) -> None:
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
    whole_processes(__doc__, ROOM, summaries)
