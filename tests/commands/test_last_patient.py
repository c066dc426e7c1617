"""The dot: the last patient shown or made on a terminal, and on no other."""

from __future__ import annotations

import os
import re
import stat
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from semble_cli.commands.ui.patients import last as last_patient
from semble_cli.leftovers import clear_leftovers, session_file
from semble_cli.services.patients.create import create_patient
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.on_terminal import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress

_END = "finished:"
_BEGUN = "begun:"


class Terminal:
    """A shell on a terminal of its own, in which commands are run one after the other."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._shell = pexpect.spawn(
            "/bin/sh", env=environment, encoding="utf-8", timeout=20, dimensions=(40, 100)
        )
        self._shell.sendline(f"stty -echo; PS1=''; echo {_BEGUN}$?.")
        self._shell.expect(rf"{_BEGUN}0\.")

    def __call__(self, words: str) -> tuple[int, str]:
        """Run a command; its exit code and all that is shown."""
        self._shell.sendline(f"{sys.executable} -m semble_cli {words}; echo {_END}$?.")
        self._shell.expect(rf"{_END}[0-9]+\.")
        code = str(self._shell.after).removeprefix(_END).rstrip(".")
        return int(code), CODES.sub("", self._shell.before or "")

    def close(self) -> None:
        self._shell.close(force=True)


@pytest.fixture
def filled(sqlite_store: StoreAddress) -> StoreAddress:
    """A register with three patients."""
    register = register_on(sqlite_store)
    create_patient(register, a_patient())
    create_patient(register, a_patient(PAT_TROIS))
    create_patient(register, a_patient(ADRUN | {"first_given_name": "Max", "sex": "M"}))
    return sqlite_store


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """The directory of the person's session."""
    place = tmp_path / "session"
    place.mkdir(mode=0o700)
    return place


@pytest.fixture
def open_terminal(filled: StoreAddress, session: Path) -> Iterator[Callable[[], Terminal]]:
    """What opens a terminal for work on the register."""
    environment = os.environ | {
        "SEMBLE_STORE": filled.location,
        "SEMBLE_CONFIG": "/dev/null/semble.toml",
        "SEMBLE_LANG": "en",
        "XDG_RUNTIME_DIR": str(session),
        "TMPDIR": str(session),
        "TERM": "dumb",
    }
    for name in ("SEMBLE_NO_INPUT", "CI", "ENV"):
        environment.pop(name, None)
    opened: list[Terminal] = []

    def open_one() -> Terminal:
        opened.append(Terminal(environment))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def shown_id(text: str) -> int:
    found = re.search(r'"id":\s*([0-9]+)', text)
    assert found, text
    return int(found[1])


def test_a_dot_is_who_was_shown_or_made_last(open_terminal: Callable[[], Terminal]) -> None:
    run = open_terminal()
    code, said = run("patient show .")
    assert (code, "No patient was shown or made on this terminal yet." in said) == (3, True)
    assert run("patient show 2")[0] == 0
    assert shown_id(run("patient show . -f json")[1]) == 2
    assert run("patient show max")[0] == 0
    assert run("patient edit . --city Lyon")[0] == 0
    assert shown_id(run("patient show . -f json | cat")[1]) == 3
    made = "patient add --birth-name CORSE --first-name Anthony --birth-date 1980-03-02"
    assert run(f"{made} --sex M --birth-place 63220 --given-names Anthony --no-input")[0] == 0
    assert shown_id(run("patient show . -f json")[1]) == 3  # nobody was at the terminal


def test_who_was_made_is_the_last_one(open_terminal: Callable[[], Terminal]) -> None:
    run = open_terminal()
    run("patient show 1")
    made = run(
        "patient add --birth-name CORSE --first-name Anthony --given-names Anthony"
        " --birth-date 1980-03-02 --sex M --birth-place 63220 --on-duplicate create"
    )
    assert made[0] == 0, made
    assert shown_id(run("patient show . -f json")[1]) == 4


def test_a_dot_deletes_only_with_the_full_name(open_terminal: Callable[[], Terminal]) -> None:
    run = open_terminal()
    run("patient show 2")
    assert run("patient delete . --confirm 'ADRUN Zoé'")[0] == 6
    assert run("patient delete . --confirm 'PAT-TROIS DOMINIQUE'")[0] == 0
    assert run("patient show .")[0] == 3


def test_two_terminals_do_not_mix(open_terminal: Callable[[], Terminal]) -> None:
    one, other = open_terminal(), open_terminal()
    one("patient show 1")
    assert other("patient show .")[0] == 3
    other("patient show 2")
    assert shown_id(one("patient show . -f json")[1]) == 1
    assert shown_id(other("patient show . -f json")[1]) == 2


def test_two_registers_do_not_mix(
    open_terminal: Callable[[], Terminal], tmp_path: Path, filled: StoreAddress
) -> None:
    run = open_terminal()
    other = tmp_path / "other.db"
    assert run(f"--store {other} init --no-input")[0] == 0
    run("patient show 1")
    code, said = run(f"--store {other} patient show .")
    assert (code, "on this terminal yet" in said) == (3, True)
    same = f"{tmp_path}/../{tmp_path.name}/{os.path.basename(filled.location)}"
    assert shown_id(run(f"--store {same} patient show . -f json")[1]) == 1


def test_without_a_person_nobody_is_the_last_one(open_terminal: Callable[[], Terminal]) -> None:
    run = open_terminal()
    run("patient show 1")
    for words in ("patient show . --no-input", "patient show . < /dev/null"):
        code, said = run(words)
        assert (code, "A dot is the last patient of a terminal" in said) == (2, True)
    run("patient show 2 < /dev/null")
    assert shown_id(run("patient show . -f json")[1]) == 1


def test_an_id_alone_is_kept_and_its_owner_alone_may_read_it(
    open_terminal: Callable[[], Terminal], session: Path
) -> None:
    run = open_terminal()
    run("patient show 2")
    (kept,) = session.iterdir()
    assert kept.read_bytes() == b"2\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.chmod(0o644)
    assert run("patient show .")[0] == 3


def test_with_the_session_it_is_gone(open_terminal: Callable[[], Terminal], session: Path) -> None:
    first, second = open_terminal(), open_terminal()
    first("patient show 2")
    assert len(list(session.iterdir())) == 1
    first.close()
    second("place 63220")
    assert list(session.iterdir()) == []


def test_a_file_of_a_session_is_nobody_elses(
    session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    monkeypatch.setattr(os, "getsid", lambda _: os.getppid())
    path = session_file("x")
    assert path is not None
    assert path.startswith(f"{session}/semble-session-{os.getppid()}-{os.getuid()}-")
    monkeypatch.setattr("semble_cli.leftovers._beginning_of", lambda _: "another")
    assert session_file("x") != path
    monkeypatch.setattr(os, "getsid", lambda _: os.getpid())
    assert session_file("x") is None
    monkeypatch.setattr(os, "getsid", lambda _: 0)
    assert session_file("x") is None


@pytest.mark.parametrize("there", ["a link", "a directory", "words", "a number too high"])
def test_whatever_stands_there_is_nobody(
    session: Path, filled: StoreAddress, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    path = session / "file"
    monkeypatch.setattr(last_patient, "_path", lambda _: str(path))
    last_patient.remember(register_on(filled), 2)
    assert last_patient.recall(register_on(filled)) == 2
    path.rename(session / "other")
    if there == "a link":
        path.symlink_to(session / "other")
    elif there == "a directory":
        path.mkdir()
    else:
        path.write_text({"words": "two\n"}.get(there, f"{10**30}\n"))
        path.chmod(0o600)
    assert last_patient.recall(register_on(filled)) is None
    last_patient.remember(register_on(filled), 3)
    if there != "a directory":
        assert last_patient.recall(register_on(filled)) == 3
        assert (session / "other").read_text() == "2\n"


def test_where_nothing_can_be_kept_nobody_is_the_last_one(
    filled: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_patient, "_path", lambda _: None)
    last_patient.remember(register_on(filled), 2)
    assert last_patient.recall(register_on(filled)) is None
    monkeypatch.setattr(last_patient, "_path", lambda _: "/nonexistent/file")
    last_patient.remember(register_on(filled), 2)
    assert last_patient.recall(register_on(filled)) is None


def test_files_of_living_sessions_are_left(session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    living = session / f"semble-session-{os.getpid()}-{os.getuid()}-1-x"
    living.write_text("1\n")
    clear_leftovers()
    assert living.exists()


def test_who_is_recovered_or_imported_alone_is_the_last_one(
    open_terminal: Callable[[], Terminal], tmp_path: Path
) -> None:
    terminal = open_terminal()
    assert terminal("patient show 1")[0] == 0
    assert terminal('patient delete 2 --confirm "PAT-TROIS DOMINIQUE" --reason x')[0] == 0
    assert terminal("patient recover 2 --dry-run")[0] == 0
    assert shown_id(terminal("patient show . -f json")[1]) == 1
    assert terminal("patient recover 2")[0] == 0
    assert shown_id(terminal("patient show . -f json")[1]) == 2
    file = tmp_path / "one.csv"
    file.write_text(
        "birth_name,first_given_name,sex,birth_date,birth_place\nCORSE,Anthony,M,1980-03-02,2B020\n"
    )
    assert terminal(f"patient import {file} --dry-run")[0] == 0
    assert shown_id(terminal("patient show . -f json")[1]) == 2
    assert terminal(f"patient import {file}")[0] == 0
    assert shown_id(terminal("patient show . -f json")[1]) == 4
