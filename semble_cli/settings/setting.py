"""What a setting is, and what a secret is that no setting holds."""

from enum import StrEnum
from typing import NamedTuple

from semble_cli.errors import Sentence
from semble_cli.settings import kinds
from semble_cli.settings.kinds import SettingKind


class Home(StrEnum):
    """Where `semble config set` puts a setting."""

    USER = "user"
    """The user's file: what is of this machine or this person."""
    PRACTICE = "practice"
    """The register: what is the same for everybody; a user's file or variable goes before it."""


class Setting(NamedTuple):
    """One setting: its name in the user's file, what it does, what it takes, and where it belongs.
    Where no value is the default, `otherwise` says what holds without one."""

    name: str
    help: str
    kind: SettingKind = kinds.LINE
    home: Home = Home.USER
    default: str | None = None
    otherwise: str = "none"

    @property
    def variable(self) -> str:
        """The variable that sets it for one command or one session."""
        return variable_of(self.name)


def variable_of(name: str) -> str:
    """The variable of a setting, or of a secret.

    >>> variable_of("teleservices.adri")
    'SEMBLE_TELESERVICES_ADRI'
    """
    return f"SEMBLE_{name.upper().replace('.', '_')}"


class Secret(NamedTuple):
    """What no file and no option holds: its name, what it is, and where it may come from."""

    name: str
    help: str
    way: Sentence

    @property
    def variable(self) -> str:
        return variable_of(self.name)
