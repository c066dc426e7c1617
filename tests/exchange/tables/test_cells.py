"""Where the cells of a row stand in its text, and rows whose quotes have spaces around them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.exchange.tables.cells import ends_in_quotes, loosely_quoted, spans
from semble_cli.exchange.tables.table_file import TableFile


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", [""]),
        (";", ["", ""]),
        ("a;b", ["a", "b"]),
        ('"a;b";c', ['"a;b"', "c"]),
        ('a;"b ""c"";" ; d', ["a", '"b ""c"";" ', " d"]),
        ('"a;b', ['"a', "b"]),
        ('"a"b;c', ['"a"b', "c"]),
        ('TV 55";c', ['TV 55"', "c"]),
    ],
)
def test_cells_stand_between_delimiters_that_are_in_no_quotes(text: str, cells: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, ";")] == cells


@given(st.lists(st.text('aé;" \n', max_size=5), min_size=1, max_size=5), st.sampled_from(";,\t|"))
def test_a_row_that_is_written_by_the_rules_is_read_by_them(
    cells: list[str], delimiter: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="", quoting=csv.QUOTE_ALL).writerow(cells)
    assert loosely_quoted(out.getvalue(), delimiter) == cells
    assert len(spans(out.getvalue(), delimiter)) == len(cells)
    assert not ends_in_quotes(out.getvalue(), delimiter)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"a" ;"b" ; "c"', ["a", "b", "c"]),
        ('"a; ""x"" " ;b ', ['a; "x" ', "b "]),
        ('"a" b;c', None),
        ('"a;b', None),
    ],
)
def test_spaces_around_quotes_are_of_no_cell(text: str, cells: list[str] | None) -> None:
    assert loosely_quoted(text, ";") == cells


WIDE = ";".join(f'"{name}" ' for name in ("Nom", "Prénom", "Né(e) le", "Sexe", "Ville", "Tél"))


@pytest.mark.parametrize(
    "row",
    [
        '"ADRUN" ;"Zoé" ;"31/12/1975" ;"F" ;"Lyon; 3e" ;"0639980001"',
        '"ADRUN";"Zoé" ;31/12/1975;"F";"Lyon; 3e";"0639980001" ',
        '"ADRUN" ; "Zoé" ; "31/12/1975"; F;"Lyon; 3e"; 0639980001',
    ],
)
def test_spaces_between_a_closing_quote_and_the_delimiter_reject_no_row(row: str) -> None:
    file = TableFile(io.BytesIO(f"{WIDE}\n{row}\n{row}\n".encode()))
    assert file.header == ("Nom", "Prénom", "Né(e) le", "Sexe", "Ville", "Tél")
    found = list(file.rows())
    assert [record.problem for record in found] == [None, None]
    assert [record.number for record in found] == [2, 3]
    cells = [cell.strip() for cell in found[0].raw]
    assert cells == ["ADRUN", "Zoé", "31/12/1975", "F", "Lyon; 3e", "0639980001"]


def test_a_cell_of_several_lines_may_have_them_too() -> None:
    row = '"ADRUN" ;"Zoé\nMarie" ;"31/12/1975" ;"F" ;"Lyon" ;"x"'
    file = TableFile(io.BytesIO(f"{WIDE}\n{row}\n{row}\n".encode()))
    assert [(row.number, row.raw[1], row.problem) for row in file.rows()] == [
        (2, "Zoé\nMarie", None),
        (4, "Zoé\nMarie", None),
    ]


def test_rows_between_two_quotes_are_not_made_one_by_mending() -> None:
    opening = '"ADRUN" ;Zoé;31/12/1975;F;Lyon;"55'
    closing = 'CORSE;Anthony;02/03/1980;M;Nice;55"'
    good = "NESSI;Michelangelo;07/08/2010;M;Sens;x"
    file = TableFile(io.BytesIO(f"{WIDE}\n{opening}\n{good}\n{closing}\n{good}\n".encode()))
    found = [(record.number, bool(record.problem)) for record in file.rows()]
    assert found == [(2, True), (3, False), (4, False), (5, False)]


def test_a_quote_that_is_not_closed_is_not_mended() -> None:
    good = '"ADRUN" ;"Zoé" ;"31/12/1975" ;"F" ;"Lyon" ;"x"'
    bad = '"ADRUN" ;"Zoé ;"31/12/1975" ;"F" ;"Lyon" ;"x"'
    file = TableFile(io.BytesIO(f"{WIDE}\n{bad}\n{good}\n{bad}\n{good}\n".encode()))
    found = [(record.number, bool(record.problem)) for record in file.rows()]
    assert found == [(2, True), (3, False), (4, True), (5, False)]
