"""The real program in processes of its own, and what an answer of it must hold whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import DONE, EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent

PATIENCE = 120.0
"""Seconds after which a command hangs."""

_MARK = "Error: "
HUNG = -1000
"""The exit code of a command that hung."""


class Answer(NamedTuple):
    """What a command answered: its exit code, its result, its messages."""

    code: int
    out: str
    err: str


class Program:
    """`semble` on one store, with directories of its own for what is temporary and for results."""

    def __init__(self, store: str, place: Path, **variables: str) -> None:
        self.store = store
        self.temporary = place / "tmp"
        self.results = place / "out"
        for directory in (self.temporary, self.results):
            directory.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.environment: dict[str, str] = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",  # half a module, where there is no room
            "SEMBLE_STORE": store,
            "SEMBLE_CONFIG": "/dev/null/semble.toml",
            "SEMBLE_LANG": "en",
            "SEMBLE_NO_INPUT": "1",
            "TMPDIR": str(self.temporary),
            "LC_ALL": "C.UTF-8",
            **variables,
        }

    def start(
        self,
        words: Sequence[str | bytes],
        *,
        first: Callable[[], None] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a command; *first* is what its process does before it becomes the program."""
        return subprocess.Popen(
            [sys.executable, "-m", "semble_cli", *words],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=first,
        )

    def run(
        self,
        *words: str | bytes,
        stdin: bytes = b"",
        first: Callable[[], None] | None = None,
    ) -> Answer:
        """Run a command to its end."""
        return ended(self.start(words, first=first), stdin)

    def leftovers(self) -> list[str]:
        """What stands in the directories that should be empty, or hold whole files alone."""
        places = {self.results, self.temporary.parent}  # where a register in a file stands too
        halves = [path.name for each in places for path in each.iterdir() if ".part" in path.name]
        return halves + [path.name for path in self.temporary.iterdir()]


_KEPT = ("PATH", "HOME", "LD_LIBRARY_PATH", "PCSCLITE_CSOCK_NAME")


def ended(process: subprocess.Popen[bytes], stdin: bytes = b"") -> Answer:
    """Wait for the end of a command that was started."""
    try:
        out, err = process.communicate(stdin, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        return Answer(HUNG, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
    return Answer(
        process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    )


def breach(answer: Answer) -> str | None:
    """What an answer breaks of the contract of the command line, or `None`.

    Whatever happens: an exit code that is documented, no traceback, and a sentence where the
    command did not do what it was asked.
    """
    if answer.code == HUNG:
        return "it hangs"
    if "Traceback" in answer.err or "Traceback" in answer.out:
        return f"a traceback: {answer.err[-300:]}"
    if answer.code not in EXIT_CODES:
        return f"exit code {answer.code}: {answer.err[-300:]}"
    if answer.code != DONE and not answer.err.strip():
        return f"exit code {answer.code} without a word"
    return None


def complaints(answer: Answer) -> list[str]:
    """The lines in which a command says what it could not do."""
    return [line for line in answer.err.splitlines() if line.startswith(_MARK)]
