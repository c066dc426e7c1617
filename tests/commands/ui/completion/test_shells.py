"""The shells themselves, with the scripts that are installed, on a terminal. Bash is everywhere;
zsh and fish are tried where they are installed, and everywhere through what their scripts ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from semble_cli.commands.ui.completion.install import install
from semble_cli.commands.ui.completion.scripts import SCRIPTS
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.tags import add_tag
from tests.commands.ui.completion.asking import ask
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

HERE = Path(__file__).resolve().parents[4]
START = {"bash": ["--noprofile", "-i"], "zsh": ["-i"], "fish": ["-i"]}
HOSTILE = "x$(touch run)`touch run`&'\"\\*!"


@pytest.fixture(params=SCRIPTS)
def shell(request: pytest.FixtureRequest) -> str:
    """A shell that is there to be tried."""
    name = str(request.param)
    if shutil.which(name) is None:
        needed = f"Install the Debian package {name}."
        if os.environ.get("CI"):
            pytest.fail(needed)
        pytest.skip(needed)
    return name


@pytest.fixture
def home(tmp_path: Path, sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a program `semble` that works on a register of two patients and two tags."""
    register = register_on(sqlite_store)
    create_patient(register, a_patient(ADRUN))
    create_patient(register, a_patient(PAT_TROIS))
    add_tag(register, "Suivi annuel", None)
    add_tag(register, HOSTILE, None)
    program = tmp_path / "bin" / "semble"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f'[ -n "$_SEMBLE_COMPLETE$REAL" ] || exec printf "<%s>" "$@" >"{tmp_path}/run_with"\n'
        f'PYTHONPATH="{HERE}" exec "{sys.executable}" -m semble_cli "$@"\n'
    )
    program.chmod(0o755)
    for name, value in (
        ("HOME", str(tmp_path)),
        ("XDG_CONFIG_HOME", str(tmp_path / ".config")),
        ("ZDOTDIR", str(tmp_path)),
        ("PATH", f"{program.parent}:{os.environ['PATH']}"),
        ("SEMBLE_STORE", sqlite_store.location),
        ("SEMBLE_LANG", "fr"),
        ("SEMBLE_COMPLETION_DEADLINE", "60"),
        ("TERM", "xterm"),
        ("REAL", ""),
    ):
        monkeypatch.setenv(name, value)
    return tmp_path


def typed(shell: str, home: Path, line: str) -> str:
    """What the program is run with once a line, Tab and Enter are typed."""
    install(shell, os.environ)
    process = pexpect.spawn(
        shell, START[shell], encoding="utf-8", timeout=60, cwd=str(home), dimensions=(30, 120)
    )
    quiet(process)
    process.send(line)
    quiet(process, 0.5)
    process.send("\t")
    quiet(process, 3)
    process.send("\r")
    ran, until = home / "run_with", time.monotonic() + 20
    while not (ran.exists() and ran.read_text("utf-8")) and time.monotonic() < until:
        quiet(process, 0.2)
    process.close(force=True)
    return ran.read_text("utf-8")


def quiet(process: pexpect.spawn[str], seconds: float = 2) -> str:
    """What is written until nothing more comes for a while."""
    shown: list[str] = []
    last = time.monotonic()
    while time.monotonic() - last < seconds:
        try:
            shown.append(process.read_nonblocking(4096, timeout=0.2))
            last = time.monotonic()
        except pexpect.TIMEOUT:
            pass
    return "".join(shown)


@pytest.mark.parametrize(
    ("line", "done"),
    [
        ("semble patient show adr", "<patient><show><1>"),
        ("semble patient show 'pat-trois d", "<patient><show><2>"),
        ("semble patient tag 1 sui", "<patient><tag><1><Suivi annuel>"),
    ],
)
def test_a_shell_completes_what_is_typed(shell: str, home: Path, line: str, done: str) -> None:
    if shell == "fish" and "show" in line:  # it keeps what has the letters typed in it: the name
        done = done.replace("<1>", "<ADRUN Zoé, 31/12/1975>")
        done = done.replace("<2>", "<PAT-TROIS DOMINIQUE, 28/03/1979>")
    assert typed(shell, home, line) == done


def test_a_hostile_tag_is_put_into_the_line_and_runs_nothing(shell: str, home: Path) -> None:
    assert typed(shell, home, "semble patient tag 1 x") == f"<patient><tag><1><{HOSTILE}>"
    assert not (home / "run").exists()


def test_bash_takes_the_line_back_as_the_value(home: Path) -> None:
    answer = ask(os.environ["SEMBLE_STORE"], "semble patient tag 1 x").answer.rstrip("\n")
    said = subprocess.run(
        ["bash", "-c", f"printf %s {answer}"], cwd=home, capture_output=True, text=True, check=True
    )
    assert said.stdout == HOSTILE
    assert not (home / "run").exists()


def test_bash_keeps_what_was_typed_where_several_are_meant(home: Path) -> None:
    told = ask(
        os.environ["SEMBLE_STORE"],
        "semble patient show o",
        _SEMBLE_COMPLETE_TYPE="9",
        _SEMBLE_COMPLETE_WORD="o",
    ).answer
    lines = told.splitlines()
    assert lines[0] == "words"
    if len(lines) > 2:  # more than one: no common beginning takes the place of the name
        assert len({each[0] for each in lines[1:]}) > 1
    assert home


@pytest.mark.parametrize("shell", SCRIPTS)
def test_files_are_proposed_only_where_files_are_meant(home: Path, shell: str) -> None:
    store = os.environ["SEMBLE_STORE"]
    how = {"_TYPER_COMPLETE_FISH_ACTION": "answer", "_SEMBLE_COMPLETE_TYPE": "9"}
    files = ask(store, "semble patient import x", shell, **how).answer.strip()
    assert files == ("_files" if shell == "zsh" else "files")
    other = ask(store, "semble patient add --birth-name x", shell, **how).answer.strip()
    assert other == ("" if shell == "zsh" else "words")
    assert home


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_installed_once_however_often(home: Path, shell: str) -> None:
    (home / ".bashrc").write_text("# mine")
    script = install(shell, os.environ)
    assert script.read_text("utf-8") == SCRIPTS[shell]
    once = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    install(shell, os.environ)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == once
    assert (home / ".bashrc").read_text().startswith("# mine")


@pytest.mark.parametrize(
    ("code", "told"),
    [("fr", "La complétion pour bash est installée"), ("en", "Completion for bash")],
)
def test_installing_speaks_the_language_of_the_user(home: Path, code: str, told: str) -> None:
    said = subprocess.run(
        ["bash", "-c", f"REAL=1 semble --install-completion --lang {code}; true"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told in said.stderr
    shown = subprocess.run(
        ["bash", "-c", "REAL=1 semble --show-completion; true"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == SCRIPTS["bash"]
    assert home


def test_a_start_file_that_cannot_be_written_is_named(home: Path) -> None:
    (home / ".bashrc").mkdir()
    said = subprocess.run(
        ["bash", "-c", "REAL=1 semble --lang en --install-completion; echo $?"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "2\n"
    assert f"The file {home}/.bashrc cannot be written." in said.stderr
