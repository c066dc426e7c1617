"""What is completed from the register: what is proposed is taken, nothing is written, and whatever
is wrong is met with silence."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.patient.record import ArchiveReason
from semble_cli.services.batches import last_batches
from semble_cli.services.completion import register_in_haste
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.record.contacts import add_contact
from semble_cli.store.database.open import connected
from tests.commands.ui.completion.asking import RUN, ask
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient, as_login, register_on

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

NIR = "279035121518989"
LOADED = f"""
import atexit, os, sys
def told():
    print(sorted(name.partition('.')[0] for name in sys.modules), file=sys.stderr)
end = os._exit
os._exit = lambda code: (told(), end(code))
{RUN}
"""


@pytest.fixture
def filled(register: Register) -> Register:
    """Two patients, the second archived, two tags, and a contact."""
    create_patient(register, a_patient(ADRUN))
    create_patient(register, a_patient(PAT_TROIS))
    add_tag(register, "Diabète", None)
    add_tag(register, "Suivi annuel", None)
    add_contact(register, {"kind": "person", "name": "MARTIN", "first_name": "Claire"})
    archive_patient(register, 2, ArchiveReason.INACTIVE, ())
    return register


def test_an_id_is_completed_by_a_name_and_nothing_is_written(filled: Register) -> None:
    before = last_batches(filled, 0)
    told = ask(filled.store, "semble patient show adr", "fish")
    assert told.answer.startswith("ADRUN Zoé, ")
    assert told.answer.endswith("\t1\n")
    assert ask(filled.store, "semble patient show adr").answer == "1\n"
    assert "'1'" in ask(filled.store, "semble patient show adr", "zsh").answer
    assert last_batches(filled, 0) == before


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize(
    ("before", "typed", "patient_id"),
    [("patient show", "adr", 1), ("patient show", "pat-tr", 2), ("patient unarchive", "trois", 2)],
)
def test_the_name_that_fish_puts_into_the_line_is_taken(
    filled: Register, semble_on_both: Semble, code: str, before: str, typed: str, patient_id: int
) -> None:
    told = ask(filled.store, f"semble {before} {typed}", "fish", SEMBLE_LANG=code).answer
    name, _, beside = told.rstrip("\n").partition("\t")
    assert beside == str(patient_id)
    said = semble_on_both(*before.split(), name)
    assert said.code == 0, said.err


@pytest.mark.parametrize(
    ("code", "option", "typed", "meant"),
    [
        ("fr", "--birth-place", "marsac", "63211"),
        ("fr", "--language", "espa", "es"),
        ("en", "--language", "span", "es"),
    ],
)
def test_other_names_that_fish_puts_into_the_line_are_taken(
    filled: Register, semble_on_both: Semble, code: str, option: str, typed: str, meant: str
) -> None:
    told = ask(filled.store, f"semble patient edit 1 {option} {typed}", "fish", SEMBLE_LANG=code)
    lines = [line.partition("\t") for line in told.answer.splitlines()]
    assert meant in [beside for _, _, beside in lines]
    for name, _, _ in lines:
        said = semble_on_both("patient", "edit", "1", option, name)
        assert said.code == 0, said.err


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("semble patient show 'trois dom", ["2"]),
        ("semble patient show 1", ["1"]),
        ("semble patient unarchive pat", ["2"]),
        ("semble patient archive pat", []),
        ("semble patient tag 1 dia", ["Diabète"]),
        ("semble contact show 'cl mart", ["1"]),
        ("semble patient relate 1 --contact 1", ["1"]),
        ("semble patient relate 1 --contact dur", []),
        ("semble patient relate 2 --patient adr", ["1"]),
        ("semble patient list --tag sui", [r"Suivi\ annuel"]),
        ("semble patient list --tag=sui", [r"--tag=Suivi\ annuel"]),
        ("semble patient show ", []),
        ("semble patient show 1 ad", []),
        ("semble patient add --nir 2", []),
        ("semble patient delete 1 --confirm A", []),
    ],
)
def test_values_of_the_register_are_completed(
    filled: Register, line: str, lines: list[str]
) -> None:
    assert ask(filled.store, line).answer.splitlines() == lines


def test_fish_is_told_names_where_they_may_be_typed_and_words_elsewhere(filled: Register) -> None:
    create_patient(filled, a_patient(ADRUN, birth_date=date(1980, 1, 2)))
    names = ask(filled.store, "semble patient show adr", "fish").answer.splitlines()
    assert {line.partition("\t")[2] for line in names} == {"1", "3"}
    assert all(line.startswith("ADRUN Zoé") for line in names)
    exact = ask(filled.store, "semble patient delete adr", "fish").answer.splitlines()
    assert {line.partition("\t")[0] for line in exact} == {"1", "3"}
    reasons = ask(filled.store, "semble patient archive 1 --reason dém", "fish", SEMBLE_LANG="fr")
    assert {line.partition("\t")[0] for line in reasons.answer.splitlines()} == {
        "moved_away",
        "patient_request",
    }


def test_a_deleted_patient_is_completed_where_one_is_recovered(filled: Register) -> None:
    assert ask(filled.store, "semble patient recover pat").answer == ""
    delete_patient(filled, 2, "PAT-TROIS DOMINIQUE", None)
    assert ask(filled.store, "semble patient recover pat").answer == "2\n"
    assert ask(filled.store, "semble patient show pat").answer == ""


def test_commands_that_can_be_taken_back_are_completed(filled: Register) -> None:
    told = ask(filled.store, "semble undo ").answer.split()
    assert told
    assert "1" not in told  # the creation of the register
    described = ask(filled.store, "semble undo ", "zsh", TZ="Pacific/Auckland").answer
    assert "2026-11-23 11:30" in described.replace("\\", "")


def test_the_store_that_the_line_names_is_asked(filled: Register) -> None:
    line = f"semble --store '{filled.store.location}' patient show adr"
    assert ask("/nonexistent/other.db", line).answer == "1\n"


def test_a_stranger_gets_nothing_and_a_reader_what_a_search_shows(filled: Register) -> None:
    from semble_cli.services import users
    from semble_cli.services.access import Role

    if filled.store.database != "postgresql":
        with sqlite3.connect(filled.store.location) as file:
            file.execute("UPDATE app_user SET login = 'somebody else'")
        told = ask(filled.store, "semble patient show adr")
    else:
        with psycopg.connect(filled.store.location, autocommit=True) as server:
            server.execute("DROP ROLE IF EXISTS a_stranger")
            server.execute("CREATE ROLE a_stranger LOGIN")
        stranger = as_login(filled.store, "a_stranger")
        told = ask(stranger, "semble patient show adr")
        users.add(filled, "a_stranger", Role.READER)
        assert ask(stranger, "semble patient show adr").answer == "1\n"
    assert (told.answer, told.errors, told.code) == ("", "", 0)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_store_that_is_absent_or_broken_completes_nothing_in_silence(
    tmp_path: Path, shell: str
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no register" * 999)
    for location in (
        str(tmp_path / "none.db"),
        str(broken),
        "ftp://x",
        "postgresql://127.0.0.1:1/x",
    ):
        told = ask(location, "semble patient show adr", shell)
        assert (told.answer.strip(), told.errors, told.code) == ("", "", 0), location
    assert not (tmp_path / "none.db").exists()


def test_a_store_that_another_program_holds_completes_nothing(sqlite_store: StoreAddress) -> None:
    create_patient(register_on(sqlite_store), a_patient())
    with sqlite3.connect(sqlite_store.location, isolation_level=None) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        told = ask(sqlite_store, "semble patient show adr")
    assert (told.answer, told.errors, told.code) == ("", "", 0)


def test_a_store_is_waited_for_no_longer_than_the_patience_given(store: StoreAddress) -> None:
    hasty = register_in_haste(store.location, lambda: NOW, 0.05).store
    with connected(hasty) as connection:
        shown = "SHOW lock_timeout" if connection.guarded else "PRAGMA busy_timeout"
        assert connection.value(shown) in ("50ms", 50)
    with connected(store) as connection:
        assert connection.value(shown) in ("5s", 5000)


def test_a_server_that_does_not_answer_is_not_waited_for() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        location = f"postgresql://127.0.0.1:{silent.getsockname()[1]}/x"
        told = ask(location, "semble patient show adr", SEMBLE_COMPLETION_DEADLINE="0.1")
    assert (told.answer, told.errors, told.code) == ("", "", 0)


def test_a_wrong_setting_or_a_wrong_line_is_met_with_silence(sqlite_store: StoreAddress) -> None:
    for line in ("", "semble", "semble 'x", "semble patient show --nothing=1 2", "x"):
        assert ask(sqlite_store, line).errors == "", line
    assert ask(sqlite_store, "semble pat", SEMBLE_LANG="xx").errors == ""
    assert ask(sqlite_store, "semble pat", SEMBLE_COMPLETION_DEADLINE="soon").answer == "patient\n"
    assert ask(sqlite_store, "semble pat", "csh").answer == ""


def test_a_tag_nobody_means_well_with_is_quoted_or_left_out(sqlite_register: Register) -> None:
    with sqlite3.connect(sqlite_register.store.location) as file:
        for name in ("$(touch x)", "a\nb", "a\tb", "\x1b[31m", f"n {NIR}"):
            file.execute("INSERT INTO tag (name, key) VALUES (?, ?)", (name, name))
    told = ask(sqlite_register.store, "semble patient list --tag ").answer
    assert told.splitlines() == [r"\$\(touch\ x\)"]
    zsh = ask(sqlite_register.store, "semble patient list --tag ", "zsh").answer
    assert "_semble_values=('$(touch x)')" in zsh


def test_completion_loads_neither_typer_nor_the_schema(filled: Register) -> None:
    told = ask(filled.store, "semble patient show adr", run=LOADED)
    assert told.answer == "1\n"
    loaded = set(told.errors.replace("'", "").strip("[]\n").split(", "))
    assert loaded & {"typer", "rich", "sqlalchemy", "sqlmodel", "pydantic", "questionary"} == set()
