"""The documentation says what the code does: generated pages, glossary, columns, examples."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

import reference
from semble_cli.commands.root import hoisted
from semble_cli.commands.ui import language
from semble_cli.commands.ui.help import split_help
from semble_cli.errors import EXIT_CODES
from semble_cli.identity.places import PlaceKind, codes
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES
from semble_cli.patient.fields import READERS
from semble_cli.patient.matching import LIKELY_UP_TO
from semble_cli.patient.record import FIELDS
from semble_cli.services.access import Permission, Right, Role
from semble_cli.settings.table import FILES, OBEYED, SECRETS, SETTINGS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"

COMMANDS = dict(reference.commands())


@pytest.mark.parametrize("name", reference.pages())
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == reference.pages()[name], "run `make docs`"


def test_the_glossary_names_every_field_of_a_patient() -> None:
    glossary = (DOCS / "glossary.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", glossary, re.MULTILINE))
    assert set(FIELDS) - named == set()


def test_the_guide_to_imports_names_every_column() -> None:
    guide = (DOCS / "import.md").read_text("utf-8")
    of_consents = {*SIGNATURES, *ANSWERS}  # of which those of one are named
    columns = {name for name in READERS if name not in of_consents or "receive_sms" in name}
    assert {column for column in columns if f"`{column}`" not in guide} == set()


def test_the_page_on_rights_names_every_role_and_every_right() -> None:
    page = (DOCS / "rights.md").read_text("utf-8")
    assert {role for role in Role if f"| {role} |" not in page} == set()
    assert {right for right in Right if f"| `{right}`:" not in page} == set()
    assert len(Permission) == 4 + len(Right)


def test_the_figures_of_the_guides_are_those_of_the_code() -> None:
    assert f"**Up to {LIKELY_UP_TO} points" in (DOCS / "matching.md").read_text("utf-8")
    known = sum(len(codes(kind)) for kind in PlaceKind if kind is not PlaceKind.AREA)
    assert f"{known:,} codes in all" in (DOCS / "places.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["semble.1", "semble.fr.1"])
def test_the_man_pages_tell_variables_files_and_exit_codes(page: str) -> None:
    text = (DOCS / page).read_text("utf-8").replace(r"\-", "-")
    named = [*(each.variable for each in SETTINGS), *(each.variable for each in SECRETS)]
    for told in (*named, *OBEYED, *FILES):
        assert f".B {told}\n" in text
    english = {".SH ENVIRONMENT", ".SH FILES", ".SH EXIT STATUS"}
    french = {".SH ENVIRONNEMENT", ".SH FICHIERS", ".SH CODES DE RETOUR"}
    assert (french if "fr" in page else english) <= set(text.splitlines())
    assert ".B 130\n" in text


def test_the_french_man_page_is_french_to_the_last_sentence() -> None:
    pages = [(DOCS / page).read_text("utf-8") for page in ("semble.1", "semble.fr.1")]
    english, french = (set(page.splitlines()) for page in pages)
    assert [line for line in english & french if line.endswith(".") and line[:2] != ".B"] == []


def test_the_exit_codes_are_those_of_the_contract() -> None:
    assert sorted(EXIT_CODES) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130]


def leaves() -> list[str]:
    return [name for name, command in COMMANDS.items() if not hasattr(command, "members")]


@pytest.mark.parametrize("name", leaves())
def test_every_command_has_an_example_that_it_can_read(name: str) -> None:
    _, examples = split_help(COMMANDS[name].help or "")
    assert examples
    for example in examples:
        for part in re.split(r" && | \|\| ", example):
            words = shlex.split(part.partition(" | ")[0].partition(" > ")[0].partition(" < ")[0])
            if words[0] != "echo":
                assert words[0] == "semble"
                check(hoisted(words[1:]))


def check(words: list[str]) -> None:
    """Parse an example without running it."""
    command: Any = COMMANDS["semble"]
    name = "semble"
    while hasattr(command, "members"):
        while words[0].startswith("--"):
            words = words[1 if words[0] == "--no-input" else 2 :]
        name = f"{name} {words[0]}"
        command, words = COMMANDS[name], words[1:]
    context = command.make_context(name, list(words))
    assert context.params is not None


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_command_explains_itself(
    name: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from semble_cli import app

    assert app.run(["--lang", lang, *name.split()[1:], "--help"]) == 0
    language.use("en")
    said = capsys.readouterr()
    assert said.err == ""
    assert {"en": "Usage:", "fr": "Usage :"}[lang] in said.out
    assert {"en": "Options", "fr": "Options"}[lang] in said.out


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/matching.md", "docs/places.md"])
def test_the_modules_that_a_page_names_are_there(page: str) -> None:
    named = re.findall(r"`((?:\w+/)+\w+\.\w+)`", (ROOT / page).read_text("utf-8"))
    assert named
    places = (ROOT, ROOT / "semble_cli")
    assert [name for name in named if not any((place / name).is_file() for place in places)] == []


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.glob("*.md")), *ROOT.glob("*.md")], ids=lambda page: page.name
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
