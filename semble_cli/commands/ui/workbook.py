"""Results as a workbook: the only user of xlsxwriter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.safe_text import safe
from semble_cli.identity.cells.formulas import disarmed
from semble_cli.identity.cells.nothing_words import is_for_nothing
from semble_cli.patient.document import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_AS_TEXT = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
"""Cells are texts: a postal code keeps its zero, and nothing is run as a formula."""

_WIDE = 24
"""The width of the columns of a form, in characters."""

_MOST_ROWS = 1_048_575


def write_workbook(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], header: Sequence[str]
) -> bool:
    """Write records as the one sheet of a workbook; whether all of them found room."""
    import shutil
    from tempfile import TemporaryFile

    import xlsxwriter

    with TemporaryFile() as whole:  # one that fails in the middle cannot be closed
        if not _fill(xlsxwriter.Workbook(whole, _AS_TEXT), records, columns, header):
            return False
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)
    return True


def write_sheets(sheets: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Write a workbook to be filled in: the lines of each sheet, by its name. Every cell is a text,
    whatever is typed there: a code keeps its zeros."""
    import io

    import xlsxwriter

    whole = io.BytesIO()
    with xlsxwriter.Workbook(
        whole, {"in_memory": True, **_AS_TEXT, "constant_memory": False}
    ) as book:
        as_text, heading = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(lines[0]) - 1, _WIDE, as_text)
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    sheet.write_string(number, place, cell, as_text if number else heading)
    sys.stdout.buffer.write(whole.getvalue())


def _fill(
    workbook: Any,
    records: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    header: Sequence[str],
) -> bool:
    with workbook as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, record in enumerate(records, start=1):
            if number > _MOST_ROWS:
                return False
            line = [cell for name in columns for cell in cells(name, record[name]).values()]
            for place, cell in enumerate(line):
                if cell:
                    # Cells are texts, and need no disarming; but each must read back.
                    is_kept = cell[0] == "'" or is_for_nothing(cell)
                    own = disarmed(cell) if is_kept else cell
                    sheet.write_string(number, place, safe(own))
    return True
