"""A workbook holds texts: nothing in it is run, followed or taken for a number."""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING

from semble_cli.commands.ui.workbook import write_workbook

if TYPE_CHECKING:
    import pytest

CELLS = ("=1+1", "{=1+1}", "00700", "https://example.org", "a\x1b[31m\u202e\x9b", "D’Œuvré")


def test_every_cell_and_every_heading_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", out)
    names = [f"field_{number}" for number in range(len(CELLS))]
    record = dict(zip(names, CELLS, strict=True))
    assert write_workbook([record], names, CELLS)
    monkeypatch.undo()
    with zipfile.ZipFile(out.buffer) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<v>" not in sheet
    assert sheet.count('t="inlineStr"') == 2 * len(CELLS)
    for text in ("=1+1", "00700", "https://example.org", "D’Œuvré"):
        assert sheet.count(f">{text}<") == 2
    assert "a\ufffd[31m\ufffd\ufffd" in sheet
