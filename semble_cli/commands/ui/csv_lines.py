"""Lines with a delimiter between the cells: CSV (RFC 4180) and TSV. No spreadsheet runs a cell.

A cell of TSV stands as it is, but for one that begins with `"`, which readers of TSV take for a
quoted one: it is quoted as in CSV. A line of TSV is one record: ends of lines and tabs are spaces,
and in patients' texts of several lines they are escaped.

They are written column by column: most columns need nothing done, which one look at the whole
column tells, five times as quick as a look at every cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.safe_text import safe
from semble_cli.identity.cells.formulas import STARTS, disarmed
from semble_cli.identity.cells.line_escapes import OF_SEVERAL_LINES, escaped_line
from semble_cli.identity.cells.nothing_words import SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Texts = Sequence[str]

_STARTS = (*STARTS, "'")
"""What begins a cell that may have to be disarmed."""
_LATER_STARTS = tuple(f"\n{start}" for start in _STARTS)
"""The same, of a cell after others, each on a line."""


def lines_of(columns: Sequence[Texts], delimiter: str, names: Sequence[str] = ()) -> str:
    """Some lines, given column by column; *delimiter* is a comma (CSV) or a tab (TSV). With the
    *names* of the columns, texts of several lines stand escaped on one line of TSV."""
    if names and delimiter == "\t":
        columns = list(map(_on_one_line, names, columns))
    clean = _csv_column if delimiter == "," else _tsv_column
    lines: Iterable[str] = map(delimiter.join, zip(*map(clean, columns), strict=True))
    if len(columns) == 1 and delimiter == ",":
        lines = (line or '""' for line in lines)  # an empty line would be no line
    return "".join([f"{line}\n" for line in lines])


def _csv_column(texts: Texts) -> Texts:
    texts = _harmless(texts)
    together = "\n".join(texts)
    if "," in together or '"' in together or together.count("\n") >= len(texts):
        return list(map(_quoted, texts))
    return texts


def _quoted(text: str) -> str:
    if "," in text or '"' in text or "\n" in text:
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text


def _tsv_column(texts: Texts) -> Texts:
    if not "".join(texts).isprintable():
        texts = [text if _is_one_line(text) else " ".join(text.split()) for text in texts]
    texts = _harmless(texts)
    if '"' in "".join(texts):
        return [_quoted(text) if text.startswith('"') else text for text in texts]
    return texts


def _is_one_line(text: str) -> bool:
    """Whether a text has no tab and no end of a line of any kind; spaces that do not break stay."""
    return text.isprintable() or ("\t" not in text and text.splitlines() == [text])


def _on_one_line(name: str, texts: Texts) -> Texts:
    """A column of TSV, its name given: of texts of several lines nothing is lost."""
    return list(map(escaped_line, texts)) if name in OF_SEVERAL_LINES else texts


def _harmless(texts: Texts) -> Texts:
    """The texts, which neither drive a terminal nor run in a spreadsheet, and are something."""
    if not "".join(texts).isprintable():
        texts = list(map(safe, texts))
    together = "\n".join(texts)
    if (
        together.startswith(_STARTS)
        or ("\n" in together and any(start in together for start in _LATER_STARTS))
        or not SPELLINGS.isdisjoint(texts)
    ):
        texts = list(map(disarmed, texts))
    return texts
