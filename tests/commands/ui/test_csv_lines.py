"""Lines of CSV and TSV: what is written reads back, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.commands.ui.csv_lines import lines_of
from semble_cli.identity.cells.formulas import rearmed

TEXTS = st.text(st.sampled_from("a é,;\"\n\t=+-@＝'0\xa0"), max_size=5)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), max_size=6)
)


def disarmed(cell: str) -> str:
    is_amount = re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell)
    return f"'{cell}" if re.match("'*[-=+@＝\t\r]", cell) and not is_amount else cell


@given(TABLES)
def test_csv_reads_back_but_for_what_begins_like_a_formula(
    table: list[list[str]],
) -> None:
    written = lines_of(list(zip(*table, strict=True)), ",")
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [[disarmed(cell) for cell in row] for row in table]


@given(TABLES)
def test_csv_is_what_the_csv_module_writes(table: list[list[str]]) -> None:
    wanted = io.StringIO()
    csv.writer(wanted, lineterminator="\n").writerows(
        [[disarmed(cell) for cell in row] for row in table]
    )
    assert lines_of(list(zip(*table, strict=True)), ",") == wanted.getvalue()


@given(TABLES)
def test_tsv_has_one_line_for_each_row_and_one_tab_between_cells(table: list[list[str]]) -> None:
    written = lines_of(list(zip(*table, strict=True)), "\t")
    assert written.count("\n") == len(table)
    for line, row in zip(written.splitlines(), table, strict=True):
        assert line.split("\t") == [quoted(disarmed(on_one_line(cell))) for cell in row]


@given(TABLES.filter(lambda table: all(map(any, table))))
def test_tsv_reads_back_as_what_stands_on_one_line(table: list[list[str]]) -> None:
    written = lines_of(list(zip(*table, strict=True)), "\t")
    read = list(csv.reader(io.StringIO(written, newline=""), delimiter="\t"))
    wanted = [[disarmed(on_one_line(cell)) for cell in row] for row in table]
    assert read == [row if len(row) > 1 or row[0] else [] for row in wanted]


def on_one_line(cell: str) -> str:
    return " ".join(cell.split()) if "\t" in cell or "\n" in cell else cell


def test_tsv_keeps_spaces_that_do_not_break_and_no_end_of_a_line() -> None:
    texts = ("12\u202f000\xa0€", "a\u2028b", "a\x85b", "a\x1cb", "a \r\n b", "a\tb", "fin\n")
    wanted = ["12\u202f000\xa0€", *["a b"] * 5, "fin"]
    assert lines_of([texts], "\t").split("\n") == [*wanted, ""]


def quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if cell.startswith('"') else cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-", "'-"),
        ("+33 6", "'+33 6"),
        ("@x", "'@x"),
        ("=1,2", '"\'=1,2"'),
        ("'=1", "''=1"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("1=1", "1=1"),
        ("a\n=1", '"a\n=1"'),
        ('l"A"', '"l""A"""'),
        ("a\rb", "a\ufffdb"),
        ("a\x1b[31m\u202e", "a\ufffd[31m\ufffd"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\t=1", "'\t=1"),
        ("", '""'),
    ],
)
def test_a_cell_alone_on_its_line(cell: str, written: str) -> None:
    assert lines_of([[cell]], ",") == f"{written}\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1", "'=1"),
        ("a\tb\nc\xa0d", "a b c d"),
        ("a\x1b[31m\u202e\x9b", "a\ufffd[31m\ufffd\ufffd"),
        ("", ""),
        ('"Chez" Zoé', '"""Chez"" Zoé"'),
        ('"=1+1"', '"""=1+1"""'),
        ('l"A"', 'l"A"'),
        ('\t"a"', '"""a"""'),
    ],
)
def test_a_cell_of_tsv_alone_on_its_line(cell: str, written: str) -> None:
    assert lines_of([[cell]], "\t") == f"{written}\n"


def test_one_cell_among_many_is_disarmed() -> None:
    assert lines_of([["a", "=1", "b"]], "\t") == "a\n'=1\nb\n"
    assert lines_of([["a", "b", "=1"]], ",") == "a\nb\n'=1\n"


@given(TEXTS)
def test_what_a_cell_means_is_what_was_written(cell: str) -> None:
    assert rearmed(disarmed(cell)) == cell


def test_no_lines_are_no_text() -> None:
    assert lines_of([], ",") == lines_of([[], []], ",") == lines_of([[]], "\t") == ""
