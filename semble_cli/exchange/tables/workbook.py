"""The sheets of a workbook as rows of texts: XLSX, XLS, XLSB and ODS."""

from __future__ import annotations

import datetime
import io
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from semble_cli.errors import InvalidInput, Sentence, listed
from semble_cli.exchange.record import Record
from semble_cli.exchange.tables.header_row import beginning_of
from semble_cli.exchange.tables.unreadable import is_unreadable
from semble_cli.exchange.unpacking import LARGEST_PACKED
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from semble_cli.exchange.tables.header_row import Beginning


class Sheet(NamedTuple):
    """A sheet that is not empty: its name, and its rows; `None` for a hidden one, which is not
    read."""

    name: str
    rows: Iterator[Record] | None


def open_sheets(stream: BinaryIO, *, with_times: bool = False) -> list[Sheet]:
    """The sheets of a workbook in their order. Cells that are moments are read as days, unless
    *with_times*.

    Raises:
        InvalidInput: it is damaged, encrypted, or another file of an office program.
    """
    # Loaded for workbooks only.
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    read = partial(_text, with_times=with_times)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(stream.read(LARGEST_PACKED)))
        sheets = []
        for each in book.sheets_metadata:
            if each.typ is SheetTypeEnum.WorkSheet:
                cells = book.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
                is_shown = each.visible is SheetVisibleEnum.Visible
                if any(map(any, cells)):
                    sheets.append(Sheet(each.name, _rows(cells, read) if is_shown else None))
    except PasswordError:
        raise InvalidInput(
            "file", "the workbook is encrypted; save it without encryption."
        ) from None
    except CalamineError:
        raise InvalidInput("file", "the workbook is damaged, or is none that is known.") from None
    return sheets


def joined_sheets(
    sheets: Sequence[Sheet], named: Collection[str], line: int | None, said: list[Sentence]
) -> Beginning:
    """The table of a workbook: that of the first sheet whose columns are known, and those of the
    sheets with the same header; their lines are counted on. What becomes of each sheet is *said*.

    Raises:
        InvalidInput: nothing stands in any of them, or not on the *line* that is told.
    """
    tables: list[tuple[str, Beginning]] = []
    others: list[str] = []
    problem = InvalidInput("file", "it is empty; its first line names the columns.")
    for sheet in sheets:
        try:
            if sheet.rows:
                tables.append((sheet.name, beginning_of(sheet.rows, named, line)))
        except InvalidInput as refused:
            problem = refused
            others.append(sheet.name)
    if not tables:
        raise problem
    name, first = next((table for table in tables if table[1].known > 1), tables[0])
    wanted = _folded(first)
    alike = [table for table in tables if _folded(table[1]) == wanted]
    others += [other for other, table in tables if _folded(table) != wanted]
    if others:
        said.append(
            Sentence(
                "Of the sheets, {name} is read; not read, for their header is another: {others}.",
                name=name,
                others=", ".join(others),
            )
        )
    if hidden := [sheet.name for sheet in sheets if sheet.rows is None]:
        said.append(Sentence("Hidden sheets, not read: {names}.", names=", ".join(hidden)))
    if len(alike) == 1:
        return first
    rows, begins = _one_after_another(alike)
    said.append(Sentence("Sheets with the same header: {sheets}.", sheets=listed(begins)))
    return first._replace(rows=iter(rows))


def _folded(table: Beginning) -> list[str]:
    """The names of the columns of a table, whose case, accents and signs do not count."""
    return list(map(fold, table.header))


def _one_after_another(
    tables: Sequence[tuple[str, Beginning]],
) -> tuple[list[Record], list[Sentence]]:
    """The rows of some sheets, each counted on from the one before; and where each begins."""
    rows: list[Record] = []
    begins = []
    for name, table in tables:
        before = rows[-1].number if rows else 0
        begins.append(Sentence("{name} from line {line}", name=name, line=before + 1))
        rows += [row._replace(number=before + row.number) for row in table.rows]
    return rows, begins


def _rows(rows: list[list[Any]], read: Callable[[Any], str]) -> Iterator[Record]:
    for number, cells in enumerate(rows, start=1):
        texts = [read(cell) for cell in cells]
        if any(texts):
            yield Record(number, texts, is_unreadable=is_unreadable(texts))


def _text(cell: Any, *, with_times: bool = False) -> str:
    """A cell as somebody would have typed it: days in ISO form, whole numbers without a point. A
    moment is its day alone, unless it is to be read *with_times*."""
    if isinstance(cell, datetime.datetime):
        is_moment = with_times and cell.time() != datetime.time()
        return cell.isoformat() if is_moment else cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
