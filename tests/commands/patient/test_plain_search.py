"""A search that is read without typer answers as the whole command line does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient.plain_search import plain_search
from semble_cli.commands.ui.plain_options import FIELDS, FORMAT, STORE
from semble_cli.services.patients.create import create_patient
from tests.conftest import PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.services.unit_of_work import Register
    from tests.conftest import Semble

SEARCH = ("patient", "search")


@pytest.fixture
def filled(semble: Semble, sqlite_register: Register, tmp_path: Path) -> Semble:
    """Commands on a register with two patients; another register, with one, is beside it."""
    create_patient(sqlite_register, a_patient())
    create_patient(sqlite_register, a_patient(PAT_TROIS | {"used_name": "D’Œuvré"}))
    other = sqlite_register.store._replace(location=str(tmp_path / "other.db"))
    assert semble("--store", other.location, "init").code == 0
    create_patient(register_on(other), a_patient({**PAT_TROIS, "used_name": "AUTRE"}))
    return semble


VALUES = {
    STORE: ("other.db", "nowhere.db"),
    FORMAT: ("table", "json", "csv"),
    FIELDS: ("id,birth_name", "full_name", "shoe"),
}


def given(*options: str) -> Iterator[tuple[str, ...]]:
    """A search with an option in every place where it may stand."""
    yield (*SEARCH, "pat", "dominique", *options)
    yield (*SEARCH, *options, "pat", "dominique")
    yield (*SEARCH, "pat", *options, "dominique")
    yield (*options, *SEARCH, "pat", "dominique")
    yield ("patient", *options, "search", "pat", "dominique")


CASES = [
    options
    for option, values in VALUES.items()
    for value in values
    for name in option.names
    for options in ((name, value), (f"{name}={value}",), (f"{name}{value}",))
]


def test_every_option_that_both_read_is_tried() -> None:
    tried = [arguments for options in CASES for arguments in given(*options)]
    plain = [arguments for arguments in tried if plain_search(arguments)]
    assert len(plain) > len(tried) // 3
    for option in VALUES:
        for name in option.names:
            assert any(word.startswith(name) for arguments in plain for word in arguments)


@pytest.mark.parametrize("options", CASES, ids=" ".join)
def test_both_read_an_option_as_one_and_the_same(
    filled: Semble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in given(*options):
        plain = filled(*arguments)
        with monkeypatch.context() as without:
            without.setattr("semble_cli.app.plain_search", lambda _: None)
            assert filled(*arguments) == plain, arguments


@pytest.mark.parametrize(
    "words",
    [
        ("oeuvre",),
        ("oeuvre", "dominique"),
        ("28/03/1979", "-f", "json"),
        ("nobody",),
        ("oeuvra", "-f", "ndjson", "--fields", "id,birth_name"),
        ("279035121518989",),
        ("", "oeuvre"),
        ("oeuvre", "-f", "json", "-f", "csv"),
        ("oeuvre", "--fields", "-f"),
        ("oeuvre", "--store", "other.db", "--store", "register.db"),
    ],
)
def test_a_plain_search_answers_as_the_whole_command_line_does(
    filled: Semble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert plain_search([*SEARCH, *words]) is not None
    plain = filled(*SEARCH, *words)
    monkeypatch.setattr("semble_cli.app.plain_search", lambda _: None)
    assert filled(*SEARCH, *words) == plain


@pytest.mark.parametrize(
    "arguments",
    [
        ["patient", "search"],
        ["patient", "search", "-f", "json"],
        ["patient", "search", "dupont", "--sort", "first-name"],
        ["patient", "search", "dupont", "--help"],
        ["patient", "search", "dupont", "-f", "xml"],
        ["patient", "search", "dupont", "-f"],
        ["patient", "search", "--", "dupont"],
        ["patient", "list"],
        ["--lang", "fr", "patient", "search", "dupont"],
        [],
    ],
)
def test_what_is_not_plain_is_left_to_the_whole_command_line(arguments: list[str]) -> None:
    assert plain_search(arguments) is None
