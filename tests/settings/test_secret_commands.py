"""A secret that a command writes: its first line, and nothing of it in an error."""

from __future__ import annotations

import os
import sys

import pytest

from semble_cli.errors import BadUsage
from semble_cli.settings.secret_commands import secret_from

NAME = "mssante.token_command"


def python(code: str) -> str:
    return f'{sys.executable} -c "{code}"'


def test_the_first_line_is_the_secret() -> None:
    assert secret_from(NAME, python("print('a.b-c_1=='); print('more')")) == "a.b-c_1=="
    assert secret_from(NAME, "printf %s abc") == "abc"


def test_no_shell_reads_the_command() -> None:
    assert secret_from(NAME, "echo 'a;b' $HOME") == "a;b $HOME"


def test_what_stands_on_stdin_is_left_to_who_reads_it_next() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"the passphrase of somebody else")
    os.close(writing)
    before = os.dup(0)
    try:
        os.dup2(reading, 0)
        assert secret_from(NAME, python("import sys; print(len(sys.stdin.read()))")) == "0"
    finally:
        os.dup2(before, 0)
        os.close(before)
        os.close(reading)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("/nowhere/jeton", "cannot be run"),
        (python("print('geheim'); raise SystemExit(3)"), r"failed \(exit code 3\)"),
        (python("pass"), "wrote no secret"),
        (python("print(); print('geheim')"), "wrote no secret"),
        (python("print('ge' + chr(27) + 'heim')"), "wrote no secret"),
        (python("import sys; sys.stdout.buffer.write(bytes([255, 10]))"), "wrote no secret"),
    ],
)
def test_what_gives_no_secret_is_told_by_the_setting(command: str, why: str) -> None:
    with pytest.raises(BadUsage, match=why) as refused:
        secret_from(NAME, command)
    assert NAME in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_command_that_never_ends_is_ended() -> None:
    with pytest.raises(BadUsage, match="was ended"):
        secret_from(NAME, python("import time; time.sleep(600)"), patience=0.5)
