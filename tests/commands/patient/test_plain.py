"""A command that is read without typer answers, and writes, as the whole command line does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient.plain import plain_command
from semble_cli.commands.ui.options.plain import FIELDS, FORMAT, REASON, STORE, PlainOption
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.tags import add_tag
from tests.conftest import PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from semble_cli.services.register import Register
    from tests.conftest import Semble

SEARCH = ("patient", "search")

COMMANDS: dict[tuple[str, ...], tuple[PlainOption, ...]] = {
    ("search", "pat", "dominique"): (STORE, FORMAT, FIELDS),
    ("show", "2"): (STORE, FORMAT, FIELDS),
    ("tag", "2", "ALD", "Suivi annuel"): (STORE,),
    ("untag", "1", "ALD"): (STORE,),
    ("block", "2"): (STORE, REASON),
}
"""What of each command is typed, and its options that are read without typer."""


@pytest.fixture
def filled(semble: Semble, sqlite_register: Register, tmp_path: Path) -> Semble:
    """Commands on a register with two patients; another register, with one, is beside it."""
    for name in ("ALD", "Suivi annuel"):
        add_tag(sqlite_register, name, None)
    create_patient(sqlite_register, a_patient(tags=("ALD",)))
    create_patient(sqlite_register, a_patient(PAT_TROIS | {"used_name": "D’Œuvré"}))
    other = sqlite_register.store._replace(location=str(tmp_path / "other.db"))
    assert semble("--store", other.location, "init").code == 0
    create_patient(register_on(other), a_patient({**PAT_TROIS, "used_name": "AUTRE"}))
    return semble


VALUES = {
    STORE: ("other.db", "nowhere.db"),
    FORMAT: ("table", "json", "csv", "xml"),
    FIELDS: ("id,birth_name", "full_name", "shoe"),
    REASON: ("unpaid invoices", "-"),
}


def given(words: Sequence[str], *options: str) -> Iterator[tuple[str, ...]]:
    """A command with an option in every place where it may stand."""
    whole = ("patient", *words)
    for place in range(len(whole) + 1):
        yield (*whole[:place], *options, *whole[place:])


CASES = [
    (words, options)
    for words, known in COMMANDS.items()
    for option in known
    for value in VALUES[option]
    for name in option.names
    for options in ((name, value), (f"{name}={value}",), (f"{name}{value}",))
]


def test_every_option_that_both_read_is_tried() -> None:
    tried = [arguments for words, options in CASES for arguments in given(words, *options)]
    plain = [arguments for arguments in tried if plain_command(arguments)]
    assert len(plain) > len(tried) // 3
    for words, known in COMMANDS.items():
        mine = [arguments for arguments in plain if words[0] in arguments]
        for option in known:
            for name in option.names:
                assert any(word.startswith(name) for arguments in mine for word in arguments)


@pytest.fixture
def on_both(
    filled: Semble, sqlite_register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., None]:
    """Run a command without typer and with it, on the same register: they must say the same."""
    monkeypatch.chdir(tmp_path)
    store = Path(sqlite_register.store.location)
    before = store.read_bytes()

    def run(*arguments: str) -> None:
        plain, written = filled(*arguments), records(filled)
        store.write_bytes(before)
        with monkeypatch.context() as without:
            without.setattr("semble_cli.app.plain_command", lambda _: None)
            assert filled(*arguments) == plain, arguments
        assert records(filled) == written, arguments
        store.write_bytes(before)

    return run


def records(semble: Semble) -> list[dict[str, object]]:
    """The patients of the register but for the moments at which they were written."""
    listed = json.loads(semble("patient", "list", "-f", "json").out)
    return [{key: value for key, value in one.items() if key != "updated_at"} for one in listed]


@pytest.mark.parametrize(("words", "options"), CASES, ids=lambda words: " ".join(words))
def test_both_read_an_option_as_one_and_the_same(
    on_both: Callable[..., None], words: tuple[str, ...], options: tuple[str, ...]
) -> None:
    for arguments in given(words, *options):
        on_both(*arguments)


@pytest.mark.parametrize(
    "words",
    [
        ("show", "1"),
        ("show", "9"),
        ("show", "pat-trois"),
        ("show", "dominique trois", "-f", "json"),
        ("show", "nemo"),
        ("show", "."),
        ("tag", "zoe", "ALD"),
        ("untag", "pat-trois", "ALD"),
        ("block", "adrun"),
        ("tag", "1", "ALD"),
        ("tag", "2", "ald", "nothing"),
        ("untag", "2", "ALD"),
        ("untag", "9", "ALD"),
        ("block", "1", "--reason", "impayés", "--reason", "autre"),
        ("block", "9"),
    ],
)
def test_a_plain_command_answers_as_the_whole_command_line_does(
    on_both: Callable[..., None], words: tuple[str, ...]
) -> None:
    assert plain_command(["patient", *words]) is not None
    on_both("patient", *words)


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
    assert plain_command([*SEARCH, *words]) is not None
    plain = filled(*SEARCH, *words)
    monkeypatch.setattr("semble_cli.app.plain_command", lambda _: None)
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
        ["patient", "show"],
        ["patient", "show", "0"],
        ["patient", "show", "1", "2"],
        ["patient", "show", "31b"],
        ["patient", "show", "1", "--reveal"],
        ["patient", "tag", "1"],
        ["patient", "untag", "0", "ALD"],
        ["patient", "block", "1", "--reason", ""],
        ["patient", "block", "1", "-f", "json"],
        ["tag", "list"],
        ["--lang", "fr", "patient", "search", "dupont"],
        [],
    ],
)
def test_what_is_not_plain_is_left_to_the_whole_command_line(arguments: list[str]) -> None:
    assert plain_command(arguments) is None
