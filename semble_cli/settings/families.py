"""Families of settings: one name and one kind for all of them, and behind a dot whatever the
practice calls each. All are the practice's.

The built-in ones of a family have a default, which the practice may change; those that it adds have
none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage
from semble_cli.settings import label_kinds, letter_kinds
from semble_cli.settings.family_keys import family_key
from semble_cli.settings.setting import Home, Setting, variable_of
from semble_cli.settings.table import BY_NAME, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from semble_cli.settings.kinds import SettingKind


class SettingFamily(NamedTuple):
    """A family: what comes before the dot, what stands for what comes after it, what each does and
    takes, and where its built-in ones are listed (`module:NAME`)."""

    name: str
    key: str
    help: str
    kind: SettingKind
    built_in_at: str = ""
    may_be_key: Callable[[str], bool] = bool
    """Whether a text is a key of the family rather than a value of its kind."""

    @property
    def variable(self) -> str:
        """The variable of one of the family, with what stands for its key."""
        return f"{variable_of(self.name)}_{self.key}"

    @property
    def built_in(self) -> Mapping[str, str]:
        """The built-in ones: the value of each, by its key. Loaded when they are asked for."""
        module, _, attribute = self.built_in_at.partition(":")
        found: Mapping[str, str] = getattr(import_module(module), attribute) if module else {}
        return found

    def key_of(self, text: str) -> str | None:
        """The key that people mean by a text; `None` where none of this family can be called so."""
        return family_key(text) if self.may_be_key(text) else None

    def member(self, key: str) -> Setting:
        """The setting of a key."""
        name = f"{self.name}.{key}"
        return Setting(name, self.help, self.kind, Home.PRACTICE, self.built_in.get(key))

    def keys_in(self, names: Iterable[str]) -> list[str]:
        """The keys of the built-in ones, then those of the names of settings that are of this
        family."""
        told = {name.removeprefix(f"{self.name}.") for name in names if family_of(name) is self}
        return [*self.built_in, *sorted(told - set(self.built_in))]


FAMILIES: tuple[SettingFamily, ...] = (
    SettingFamily(
        "labels.sizes",
        "NAME",
        "A size of labels: 57x32, a roll such as 62 mm, margins 3, or a sheet.",
        label_kinds.LABEL_SIZE,
        "semble_cli.patient.labels.sizes:KNOWN_SIZES",
        label_kinds.is_name_of_size,
    ),
    SettingFamily(
        "labels.templates",
        "NAME",
        "What stands on a label: lines with fields of the patient in braces, codes on their own.",
        label_kinds.LABEL_TEMPLATE,
        "semble_cli.patient.labels.templates:KNOWN_TEMPLATES",
        label_kinds.is_name_of_template,
    ),
    SettingFamily(
        "labels.offsets",
        "PRINTER",
        "How far labels are moved for a printer that is off, such as right 1.5, down 2 (mm).",
        label_kinds.LABEL_OFFSET,
    ),
    SettingFamily(
        "letters.templates",
        "NAME",
        "The text of a letter, with fields in double braces: semble letter keep takes it from a"
        " file.",
        letter_kinds.LETTER_TEMPLATE,
        "semble_cli.patient.letters.templates:KNOWN_TEMPLATES",
    ),
)


def family_of(name: str) -> SettingFamily | None:
    """The family that a setting of exactly this name is of."""
    for family in FAMILIES:
        key = name.removeprefix(f"{family.name}.")
        if key != name and family.key_of(key) == key:
            return family
    return None


def find_setting(name: str) -> Setting | None:
    """The setting of exactly this name, alone or of a family; `None` for no setting."""
    if name in BY_NAME:
        return BY_NAME[name]
    family = family_of(name)
    return family.member(name.removeprefix(f"{family.name}.")) if family else None


def known_setting(name: str) -> Setting:
    """The setting of exactly this name, which is one."""
    found = find_setting(name)
    if found is None:
        raise KeyError(name)
    return found


def member_meant(text: str) -> Setting | None:
    """The setting of a family that people mean by a name or a variable, in any case.

    Raises:
        BadUsage: the family is one, and nothing in it can be called so.
    """
    wanted = text.strip().casefold()
    for family in FAMILIES:
        for beginning in (f"{family.name}.", f"{variable_of(family.name).casefold()}_"):
            if wanted.startswith(beginning):
                key = family.key_of(wanted.removeprefix(beginning))
                if key is None:
                    raise _no_key(family)
                return family.member(key)
    return None


def _no_key(family: SettingFamily) -> BadUsage:
    return BadUsage(
        "{family}.{key}: a name here is at most 40 letters without accents, figures and"
        " underscores; that of a size begins with a letter.",
        family=family.name,
        key=family.key,
    )


def variables_of_families(environment: Mapping[str, str]) -> dict[str, str]:
    """What variables set of families, by the names of the settings."""
    found = {}
    for family in FAMILIES:
        beginning = f"{variable_of(family.name)}_"
        for variable, text in environment.items():
            if variable.startswith(beginning):
                key = family.key_of(variable.removeprefix(beginning))
                if key is not None:
                    found[f"{family.name}.{key}"] = text
    return found


def every_setting(names: Iterable[str]) -> list[Setting]:
    """All settings: those that stand alone, the built-in ones of families, and those of families
    that are among some names."""
    told = list(names)
    members = [family.member(key) for family in FAMILIES for key in family.keys_in(told)]
    return [*SETTINGS, *members]


NAMES_ONE_OF: Mapping[str, SettingFamily] = {
    "labels.size": FAMILIES[0],
    "labels.template": FAMILIES[1],
}
"""The settings whose value may be the key of one of a family."""


def key_named_by(setting: Setting, value: str) -> str | None:
    """The key of one of a family that a value of `NAMES_ONE_OF` is; `None` for another value."""
    family = NAMES_ONE_OF.get(setting.name)
    return family.key_of(value) if family else None
