"""The practice's settings: read by everybody, changed by admins, each change an event.

An event holds `setting`, the name, and the text `before` and `after`, `null` where nothing is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, InvalidSetting, Refused
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.settings.families import NAMES_ONE_OF, find_setting, key_named_by, known_setting
from semble_cli.settings.reading import checked, of_practice
from semble_cli.settings.setting import Home
from semble_cli.store import practice_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.settings.families import SettingFamily
    from semble_cli.settings.setting import Setting
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event

    Own = Callable[[str], str | None]
    """What who works here set for a setting, by its name; `None` for nothing."""

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
    setting = known_setting(name)
    return checked(setting, text, of_practice(name)) if text else setting.default


def refuse_unknown_key(connection: Connection, setting: Setting, value: str) -> None:
    """Refuse a value that names one of a family where neither the practice has one of that name,
    nor is it built in.

    Raises:
        InvalidSetting: it does.
    """
    key = key_named_by(setting, value)
    if key is None:
        return
    family = NAMES_ONE_OF[setting.name]
    known = family.keys_in(practice_settings.all_settings(connection))
    if key not in known:
        raise no_such_key(setting.name, family, key, known)


def no_such_key(name: str, family: SettingFamily, key: str, known: Sequence[str]) -> InvalidSetting:
    """The error for a setting, or an option, that names one of a family which is not there."""
    return InvalidSetting(
        "{name}: there is no {family}.{key}. There are: {known}.",
        name=name,
        family=family.name,
        key=key,
        known=", ".join(known) or "–",
    )


def set_setting(register: Register, setting: Setting, value: str | None) -> SettingChange:
    """Set a setting for the practice, to a value of its kind; `None` takes it away. One that is so
    already is left as it is.

    Raises:
        Refused: who works here is no admin; or the setting is a user's own. InvalidSetting: it
            names one of a family that is not there.
    """
    if setting.home is not Home.PRACTICE:
        raise Refused(
            "{name} is each user's own: a command or a path in the register would be used on other"
            " people's machines.",
            name=setting.name,
        )
    with register.writing(Permission.ADMINISTER) as work:
        if value is not None:
            refuse_unknown_key(work.connection, setting, value)
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
    setting = find_setting(name)
    return setting is not None and setting.home is Home.PRACTICE
