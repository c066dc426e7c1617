"""Disks that are small: a file system in memory where the machine lets us mount one, and a limit to
how long a file may grow, which every system has."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def small_disk(where: Path, size: int) -> Iterator[Path | None]:
    """A disk of so many bytes, until the block ends; `None` where none may be mounted."""
    where.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "none", str(where)],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True)


def fill_up(disk: Path, leave: int) -> Path:
    """A file that takes all of a disk but so many bytes."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    size = max(free.f_bavail * free.f_frsize - leave, 0)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size or 1)
    return filler


def files_no_longer_than(size: int) -> Callable[[], None]:
    """For a process: no file grows beyond so many bytes. The system would kill it for trying,
    unless that is ignored, as Python does."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
