"""Results as a workbook: the only user of xlsxwriter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.safe_text import safe
from semble_cli.identity.formulas import disarmed
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
                    # Cells are texts, and need no disarming; an apostrophe must read back as one.
                    own = disarmed(cell) if cell[0] == "'" else cell
                    sheet.write_string(number, place, safe(own))
    return True
