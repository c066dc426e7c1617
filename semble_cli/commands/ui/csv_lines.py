"""Lines with a sign between the cells: CSV (RFC 4180) and TSV.

They are written column by column: most columns need nothing done, which one look at the whole
column tells, five times as quick as a look at every cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.safe_text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Texts = Sequence[str]

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def lines_of(columns: Sequence[Texts], sign: str) -> str:
    """Some lines, given column by column; *sign* is a comma (CSV) or a tab (TSV)."""
    clean = _csv_column if sign == "," else _tsv_column
    lines: Iterable[str] = map(sign.join, zip(*map(clean, columns), strict=True))
    if len(columns) == 1 and sign == ",":
        lines = (line or '""' for line in lines)  # an empty line would be no line
    return "".join([f"{line}\n" for line in lines])


def _csv_column(texts: Texts) -> Texts:
    together = "\n".join(texts)
    if any(sign in together and f"\n{sign}" in f"\n{together}" for sign in _FORMULA_SIGNS):
        texts = list(map(_unarmed, texts))
    if "," in together or '"' in together or "\r" in together or together.count("\n") >= len(texts):
        return list(map(_quoted, texts))
    return texts


def _unarmed(text: str) -> str:
    # A spreadsheet runs a cell that begins like a formula (OWASP, CSV injection).
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _quoted(text: str) -> str:
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text


def _tsv_column(texts: Texts) -> Texts:
    return texts if "".join(texts).isprintable() else list(map(_tsv_cell, texts))


def _tsv_cell(text: str) -> str:
    return safe(" ".join(text.split())) if not text.isprintable() else text
