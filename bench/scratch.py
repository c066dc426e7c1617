"""Where the files and stores lie that commands are measured on, and what is in them.

In memory where there is room: some tools commit after every few rows, and a disk that is slow to
say that it has written would hold them up more than us.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.run import ENVIRONMENT, PLACE, SEMBLE, quiet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has a name of its own


def base_for(room: int, asked: Path | None) -> Path:
    """The directory in which scratch directories are made: in memory if so many bytes are free."""
    if asked:
        return asked.resolve(strict=True)
    return MEMORY if _free_memory() > room else PLACE


def base_of_server(base: Path) -> Path:
    """The same, for a server that may run as a user of its own: where everybody gets to."""
    open_to_all = all(each.stat().st_mode & 0o005 == 0o005 for each in (base, *base.parents))
    return base if open_to_all else Path(tempfile.gettempdir())


def named(base: Path) -> str:
    """What is said of it."""
    return f"memory ({base})" if base.is_relative_to(MEMORY) else str(base)


def _free_memory() -> int:
    """The bytes that files in memory may take."""
    if not MEMORY.is_dir():
        return 0
    available = re.search(r"MemAvailable: *(\d+)", Path("/proc/meminfo").read_text())
    return min(shutil.disk_usage(MEMORY).free, int(available[1]) * 1024 if available else 0)


@contextmanager
def scratch_in(base: Path) -> Iterator[Path]:
    """A directory that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="semble-bench-", dir=base) as name:
        Path(name).chmod(0o755)  # a server may run as a user of its own
        yield Path(name)


def rows_in(place: Path, count: int) -> Path:
    """A copy of the file of fictitious patients."""
    return Path(shutil.copy(_rows_of(count), place))


def register_in(place: Path) -> Path:
    """An empty register."""
    store = place / "register.db"
    init(str(store))
    return store


def init(store: str) -> None:
    """Make the tables of a register."""
    quiet(SEMBLE, "--store", store, "init", environment=ENVIRONMENT)


def _rows_of(count: int) -> Path:
    """A file of fictitious patients, nobody twice; made once."""
    file = PLACE / f"rows-{count}.csv"
    if not file.exists():
        drawn, building = PLACE / "drawn.csv", PLACE / "building.csv"
        with drawn.open("wb") as out:
            demo = [SEMBLE, "demo", "--patients", str(count * 11 // 10)]
            subprocess.run(demo, env=ENVIRONMENT, cwd=PLACE, stdout=out, check=True)
        with (
            drawn.open(newline="", encoding="utf-8") as lines,
            building.open("w", newline="", encoding="utf-8") as out_lines,
        ):
            rows, writer = csv.reader(lines), csv.writer(out_lines, lineterminator="\n")
            header = next(rows)
            number = header.index("numbers")
            writer.writerow(header)
            writer.writerows(islice(_nobody_twice(rows, number), count))
        drawn.unlink()
        building.rename(file)
    return file


def _nobody_twice(rows: Iterable[list[str]], number: int) -> Iterator[list[str]]:
    seen: set[str] = set()
    for row in rows:
        if row[number] not in seen:
            seen.add(row[number])
            yield row
