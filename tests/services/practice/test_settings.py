"""The practice's settings on both databases: who changes them, what the journal tells, undoing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Conflict, InvalidSetting, NoSuchRecord, Refused
from semble_cli.services import stores, users
from semble_cli.services.access import Role
from semble_cli.services.batches import last_batches
from semble_cli.services.practice.settings import (
    SettingChange,
    practice_settings_of,
    set_setting,
    value_within,
)
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.settings.families import known_setting
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected

if TYPE_CHECKING:
    from semble_cli.services.register import Register

SIZE, PORT = BY_NAME["labels.size"], BY_NAME["mail.port"]


def test_a_setting_is_set_changed_and_taken_away(register: Register) -> None:
    assert set_setting(register, SIZE, "62x100") == SettingChange(SIZE.name, None, "62x100")
    assert set_setting(register, SIZE, "89x36") == SettingChange(SIZE.name, "62x100", "89x36")
    set_setting(register, PORT, "25")
    assert practice_settings_of(register) == {SIZE.name: "89x36", PORT.name: "25"}
    assert set_setting(register, SIZE, None) == SettingChange(SIZE.name, "89x36", None)
    assert practice_settings_of(register) == {PORT.name: "25"}
    assert stores.check(register) == []


def test_each_change_is_an_event_and_what_is_so_already_is_none(register: Register) -> None:
    set_setting(register, SIZE, "62x100")
    set_setting(register, SIZE, "62x100")
    set_setting(register, PORT, None)
    with connected(register.store) as connection:
        events = connection.rows("SELECT action, content FROM event WHERE seq > 1 ORDER BY seq")
    assert [(action, json.loads(text)) for action, text in events] == [
        ("config.set", {"setting": "labels.size", "before": None, "after": "62x100"})
    ]


def test_what_was_set_is_undone_and_done_again(register: Register) -> None:
    set_setting(register, SIZE, "62x100")
    set_setting(register, SIZE, "89x36")
    undone = undo_command(register, last_of_mine(register).number)
    assert undone.setting == SettingChange(SIZE.name, "89x36", "62x100")
    assert practice_settings_of(register) == {SIZE.name: "62x100"}
    redone = undo_command(register, last_undone_of_mine(register).undone_by or 0)
    assert redone.setting == SettingChange(SIZE.name, "62x100", "89x36")
    undo_command(register, last_of_mine(register).number)
    undo_command(register, last_of_mine(register).number)
    assert practice_settings_of(register) == {}
    told = [batch.setting and batch.setting.name for batch in last_batches(register, 5)]
    assert told == [SIZE.name] * 5
    assert stores.check(register) == []


def test_what_was_changed_again_since_is_not_undone(register: Register) -> None:
    set_setting(register, SIZE, "62x100")
    number = last_of_mine(register).number
    set_setting(register, SIZE, "89x36")
    with pytest.raises(Conflict, match=r"labels\.size was changed again since"):
        undo_command(register, number)
    assert practice_settings_of(register) == {SIZE.name: "89x36"}


def test_one_of_a_family_is_set_and_undone_like_any_other(register: Register) -> None:
    flacon = known_setting("labels.sizes.flacon")
    set_setting(register, flacon, "40x20")
    set_setting(register, SIZE, "flacon")
    assert practice_settings_of(register) == {SIZE.name: "flacon", flacon.name: "40x20"}
    with connected(register.store) as connection:
        assert value_within(connection, flacon.name, None) == "40x20"
        assert value_within(connection, "labels.sizes.roll_57x32", None) == "57x32"
        assert value_within(connection, "labels.sizes.b", None) is None
    set_setting(register, flacon, None)
    undone = undo_command(register, last_of_mine(register).number)
    assert undone.setting == SettingChange(flacon.name, None, "40x20")
    assert stores.check(register) == []


def test_what_names_one_that_is_not_there_is_refused_and_nothing_is_written(
    register: Register,
) -> None:
    with pytest.raises(InvalidSetting) as refused:
        set_setting(register, SIZE, "flacon")
    assert str(refused.value).startswith(
        "labels.size: there is no labels.sizes.flacon. There are: roll_57x32, roll_89x36, roll_62, "
    )
    with pytest.raises(InvalidSetting, match=r"there is no labels\.templates\.roll_62"):
        set_setting(register, BY_NAME["labels.template"], "roll_62")
    assert practice_settings_of(register) == {}
    with pytest.raises(NoSuchRecord):
        last_of_mine(register)
    set_setting(register, SIZE, "roll_62")
    assert practice_settings_of(register) == {SIZE.name: "roll_62"}


def test_a_user_s_own_setting_never_goes_into_the_register(register: Register) -> None:
    for name in ("mail.password_command", "store", "teleservices.certificate"):
        with pytest.raises(Refused, match="would be used on other people's machines"):
            set_setting(register, BY_NAME[name], "rm -rf /")
    with connected(register.store) as connection:
        connection.run(
            "INSERT INTO practice_setting VALUES ('mail.password_command', 'rm -rf /'),"
            " ('unknown', 'x')"
        )
    assert practice_settings_of(register) == {}


def test_only_an_admin_sets_and_undoes(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = sqlite_register
    set_setting(register, SIZE, "62x100")
    number = last_of_mine(register).number
    users.add(register, "zoe", Role.CLINICIAN)
    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "operating_system_login", lambda: "zoe")
        with pytest.raises(Refused, match="Only an admin"):
            set_setting(register, SIZE, "89x36")
        with pytest.raises(Refused, match="Only an admin"):
            undo_command(register, number)
        with pytest.raises(NoSuchRecord):
            last_of_mine(register)
        assert practice_settings_of(register) == {SIZE.name: "62x100"}


def test_one_s_own_value_goes_before_the_practice_s_and_that_before_the_default(
    register: Register,
) -> None:
    with connected(register.store) as connection:
        assert value_within(connection, SIZE.name, None) == "57x32"
    set_setting(register, SIZE, "62x100")
    with connected(register.store) as connection:
        assert value_within(connection, SIZE.name, None) == "62x100"
        assert value_within(connection, SIZE.name, "10x10") == "10x10"
        connection.run("UPDATE practice_setting SET value = '9x9'")
        with pytest.raises(BadUsage, match=r"The practice's setting labels\.size cannot be taken"):
            value_within(connection, SIZE.name, None)
