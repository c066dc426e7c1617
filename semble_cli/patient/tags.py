"""The practice's tags as values: their names, what makes two names one, their colours."""

from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.patient.texts import parse_line

_COLOR = pattern(r"#[0-9a-fA-F]{6}")
_LONGEST = 40

FIRST_TAGS = ("Sorti", "Archivé", "Inactif")
"""The tags by which practices begin to manage their files."""


class Tag(NamedTuple):
    """A tag, its colour (`#rrggbb` or `None`), and how many patients bear it."""

    id: int
    name: str
    color: str | None
    patients: int


def tag_key(name: str) -> str:
    """What two names of one tag have in common."""
    return fold(name) or name.casefold()


def tag_name(text: str) -> str:
    """The name of a tag as people typed it.

    Raises:
        InvalidInput: nothing, a semicolon, or more than 40 characters.
    """
    name = parse_line("tag", text)
    if not name or ";" in name or len(name) > _LONGEST:
        raise InvalidInput(
            "tag", "a tag has 1 to {longest} characters, and no semicolon.", longest=_LONGEST
        )
    return name


def tag_color(text: str | None) -> str | None:
    """A colour as people typed it, in small letters; `None` for none.

    Raises:
        InvalidInput: it is no colour such as #3366cc.
    """
    if text is not None and not _COLOR.fullmatch(text):
        raise InvalidInput("color", "write a colour such as #3366cc.")
    return text and text.lower()
