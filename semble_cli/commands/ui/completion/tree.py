"""The forms of the command line as completion reads it (`command_tree.py`)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class ValueKind(StrEnum):
    """What a value is: `completers.py` has for each where its candidates come from."""

    FREE = "free"
    """Text that nobody knows before it is typed: nothing is completed."""
    CHOICE = "choice"
    BEGINNING = "beginning"
    """The word goes on behind it: `mobile:`."""
    LIST = "list"
    """Words with commas between them."""
    FIELDS = "fields"
    """As a list, of fields of the patient document."""
    PATIENT = "patient"
    EXACT = "exact"
    """A patient who is told by the id alone."""
    PRESENT = "present"
    ARCHIVED = "archived"
    FORMER = "former"
    CONTACT = "contact"
    TAG = "tag"
    PLACE = "place"
    LANGUAGE = "language"
    BATCH = "batch"
    LOGIN = "login"
    SETTING = "setting"
    SETTING_VALUE = "setting_value"
    """What the setting takes that was named before."""
    LABEL_SIZE = "label_size"
    LABEL_TEMPLATE = "label_template"
    LABEL_OFFSET = "label_offset"
    LETTER_TEMPLATE = "letter_template"
    PRINTER = "printer"
    FILE = "file"
    DIRECTORY = "directory"


class KnownValue(NamedTuple):
    """What an argument or an option takes: its kind, and the words it may be, each with the message
    that explains it."""

    kind: ValueKind
    words: tuple[tuple[str, str], ...] = ()
    several: bool = False


class KnownOption(NamedTuple):
    """An option: all its names, its help, and what it takes; a switch takes nothing."""

    names: tuple[str, ...]
    help: str
    value: KnownValue | None = None


class KnownCommand(NamedTuple):
    """A command or a group: its members with their help, its arguments, its options."""

    members: Mapping[str, str]
    arguments: tuple[KnownValue, ...]
    options: tuple[KnownOption, ...]
