"""The syntax of HL7 v2 messages (HL7 v2.5, chapter 2): delimiters, escapes, encodings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.entries.raw_lines import decoded
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_USUAL = "^~\\&"
EMPTIED = '""'
"""What a sender writes for a value that receivers are to empty (2.5.3.1); a missing one is left."""

_CHARSETS = {
    "8859": "cp1252",
    "8859/1": "cp1252",  # as everybody reads Latin-1: its control characters are in no message
    **{f"8859/{part}": f"iso8859-{part}" for part in range(2, 17) if part != 12},
    "UNICODE": "utf-8",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
}
"""HL7 table 0211, and what else is written for it. A file in UTF-16 is read as a whole before."""

MISNAMED = Sentence("MSH-18 names another encoding, and the text is UTF-8: read as that.")

_SEGMENT = pattern("[A-Z][A-Z0-9]{2}")
_ENDS = re.compile(r"\r\n?|\n")
_SURROGATE = re.compile("[\udc80-\udcff]")


class Delimiters(NamedTuple):
    """What parts fields, components, repetitions and subcomponents, and what begins an escape."""

    field: str
    component: str
    repetition: str
    escape: str
    subcomponent: str


class Hl7Message(NamedTuple):
    """A message: its segments, each as its fields with its name first."""

    segments: tuple[tuple[str, ...], ...]
    marks: Delimiters
    encoding: str
    is_misnamed: bool = False

    def fields(self, name: str) -> Sequence[str]:
        """The fields of the first segment of a name, as they are written; none if it is missing."""
        return next((segment for segment in self.segments if segment[0] == name), (name,))

    def field(self, name: str, number: int) -> str:
        """One field of the first segment of a name, as it is written; MSH counts its delimiter."""
        fields = self.fields(name)
        place = number - 1 if name == "MSH" else number
        return fields[place] if place < len(fields) else ""

    def text(self, name: str, number: int) -> str:
        """The text of a field's first component."""
        return (self.repetitions(name, number) or [FieldValue((), self)])[0].component(1)

    def repetitions(self, name: str, number: int) -> list[FieldValue]:
        """The values of a field that have anything in them."""
        field = self.field(name, number)
        if not field:
            return []
        return [
            FieldValue(tuple(written.split(self.marks.component)), self)
            for written in field.split(self.marks.repetition)
            if written.strip(self.marks.component + self.marks.subcomponent + " ")
        ]


class FieldValue(NamedTuple):
    """One value of a field, in components."""

    components: tuple[str, ...]
    message: Hl7Message

    def component(self, number: int, part: int = 1) -> str:
        """The text of a component, or of a part of one; empty where the sender has emptied it."""
        written = self.components[number - 1] if number <= len(self.components) else ""
        marks = self.message.marks
        parts = written.split(marks.subcomponent)
        text = (
            unescaped(parts[part - 1], marks, self.message.encoding) if part <= len(parts) else ""
        )
        return "" if text == EMPTIED else text.strip()


def read_message(raw: str, marks: Delimiters, found: str) -> Hl7Message:
    """A message of `raw_lines`; *found* is the encoding of its file, where it names none.

    Raises:
        InvalidInput: a line is no segment, it is no text, or its encoding is not known.
    """
    encoding = encoding_of(raw, marks, found)
    segments = tuple(
        tuple(line.split(marks.field)) for line in _ENDS.split(decoded(raw, encoding)) if line
    )
    if not all(_SEGMENT.fullmatch(segment[0]) for segment in segments):
        raise InvalidInput("file", "a line of this message is no segment.")
    is_misnamed = encoding != _named_encoding(raw, marks, found)
    return Hl7Message(segments, marks, encoding, is_misnamed)


def delimiters_of(raw: str) -> Delimiters:
    """The delimiters that a message names in MSH-1 and MSH-2.

    Raises:
        InvalidInput: two are the same, or one is a letter, a digit or no ASCII.
    """
    field = raw[3:4]
    named = raw[4:].split(field, 1)[0][:4] if field else ""
    marks = Delimiters(field, *(named + _USUAL[len(named) :]))
    is_sign = all("!" <= each <= "~" and not each.isalnum() for each in marks)
    if len(set(marks)) < len(marks) or not is_sign:
        raise InvalidInput("file", "the delimiters of this message cannot be used.")
    return marks


def head_field(raw: str, marks: Delimiters, number: int) -> list[str]:
    """The components of a field of MSH, whatever the rest of a message is."""
    fields = _ENDS.split(raw, maxsplit=1)[0].split(marks.field)
    written = fields[number - 1] if number <= len(fields) else ""
    return written.split(marks.repetition)[0].split(marks.component)


def encoding_of(raw: str, marks: Delimiters, found: str) -> str:
    """The encoding of a message: that of MSH-18, else *found*. Where text that is not ASCII is
    UTF-8, it is nothing else, whatever the message names.

    Raises:
        InvalidInput: it names one that is not known.
    """
    named = _named_encoding(raw, marks, found)
    is_utf8 = not raw.isascii() and not _SURROGATE.search(raw)
    return "utf-8" if is_utf8 else named


def _named_encoding(raw: str, marks: Delimiters, found: str) -> str:
    named = head_field(raw, marks, 18)[0].strip().upper()
    if named in ("", "ASCII"):
        return found
    if named.startswith(("UNICODE UTF-16", "UNICODE UTF-32")):
        return "utf-8"  # made so as the file was read: MSH could not be read else
    named = named.removeprefix("ISO").lstrip(" -_").replace("8859-", "8859/")
    if named not in _CHARSETS:
        raise InvalidInput("file", "the encoding in MSH-18 is not known.")
    return _CHARSETS[named]


_ESCAPED = {"F": "field", "S": "component", "T": "subcomponent", "R": "repetition", "E": "escape"}
_LINE_BREAK = pattern(r"\.(?:br|sp)[0-9+]*")
_HEXADECIMAL = pattern(r"X(?:[0-9A-Fa-f]{2})+")


def unescaped(text: str, marks: Delimiters, encoding: str) -> str:
    r"""A text without its escapes: delimiters, bytes (`\Xhh\`), ends of lines (`\.br\`), and marks
    for emphasis, which have no meaning here. What is no escape stays as it is written.

    >>> unescaped(r"a\T\b\X0D\c\H\d\N\ C:\x", Delimiters(*"|^~\\&"), "utf-8")
    'a&b\ncd C:\\x'
    """
    mark = marks.escape
    if mark not in text:
        return text
    before, *rest = text.split(mark)
    pieces = [before]
    while rest:
        meant = _escape(rest[0], marks, encoding) if len(rest) > 1 else None
        if meant is None:
            pieces += [mark, rest.pop(0)]
        else:
            pieces += [meant, rest[1]]
            del rest[:2]
    return "".join(pieces)


def _escape(code: str, marks: Delimiters, encoding: str) -> str | None:
    if code in _ESCAPED:
        return str(getattr(marks, _ESCAPED[code]))
    if code in ("H", "N"):
        return ""
    if _LINE_BREAK.fullmatch(code):
        return "\n"
    if _HEXADECIMAL.fullmatch(code):
        try:
            text = bytes.fromhex(code[1:]).decode(encoding)
        except UnicodeError:
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def escaped(text: str, marks: Delimiters) -> str:
    """A text as a message holds it."""
    mark = marks.escape
    codes = {getattr(marks, name): f"{mark}{code}{mark}" for code, name in _ESCAPED.items()}
    return "".join(codes.get(character, character) for character in text)
