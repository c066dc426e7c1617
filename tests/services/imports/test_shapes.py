"""Tables as programs and spreadsheets leave them: each file of `tests/exchange/shapes` comes into
the register as the same three people, with what was made good or left out said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.imports.importing_commands import everybody, imported

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

SHAPES = Path(__file__).parents[2] / "exchange" / "shapes"

ADRUN = ("ADRUN", "Zoé", "1975-12-31", "F", "63220", "0639980001", "01400")
CORSE = ("CORSE", "Anthony", "1980-03-02", "M", "2A004", "0199000001", "20000")
NESSI = ("NESSI", "Michelangelo", "2010-08-07", "M", "63220", "", "63220")

TEXTS = {
    "names_its_delimiter": (),
    "titles_and_comments": ("The table begins on line 5: what stands above is not taken.",),
    "band_above_the_header": ("The table begins on line 2",),
    "totals_below": ("3 × a line of totals, or a remark, is no patient: left out.",),
    "blanks_and_end_of_file": ("1 × a line of blanks is no patient: left out.",),
    "end_of_file_in_the_last_cell": (),
    "trailing_delimiters": (),
    "trailing_delimiters_of_rows": (),
    "last_cell_missing": ("3 × a line has one cell less than the first: its last one is empty.",),
    "spaces_before_quotes": (),
    "lines_quoted_whole": (),
}
"""The files, and what is said of each."""


def register(semble: Semble) -> list[tuple[Any, ...]]:
    """Whom the register has, as far as the files tell."""
    return [
        (
            *(patient[key] for key in ("birth_name", "first_given_name", "birth_date", "sex")),
            patient["birth_place_code"],
            "; ".join(phone["number"] for phone in patient["phones"]),
            patient["address"]["postal_code"],
        )
        for patient in everybody(semble)
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_a_table_in_a_text_is_found_and_read(semble: Semble, name: str) -> None:
    report = imported(semble, SHAPES / f"{name}.csv")
    assert register(semble) == [ADRUN, CORSE, NESSI]
    assert report["rejected"] == 0
    assert report["read"] == report["created"] + report["skipped"]
    for said in TEXTS[name]:
        assert said in report["said"]


def test_a_stray_quote_costs_its_row_and_no_other(semble: Semble, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    report = imported(semble, SHAPES / "stray_quotes.csv", "--rejects", rejects)
    assert register(semble) == [ADRUN, CORSE, NESSI]
    assert report["rejected"] == 2
    for line in (4, 5):
        assert f"Line {line}: file: a quote in this line is not closed" in report["said"]
    assert 'NIKO;"""Jean";01/01/1990;M' in rejects.read_text("cp1252")


def test_columns_of_one_name_are_joined_where_the_field_takes_several(semble: Semble) -> None:
    report = imported(semble, SHAPES / "same_name_twice.csv")
    assert register(semble)[0][-2] == "0639980001; 0639980002"
    assert "Tél #6 → phones (0639980001)" in report["said"]
    assert "Tél #7 → phones (0639980002)" in report["said"]


def test_zeros_that_a_spreadsheet_took_are_put_back_and_said(semble: Semble) -> None:
    report = imported(semble, SHAPES / "zeros_lost.csv")
    restored = (*ADRUN[:4], "01004", *ADRUN[5:])
    assert register(semble) == [restored, CORSE, NESSI]
    for field, rows in (("birth place", 1), ("phones", 2), ("postal code", 1)):
        said = f"{rows} × {field}: what a spreadsheet had made of a number was taken back."
        assert said in report["said"]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_sheets_of_a_workbook_with_one_header_are_one_table(semble: Semble, kind: str) -> None:
    report = imported(semble, SHAPES / f"sheets.{kind}")
    assert register(semble) == [ADRUN, CORSE, NESSI]
    assert (report["created"], report["skipped"], report["rejected"]) == (3, 1, 0)
    for said in (
        f"Read as: {kind}.",
        "The table begins on line 3: what stands above is not taken.",
        "Of the sheets, Centre is read; not read, for their header is another: Lisez-moi, Médecins",
        "Hidden sheets, not read: Archive.",
        "Sheets with the same header: Centre from line 1, Nord from line 6.",
    ):
        assert said in report["said"]
