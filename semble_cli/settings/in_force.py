"""Which value of a setting wins, over which others, and what is wrong with it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.settings.setting import Home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.settings.reading import Settings
    from semble_cli.settings.setting import Setting


class SettingOrigin(StrEnum):
    """Where a value comes from; each goes before those that follow."""

    FLAG = "flag"
    VARIABLE = "variable"
    FILE = "file"
    PRACTICE = "practice"
    UNREAD = "unread"
    """The practice's settings could not be read: what holds is not known."""
    DEFAULT = "default"


class Layer(NamedTuple):
    """What one place says of a setting."""

    origin: SettingOrigin
    text: str


class InForce(NamedTuple):
    """A setting and what is said of it, the layer that wins first; where none says anything, the
    default holds."""

    setting: Setting
    layers: tuple[Layer, ...] = ()

    @property
    def origin(self) -> SettingOrigin:
        return self.layers[0].origin if self.layers else SettingOrigin.DEFAULT

    @property
    def value(self) -> str | None:
        """What holds; `None` where it is no value, or one that cannot be taken."""
        if self.origin is SettingOrigin.UNREAD or self.problem:
            return None
        text = self.layers[0].text if self.layers else ""
        return self.setting.kind.read(self.setting.name, text) if text else self.setting.default

    @property
    def problem(self) -> Sentence | None:
        """Why what wins cannot be taken."""
        text = self.layers[0].text if self.layers else ""
        try:
            if text:
                self.setting.kind.read(self.setting.name, text)
        except InvalidInput as problem:
            return problem.sentence
        return None


def in_force(
    setting: Setting,
    settings: Settings,
    flags: Mapping[str, str],
    practice: Mapping[str, str] | None,
) -> InForce:
    """How a setting stands, *flags* being those of the command line, and *practice* what the
    register has, or `None` where it could not be read."""
    told = [
        (SettingOrigin.FLAG, flags),
        (SettingOrigin.VARIABLE, settings.variables),
        (SettingOrigin.FILE, settings.in_file),
    ]
    layers = [Layer(origin, texts[setting.name]) for origin, texts in told if setting.name in texts]
    if setting.home is Home.PRACTICE:
        if practice is None:
            layers.append(Layer(SettingOrigin.UNREAD, ""))
        elif setting.name in practice:
            layers.append(Layer(SettingOrigin.PRACTICE, practice[setting.name]))
    return InForce(setting, tuple(layers))
