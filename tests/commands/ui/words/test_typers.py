"""Typer's own words are said in the language of the user: in every help, and in every error."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

import reference
from semble_cli.commands.ui import language, usage_errors
from tests.commands.ui.test_help import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Semble


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


ENGLISH = re.compile(
    r"\bUsage:|\bOptions:|\bCommands\b|\bCommand\b|\bExamples\b|\[required\]|\[default|\[ARGS\]"
    r"|COMMAND\b|\bTEXT\b|\bINTEGER\b|\bFLOAT\b|\bNAME\b|\bFILE\b|\bNUMBER\b|\bSECONDS\b|<\w+>"
    r"|Show this message|Install completion|Show completion|\baccepted\b|\bpresent\b|\byes\b"
)
EXAMPLES = re.compile(r"^  semble .*$", re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_in_french_has_a_word_of_typers_in_english(name: str, semble: Semble) -> None:
    said = semble("--lang", "fr", *name.split()[1:], "--help")
    plain = EXAMPLES.sub("", re.sub(r"--[\w-]+", "", said.out))
    assert said.code == 0
    assert ENGLISH.findall(plain) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_value_of_a_parameter_has_a_name_of_ours(name: str) -> None:
    for parameter in COMMANDS[name].params:
        takes_value = parameter.param_type_name == "argument" or not parameter.is_flag
        assert parameter.metavar or not takes_value or parameter.hidden, parameter.name


def test_headings_and_defaults_are_written_the_french_way(semble: Semble) -> None:
    text = semble("--lang", "fr", "patient", "archive", "--help").out
    assert text.startswith("Usage : semble patient archive [OPTIONS] {PATIENT}\n")
    assert "\nOptions :\n" in text
    assert "\nExemples :\n" in text
    assert "--reason inactif|sorti|décédé|a-déménagé|" in text
    listed = semble("--lang", "fr", "patient", "import", "--help").out
    assert "[par\u00a0défaut" not in listed
    assert re.search(r"\[par\s+défaut\u00a0:\s+signaler\]", listed)
    assert "[FICHIER|-]..." in listed
    assert "[default: report]" in semble("patient", "import", "--help").out


WRONG = [
    (("rien",), "Il n'y a pas de commande rien."),
    (("patient", "shw"), "Vouliez-vous dire show ?"),
    (("patient", "show"), "Il manque l'argument PATIENT."),
    (("contact", "import"), "Il manque l'argument FICHIER|-."),
    (("undo", "un"), "COMMANDE demande un nombre entier."),
    (("patient", "list", "--limit", "x"), "--limit demande un nombre entier."),
    (("vitale", "read", "--wait", "x"), "--wait demande un nombre."),
    (("patient", "list", "--limit", "-1"), "--limit est dans l'intervalle 0<=x<="),
    (("patient", "list", "--rien"), "Il n'y a pas d'option --rien."),
    (("patient", "list", "--limt", "3"), "Il n'y a pas d'option --limt. Proches : --limit"),
    (("patient", "list", "--limit"), "L'option --limit demande une valeur."),
    (("patient", "list", "--whole=1"), "L'option --whole ne prend pas de valeur."),
    (("patient", "show", "1", "2"), "Il y a plus de mots que la commande n'en prend."),
    (("patient", "search", "-- zoe"), "Un texte qui commence par un tiret n'est pas une option"),
    (("store", "purge-former"), "Il manque l'option --older-than."),
    (("patient", "list", "-f", "xml"), "-f / --format : c'est l'un de : tableau, json"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG)
def test_an_error_of_typers_is_said_in_french(
    semble: Semble, words: tuple[str, ...], sentence: str
) -> None:
    said = semble("--lang", "fr", *words)
    assert said.code == 2
    assert said.err.startswith("Erreur : ")
    assert sentence in said.err
    assert "--help." in said.err


OURS_NEVER = (
    "Value must be an iterable.",
    "Takes {} values but {} given.",
    "{} does not match the formats {}.",
    "{} is not a valid boolean. Recognized values: {}",
    "{} is not a valid UUID.",
    "{} values are required, but {} given.",
    "Option {} requires {}",
    "'{}': {}",  # a file that typer opens: we open our own
)
"""What typer says of kinds of values that no command here takes."""


def raised() -> Iterator[str]:
    """The texts of the usage errors in typer's sources, a placeholder for each value."""
    for path in Path(typer.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("fail", "UsageError", "BadParameter", "BadOptionUsage"):
                for argument in node.args:
                    if isinstance(argument, ast.JoinedStr):
                        yield "".join(
                            str(part.value) if isinstance(part, ast.Constant) else "{}"
                            for part in argument.values
                        )
                    elif isinstance(argument, ast.Constant) and " " in str(argument.value):
                        yield str(argument.value)


def test_every_error_in_typers_sources_has_words_of_ours_or_cannot_come() -> None:
    found = set(raised()) - set(OURS_NEVER)
    assert found
    for text in found:
        plain, quoted = text.replace("{}", "x"), text.replace("{}", "'x'")
        of_file = text.replace("{}", "File", 1).replace("{}", "x")
        ways = (plain, quoted, *(f"Invalid value for x: {each}" for each in (plain, of_file)))
        assert any(pattern.fullmatch(way) for way in ways for pattern, _ in usage_errors._WORDS), (
            text
        )


def test_the_generated_reference_stays_english() -> None:
    assert "OPTIONS" in reference.pages()["semble.1"]
    assert "FICHIER" not in reference.pages()["commands.md"]
