"""Measure start-up and search beside other tools, in one run, on an installed wheel.

    make bench                                    100,000, 1,000,000 and 3,000,000 patients
    python -m bench.run --patients 10000          a quick look

Builds the wheel, installs it with its peers in an environment of its own under `build/bench` and
runs it there, so that the tree never stands in for it; loads fictitious patients, prints tables.
Whole processes are timed in turns, so that what the machine does meanwhile falls on all of them
alike; the median counts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from semble_cli.store.database.version import CURRENT

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PLACE = ROOT / "build" / "bench"
VENV = PLACE / "venv"
PYTHON = str(VENV / "bin" / "python")
SEMBLE = str(VENV / "bin" / "semble")
ENVIRONMENT = os.environ | {"XDG_CONFIG_HOME": str(PLACE / "settings"), "LC_ALL": "C.UTF-8"}
PEERS = ("sqlite-utils==4.2.1", "khard==0.22.0", "psycopg[binary]")
CONTACTS = 1000
"""khard keeps a file for each contact: it is given this many, whatever the others search in."""


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, nargs="*", default=[100_000, 1_000_000, 3_000_000])
    parser.add_argument("--runs", type=int, default=21, help="of each whole process")
    parser.add_argument("--samples", type=int, default=200, help="of each kind of query")
    asked = parser.parse_args()
    prepare()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}\n")
    khard = address_book()
    for count in asked.patients:
        store = register(count)
        print(f"## {count:,} patients ({store.stat().st_size / 1e6:,.0f} MB)\n")
        whole_processes(store, khard, asked.runs)
        latencies(store, asked.samples)


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"CPython {platform.python_version()}"
    )


def prepare() -> None:
    """An environment with our wheel and the peers, compiled as pip leaves it."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for wheel in PLACE.glob("*.whl"):
        wheel.unlink()
    quiet(sys.executable, "-m", "build", "--wheel", "--outdir", str(PLACE), str(ROOT))
    (wheel,) = PLACE.glob("*.whl")
    if not VENV.exists():
        quiet(sys.executable, "-m", "venv", str(VENV))
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check")
    quiet(*pip, "--constraint", str(ROOT / "constraints.txt"), str(wheel), *PEERS)
    quiet(*pip, "--force-reinstall", "--no-deps", str(wheel))


def quiet(*words: str, environment: dict[str, str] | None = None) -> None:
    """Run a command that says nothing unless it fails."""
    done = subprocess.run(
        words, env=environment, cwd=PLACE, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def register(count: int) -> Path:
    """A register of fictitious patients, made once for each revision of the tables."""
    store = PLACE / f"register-{count}-{CURRENT}.db"
    if not store.exists():
        started = time.perf_counter()
        building = PLACE / "building.db"
        for name in PLACE.glob("building.db*"):
            name.unlink()
        quiet(SEMBLE, "--store", str(building), "init")
        done = subprocess.run(
            [SEMBLE, "--store", str(building), "demo", "--load", "--patients", str(count)],
            check=True,
            capture_output=True,
            cwd=PLACE,
        )
        print(done.stderr.decode().strip(), f"in {time.perf_counter() - started:.0f} s")
        building.rename(store)
    return store


def address_book() -> dict[str, str]:
    """The environment in which khard finds its contacts."""
    home = PLACE / "khard"
    shutil.rmtree(home, ignore_errors=True)
    contacts = home / "contacts"
    contacts.mkdir(parents=True)
    for number in range(CONTACTS):
        name = "Dupont" if number % 100 == 0 else f"Nom{number}"
        (contacts / f"{number}.vcf").write_text(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{number}\nFN:Zoé {name}\nN:{name};Zoé;;;\nEND:VCARD\n"
        )
    config = home / "khard.conf"
    config.write_text(f"[addressbooks]\n[[patients]]\npath = {contacts}\n")
    return {"KHARD_CONFIG": str(config)}


def whole_processes(store: Path, khard: dict[str, str], runs: int) -> None:
    """Each command from its start to its end, beside its peers."""
    programs = VENV / "bin"
    search = (
        "SELECT * FROM patient WHERE birth_key >= 'DUPONT' AND birth_key < 'DUPONU'"
        " ORDER BY birth_key, given_key, id LIMIT 20"
    )
    semble = [SEMBLE, "--store", str(store)]
    script = [PYTHON, str(HERE / "peer.py"), str(store)]
    utils = str(programs / "sqlite-utils")
    commands = {
        "argparse + sqlite3: search dupont": [*script, "dupont"],
        "semble patient search dupont": [*semble, "patient", "search", "dupont"],
        "sqlite-utils: the same query": [utils, "query", str(store), search],
        f"khard list dupont ({CONTACTS:,} contacts)": [str(programs / "khard"), "list", "dupont"],
        "semble patient show": [*semble, "patient", "show", "1"],
        "semble --help": [*semble, "--help"],
        "sqlite-utils --help": [utils, "--help"],
        "khard --help": [str(programs / "khard"), "--help"],
        "argparse: --help": [*script[:2], "--help"],
    }
    times = timed(commands, ENVIRONMENT | khard, runs)
    base = statistics.median(times["argparse + sqlite3: search dupont"])
    print("| whole process | median ms | beside argparse + sqlite3 |\n|---|---:|---:|")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| `{name}` | {median * 1e3:.0f} | {median / base:.2f} |")
    print()


def timed(
    commands: dict[str, list[str]], environment: dict[str, str], runs: int
) -> dict[str, list[float]]:
    """Run every command in turns; the seconds of each run."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, words in commands.items():
            started = time.perf_counter()
            done = subprocess.run(
                words, env=environment, cwd=PLACE, capture_output=True, check=False
            )
            elapsed = time.perf_counter() - started
            if done.returncode:
                sys.exit(f"{name}: exit code {done.returncode}\n{done.stderr.decode()}")
            if turn:  # the first turn fills the caches
                times[name].append(elapsed)
    return times


def latencies(store: Path, samples: int) -> None:
    """Searches in one process, by kind of query, through the service that the command calls."""
    done = subprocess.run(
        [PYTHON, str(HERE / "latency.py"), str(store), str(samples)],
        cwd=PLACE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    print("| search, in process | found | p50 ms | p95 ms |\n|---|---:|---:|---:|")
    rows = json.loads(done.stdout)
    for row in rows:
        print("| {kind} | {found:.1f} | {p50:.2f} | {p95:.2f} |".format(**row))
    slowest = max(rows, key=itemgetter("p95"))
    usual = statistics.median(map(itemgetter("p95"), rows))
    print(
        f"\n{len(rows)} kinds: 95 of 100 answers within {slowest['p95']:.1f} ms "
        f"({slowest['kind']}), of half the kinds within {usual:.1f} ms\n"
    )


if __name__ == "__main__":
    main()
