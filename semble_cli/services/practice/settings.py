"""The practice's settings: read by everybody, changed by admins, each change an event.

An event holds `setting`, the name, and the text `before` and `after`, `null` where nothing is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, Refused
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.settings.reading import checked, of_practice
from semble_cli.settings.table import BY_NAME, Home
from semble_cli.store import practice_settings

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.settings.table import Setting
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event

SETTING = "setting"
"""The key, in the content of an event, of the setting that it changed."""


class SettingChange(NamedTuple):
    """A setting of the practice, as it was and as it is; `None` where nothing is set."""

    name: str
    before: str | None
    after: str | None


def practice_settings_of(register: Register) -> dict[str, str]:
    """What the practice set, by name; of the names that this program knows as the practice's.

    Raises:
        StoreError: the register cannot be read. Refused: no user of it.
    """
    with register.reading() as connection:
        found = practice_settings.all_settings(connection)
    return {name: text for name, text in found.items() if _is_of_practice(name)}


def value_within(connection: Connection, name: str, own: str | None) -> str | None:
    """What holds of a setting of the practice's: what who works here set as their *own*, else what
    the practice did, else the default.

    Raises:
        BadUsage: what the practice set is none of its kind.
    """
    if own is not None:
        return own
    text = practice_settings.find(connection, name)
    return checked(BY_NAME[name], text, of_practice(name)) if text else BY_NAME[name].default


def set_setting(register: Register, setting: Setting, value: str | None) -> SettingChange:
    """Set a setting for the practice, to a value of its kind; `None` takes it away. One that is so
    already is left as it is.

    Raises:
        Refused: who works here is no admin; or the setting is a user's own.
    """
    if setting.home is not Home.PRACTICE:
        raise Refused(
            "{name} is each user's own: a command or a path in the register would be used on other"
            " people's machines.",
            name=setting.name,
        )
    with register.writing(Permission.ADMINISTER) as work:
        return _change(work, setting.name, value, Action.CONFIG_SET)


def change_in(event: Event) -> SettingChange | None:
    """What an event did to a setting; `None` if it is about none."""
    content = event.content or {}
    if SETTING not in content:
        return None
    return SettingChange(content[SETTING], content["before"], content["after"])


def undo_setting_change(work: UnitOfWork, content: dict[str, Any]) -> None:
    """Take back what an event did to a setting.

    Raises:
        Refused: who works here is no admin. Conflict: it was changed again since.
    """
    work.require(Permission.ADMINISTER)
    name = content[SETTING]
    if practice_settings.find(work.connection, name) != content["after"]:
        raise Conflict(
            "The setting {name} was changed again since. Take that back first, or set it anew.",
            name=name,
        )
    _change(work, name, content["before"], Action.UNDO)


def _change(work: UnitOfWork, name: str, value: str | None, action: Action) -> SettingChange:
    before = practice_settings.find(work.connection, name)
    if before != value:
        practice_settings.put(work.connection, name, value)
        work.journal.append(action, None, {SETTING: name, "before": before, "after": value})
    return SettingChange(name, before, value)


def _is_of_practice(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].home is Home.PRACTICE
