"""Which of several values holds."""

from __future__ import annotations

import pytest

from semble_cli.settings.in_force import SettingOrigin, in_force
from semble_cli.settings.reading import Settings
from semble_cli.settings.table import BY_NAME

SIZE = BY_NAME["labels.size"]
ALL = [
    (SettingOrigin.FLAG, "10x10"),
    (SettingOrigin.VARIABLE, "20x20"),
    (SettingOrigin.FILE, "30x30"),
    (SettingOrigin.PRACTICE, "40x40"),
]


@pytest.mark.parametrize("first", range(len(ALL)))
def test_each_place_goes_before_those_that_follow(first: int) -> None:
    told = {origin: {SIZE.name: text} for origin, text in ALL[first:]}
    settings = Settings(told.get(SettingOrigin.VARIABLE, {}), told.get(SettingOrigin.FILE, {}))
    found = in_force(
        SIZE, settings, told.get(SettingOrigin.FLAG, {}), told.get(SettingOrigin.PRACTICE, {})
    )
    assert (found.origin, found.value) == ALL[first]
    assert [(layer.origin, layer.text) for layer in found.layers] == ALL[first:]


def test_without_any_the_default_holds() -> None:
    found = in_force(SIZE, Settings(), {}, {})
    assert (found.origin, found.value, found.layers) == (SettingOrigin.DEFAULT, "57x32", ())


def test_an_empty_one_hides_those_below_it() -> None:
    found = in_force(SIZE, Settings({SIZE.name: ""}), {}, {SIZE.name: "40x40"})
    assert (found.origin, found.value) == (SettingOrigin.VARIABLE, "57x32")


def test_what_cannot_be_taken_wins_all_the_same_and_is_told() -> None:
    found = in_force(SIZE, Settings({SIZE.name: "9x9"}), {}, {SIZE.name: "40x40"})
    assert (found.origin, found.value) == (SettingOrigin.VARIABLE, None)
    assert "57x32" in str(found.problem)


def test_where_the_practice_cannot_be_asked_nothing_is_guessed() -> None:
    found = in_force(SIZE, Settings(), {}, None)
    assert (found.origin, found.value) == (SettingOrigin.UNREAD, None)
    assert in_force(SIZE, Settings({}, {SIZE.name: "30x30"}), {}, None).value == "30x30"


def test_a_user_s_own_setting_is_never_the_practice_s() -> None:
    command = BY_NAME["mail.password_command"]
    found = in_force(command, Settings(), {}, {command.name: "rm -rf /"})
    assert (found.origin, found.value) == (SettingOrigin.DEFAULT, None)
