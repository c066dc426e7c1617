"""The settings of a user: read from variables and from the file, each checked when it is used.

What is wrong with those that every command needs is told at once, but by what mends it: see
`Settings.problem`.
"""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from semble_cli.errors import BadUsage, InvalidInput, Sentence
from semble_cli.settings.kinds import TRUE
from semble_cli.settings.setting import Setting, variable_of
from semble_cli.settings.table import BY_NAME, SECRETS, SETTINGS

_NONE: Mapping[str, str] = {}

_AT_START = ("store", "lang", "no_input", "debug", "backup_warning_days")
"""The settings that are needed whatever the command is."""

_ALONE = frozenset(setting.variable for setting in SETTINGS)
"""The variables of the settings that are of no family."""


class Settings(NamedTuple):
    """What a user set, as it is written: by variables, and in a file.

    Attributes:
        problem: what no command goes on with, but those that show and change settings.
    """

    variables: Mapping[str, str] = _NONE
    in_file: Mapping[str, str] = _NONE
    file: str = ""
    problem: BadUsage | None = None

    def own(self, name: str) -> str | None:
        """What the user set for a setting; `None` for nothing, and for what is empty.

        Raises:
            BadUsage: it is none of its kind.
        """
        if name in self.variables:
            text, place = self.variables[name], of_variable(name)
        else:
            text, place = self.in_file.get(name, ""), of_file(name, self.file)
        return checked(_setting(name), text, place) if text else None

    def value(self, name: str) -> str | None:
        """What holds of one of the user's settings: what is set, or the default.

        Raises:
            BadUsage: what is set is none of its kind.
        """
        own = self.own(name)
        return _setting(name).default if own is None else own

    def sound(self, name: str) -> str | None:
        """As `value`; for what is none of its kind, the default."""
        try:
            return self.value(name)
        except BadUsage:
            return _setting(name).default

    def is_on(self, name: str) -> bool:
        """Whether a switch is on; one that cannot be read is off."""
        return self.sound(name) == TRUE

    def group(self, group: str) -> dict[str, str]:
        """The settings of a group that the user set, by what follows the dot.

        Raises:
            BadUsage: one of them is none of its kind.
        """
        beginning = f"{group}."
        found = {
            setting.name.removeprefix(beginning): self.own(setting.name)
            for setting in SETTINGS
            if setting.name.startswith(beginning)
        }
        return {name: text for name, text in found.items() if text is not None}

    def refuse_problem(self) -> None:
        """Go on only with settings that can be taken.

        Raises:
            BadUsage: they cannot.
        """
        if self.problem is not None:
            raise self.problem


def read_settings(environment: Mapping[str, str], file: str) -> Settings:
    """What the variables and a file set, and what is wrong with it, if anything is."""
    variables = {
        setting.name: environment[setting.variable]
        for setting in SETTINGS
        if setting.variable in environment
    }
    if any(name.startswith("SEMBLE_") and name not in _ALONE for name in environment):
        from semble_cli.settings.families import variables_of_families  # few set any

        variables |= variables_of_families(environment)
    problem = None
    in_file: dict[str, str] = {}
    try:
        in_file = read_file(file)
        refuse_strangers(in_file, file)
    except BadUsage as error:
        problem = error.at_rest()
    settings = Settings(variables, in_file, file, problem)
    return settings._replace(problem=problem or _problem_at_start(settings))


def _setting(name: str) -> Setting:
    if name in BY_NAME:
        return BY_NAME[name]
    from semble_cli.settings.families import known_setting

    return known_setting(name)


def _problem_at_start(settings: Settings) -> BadUsage | None:
    for name in _AT_START:
        try:
            settings.own(name)
        except BadUsage as error:
            return error.at_rest()
    return None


def checked(setting: Setting, text: str, place: Sentence) -> str:
    """A text that stands somewhere as the value of a setting.

    Raises:
        BadUsage: it is none of its kind.
    """
    try:
        return setting.kind.read(setting.name, text)
    except InvalidInput as problem:
        raise BadUsage(
            "{what} cannot be taken: {problem} See semble config list.",
            what=place,
            problem=problem.sentence,
        ) from None


def of_variable(name: str) -> Sentence:
    """A setting as a variable has it, to be named in a sentence."""
    return Sentence("The variable {variable}", variable=variable_of(name))


def of_file(name: str, file: str) -> Sentence:
    """A setting as a file has it, to be named in a sentence."""
    return Sentence("The setting {name} in {file}", name=name, file=file)


def of_practice(name: str) -> Sentence:
    """A setting as the practice has it, to be named in a sentence."""
    return Sentence("The practice's setting {name}", name=name)


def read_file(file: str) -> dict[str, str]:
    """All that a file of settings sets, by `name` or `group.name`; nothing, if it is not there.

    Raises:
        BadUsage: it is not TOML, or cannot be read.
    """
    if not os.path.exists(file):
        return {}
    import tomllib

    try:
        with open(file, "rb") as source:
            return _flat(tomllib.load(source))
    except (OSError, ValueError, RecursionError) as error:  # TOML's own errors are ValueErrors
        raise not_toml(file) from error


def not_toml(file: str) -> BadUsage:
    """The error for a file that nothing can be taken from."""
    return BadUsage("The settings in {file} cannot be read as TOML.", file=file)


def refuse_strangers(in_file: Mapping[str, str], file: str) -> None:
    """Refuse what is no setting.

    Raises:
        BadUsage: one is unknown, or a secret.
    """
    for secret in SECRETS:
        if secret.name in in_file:
            raise BadUsage(
                "The settings in {file} hold a secret: {name}. Take it out. {way}",
                file=file,
                name=secret.name,
                way=secret.way,
            )
    for name in sorted(in_file.keys() - BY_NAME.keys()):
        from semble_cli.settings.families import find_setting

        if find_setting(name) is None:
            raise BadUsage(
                "The settings in {file} name one that does not exist: {name}.", file=file, name=name
            )


def _flat(values: Mapping[str, Any]) -> dict[str, str]:
    """The settings as texts, with those of a group named `group.name`, and so on inside it."""
    flat: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": each for inner, each in _flat(value).items()}
        else:
            flat[name] = _text(value)
    return flat


def _text(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
