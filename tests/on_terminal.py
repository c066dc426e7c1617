"""Commands with a person at a terminal."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import pexpect

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.store.database.address import StoreAddress

    Start = Callable[..., "pexpect.spawn[str]"]

BACK, DOWN, UP, CLEAR, INTERRUPT = "\x1b", "\x1b[B", "\x1b[A", "\x15", "\x03"
"""Keys; `CLEAR` empties a line."""

ZOE = ("--birth-name", "ADRUN", "--first-name", "Zoé", "--given-names", "Zoé", "--sex", "F")
BORN = ("--birth-date", "31/12/1975")

CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")


def starter(store: StoreAddress) -> Start:
    """What starts a command on a terminal of 100 columns, in French unless told otherwise."""

    def run(*words: str, **variables: str) -> pexpect.spawn[str]:
        environment = os.environ | {
            "SEMBLE_STORE": store.location,
            "SEMBLE_CONFIG": "/dev/null/semble.toml",
            "SEMBLE_LANG": "fr",
            "TERM": "xterm-256color",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        for name in ("NO_COLOR", "SEMBLE_NO_INPUT", "CI", "COLUMNS", "LINES"):
            environment.pop(name, None)
        return pexpect.spawn(
            sys.executable,
            ["-m", "semble_cli", *words],
            env=environment | variables,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 100),
        )

    return run


def ends(process: pexpect.spawn[str]) -> tuple[int | None, str]:
    """Wait for the end; the exit code and the rest of what was shown, without control codes."""
    process.expect(pexpect.EOF)
    process.close()
    return process.exitstatus, CODES.sub("", process.before or "")


def answer(process: pexpect.spawn[str], question: str, text: str = "") -> None:
    """Wait for a question, and type an answer."""
    process.expect(question)
    process.send(f"{text}\r")


def document_of(start: Start, patient_id: int = 1) -> dict[str, Any]:
    """The document of a patient."""
    found: dict[str, Any] = json.loads(
        ends(start("patient", "show", str(patient_id), "-f", "json"))[1]
    )
    return found


def pick(process: pexpect.spawn[str], question: str, *keys: str) -> None:
    """Wait for a choice, and press keys and Enter."""
    process.expect(question)
    for key in (*keys, "\r"):
        process.send(key)
