"""What shells ask of the program, asked in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

RUN = "import sys; sys.argv[0] = 'semble'; from semble_cli.__main__ import main; main()"


class Told(NamedTuple):
    """What the program said, and on standard error; the exit code."""

    answer: str
    errors: str
    code: int


def ask(
    store: StoreAddress | str, line: str, shell: str = "bash", run: str = RUN, **variables: str
) -> Told:
    """What a shell is told about a line up to the cursor, in English unless told otherwise."""
    location = store if isinstance(store, str) else store.location
    environment = os.environ | {
        "SEMBLE_STORE": location,
        "SEMBLE_CONFIG": "/dev/null/semble.toml",
        "SEMBLE_LANG": "en",
        "SEMBLE_COMPLETION_DEADLINE": "60",
        "_SEMBLE_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [sys.executable, "-c", run],
        env=environment | variables,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Told(done.stdout, done.stderr, done.returncode)
