"""What must not be interrupted half-way is ended first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from semble_cli.parallel.interrupts import held_back

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent

LOADING = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == "{part}":
            os.kill(os.getpid(), signal.SIGTERM)

def interrupted(*_):
    raise KeyboardInterrupt

signal.signal(signal.SIGTERM, interrupted)
sys.meta_path.insert(0, Interrupting())
try:
    {work}
except KeyboardInterrupt:
    print("interrupted,", "loaded" if "{part}" in sys.modules else "half-way")
"""


class Told(Exception):
    """A signal came through."""


@pytest.fixture(autouse=True)
def told() -> Iterator[None]:
    """A signal of these tests is told by an exception, as an interrupt is."""

    def tell(*_: object) -> None:
        raise Told

    before = signal.signal(signal.SIGTERM, tell)
    yield
    signal.signal(signal.SIGTERM, before)


def come() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def reached(times: int) -> bool:
    """Whether the end of a block is reached in which a signal comes so many times."""
    ended = False
    try:
        with held_back():
            for _ in range(times):
                come()
            ended = True
    except Told:
        return ended
    pytest.fail("no signal came through")


def test_an_interrupt_waits_for_the_end() -> None:
    assert reached(1)
    with pytest.raises(Told):
        come()


def test_a_second_interrupt_does_not_wait() -> None:
    assert not reached(2)


def test_a_thread_beside_holds_nothing_back() -> None:
    found: list[object] = []

    def beside() -> None:
        with held_back():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = Thread(target=beside)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]


@pytest.mark.parametrize(
    ("part", "work"),
    [
        ("pikepdf._core", "from semble_cli.paper.sealed.pages import pages_of; pages_of([])"),
        ("zxingcpp", "from semble_cli.paper.datamatrix import encoded; encoded('SEMBLE:1')"),
    ],
)
def test_a_library_in_cpp_is_loaded_whole(part: str, work: str) -> None:
    """Interrupted while it builds its types, it ends the process, without a word to anybody."""
    code = LOADING.format(part=part, work=work)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "interrupted, loaded\n"), done.stderr
