"""Families of settings: what one is called, which are built in, where they are set."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, InvalidSetting
from semble_cli.settings.families import (
    FAMILIES,
    NAMES_ONE_OF,
    every_setting,
    family_of,
    find_setting,
    key_named_by,
    known_setting,
)
from semble_cli.settings.in_force import SettingOrigin, in_force
from semble_cli.settings.naming import setting_named, value_to_set
from semble_cli.settings.reading import read_settings
from semble_cli.settings.setting import Home
from semble_cli.settings.table import BY_NAME, SETTINGS
from semble_cli.settings.user_file import put, take_out

if TYPE_CHECKING:
    from pathlib import Path

SIZES, TEMPLATES, OFFSETS, LETTERS = FAMILIES


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("labels.sizes.flacon", "labels.sizes.flacon"),
        (" Labels.Sizes.Petit-Flacon ", "labels.sizes.petit_flacon"),
        ("SEMBLE_LABELS_SIZES_FLACON", "labels.sizes.flacon"),
        ("labels.templates.9h", "labels.templates.9h"),
        ("labels.offsets.DYMO-LabelWriter 450.bis", "labels.offsets.dymo_labelwriter_450_bis"),
        ("semble_labels_offsets_4x6", "labels.offsets.4x6"),
    ],
)
def test_one_of_a_family_is_named_as_people_call_it(typed: str, name: str) -> None:
    setting = setting_named(typed)
    assert setting.name == name
    assert find_setting(name) == setting
    assert setting.variable == f"SEMBLE_{name.upper().replace('.', '_')}"
    assert setting.home is Home.PRACTICE


@pytest.mark.parametrize(
    "typed",
    [
        *("labels.sizes.", "labels.sizes.57x32", "labels.sizes.étiquette", "labels.sizes.a/b"),
        *("labels.templates.{id}", f"labels.offsets.{'x' * 41}", "SEMBLE_LABELS_SIZES_9"),
    ],
)
def test_what_cannot_be_a_name_is_refused(typed: str) -> None:
    with pytest.raises(BadUsage, match=r"labels\.\w+\.(NAME|PRINTER): a name here is at most 40"):
        setting_named(typed)


def test_a_name_as_it_is_kept_is_told_from_others() -> None:
    assert family_of("labels.sizes.flacon") is SIZES
    for name in ("labels.sizes", "labels.sizes.Flacon", "labels.size", "labels.sizes.a.b", "lang"):
        assert family_of(name) is None
    with pytest.raises(KeyError):
        known_setting("labels.sizes.Flacon")


def test_the_built_in_ones_have_a_default_of_their_kind_and_the_others_none() -> None:
    for family in FAMILIES:
        for key, value in family.built_in.items():
            setting = family.member(key)
            assert family.key_of(key) == key
            assert setting.default == value == setting.kind.read(setting.name, value)
        assert family.member("flacon").default is None


def test_all_settings_are_those_alone_the_built_in_ones_and_those_that_are_set() -> None:
    names = [each.name for each in every_setting(["lang", "labels.sizes.b", "labels.sizes.a", "x"])]
    assert names[: len(SETTINGS)] == [each.name for each in SETTINGS]
    sizes = [f"labels.sizes.{key}" for key in SIZES.built_in]
    templates = [f"labels.templates.{key}" for key in TEMPLATES.built_in]
    letters = [f"letters.templates.{key}" for key in LETTERS.built_in]
    own = ["labels.sizes.a", "labels.sizes.b"]
    assert names[len(SETTINGS) :] == [*sizes, *own, *templates, *letters]
    assert OFFSETS.keys_in(["labels.offsets.zebra", "labels.sizes.x"]) == ["zebra"]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("labels.sizes.flacon", "40 × 20", "40x20"),
        ("labels.sizes.rouleau", "62 mm, marges 3", "62 mm, margins 3"),
        ("labels.templates.flacon", r"{full_name}\n{sex}", "{full_name}\n{sex}"),
        ("labels.offsets.zebra", "gauche 1", "left 1, down 0"),
        (
            "letters.templates.bref",
            r"Objet : x\n\n{{patient.nom complet}}",
            "Objet : x\n\n{{patient.nom complet}}",
        ),
    ],
)
def test_values_are_kept_in_one_form(name: str, text: str, value: str) -> None:
    assert value_to_set(known_setting(name), text) == value
    assert known_setting(name).kind.read(name, value) == value


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("labels.sizes.flacon", "roll_62", "it is the width and the height of a label in mm"),
        ("labels.templates.flacon", "tube", "it is lines with fields in braces"),
        ("labels.offsets.zebra", "2", "it is how far labels are moved"),
        ("letters.templates.bref", "{{patient.nam}}", "is it {{patient.name}}"),
        ("letters.templates.bref", "Objet : x", "write what the letter says"),
        ("labels.sizes.flacon", " ", "semble config unset labels.sizes.flacon takes it away."),
    ],
)
def test_what_is_none_of_its_kind_is_refused(name: str, text: str, why: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        value_to_set(known_setting(name), text)
    assert str(refused.value).startswith(f"{name}: ")
    assert why in str(refused.value)


def test_what_a_value_names_is_told_from_one_written_out() -> None:
    size, template = map(BY_NAME.__getitem__, NAMES_ONE_OF)
    assert key_named_by(size, "roll_62") == "roll_62"
    assert key_named_by(size, "57x32") is None
    assert key_named_by(template, "tube") == "tube"
    assert key_named_by(template, "{sex}") is None
    assert key_named_by(BY_NAME["lang"], "fr") is None


def test_variables_and_the_file_set_them_and_a_variable_goes_first(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[labels]\nsize = "flacon"\n[labels.sizes]\nflacon = "40x20"\nb = "1"\n')
    found = read_settings(
        {"SEMBLE_LABELS_SIZES_FLACON": "41x20", "SEMBLE_LABELS_OFFSETS_ZEBRA": "up 1"}, str(file)
    )
    assert found.problem is None
    assert found.own("labels.size") == "flacon"
    assert found.own("labels.sizes.flacon") == "41x20"
    assert found.own("labels.offsets.zebra") == "right 0, up 1"
    assert found.value("labels.sizes.roll_62") == "62 mm, margins 3"
    with pytest.raises(BadUsage, match=r"The setting labels\.sizes\.b in .* cannot be taken"):
        found.own("labels.sizes.b")
    layers = in_force(known_setting("labels.sizes.flacon"), found, {}, {}).layers
    assert [each.origin for each in layers] == [SettingOrigin.VARIABLE, SettingOrigin.FILE]
    file.write_text('[labels.sizes]\nFlacon = "40x20"\n')
    assert "does not exist: labels.sizes.Flacon" in str(read_settings({}, str(file)).problem)


@pytest.mark.parametrize(
    "written",
    [
        "",
        '[labels]\nsize = "57x32"\n',
        '[labels]\nsize = "57x32"\n\n[labels.sizes]\na = "20x20" # mine\n',
        'labels.size = "57x32"\n',
        'labels = {size = "57x32"}\n',
        '[mail]\nport = 25\n[labels.offsets]\nzebra = "up 1"\n',
    ],
)
def test_the_file_holds_a_family_inside_its_group(tmp_path: Path, written: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(written)
    before = tomllib.loads(written)
    flacon = known_setting("labels.sizes.flacon")
    assert put(str(file), flacon, "40x20") is None
    assert tomllib.loads(file.read_text())["labels"]["sizes"]["flacon"] == "40x20"
    assert put(str(file), flacon, "41x20") == "40x20"
    assert put(str(file), BY_NAME["labels.size"], "flacon") == before.get("labels", {}).get("size")
    assert take_out(str(file), flacon) == "41x20"
    after = tomllib.loads(file.read_text())
    assert after["labels"]["size"] == "flacon"
    assert after["labels"].get("sizes", {}) == before.get("labels", {}).get("sizes", {})
    assert "mine" in file.read_text() or "mine" not in written
