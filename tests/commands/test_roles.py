"""The matrix of roles: every command, run as each of them and as a stranger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import reference
from semble_cli.errors import Refused
from semble_cli.services.access import Permission, Role
from semble_cli.store.database import sqlite
from tests.conftest import runner

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

READ, EDIT, ADMINISTER = Permission.READ, Permission.EDIT_PATIENTS, Permission.ADMINISTER

ALLOWED = {
    READ: {Role.READER, Role.SECRETARY, Role.CLINICIAN, Role.ADMIN},
    EDIT: {Role.SECRETARY, Role.CLINICIAN, Role.ADMIN},
    ADMINISTER: {Role.ADMIN},
}

_TRAITS = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
    *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
)

MATRIX: dict[str, list[tuple[Permission, tuple[str, ...]]]] = {
    "patient add": [(EDIT, (*_TRAITS, "--on-duplicate", "create"))],
    "patient show": [(READ, ("1",)), (READ, ("1", "--reveal"))],
    "patient search": [(READ, ("adrun",)), (READ, ("adrun", "--include", "former"))],
    "patient list": [(READ, ()), (READ, ("--whole", "--reveal"))],
    "patient edit": [(EDIT, ("1", "--city", "Lyon"))],
    "patient delete": [(ADMINISTER, ("1", "--confirm", "ADRUN ZOE"))],
    "patient block": [(EDIT, ("1", "--reason", "impayés"))],
    "patient unblock": [(EDIT, ("1",))],
    "patient deceased": [(EDIT, ("1", "--on", "2026-01-02"))],
    "patient archive": [(EDIT, ("1", "--reason", "moved_away"))],
    "patient unarchive": [(EDIT, ("1",))],
    "patient tag": [(EDIT, ("1", "ALD"))],
    "patient untag": [(EDIT, ("1", "ALD"))],
    "patient prefs": [(EDIT, ("1", "--sms"))],
    "patient identity": [(EDIT, ("1", "--document", "CN"))],
    "patient history": [(READ, ("1",))],
    "patient report": [(READ, ())],
    "patient recover": [(ADMINISTER, ("2",))],
    "patient import": [(EDIT, ("{file}",)), (EDIT, ("{file}", "--dry-run"))],
    "tag list": [(READ, ())],
    "tag add": [(EDIT, ("Diabète",))],
    "tag rename": [(EDIT, ("ALD", "Affection"))],
    "tag delete": [(EDIT, ("ALD",))],
    "undo": [(READ, ("--list",)), (EDIT, ("3",))],
    "redo": [(EDIT, ())],
    "store status": [(READ, ())],
    "store check": [(READ, ())],
    "store purge-former": [(ADMINISTER, ("--older-than", "1d", "--confirm", "0"))],
    "user list": [(READ, ())],
    "user add": [(ADMINISTER, ("zoe", "--role", "reader"))],
    "user role": [(ADMINISTER, ("other", "--role", "secretary"))],
    "user remove": [(ADMINISTER, ("other",))],
    "adri refresh": [(EDIT, ("1",))],
    "demo": [(EDIT, ("--load", "--patients", "3"))],
}
"""What each command needs, in each of the ways it is used."""

NO_REGISTER = (
    *("init", "place", "store upgrade"),  # a store made, a table of ours, a store of before
    *("vitale status", "vitale simulator", "adri status", "adri test"),
    *("vitale read", "vitale watch"),  # they create and edit by the services of those above
)
"""The commands that no role is needed for, or that need a store or a card of another kind."""


def test_every_command_stands_in_the_matrix() -> None:
    leaves = {
        name.removeprefix("semble ")
        for name, command in reference.commands()
        if not getattr(command, "members", ())
    }
    assert leaves == {*MATRIX, *NO_REGISTER}


CASES = [
    pytest.param(words.split(), permission, options, id=" ".join([words, *options[:2]]))
    for words, ways in MATRIX.items()
    for permission, options in ways
]


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "stranger"))
@pytest.mark.parametrize(("words", "permission", "options"), CASES)
def test_a_command_is_for_the_roles_that_may_do_it_and_for_no_other(
    words: list[str],
    permission: Permission,
    options: tuple[str, ...],
    role: Role | None,
    sqlite_store: StoreAddress,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    semble = runner(sqlite_store.location, monkeypatch, capsys)
    file = tmp_path / "rows.csv"
    file.write_text("birth_name,first_given_name,birth_date,sex,birth_place\n", "utf-8")
    prepare(semble, words)
    if role:
        semble("user", "add", "somebody", "--role", role)
    before = events(semble)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    given = [option.format(file=file) for option in options]
    said = semble(*words, *given)
    allowed = role in ALLOWED[permission]
    assert (said.code != Refused.exit_code) == allowed, said.err
    if not allowed:
        assert said.out == ""
        assert "admin" in said.err
        monkeypatch.undo()
        assert events(runner(sqlite_store.location, monkeypatch, capsys)) == before


def prepare(semble: Semble, words: list[str]) -> None:
    """What the commands work on: a tag, a patient, a former one, two users."""
    semble("user", "add", "other", "--role", "reader")
    if words == ["demo"]:
        return
    semble("tag", "add", "ALD")
    semble("patient", "add", *_TRAITS)
    semble("patient", "add", *_TRAITS, "--on-duplicate", "create")
    semble("patient", "delete", "2", "--confirm", "ADRUN ZOE")


def events(semble: Semble) -> int:
    """How many events the journal has."""
    return int(json.loads(semble("store", "status", "-f", "json").out)["events"])
