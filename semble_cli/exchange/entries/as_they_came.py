"""Cards and messages as they came: how rejected ones are known again."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from semble_cli.exchange.entries.raw_lines import raw_lines
from semble_cli.exchange.hl7 import records as hl7
from semble_cli.exchange.hl7.messages import split_messages
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.exchange.vcard import records as vcard
from semble_cli.exchange.vcard.syntax import split_cards
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class EntryAsItCame(NamedTuple):
    """A card or a message: the line it begins on, its text without the reasons why it was rejected
    and without its last ends of lines, and whether it bears such reasons."""

    number: int
    text: str
    has_reasons: bool


def entries_as_they_came(source: BinaryIO, kind: str, encoding: str) -> Iterator[EntryAsItCame]:
    """The cards or messages of a source, from where it is.

    Raises:
        InvalidInput: it cannot be read as such.
    """
    lines = raw_lines(Unpacked(source).stream, encoding)
    found: Iterator[tuple[int, str]]
    if kind == vcard.VCARD:
        found = ((number, "".join(card)) for number, card in split_cards(lines))
        without = vcard.without_reasons
    else:
        found, without = split_messages(lines), hl7.without_reasons
    for number, raw in found:
        text = "".join(without(_LINE.findall(raw)))
        yield EntryAsItCame(number, text.rstrip("\r\n"), text != raw)
