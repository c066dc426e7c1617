"""Symbols: square, of the modules that they should have, and drawn as what they are."""

from __future__ import annotations

import re

import pytest

from semble_cli.paper.datamatrix import Symbol, encoded
from tests.paper.people import INS_TEXT


@pytest.mark.parametrize(("text", "modules"), [(INS_TEXT, 36), ("SEMBLE:1042", 16), ("A", 10)])
def test_a_symbol_is_square_with_its_finder(text: str, modules: int) -> None:
    symbol = encoded(text)
    assert symbol.modules == modules
    assert {len(row) for row in symbol.rows} == {modules}
    assert all(symbol.rows[-1])
    assert all(row[0] for row in symbol.rows)
    assert [bool(each) for each in symbol.rows[0]] == [True, False] * (modules // 2)


def test_a_run_of_dark_modules_is_one_rectangle() -> None:
    symbol = Symbol((b"\x01\x01\x00\x01", b"\x00\x00\x00\x00", b"\x00\x01\x01\x01"))
    assert symbol.path == "0 0 2 1 re 3 0 1 1 re 1 2 3 1 re"


def test_the_path_draws_every_dark_module_and_no_other() -> None:
    symbol = encoded(INS_TEXT)
    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re", symbol.path)
        for step in range(int(width))
    }
    dark = {(x, y) for y, row in enumerate(symbol.rows) for x, each in enumerate(row) if each}
    assert drawn == dark
