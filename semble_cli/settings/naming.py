"""Settings by the names that people type, and values that are being set."""

from __future__ import annotations

from semble_cli.errors import BadUsage, InvalidInput, InvalidSetting, Sentence
from semble_cli.identity.spelling import is_one_error_away
from semble_cli.settings.families import member_meant
from semble_cli.settings.setting import Setting
from semble_cli.settings.table import BY_NAME, SECRETS, SETTINGS


def setting_named(text: str) -> Setting:
    """The setting of a name, in any case, or of a variable; one of a family may be new.

    Raises:
        BadUsage: there is none, or none of a family can be called so; or it is a secret, with
            where that belongs.

    >>> setting_named("Labels.Size").name, setting_named("SEMBLE_LANG").name
    ('labels.size', 'lang')
    """
    wanted = text.strip().casefold().replace("-", "_")
    for setting in SETTINGS:
        if wanted in (setting.name, setting.variable.casefold()):
            return setting
    if member := member_meant(text):
        return member
    for secret in SECRETS:
        if wanted in (secret.name, secret.variable.casefold()):
            raise BadUsage(
                "{name} is a secret: no file, no register and no command line holds it. {way}",
                name=secret.name,
                way=secret.way,
            )
    near = [name for name in BY_NAME if is_one_error_away(wanted, name)]
    raise BadUsage(
        "There is no setting of that name.{meant} See them all with semble config list.",
        meant=Sentence(" Did you mean {name}?", name=near[0]) if near else "",
    )


def value_to_set(setting: Setting, text: str) -> str:
    """A value that is being set, as it is kept.

    Raises:
        InvalidSetting: it is none of its kind.
    """
    if not text.strip():
        raise InvalidSetting(
            "{name}: it is empty. semble config unset {name} takes it away.", name=setting.name
        )
    try:
        prepared = setting.kind.prepare(setting.name, text)
        return setting.kind.read(setting.name, prepared)
    except InvalidInput as problem:
        raise InvalidSetting(
            "{name}: {problem}", name=setting.name, problem=problem.sentence
        ) from None
