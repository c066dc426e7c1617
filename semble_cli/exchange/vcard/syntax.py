"""The syntax of vCards: 4.0 (RFC 6350) and 3.0 (RFC 2426), and the 2.1 of older phones."""

from __future__ import annotations

import quopri
import re
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.entries.raw_lines import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Properties = Mapping[str, list["Property"]]

_VERSIONS = ("2.1", "3.0", "4.0")
_LONGEST = 75
"""Bytes of a line, after which it is folded (RFC 6350, 3.2)."""
_MOST = 64 << 20
"""Characters of a card, with all its photographs."""


class Property(NamedTuple):
    """One line of a card: its name and those of its parameters in capitals. What belongs together
    has one *group*: `item1.TEL`, `item1.X-ABLabel`."""

    name: str
    parameters: dict[str, str]
    value: str
    group: str = ""

    @property
    def parts(self) -> list[str]:
        """The value's components, as they were before they were written."""
        if "\\" not in self.value:
            return self.value.split(";")
        parts = [""]
        for piece in re.findall(r"\\.|[^\\]|\\", self.value, re.DOTALL):
            if piece == ";":
                parts.append("")
            else:
                parts[-1] += piece
        return list(map(unescaped, parts))

    @property
    def text(self) -> str:
        return unescaped(self.value)

    @property
    def types(self) -> list[str]:
        """What its TYPE parameters say, in small letters."""
        return [word.strip() for word in self.parameters.get("TYPE", "").lower().split(",")]


def split_cards(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of each card, with the number of the first. What stands between cards comes by
    itself, line by line, and a card without its end is as long as it is: `is_whole` tells.

    Raises:
        InvalidInput: a card is larger than any is.
    """
    card: list[str] = []
    size = first = 0
    for number, line in enumerate(lines, start=1):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            if card:
                yield first, card
            card, first, size = [], number, 0
        elif not card:
            if word:
                yield number, [line]
            continue
        card.append(line)
        size += len(line)
        if size > _MOST:
            raise InvalidInput("file", "the card on line {line} has no end.", line=first)
        if word == "END:VCARD":
            yield first, card
            card = []
    if card:
        yield first, card


def is_whole(card: list[str]) -> bool:
    """Whether the lines are those of a card from its beginning to its end."""
    words = (card[0].strip().upper(), card[-1].strip().upper())
    return words == ("BEGIN:VCARD", "END:VCARD")


def read_card(card: list[str], encoding: str) -> dict[str, list[Property]]:
    """The properties of a whole card, given as `raw_lines`, by their names.

    Raises:
        InvalidInput: a line is no property or no text, or the version is another.
    """
    version = next((line for line in card if line.upper().startswith("VERSION:")), "")
    of: dict[str, list[Property]] = {}
    for line in _unfolded(card[1:-1], is_old=version.strip().endswith(":2.1")):
        each = _property(line, encoding)
        of.setdefault(each.name, []).append(each)
    if first_text(of, "VERSION") not in _VERSIONS:
        raise InvalidInput("file", "only vCards of version 2.1, 3.0 or 4.0 are read.")
    return of


def first_text(of: Properties, name: str) -> str | None:
    """The text of the first property of a name, `None` for nothing."""
    return of[name][0].text.strip() or None if name in of else None


def first_parts(of: Properties, name: str, count: int) -> list[str | None]:
    """So many components of the first property of a name."""
    return parts_of(of[name][0], count) if name in of else [None] * count


def parts_of(each: Property, count: int) -> list[str | None]:
    """So many components of a property, `None` for those without anything in them."""
    parts = [part.strip() or None for part in each.parts]
    return [*parts, *([None] * count)][:count]


def escaped(text: str) -> str:
    """A text as a value holds it."""
    for plain, written in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def unescaped(text: str) -> str:
    """The text that a value holds."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def joined(*parts: str | None) -> str:
    """Components as a value holds them."""
    return ";".join(escaped(part or "") for part in parts)


def folded(line: str) -> Iterator[str]:
    """A line in pieces that are short enough, none of which parts a character."""
    piece, size = "", 0
    for character in line:
        size += len(character.encode())
        if size > _LONGEST:
            yield f"{piece}\r\n"
            piece, size = " ", 1 + len(character.encode())
        piece += character
    yield f"{piece}\r\n"


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED = re.compile(r"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_CHARSET = re.compile(r'[^:]*;CHARSET="?([A-Za-z0-9_.:-]+?)"?[;:]', re.IGNORECASE)


def _unfolded(lines: Iterable[str], *, is_old: bool) -> Iterator[str]:
    """The lines as they were before they were folded. In 2.1, the space that a fold begins with is
    one of the text, and quoted-printable has folds of its own."""
    whole = ""
    for line in lines:
        text = line.rstrip("\r\n")
        if whole.endswith("=") and _QUOTED.match(whole):
            whole = whole[:-1] + text
        elif whole and text[:1] in (" ", "\t"):
            whole += text if is_old else text[1:]
        else:
            if whole.strip():
                yield whole
            whole = text
    if whole.strip():
        yield whole


_PARAMETER = re.compile(
    r';([A-Za-z0-9-]+)(?:[ \t]*=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*))?(?=[;:])'
)
_HEAD = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)")
_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT")


def _property(raw: str, encoding: str) -> Property:
    charset = found[1] if (found := _CHARSET.match(raw)) else encoding
    is_quoted = bool(_QUOTED.match(raw))
    line = decoded(raw, encoding if is_quoted else _known(charset, encoding))
    head = _HEAD.match(line)
    place = head.end() if head else 0
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(line, place):
        name, value = found[1].upper(), found[2]
        if value is None:  # 2.1 leaves the names of these two out
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE"), found[1]
        value = value.replace('"', "").strip()
        parameters[name] = f"{parameters[name]},{value}" if name in parameters else value
        place = found.end()
    if head is None or line[place : place + 1] != ":":
        raise InvalidInput("file", "it is no file of whole vCards.")
    value = line[place + 1 :]
    if is_quoted:
        value = _unquoted(value, _known(charset, encoding))
    return Property(head[2].upper(), parameters, value, head[1] or "")


def _known(charset: str, encoding: str) -> str:
    try:
        b" ".decode(charset)
    except (LookupError, ValueError):
        return encoding
    return charset


_SIGNS = {b"=3B": b"\\;", b"=2C": b"\\,", b"=5C": b"\\\\", b"=0D=0A": b"\\n", b"=0A": b"\\n"}


def _unquoted(value: str, charset: str) -> str:
    """A value in quoted-printable, with what stands for itself there escaped as elsewhere.

    Raises:
        InvalidInput: it is no text.
    """
    try:
        written = value.encode(charset)
    except UnicodeError:
        raise InvalidInput("file", "it is no text in {encoding}.", encoding=charset) from None
    signs = re.compile(b"=3B|=2C|=5C|=0D=0A|=0A", re.IGNORECASE)
    written = signs.sub(lambda found: _SIGNS[found[0].upper()], written)
    return decoded(quopri.decodestring(written).decode("utf-8", "surrogateescape"), charset)
