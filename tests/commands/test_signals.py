"""A command that is ended from outside: nothing half done stays, and nothing in clear."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui import written
from semble_cli.commands.ui.signals import Terminated, as_interrupts
from semble_cli.leftovers import clear_leftovers, directory_for_records, half_file
from semble_cli.parallel.worker import in_worker
from semble_cli.services import stores
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.register import Commit
from tests.commands.test_streams import ROOT
from tests.conftest import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.services.register import Register
    from tests.conftest import Said

ENDING = (signal.SIGTERM, signal.SIGHUP)


def start(register: Register, place: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "SEMBLE_STORE": register.store.location,
        "TMPDIR": str(place),
        "LC_ALL": "C.UTF-8",
    }
    with (place.parent / "said").open("w") as said:  # no pipe: an editor may outlive the command
        return subprocess.Popen(
            [sys.executable, "-m", "semble_cli", *words],
            env=environment | variables,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=said,
            text=True,
        )


def wait_until(holds: Callable[[], object]) -> None:
    for _ in range(400):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


def an_editor_that_waits(place: Path) -> str:
    editor = place / "editor.sh"
    editor.write_text("#!/bin/sh\nexec sleep 20\n")
    editor.chmod(0o755)
    return str(editor)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    made = tmp_path / "scratch"
    made.mkdir()
    return made


@pytest.mark.parametrize("number", [*ENDING, signal.SIGINT])
def test_an_edit_that_is_ended_leaves_no_record_in_clear(
    sqlite_register: Register, tmp_path: Path, scratch: Path, number: signal.Signals
) -> None:
    create_patient(sqlite_register, a_patient())
    process = start(
        *(sqlite_register, scratch, "patient", "edit", "1", "--editor"),
        EDITOR=an_editor_that_waits(tmp_path),
    )
    wait_until(lambda: list(scratch.rglob("patient.yaml")))
    process.send_signal(number)
    process.wait(timeout=20)
    said = (scratch.parent / "said").read_text("utf-8")
    assert (process.returncode, said) == (130, "Error: Interrupted. Nothing was written.\n")
    assert list(scratch.iterdir()) == []


def test_what_a_killed_edit_leaves_is_cleared_by_the_next_command(
    sqlite_register: Register, tmp_path: Path, scratch: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    process = start(
        *(sqlite_register, scratch, "patient", "edit", "1", "--editor"),
        EDITOR=an_editor_that_waits(tmp_path),
    )
    wait_until(lambda: list(scratch.rglob("patient.yaml")))
    (record,) = scratch.rglob("patient.yaml")
    assert record.stat().st_mode & 0o077 == 0
    assert record.parent.stat().st_mode & 0o077 == 0
    start(sqlite_register, scratch, "patient", "search", "adrun").communicate(timeout=20)
    assert record.exists(), "the record of a command that runs was taken away"
    process.kill()
    process.wait()  # the editor goes on
    start(sqlite_register, scratch, "patient", "search", "adrun").communicate(timeout=20)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("number", [*ENDING, signal.SIGKILL])
@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--patients", "100000000", "-o"),
        ("patient", "list", "-f", "ndjson", "--whole", "-o"),
    ],
)
def test_no_half_file_stays(
    sqlite_register: Register,
    tmp_path: Path,
    scratch: Path,
    number: signal.Signals,
    words: tuple[str, ...],
) -> None:
    load_fictitious(sqlite_register, 4000, 1)
    out = tmp_path / "out"
    out.mkdir()
    process = start(sqlite_register, scratch, *words, str(out / "list"))
    wait_until(lambda: list(out.iterdir()) or process.poll() is not None)
    process.send_signal(number)
    process.communicate(timeout=20)
    if number is signal.SIGKILL:
        start(sqlite_register, scratch, "place", "paris").communicate(timeout=20)
    assert [path.name for path in out.iterdir() if path.suffix == ".part"] == []
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("number", ENDING)
def test_an_import_that_is_ended_writes_nothing_and_says_so(
    sqlite_register: Register, tmp_path: Path, scratch: Path, number: signal.Signals
) -> None:
    file = tmp_path / "patients.csv"
    start(sqlite_register, scratch, "demo", "--patients", "60000", "-o", str(file)).communicate()
    rejects = tmp_path / "rejects.csv"
    process = start(
        *(sqlite_register, scratch, "patient", "import", str(file), "--rejects", str(rejects)),
    )
    wait_until(lambda: list(tmp_path.glob("rejects.csv.*.part")))
    time.sleep(0.5)
    process.send_signal(number)
    process.wait(timeout=60)
    said = (scratch.parent / "said").read_text("utf-8")
    assert process.returncode == 130, said
    assert said.endswith("Error: Interrupted. Nothing was written.\n")
    assert "Traceback" not in said
    assert list(tmp_path.glob("rejects.csv*")) == []
    assert stores.check(sqlite_register) == []
    assert stores.status(sqlite_register).patients == 0


def test_a_hangup_that_is_ignored_stays_so(
    sqlite_register: Register, tmp_path: Path, scratch: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    editor = tmp_path / "editor.sh"
    editor.write_text(
        '#!/bin/sh\nkill -HUP $PPID\nsleep 0.2\nsed -i "s/city:.*/city: Lyon/" "$1"\n'
    )
    editor.chmod(0o755)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        process = start(
            sqlite_register, scratch, "patient", "edit", "1", "--editor", EDITOR=str(editor)
        )
    finally:
        signal.signal(signal.SIGHUP, before)
    assert process.wait(timeout=20) == 0
    assert show_patient(sqlite_register, 1).patient.version == 2


def test_the_second_signal_does_not_interrupt_the_clearing_up() -> None:
    cleared = []

    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
            cleared.append("all")

    with pytest.raises(Terminated), as_interrupts():
        work()
    assert cleared == ["all"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_worker_that_is_stopped_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def endless() -> Iterator[int]:
        while True:
            yield 1

    with as_interrupts():
        for _ in range(20):
            with in_worker(endless()) as worker:
                next(iter(worker))
            with in_worker(endless()):
                pass
    assert capfd.readouterr().err == ""


def test_what_is_not_ours_is_not_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    gone = subprocess.Popen(["true"])
    gone.wait()
    others = [
        tmp_path / "semble-demo-abc",
        tmp_path / f"semble-record-{os.getpid()}-abc",
        tmp_path / "semble-record-x-abc",
        tmp_path / "other.txt",
    ]
    for path in others:
        path.mkdir()
    letter = tmp_path / "letter.txt"
    letter.write_text("mine")
    (tmp_path / f"semble-half-{gone.pid}-abc").symlink_to(letter)
    (tmp_path / f"semble-record-{gone.pid}-abc").mkdir()
    clear_leftovers()
    assert sorted(tmp_path.iterdir()) == sorted([*others, letter])


def test_a_half_file_that_fails_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with suppress(KeyboardInterrupt), half_file(str(tmp_path / "list")) as half:
        Path(half).write_text("half")
        raise KeyboardInterrupt
    with directory_for_records() as directory:
        (directory / "record").write_text("clear")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_outside_a_command_ends_the_process_without_a_word() -> None:
    script = (
        "import os, signal; from semble_cli import app; from semble_cli.__main__ import main\n"
        "app.run = lambda _: os.kill(os.getpid(), signal.SIGINT)\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        (0, "Error: Interrupted. Nothing was written.\n"),
        (1, "Error: Interrupted. What was written before is kept: go on with --resume.\n"),
    ],
)
def test_an_import_in_steps_says_whether_any_was_written(
    semble: Callable[..., Said],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    commands: int,
    said: str,
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        for number in range(commands):
            written.note(Commit(number))
        raise KeyboardInterrupt

    monkeypatch.setattr("semble_cli.services.imports.run.import_patients", interrupted)
    file = tmp_path / "rows.csv"
    file.write_text(
        "birth_name,first_given_name,birth_date,sex,birth_place\nADRUN,ZOE,1975-12-31,F,63220\n",
        "utf-8",
    )
    answer = semble("patient", "import", file, "--commit-every", "10")
    assert (answer.code, answer.err.endswith(said)) == (130, True), answer
