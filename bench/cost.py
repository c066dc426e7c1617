"""What a command takes: time, memory, and what the rest of the machine did meanwhile (Linux).

Memory is the most that a command and its children hold together (proportional set size). What
others did is the time that the cores worked, less what we, our commands and our server worked.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.run import ENVIRONMENT, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable

_TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What something took."""

    seconds: float
    memory: float
    """MB at the most; 0 where it was not measured."""
    others: float
    """The part of the cores' time that went to other processes."""


def total(costs: Iterable[Cost]) -> Cost:
    """Several commands, one after the other."""
    each = list(costs)
    seconds = sum(cost.seconds for cost in each)
    others = sum(cost.others * cost.seconds for cost in each) / seconds
    return Cost(seconds, max(cost.memory for cost in each), others)


class Watch:
    """Measures from its making on; `server` is a process that works for us and is no child."""

    def __init__(self, server: int | None = None) -> None:
        self._server = server
        self._started = self._moment()

    def cost(self, memory: float = 0) -> Cost:
        """What was taken until now."""
        clock, cores, others = (
            now - then for now, then in zip(self._moment(), self._started, strict=True)
        )
        return Cost(clock, memory, max(others / cores, 0) if cores else 0)

    def _moment(self) -> tuple[float, float, float]:
        """The clock, the time that all the cores had, and what others had of it; in seconds."""
        first_line = _contents("/proc/stat").partition("\n")[0]
        ticks = [int(field) for field in first_line.split()[1:9]]
        idle = sum(ticks[3:5])
        ours = sum(os.times()[:4])
        if self._server:
            ours += sum(map(_worked, _family(self._server)))
        cores = sum(ticks) / _TICKS
        return time.perf_counter(), cores, cores - idle / _TICKS - ours


def run(*words: str, server: int | None = None) -> Cost:
    """Run a command to its end."""
    watch = Watch(server)
    process = subprocess.Popen(
        words, env=ENVIRONMENT, cwd=PLACE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    most = [0.0]
    looking = threading.Thread(target=_look_at_memory, args=(process, most))
    looking.start()
    _, said = process.communicate()
    cost = watch.cost()
    looking.join()
    if process.returncode not in (0, 9):  # 9: some rows were not taken
        sys.exit(f"{' '.join(words)}: exit code {process.returncode}\n{said.decode()}")
    return cost._replace(memory=most[0])


def _look_at_memory(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_memory, _family(process.pid))))
        time.sleep(0.1)


def _family(pid: int) -> list[int]:
    """A process, its children and theirs."""
    children = _contents(f"/proc/{pid}/task/{pid}/children").split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _memory(pid: int) -> float:
    lines = _contents(f"/proc/{pid}/smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1e3


def _worked(pid: int) -> float:
    """The seconds that a process and its children that have ended worked."""
    after_name = _contents(f"/proc/{pid}/stat").rpartition(")")[2]
    return sum(map(int, after_name.split()[11:15])) / _TICKS


def _contents(path: str) -> str:
    """A file of the system; nothing if its process has ended."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""
