"""Where results go: a pipe that is closed, a disk that is full, nowhere at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.create import create_patient
from tests.conftest import a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

ROOT = Path(__file__).parent.parent.parent


def run_in_shell(
    line: str, register: Register, *, before: str = ""
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SEMBLE_STORE": str(register.store), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", "-c", f"{before}'{sys.executable}' -m semble_cli {line}"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("streams", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["patient list", "patient show 1", "patient search adrun"])
def test_a_closed_output_is_no_defect(
    sqlite_register: Register, streams: str, command: str
) -> None:
    create_patient(sqlite_register, a_patient())
    done = run_in_shell(f"{command} {streams}", sqlite_register)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_said_to_closed_outputs_does_not_land_in_the_store(
    sqlite_register: Register,
) -> None:
    create_patient(sqlite_register, a_patient())
    assert run_in_shell("patient edit 1 --city Lyon <&- >&- 2>&-", sqlite_register).returncode == 0
    assert run_in_shell("store check", sqlite_register).returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full device")
@pytest.mark.parametrize(
    "command", ["patient list", "patient list -f json", "patient show 1 -f json", "patient report"]
)
def test_a_result_for_which_there_is_no_room_is_one_sentence(
    sqlite_register: Register, command: str
) -> None:
    create_patient(sqlite_register, a_patient())
    done = run_in_shell(f"{command} > /dev/full", sqlite_register)
    assert done.stderr == "Error: There is no room left to write the result.\n"
    assert done.returncode == 2


def test_a_result_is_written_whole_where_the_command_is_done_in_part(
    sqlite_register: Register, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "birth_name,first_given_name,birth_date,sex,birth_place\n"
        "ADRUN,ZOE,1975-12-31,F,63220\nADRUN,KARL,soon,M,63220\n",
        "utf-8",
    )
    done = run_in_shell(f"patient import {rows} -f json", sqlite_register)
    assert done.returncode == 9
    assert json.loads(done.stdout)["created"] == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "fhir"])
def test_a_list_that_nobody_reads_any_more_says_nothing(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch, unbuffered: str, form: str
) -> None:
    load_fictitious(sqlite_register, 3000, 1)
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    done = run_in_shell(f"patient list --limit 0 -f {form} | head -1 > /dev/null", sqlite_register)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_that_nobody_reads_any_more_is_no_error(unbuffered: str) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "semble_cli", "place", "saint", "--limit", "0", "-f", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_what_was_written_and_registered_is_done_before_the_process_ends_at_once() -> None:
    script = (
        "import atexit, sys; from semble_cli import app; from semble_cli.__main__ import main\n"
        "atexit.register(lambda: sys.stdout.write('registered'))\n"
        "app.run = lambda _: sys.stdout.write('written ') and 3\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONUNBUFFERED": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "written registered")
