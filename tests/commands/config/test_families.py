"""`semble config` and what the practice named: sizes of labels, templates, offsets of printers."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.commands.config.test_config import told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture
def own(semble: Semble, file: Path, monkeypatch: pytest.MonkeyPatch) -> Semble:
    monkeypatch.setenv("SEMBLE_CONFIG", str(file))
    return semble


def test_a_size_is_named_used_and_taken_away(own: Semble) -> None:
    said = own("config", "set", "labels.sizes.Flacon", "40 x 20 mm")
    assert (said.code, said.out) == (0, "")
    assert said.err == "labels.sizes.flacon: – → 40x20, for the practice. Undo: semble undo\n"
    assert own("config", "set", "labels.size", "flacon").code == 0
    assert own("config", "get", "labels.size").out == "flacon\n"
    assert own("config", "get", "labels.sizes.flacon").out == "40x20\n"
    found = told(own, "labels.sizes.flacon")
    assert (found["value"], found["origin"], found["home"]) == ("40x20", "practice", "practice")
    assert json.loads(own("undo", "--list", "-f", "json").out)[1]["setting"] == found["name"]
    assert own("config", "unset", "labels.sizes.flacon").code == 0
    said = own("config", "get", "labels.sizes.flacon")
    assert said.code == 1
    assert said.err == "Error: labels.sizes.flacon is not set; without it: none.\n"
    assert own("undo").err.endswith("  labels.sizes.flacon: – → 40x20\n")
    assert own("store", "check").code == 0


def test_a_built_in_one_may_be_set_otherwise_and_is_there_again_afterwards(own: Semble) -> None:
    assert own("config", "get", "labels.sizes.roll_62").out == "62 mm, margins 3\n"
    assert told(own, "labels.sizes.roll_62")["origin"] == "default"
    own("config", "set", "labels.sizes.roll_62", "62 mm, marges 4")
    assert told(own, "labels.sizes.roll_62")["value"] == "62 mm, margins 4"
    own("config", "unset", "labels.sizes.roll_62")
    assert own("config", "get", "labels.sizes.roll_62").out == "62 mm, margins 3\n"


def test_one_s_own_goes_before_the_practice_s_and_a_variable_before_both(
    own: Semble, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own("config", "set", "labels.offsets.Zebra-ZD420", "right 1")
    said = own("config", "set", "labels.offsets.zebra_zd420", "up 2", "--mine")
    assert said.err == (
        f"labels.offsets.zebra_zd420: – → right 0, up 2, in {file}."
        " Undo: semble config unset labels.offsets.zebra_zd420 --mine\n"
    )
    assert tomllib.loads(file.read_text()) == {
        "labels": {"offsets": {"zebra_zd420": "right 0, up 2"}}
    }
    monkeypatch.setenv("SEMBLE_LABELS_OFFSETS_ZEBRA_ZD420", "left 3")
    found = told(own, "labels.offsets.zebra_zd420")
    assert (found["value"], found["origin"]) == ("left 3, down 0", "variable")
    assert found["below"] == ["file=right 0, up 2", "practice=right 1, down 0"]
    monkeypatch.delenv("SEMBLE_LABELS_OFFSETS_ZEBRA_ZD420")
    own("config", "unset", "labels.offsets.zebra_zd420", "--mine")
    assert own("config", "get", "labels.offsets.zebra_zd420").out == "right 1, down 0\n"


def test_in_one_s_own_file_one_may_name_what_is_there_alone(own: Semble, file: Path) -> None:
    own("config", "set", "labels.sizes.flacon", "40x20", "--mine")
    assert own("config", "set", "labels.size", "flacon", "--mine").code == 0
    said = own("config", "set", "labels.size", "flacon")
    assert said.code == 4
    assert "labels.size: there is no labels.sizes.flacon. There are: roll_57x32, " in said.err
    assert file.read_text().count("flacon") == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("set", "labels.sizes.9", "40x20"), 2, "labels.sizes.NAME: a name here is at most 40"),
        (("get", "labels.offsets."), 2, "labels.offsets.PRINTER: a name here is at most 40"),
        (("set", "labels.sizes.a", "3x9 of 70x40"), 4, "labels.sizes.a: so many labels do not fit"),
        (("set", "labels.size", "flacn"), 4, "labels.size: there is no labels.sizes.flacn."),
        (("set", "labels.size", "flacn", "--mine"), 4, "there is no labels.sizes.flacn."),
        (("set", "labels.templates.a", "{nir}"), 4, "labels.templates.a: it is lines with fields"),
    ],
)
def test_what_is_refused_is_one_sentence_and_writes_nothing(
    own: Semble, file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = own("config", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not file.exists()
    assert len(json.loads(own("undo", "--list", "-f", "json").out)) == 1
