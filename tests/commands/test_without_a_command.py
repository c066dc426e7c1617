"""`semble` alone and with words that are no command: the welcome, did you mean, and searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.create import create_patient
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble
    from tests.on_terminal import Start

EDITH = ADRUN | {"first_given_name": "Édith", "birth_date": "01/02/1980"}


@pytest.fixture
def filled(sqlite_store: StoreAddress) -> StoreAddress:
    register = register_on(sqlite_store)
    for given in (ADRUN, PAT_TROIS, EDITH):
        create_patient(register, a_patient(given))
    return sqlite_store


@pytest.fixture
def start(filled: StoreAddress) -> Start:
    """Start a command on a terminal, on a register with three patients."""
    return starter(filled)


def widest(shown: str) -> int:
    """Characters of the longest line but for the one with the register's address."""
    return max(len(line) for line in shown.splitlines() if "sqlite:" not in line)


def test_who_types_nothing_is_welcomed(start: Start, filled: StoreAddress) -> None:
    process = start(SEMBLE_LANG="en")
    code, shown = ends(process)
    lines = [line.split() for line in shown.splitlines()]
    assert code == 0
    assert ["Register", f"sqlite:///{filled.location}"] in lines
    assert ["Patients", "3"] in lines
    needed = [" ".join(line) for line in lines if line[:1] == ["semble"]]
    assert [" ".join(line.split()[:3]) for line in needed] == [
        "semble dupont marie",
        "semble patient add",
        "semble patient show",
        "semble patient edit",
        "semble undo take",
    ]
    assert widest(shown) <= 80


def test_the_welcome_is_in_the_language_of_the_user(start: Start) -> None:
    code, shown = ends(start())
    assert code == 0
    assert "Registre" in shown
    assert "annuler la dernière commande" in shown
    assert widest(shown) <= 80


def test_without_a_register_the_welcome_says_how_to_make_one(start: Start) -> None:
    code, shown = ends(start("--store", "/nonexistent/none.db"))
    assert (code, "semble init" in shown) == (0, True)


@pytest.mark.parametrize("words", [(), ("patient",), ("tag",)])
def test_what_is_shown_without_a_command_has_no_mangled_escapes(
    start: Start, words: tuple[str, ...]
) -> None:
    for variables in ({}, {"TERM": "dumb"}, {"NO_COLOR": "1"}):
        process = start(*words, **variables)
        process.expect_exact("semble")
        process.expect("--help")
        raw = process.before or ""
        code, _ = ends(process)
        assert code == 0
        assert "\ufffd" not in raw
        assert not (variables and "\x1b" in raw), variables


def test_a_script_that_names_no_command_is_told(semble: Semble) -> None:
    said = semble()
    assert (said.code, said.out) == (2, "")
    assert "Patients  0" in said.err
    assert said.err.endswith("Error: A command is missing. See semble --help.\n")
    said = semble("patient")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: semble patient")
    assert "\x1b" not in said.err


MEANT = {
    ("patient", "rm", "1"): "delete",
    ("patient", "new"): "add",
    ("patient", "find", "x"): "search",
    ("patient", "view", "1"): "show",
    ("patient", "modify", "1"): "edit",
    ("patient", "supprimer", "1"): "delete",
    ("patient", "Voir", "1"): "show",
    ("patient", "shwo", "1"): "show",
    ("search", "dupont"): "semble patient search or semble contact search",
    ("find", "dupont"): "semble patient search or semble contact search",
    ("serach", "dupont"): "semble patient search or semble contact search",
    ("rm", "1"): "semble patient delete or semble consultation delete or semble treatment delete",
    ("pateint", "show", "1"): "semble patient",
    ("carte",): "semble vitale",
    ("status",): "semble store status or semble vitale status or semble adri status",
    ("tag", "new"): "add",
    ("store", "chekc"): "check",
    ("patient", "-h"): "--help",
    ("-h",): "--help",
    ("patient", "show", "1", "-h"): "--help",
}


@pytest.mark.parametrize("words", MEANT, ids=" ".join)
def test_other_words_for_a_command_are_known(semble: Semble, words: tuple[str, ...]) -> None:
    said = semble(*words)
    assert (said.code, said.out) == (2, "")
    assert f"Did you mean {MEANT[words]}?" in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("words", [("adrun",), ("nothing",), ("adrun", "zoé")])
def test_off_a_terminal_an_unknown_word_is_a_mistake(
    semble: Semble, words: tuple[str, ...]
) -> None:
    said = semble(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"Error: There is no command {words[0]}. See semble --help.\n"


def test_on_a_terminal_words_are_searched_and_one_hit_is_shown(start: Start) -> None:
    code, shown = ends(start("dominique"))
    assert (code, "Noms de naissance" in shown) == (0, True)
    code, shown = ends(start("adrun"))
    assert (code, shown.count("ADRUN")) == (0, 2)
    code, shown = ends(start("adrun", "edith"))
    assert (code, "Noms de naissance" in shown) == (0, True)
    code, shown = ends(start("28/03/1979", "-f", "json"))
    assert (code, '"full_name": "PAT-TROIS DOMINIQUE"' in shown) == (0, True)


def test_one_typing_error_in_a_name_shows_no_record(start: Start) -> None:
    code, shown = ends(start("dominiqie"))
    assert (code, "Noms de naissance" in shown) == (1, False)


@pytest.mark.parametrize(
    "words", [("tagg",), ("dupont", "patient"), ("pat-trois", "show"), ("rm",)]
)
def test_on_a_terminal_a_word_like_a_command_is_not_searched(
    start: Start, words: tuple[str, ...]
) -> None:
    code, shown = ends(start(*words, SEMBLE_LANG="en"))
    assert code == 2
    assert "Did you mean semble " in shown
    assert "found by semble patient search" in " ".join(shown.split())


def test_a_mistyped_verb_that_finds_nobody_is_told(start: Start) -> None:
    code, shown = ends(start("serach", "nobody", SEMBLE_LANG="en"))
    meant = "Did you mean semble patient search or semble contact search?"
    assert (code, meant in " ".join(shown.split())) == (2, True)
    code, shown = ends(start("nobody", SEMBLE_LANG="en"))
    assert (code, "No patient matches." in shown) == (1, True)


def test_without_questions_nobody_is_at_the_terminal(start: Start) -> None:
    code, shown = ends(start("adrun", "--no-input", SEMBLE_LANG="en"))
    assert (code, "There is no command adrun." in shown) == (2, True)
    code, shown = ends(start("adrun", SEMBLE_NO_INPUT="1", SEMBLE_LANG="en"))
    assert (code, "There is no command adrun." in shown) == (2, True)


def test_help_explains_topics_and_commands(semble: Semble) -> None:
    codes = semble("help", "exit-codes").out
    assert "  130  interrupted" in codes
    assert semble("help", "exit", "codes").out == codes
    settings = " ".join(semble("help", "settings").out.split())
    for word in ("SEMBLE_STORE; default:", "SEMBLE_TELESERVICES_TOKEN", "NO_COLOR", "config.toml"):
        assert word in settings
    assert "refusé : pas le droit" in " ".join(
        semble("--lang", "fr", "help", "exit-codes").out.split()
    )
    assert semble("help", "patient", "add").out == semble("patient", "add", "--help").out
    root = semble("help").out
    assert root.startswith(semble("--help").out)
    assert "semble help exit-codes" in root
    said = semble("help", "patient", "rm")
    assert (said.code, "Did you mean delete?" in said.err) == (2, True)
    said = semble("help", "setings")
    assert (said.code, "Did you mean settings?" in said.err) == (2, True)
