"""Templates of letters: a subject, and a text in a small part of Markdown with fields in double
braces.

| written | is |
|---|---|
| `Objet : ...` or `Subject: ...`, the first line | the subject |
| an empty line | the end of a paragraph; the end of a line is one in the letter, too |
| `# ...`, `## ...` | headings |
| `- ...`, `1. ...` | items of lists, indented ones below them |
| `**...**`, `*...*` | bold, italic |
| `---` | a rule |
| `{{patient.name}}` | a field, as `patient.letters.fields` has them |
| a backslash before one of these signs | the sign itself |

Nothing else is markup: no links, no HTML, no tables. A template is taken apart before anything of a
patient is put into it, so that no name is ever read as markup or as a field. A plain text has
fields and paragraphs alone.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern
from semble_cli.patient.letters.fields import read_field
from semble_cli.patient.texts import parse_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_SUBJECT = pattern(r"(?i)(?:objet|subject)\s*:[ \t]*(.*)")
_OPENS, _CLOSES = "{{", "}}"
_RULES = ("heading", "list", "hr", "emphasis", "escape", "newline")
_PLAIN_RULES = ("newline",)
_BULLET = "•"


class BlockKind(StrEnum):
    """What a block of a letter is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    MINOR_HEADING = "minor_heading"
    ITEM = "item"
    RULE = "rule"


class LetterSpan(NamedTuple):
    """A text, or a field as it is written, of which nothing is known yet; and how it is set."""

    text: str
    field: str | None = None
    bold: bool = False
    italic: bool = False


class LetterBlock(NamedTuple):
    """A block: an item of a list has a marker, its further paragraphs none; its depth is 1 or
    more."""

    kind: BlockKind
    spans: tuple[LetterSpan, ...] = ()
    marker: str = ""
    depth: int = 0


class LetterTemplate(NamedTuple):
    """A template, taken apart."""

    subject: tuple[LetterSpan, ...]
    blocks: tuple[LetterBlock, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that it names, in their order."""
        return tuple(self.written)

    @property
    def written(self) -> dict[str, str]:
        """How each field is written in it, by the field's name."""
        spans = (*self.subject, *(span for block in self.blocks for span in block.spans))
        return {span.field: span.text for span in spans if span.field is not None}

    def filled(self, values: Mapping[str, str]) -> LetterTemplate:
        """The same with texts in the place of fields."""
        blocks = (
            block._replace(spans=tuple(_filled(block.spans, values))) for block in self.blocks
        )
        return LetterTemplate(tuple(_filled(self.subject, values)), tuple(blocks))

    @property
    def subject_text(self) -> str:
        """The subject on one line."""
        return " ".join("".join(span.text for span in self.subject).split())


def letter_template_text(field: str, text: str) -> str:
    """A template as it is kept, in lines.

    Raises:
        InvalidInput: as `patient.texts.parse_lines`.
    """
    return parse_lines(field, text.replace("\\n", "\n") if "\n" not in text else text)


def parse_letter_template(field: str, text: str, *, is_plain: bool = False) -> LetterTemplate:
    """A template as people write it.

    Args:
        field: what is told where it cannot be taken.
        is_plain: whether nothing but fields is markup.

    Raises:
        InvalidInput: it says nothing below its subject, or its braces name no field.
    """
    lines = letter_template_text(field, text).split("\n")
    subject = _SUBJECT.fullmatch(lines[0])
    reader = _reader(_PLAIN_RULES if is_plain else _RULES)
    blocks = tuple(_blocks(reader.parse("\n".join(lines[1:] if subject else lines))))
    if not any(block.spans for block in blocks):
        raise InvalidInput(field, "it is empty; write what the letter says.")
    spans = subject_spans(subject[1].strip(), is_plain=is_plain) if subject else ()
    return LetterTemplate(spans, blocks)


def subject_spans(text: str, *, is_plain: bool = False) -> tuple[LetterSpan, ...]:
    """A subject as people write it; bold and italic say nothing in it.

    Raises:
        InvalidInput: its braces name no field.
    """
    reader = _reader(_PLAIN_RULES if is_plain else ("emphasis", "escape"))
    tokens = [each for inline in reader.parseInline(text) for each in inline.children or []]
    return tuple(LetterSpan(span.text, span.field) for span in _spans(tokens))


def _reader(rules: Iterable[str]) -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("zero").enable(list(rules))
    reader.inline.ruler.before("text", "field", _take_field)
    return reader


def _take_field(state: StateInline, silent: bool) -> bool:
    """The rule of fields: it comes before all others, so that no sign in a field is markup."""
    if not state.src.startswith(_OPENS, state.pos):
        return False
    end = state.src.find(_CLOSES, state.pos)
    if end < 0:
        raise InvalidInput("template", "a field is begun with {opens} and not ended.", opens=_OPENS)
    if not silent:
        token = state.push("field", "", 0)
        token.content = state.src[state.pos + len(_OPENS) : end].strip()
        token.info = read_field(token.content)
    state.pos = end + len(_CLOSES)
    return True


def _blocks(tokens: Iterable[Token]) -> Iterator[LetterBlock]:
    numbers: list[int | None] = []  # of the lists that are open: the next number, or none
    marker = ""
    kind = BlockKind.PARAGRAPH
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                number = numbers[-1]
                marker = _BULLET if number is None else f"{number}."
                numbers[-1] = None if number is None else number + 1
            case "heading_open":
                kind = BlockKind.HEADING if token.tag == "h1" else BlockKind.MINOR_HEADING
            case "paragraph_open":
                kind = BlockKind.ITEM if numbers else BlockKind.PARAGRAPH
            case "inline":
                yield LetterBlock(kind, tuple(_spans(token.children or [])), marker, len(numbers))
                marker = ""
            case "hr":
                yield LetterBlock(BlockKind.RULE, depth=len(numbers))


def _spans(tokens: Iterable[Token]) -> Iterator[LetterSpan]:
    bold = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak" | "hardbreak":
                yield LetterSpan("\n", None, bool(bold), bool(italic))
            case "field":
                written = f"{_OPENS}{token.content}{_CLOSES}"
                yield LetterSpan(written, token.info, bool(bold), bool(italic))
            case _ if token.content:
                yield LetterSpan(token.content, None, bool(bold), bool(italic))


def _filled(spans: Iterable[LetterSpan], values: Mapping[str, str]) -> Iterator[LetterSpan]:
    for span in spans:
        yield span if span.field is None else span._replace(text=values[span.field], field=None)
