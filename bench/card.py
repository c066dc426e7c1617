"""Measure how long a card takes to the screen, on an installed wheel, without the network.

    python -m bench.card                     in a register of 100,000 patients

A private pcscd with a virtual reader holds an official fictitious card. Whole processes are timed
in turns: the card read and its patient shown, the parts of that by themselves, and Python alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.run import PLACE, PYTHON, ROOT, SEMBLE, machine, prepare, quiet, register

sys.path.insert(0, str(ROOT / "tools"))

import private_pcscd
from semble_cli.vitale.simulator.people import CARDS
from semble_cli.vitale.simulator.virtual_card import PluggedIn, VirtualCard

READ = (SEMBLE, "vitale", "read", "--no-input", "--no-adri", "--no-insi", "--yes", "-f", "table")

_CARD_ALONE = """
from semble_cli.services.insurance.readers import read_card
read_card(None, 0, print)
"""
_MATCH_ALONE = """
import os
from semble_cli.commands.ui.context import now
from semble_cli.services.insurance.matching import match_patient
from semble_cli.services.insurance.readers import read_card
from semble_cli.services.insurance.retrieval import of_card
from semble_cli.services.register import register_at
card = read_card(None, 0, print).card.person(1)
register = register_at(os.environ["SEMBLE_STORE"], now)
assert match_patient(register, of_card(card).retrieved, card.person.nir).patient
"""

PROCESSES = {
    "python -c pass": (PYTHON, "-c", "pass"),
    "semble --help": (SEMBLE, "--help"),
    "the card alone": (PYTHON, "-c", _CARD_ALONE),
    "the card, and its patient looked for": (PYTHON, "-c", _MATCH_ALONE),
    "semble vitale read, up to the screen": READ,
}


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=21)
    asked = parser.parse_args()
    prepare()
    quiet(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "pyscard>=2.3,<3")
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}\n")
    with tempfile.TemporaryDirectory(dir=PLACE) as place:
        (Path(place) / "pcscd").mkdir()
        with private_pcscd.pcscd_in(Path(place) / "pcscd") as pcscd:
            card = PluggedIn(
                VirtualCard.of(person.on_card() for person in CARDS["corse"][:1]), pcscd.port
            )
            environment = os.environ | {
                private_pcscd.SOCKET_VARIABLE: pcscd.socket,
                "SEMBLE_STORE": shutil.copy(register(asked.patients), place),
                "SEMBLE_CONFIG": str(Path(place) / "none.toml"),
            }
            time.sleep(1)  # the service notices a card within half a second
            place_of_birth = ("--birth-place", "Bastia 2B", "--patient", "new")
            subprocess.run([*READ, *place_of_birth], env=environment, capture_output=True)
            measure(environment, asked.runs)
            card.pull_out()


def measure(environment: dict[str, str], runs: int) -> None:
    """Time each process in turns, and print the medians."""
    seconds: dict[str, list[float]] = {name: [] for name in PROCESSES}
    for _ in range(runs):
        for name, words in PROCESSES.items():
            start = time.perf_counter()
            # From another directory: here, Python would import the tree and not what is installed.
            done = subprocess.run(
                words, env=environment, cwd=PLACE, capture_output=True, text=True, check=False
            )
            seconds[name].append(time.perf_counter() - start)
            if done.returncode:
                sys.exit(f"{name}: {done.stderr}")
    print("| whole process | median | slowest |\n|---|---:|---:|")
    for name, each in seconds.items():
        print(f"| {name} | {statistics.median(each) * 1e3:.0f} ms | {max(each) * 1e3:.0f} ms |")


if __name__ == "__main__":
    main()
