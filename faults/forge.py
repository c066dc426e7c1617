"""The program loaded once, and a process forked from it for each command: the real program from its
first line on, in a process of its own, in a fraction of the time that it takes to start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faults.program import HUNG, PATIENCE, ROOT, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.program import Program


class Forge:
    """Runs commands for programs, in processes of their own."""

    def __init__(self, process: subprocess.Popen[str], place: Path) -> None:
        self._process = process
        self._place = place

    def run(self, program: Program, *words: str | bytes, stdin: bytes = b"") -> Answer:
        """Run a command to its end, in the directory of the program's results."""
        (self._place / "in").write_bytes(stdin)
        asked = {
            "words": [os.fsdecode(word) for word in words],
            "environment": program.environment,
            "directory": str(program.results),
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        out, err = (
            (self._place / name).read_bytes().decode("utf-8", "replace") for name in ("out", "err")
        )
        return Answer(HUNG if code == -signal.SIGALRM else code, out, err)


@contextmanager
def forge() -> Iterator[Forge]:
    """A process with the program loaded, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="semble-forge-") as place:
        process = subprocess.Popen(
            [sys.executable, "-m", "faults.forge", place],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tools'}", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            yield Forge(process, Path(place))
            assert process.stdin
            process.stdin.close()


def _serve(place: Path) -> None:
    """Fork a process for each line that comes, and answer its exit code."""
    _load()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(place, json.loads(line))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _load() -> None:
    """Import what commands import when they are called."""
    import psycopg  # noqa: F401
    import sqlcipher3  # noqa: F401

    from faults.scenarios import commands
    from semble_cli import app  # noqa: F401

    list(commands())


def _become(place: Path, asked: dict[str, Any]) -> None:
    """Become the program, in this process."""
    from semble_cli.__main__ import main

    for number, name in enumerate(("in", "out", "err")):
        how = os.O_RDONLY if not number else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(place / name, how, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - read ahead until here
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["directory"])
    sys.argv = ["semble", *asked["words"]]
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(PATIENCE))
    try:
        main()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
