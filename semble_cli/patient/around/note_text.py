"""A note of a consultation as a text: sections under their keywords in brackets.

    title: Suivi
    [Motif]
    Toux depuis trois jours
    [Allergie #12]
    Pénicilline
    severity: severe

Lines that begin with `#` are left out. A backslash before a bracket or a `#` at the beginning of a
line has it taken as it is. The number behind a keyword is that of the allergy that the section is
about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.patient.around.allergy_reading import (
    GivenAllergy,
    allergy_text,
    labelled,
    read_allergy_text,
)
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.document_description import TITLE
from semble_cli.patient.choices.of_records import KEYWORDS
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.texts import parse_line, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

_LONGEST_KEYWORD = 40
_HEADER = pattern(r"\[\s*([^\]#]*?)\s*(?:#\s*([0-9]{1,9})\s*)?\]\s*")
HEADING = Choices({"title": ("heading", "titre", "title")})
"""What people call the title of a note, which stands above its sections."""


class GivenSection(NamedTuple):
    """A section as somebody gives it, checked: a text, or an allergy."""

    keyword: str
    body: str | None = None
    allergy: GivenAllergy | None = None


class GivenNote(NamedTuple):
    """A note as somebody gives it, checked."""

    title: str | None
    sections: tuple[GivenSection, ...]


def read_keyword(text: str, own: Sequence[str]) -> str:
    """The keyword that a text means: one that every practice has, or one of its *own*.

    Raises:
        InvalidInput: it is none, with those there are.
    """
    if meant := KEYWORDS.meanings(text):
        return meant[0].value
    for name in own:
        if fold(name) == fold(text):
            return name
    raise InvalidInput(
        "keyword",
        "it is one of: {known}; semble consultation keyword add adds others.",
        known=", ".join(dict.fromkeys((*Keyword, *own))),
    )


def parse_new_keyword(text: str) -> str:
    """A keyword of a practice's own.

    Raises:
        InvalidInput: every practice has it, or it cannot stand before a section.
    """
    name = parse_line("keyword", text, _LONGEST_KEYWORD)
    if not fold(name) or any(sign in name for sign in "[]=#"):
        raise InvalidInput("keyword", "it holds letters, and neither brackets nor = or #.")
    if KEYWORDS.meanings(name):
        raise InvalidInput("keyword", "every practice has this keyword already.")
    return name


def read_section(text: str, own: Sequence[str], today: date) -> GivenSection:
    """A section written `KEYWORD=TEXT`; one without a text has no body.

    Raises:
        InvalidInput, InvalidRecord: it is none.
    """
    keyword, equals, body = text.partition("=")
    if not equals:
        raise InvalidInput("section", "write it as KEYWORD=TEXT, such as Motif=Toux.")
    return section_of(read_keyword(keyword, own), body, today)


def section_of(keyword: str, text: str, today: date, allergy_id: int | None = None) -> GivenSection:
    """A section of a keyword, from its text.

    Raises:
        InvalidInput, InvalidRecord: the text cannot be taken.
    """
    body = parse_text("section", text)
    if not body:
        return GivenSection(keyword)
    if keyword == Keyword.ALLERGY:
        return GivenSection(keyword, None, read_allergy_text(body, today, allergy_id))
    return GivenSection(keyword, body)


def read_note(text: str, own: Sequence[str], today: date) -> GivenNote:
    """A note from its text; sections without a text are left out.

    Raises:
        InvalidInput, InvalidRecord: what cannot be taken, with the line it begins on.
    """
    title = None
    sections = []
    parts = _parts(text)
    for line in next(parts).lines:
        name, value = labelled(HEADING, line)
        if name:
            title = parse_line(TITLE, value) or None
        elif line.strip():
            raise InvalidInput(
                "section", "a text stands before the first [keyword]; put one there."
            )
    for part in parts:
        try:
            keyword = read_keyword(part.keyword, own)
            given = section_of(keyword, "\n".join(part.lines), today, part.allergy_id)
        except (InvalidInput, InvalidRecord) as error:
            raise _on_line(error, part.number) from None
        if given.body or given.allergy:
            sections.append(given)
    return GivenNote(title, required(sections))


def required(sections: Sequence[GivenSection]) -> tuple[GivenSection, ...]:
    """Sections that make a note.

    Raises:
        InvalidInput: there is none.
    """
    if not sections:
        raise InvalidInput("section", "a consultation needs one section at least.")
    return tuple(sections)


def note_text(note: GivenNote, label: Callable[[str], str]) -> str:
    """The text of a note, as `read_note` reads it; *label* as for `allergy_text`."""
    lines = [f"{label('title')}: {note.title or ''}"]
    for section in note.sections:
        number = f" #{section.allergy.id}" if section.allergy and section.allergy.id else ""
        lines += ["", f"[{section.keyword}{number}]"]
        body = allergy_text(section.allergy, label) if section.allergy else section.body or ""
        lines += map(_escaped, body.splitlines())
    return "\n".join((*lines, ""))


class _Part(NamedTuple):
    """What stands under a keyword, and the number of the keyword's line."""

    keyword: str
    allergy_id: int | None
    number: int
    lines: list[str]


def _parts(text: str) -> Iterator[_Part]:
    """The text part by part; the first stands before all keywords."""
    part = _Part("", None, 0, [])
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        if header := _HEADER.fullmatch(line):
            yield part
            part = _Part(header[1], int(header[2]) if header[2] else None, number, [])
        else:
            part.lines.append(_unescaped(line))
    yield part


def _is_taken_otherwise(line: str) -> bool:
    return line.lstrip("\\").startswith(("[", "#"))


def _escaped(line: str) -> str:
    return f"\\{line}" if _is_taken_otherwise(line) else line


def _unescaped(line: str) -> str:
    return line[1:] if line.startswith("\\") and _is_taken_otherwise(line) else line


def _on_line(error: InvalidInput | InvalidRecord, number: int) -> InvalidRecord:
    problems = error.problems if isinstance(error, InvalidRecord) else (error,)
    return InvalidRecord(
        tuple(
            InvalidInput(each.field, "line {line}: {problem}", line=number, problem=each.sentence)
            for each in problems
        )
    )
