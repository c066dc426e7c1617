"""Long results on a terminal go through the person's pager, and nowhere else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.demo import load_fictitious
from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import register_on
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.on_terminal import Start

MANY = 1500
"""Patients whose table no pipe holds at once."""


@pytest.fixture(scope="module")
def start(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Start a command on a terminal, on a register of many that nobody changes."""
    path = tmp_path_factory.mktemp("many") / "register.db"
    shutil.copy(sqlite_template, path)
    store = StoreAddress(Database.SQLITE, str(path))
    load_fictitious(register_on(store), MANY, seed=1)
    return starter(store)


def pager(directory: Path, script: str) -> str:
    """A pager that does what a script says."""
    path = directory / "pager"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o700)
    return str(path)


@pytest.mark.parametrize(
    "command",
    [
        ("patient", "list"),
        ("patient", "report"),
        ("patient", "history", "1"),
        ("patient", "search", "--limit", "0", "--birth-date", "1970"),
        ("place", "saint", "--limit", "0"),
        ("undo", "--list"),
    ],
)
def test_a_long_result_goes_through_the_pager_and_messages_come_after(
    start: Start, tmp_path: Path, command: tuple[str, ...]
) -> None:
    through = pager(tmp_path, 'echo "<$LESS $LESSHISTFILE>"; cat; echo "</>"')
    code, shown = ends(start(*command, PAGER=through, LESS="R"))
    assert code == 0
    assert shown.lstrip().startswith("<R ->")
    inside, _, after = shown.partition("</>")
    assert "──" in inside
    if {"list", "report"} & {*command}:
        assert len(inside.splitlines()) > MANY
        assert "Pas la place pour" in after
    if "list" in command:
        assert f"Patients : {MANY} sur {MANY}." in after


def test_colours_go_through_the_pager_too(start: Start, tmp_path: Path) -> None:
    through = pager(tmp_path, "cat")
    for variables, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        process = start("patient", "list", PAGER=through, **variables)
        process.expect("provisoire")
        assert ("\x1b[33m" in (process.before or "")) is coloured
        ends(process)


def test_a_pager_that_is_left_early_ends_the_list(start: Start, tmp_path: Path) -> None:
    code, shown = ends(start("patient", "list", PAGER=pager(tmp_path, "head -2")))
    assert code == 0, shown
    assert f"Patients : {MANY}. La liste a été quittée avant la fin." in shown
    assert "Pas la place pour" in shown


def test_an_interrupt_is_the_pager_s(start: Start, tmp_path: Path) -> None:
    through = pager(tmp_path, "trap 'echo caught' INT; echo began; read line; sleep 1; cat")
    process = start("patient", "list", PAGER=through)
    process.expect("began")
    process.sendintr()
    process.expect("caught")
    code, shown = ends(process)
    assert code == 0, shown
    assert f"{MANY} sur {MANY}." in shown


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (("--no-input",), {}),
        ((), {"TERM": "dumb"}),
        (("-f", "ndjson"), {}),
        (("-f", "csv"), {}),
        ((), {"PAGER": ""}),
    ],
)
def test_nothing_goes_through_a_pager_that_is_not_wanted(
    start: Start, tmp_path: Path, options: tuple[str, ...], variables: dict[str, str]
) -> None:
    through = {"PAGER": pager(tmp_path, "echo paged; cat")}
    code, shown = ends(start("patient", "list", *options, "--limit", "3", **through | variables))
    assert code == 0
    assert "paged" not in shown


def test_a_pager_that_does_not_start_is_told(start: Start) -> None:
    code, shown = ends(start("patient", "list", "--limit", "3", PAGER="/nonexistent/pager"))
    assert code == 0
    assert "$PAGER" in shown
    assert f"Patients : 3 sur {MANY}." in shown
