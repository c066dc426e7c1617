"""How commands explain themselves: panels, defaults, and French to the last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import reference
from semble_cli.commands.ui import language
from semble_cli.commands.ui.help import default_of
from semble_cli.commands.ui.options.fields import FIELD_OPTIONS, PANELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Semble

COMMANDS = dict(reference.commands())


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


def test_the_options_of_a_patient_stand_in_panels(semble: Semble) -> None:
    lines = semble("patient", "add", "--help").out.splitlines()
    places = [lines.index(f"{panel}:") for panel in ("Options", *PANELS)]
    assert places == sorted(places)
    contact = "\n".join(lines[lines.index("Contact:") : lines.index("About the patient:")])
    assert {option.name for option in PANELS["Contact"]} == {
        word for word in contact.split() if word.startswith("--")
    }


def test_every_field_option_stands_in_one_panel() -> None:
    names = [option.name for option in FIELD_OPTIONS]
    assert len(set(names)) == len(names) == sum(map(len, PANELS.values()))


def test_the_help_says_what_is_done_without_an_option(semble: Semble) -> None:
    assert "[default: 20]" in semble("patient", "search", "--help").out
    assert "[default: report]" in semble("patient", "import", "--help").out
    assert "[default: --adri]" in semble("vitale", "watch", "--help").out
    assert "default" not in semble("patient", "untag", "--help").out
    assert "[default: ask on a terminal, refuse elsewhere]" in " ".join(
        semble("patient", "add", "--help").out.split()
    )
    assert "[par défaut : tableau sur un terminal, tsv avec un en-tête ailleurs]" in " ".join(
        semble("--lang", "fr", "patient", "show", "--help").out.split()
    )


def test_a_switch_that_is_off_has_no_default_to_tell() -> None:
    found = {
        option.name: default_of(option)
        for option in COMMANDS["semble patient search"].params
        if default_of(option)
    }
    assert found == {
        "limit": "20",
        "include": "patients in use",
        "sort": "birth-name in lists, the best match first in searches",
        "form": "table on a terminal, tsv with a header elsewhere",
        "fields": "all",
    }


LONG = ("patient add", "patient edit", "patient search", "patient import", "patient prefs")


@pytest.mark.parametrize("name", LONG)
def test_the_options_of_a_long_help_stand_in_panels(name: str) -> None:
    loose = [
        option.opts[0]
        for option in COMMANDS[f"semble {name}"].params
        if option.param_type_name == "option" and option.rich_help_panel is None
    ]
    assert len(loose) <= 4, loose


def test_every_panel_has_a_french_name() -> None:
    language.use("fr")
    panels = {
        option.rich_help_panel
        for command in COMMANDS.values()
        for option in command.params
        if getattr(option, "rich_help_panel", None)
    }
    assert {"Result", "Search by", "Identity", "Contact"} <= panels
    same = {panel for panel in panels if language.tr(panel) == panel}
    assert same <= {"Contact"}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_names_a_type_of_the_program(name: str) -> None:
    for written, _ in reference.parameters(COMMANDS[name]):
        assert "RANGE" not in written


def test_the_help_is_french_to_the_last_line(semble: Semble) -> None:
    text = semble("--lang", "fr", "patient", "search", "--help").out
    assert text.rstrip().endswith("Afficher ce message et s'arrêter.")
    assert "[par défaut : 20]" in " ".join(text.split())
