"""What stands on pages, from top to bottom, without a place: headings, paragraphs, named values,
tables, and what is kept together. Texts are plain, a newline begins a line."""

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from semble_cli.errors import Sentence


class FreeText(str):
    """A text that somebody wrote as they pleased: what paper has no letters for is written out as
    its number, `[U+1F600]`, where another text is refused."""

    __slots__ = ()


class Tone(StrEnum):
    """How a text is set."""

    PLAIN = "plain"
    QUIET = "quiet"
    STRONG = "strong"
    ALERT = "alert"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


class Title(NamedTuple):
    """The name of a document, or of whom it is about. Too wide, it shrinks before it is wrapped."""

    text: str
    under: str = ""
    """A quiet line below."""


class Heading(NamedTuple):
    """Never alone at the foot of a page. A minor one stands below others, without a rule."""

    text: str
    minor: bool = False
    note: str = ""
    """What stands quietly at its right end: a day, an author."""


class Paragraph(NamedTuple):
    text: str
    tone: Tone = Tone.PLAIN
    align: Align = Align.LEFT


class Notice(NamedTuple):
    """A box for what must not be missed, or, where it is no alert, for what is to be known. The
    first line is the strongest."""

    text: str
    is_alert: bool = True


class Pair(NamedTuple):
    name: str
    text: str
    tone: Tone = Tone.PLAIN


class Pairs(NamedTuple):
    """Named values, one below the other, the names in a column of their own."""

    pairs: tuple[Pair, ...]


class PageColumn(NamedTuple):
    """A column of a table: as wide as its widest cell, or, with a *share*, as wide as its part of
    what the others leave."""

    name: str
    share: float = 0
    align: Align = Align.LEFT
    tone: Tone = Tone.PLAIN


class Row(NamedTuple):
    """A row; an alert, a quiet or a strong one is set so whatever its columns are."""

    cells: tuple[str, ...]
    tone: Tone = Tone.PLAIN


class Table(NamedTuple):
    """Its head stands again on every page that it reaches; the totals follow its last row, from
    which no page parts them. Without names of columns there is no head."""

    columns: tuple[PageColumn, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()

    def without_empty_columns(self) -> "Table":
        """The same without the columns in which nothing stands, whose room the others have."""
        rows = (*self.rows, *self.totals)
        kept = [at for at in range(len(self.columns)) if any(row.cells[at] for row in rows)]
        return Table(
            tuple(self.columns[at] for at in kept),
            *(
                tuple(row._replace(cells=tuple(row.cells[at] for at in kept)) for row in several)
                for several in (self.rows, self.totals)
            ),
        )


class TextSpan(NamedTuple):
    """A text in a paragraph, and how it is set."""

    text: str
    bold: bool = False
    italic: bool = False


class Prose(NamedTuple):
    """A paragraph whose texts are set in several ways; a newline begins a line. As an item of a
    list it has a marker, at a depth of 1 or more; further paragraphs of an item have none."""

    spans: tuple[TextSpan, ...]
    marker: str = ""
    depth: int = 0


class Rule(NamedTuple):
    """A line across."""


class AddressWindow(NamedTuple):
    """Lines that have a height and no more, as those behind the window of an envelope: they shrink
    until they have room."""

    text: str
    height: float


class PagePlace(NamedTuple):
    """Parts at a place of a page: where their upper left corner is, from that of the page, and how
    wide they are, in mm."""

    x: float
    y: float
    width: float
    parts: tuple["Part", ...]


class Placed(NamedTuple):
    """What stands at places of the first page, of which it is the first part; what follows begins
    below all of them, so many mm from the top of the page at least. Folds are marked at the edge,
    so many mm from the top."""

    until: float
    places: tuple[PagePlace, ...]
    folds: tuple[float, ...] = ()


class Space(NamedTuple):
    """White, in mm; none at the top of a page."""

    height: float


class Together(NamedTuple):
    """What stands on one page, where one page has room for it."""

    parts: tuple["Part", ...]


class Beside(NamedTuple):
    """Two columns of text, as a letterhead and an address are; no page parts them. *share* is the
    left one's part of the width."""

    left: tuple["Part", ...]
    right: tuple["Part", ...]
    share: float = 0.5


Part: TypeAlias = (
    Title
    | Heading
    | Paragraph
    | Prose
    | Rule
    | Notice
    | Pairs
    | Table
    | Space
    | Together
    | Beside
    | AddressWindow
    | Placed
)


class PageDocument(NamedTuple):
    """A document, which begins on a page 1 of its own.

    `head` stands at the top of its pages, from page `head_from` on (2 where a letterhead has the
    first), its end at the right; `foot` at their foot, beside the number of the page and of all.
    `about` says whose it is in the sentence that refuses it.
    """

    about: Sentence
    head: str
    foot: str
    parts: tuple[Part, ...]
    head_end: str = ""
    head_from: int = 1
