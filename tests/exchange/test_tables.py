"""Tables as practices write them: encodings, delimiters, packings, workbooks, and their defects."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange import unpacking
from semble_cli.exchange.cells.date_columns import NOT_OF_FORM
from semble_cli.exchange.detecting import detect
from semble_cli.exchange.mapping import Reading, read_map, template
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.record import Record
from semble_cli.exchange.tables import table_file
from semble_cli.exchange.tables.table_file import TableFile

TEXT = "Nom;Prénom;Né(e) le\nLefèvre;Zoé;31/12/1975\nŒuvré;Élodie;01/02/1980\n"
CELLS = [["Lefèvre", "Zoé", "31/12/1975"], ["Œuvré", "Élodie", "01/02/1980"]]


def table(content: bytes, **options: Any) -> tuple[tuple[str, ...], list[list[str]]]:
    file = TableFile(io.BytesIO(content), **options)
    return file.header, [list(row.raw) for row in file.rows()]


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, days)
                else:
                    sheet.write(number, place, cell)
    return out.getvalue()


def test_sheets_whose_names_of_columns_differ_in_case_and_accents_alone_are_one_table() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in {
            "A": (["Nom", "Prénom", "Né(e) le"], CELLS[0]),
            "B": (["NOM", "prenom ", "Né(e) le"], CELLS[1]),
            "C": (["Nom", "Prénom", "Décédé(e) le"], CELLS[1]),
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    assert table(out.getvalue())[1] == CELLS


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac_roman"]
)
def test_the_encoding_is_found_out(encoding: str) -> None:
    header, rows = table(TEXT.encode(encoding))
    assert header == ("Nom", "Prénom", "Né(e) le")
    assert rows == CELLS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    content = TEXT.replace(";", delimiter).encode()
    assert detect(content, "utf-8").delimiter == delimiter
    assert table(content)[1] == CELLS


def test_what_is_told_wins_over_what_is_found() -> None:
    assert table(b"a|b;c\nd|e;f\n", delimiter=";")[0] == ("a|b", "c")
    assert table("Nom\nLef\u00e8vre\n".encode("latin-1"), encoding="latin-1")[1] == [["Lefèvre"]]
    with pytest.raises(InvalidInput, match="not known"):
        table(b"a\nb\n", encoding="klingon")


@pytest.mark.parametrize("pack", ["plain", "gzip", "zip"])
def test_packed_files_are_unpacked(pack: str) -> None:
    content = TEXT.encode()
    if pack == "gzip":
        content = gzip.compress(content)
    elif pack == "zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("export.csv", content)
        content = out.getvalue()
    file = TableFile(io.BytesIO(content))
    assert [list(row.raw) for row in file.rows()] == CELLS
    assert file.digest() == hashlib.sha256(content).hexdigest()


def test_a_bomb_an_archive_of_many_and_a_cut_off_one_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "_SPARED", 1000)
    bomb = gzip.compress(b"a" * 5_000_000)
    with pytest.raises(InvalidInput, match="200 times its size"):
        table(bomb)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"a" * 5_000_000)
    with pytest.raises(InvalidInput, match="200 times its size"):
        table(out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", "a")
        archive.writestr("b.csv", "b")
    with pytest.raises(InvalidInput, match="several files"):
        table(out.getvalue())
    with pytest.raises(InvalidInput, match="cut off"):
        table(gzip.compress(TEXT.encode() * 50)[:-30])


def test_a_workbook_gives_days_numbers_and_texts_as_somebody_would_type_them() -> None:
    content = workbook(
        [
            ["Nom", "Naissance", "CP", "Montant", "Formule"],
            ["ADRUN", date(1975, 12, 31), 63000, 1.5, "=1+1"],
            ["CORSE", "02/03/1980", "02000", True, ""],
        ]
    )
    header, rows = table(content)
    assert header == ("Nom", "Naissance", "CP", "Montant", "Formule")
    assert rows[0][:4] == ["ADRUN", "1975-12-31", "63000", "1.5"]
    assert rows[1][:4] == ["CORSE", "02/03/1980", "02000", "true"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\n\n", "it is empty"),
        (b";;;\n", "it is empty"),
        (b"a;" * 1001 + b"b\n", "more than 1000 columns"),
        (b"a\n" + b"b" * (1 << 20), "has more than"),
        (b"\x00\x01" * 40, "no text and no workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        table(content)
    assert caught.value.field == "file"


def test_one_bad_row_does_not_hold_back_the_others() -> None:
    content = "Nom;Ville\nLefèvre;Lyon\n".encode() + b"Dupr\xe9;Nice\nseul\nCorse;Paris\n"
    rows = list(TableFile(io.BytesIO(content), encoding="utf-8").rows())
    assert [row.number for row in rows] == [2, 3, 4, 5]
    assert [bool(row.problem) for row in rows] == [False, False, True, False]
    assert [row.is_unreadable for row in rows] == [False, True, False, False]
    assert "1 cells, the first line has 2" in str(rows[2].problem)


def test_rows_have_the_number_of_their_first_line() -> None:
    file = TableFile(io.BytesIO(b'a,b\r\n"x\ny",1\r\n\r\nz,2\r\n'))
    first, second = file.rows()
    assert first == Record(2, ["x\ny", "1"], text='"x\ny",1\r\n')
    assert second == Record(5, ["z", "2"], text="z,2\r\n")


def placed(header: list[str], row: list[str], toml: str = "", **reading: object) -> dict[str, str]:
    given_map = read_map(io.BytesIO(toml.encode())) if toml else None
    return Placement(header, given_map, Reading(**reading)).given(row)  # type: ignore[arg-type]


def test_a_name_beside_a_birth_name_is_the_used_name() -> None:
    assert placed(["Nom"], ["ADRUN"]) == {"birth_name": "ADRUN"}
    both = ["Nom", "Nom de naissance"]
    assert placed(both, ["DURAND", "ADRUN"]) == {"birth_name": "ADRUN", "used_name": "DURAND"}
    assert placed(both, ["ADRUN", "ADRUN"]) == {"birth_name": "ADRUN"}
    assert placed(both, ["ADRUN", ""]) == {"birth_name": "ADRUN"}


def test_it_is_told_which_name_a_column_that_is_just_name_is() -> None:
    assert Placement(["Nom"], None, Reading()).columns.placed == {"Nom": "birth_name"}
    both = Placement(["Nom", "Nom de naissance"], None, Reading()).columns.placed
    assert both == {"Nom": "used_name", "Nom de naissance": "birth_name"}


def test_several_columns_fill_one_field() -> None:
    given_fields = placed(
        ["Tél", "Portable", "Adresse", "Adresse 2", "_IPP"],
        ["0199000001", "0639980001", "1 rue", "Bât. B", "P7"],
    )
    assert given_fields == {
        "phones": "0199000001; mobile:0639980001",
        "address_lines": "1 rue\nBât. B",
        "numbers": "dossier=P7",
    }


def test_a_map_places_translates_splits_and_leaves_out() -> None:
    toml = """
    [columns]
    "Patient" = { split = " ", fields = ["birth_name", "first_given_name"] }
    "Civ" = { field = "sex", values = { "Mme" = "F", "M." = "M" } }
    "Dossier" = "numbers:Ancien logiciel"
    "Nom" = ""
    [constants]
    country = "France"
    """
    header = ["Patient", "Civ", "Dossier", "Nom"]
    assert placed(header, ["ADRUN Zoé Marie", "Mme", "7", "x"], toml) == {
        "birth_name": "ADRUN",
        "first_given_name": "Zoé Marie",
        "sex": "F",
        "numbers": "Ancien logiciel=7",
        "country": "France",
    }


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[columns", "no TOML"),
        ('[columns]\n"A" = "shoe"', "no field shoe"),
        ('[columns]\n"A" = 3', "a column is given a field"),
        ('[columns]\n"A" = { split = " " }', "a column is given a field"),
        ('[constants]\nshoe = "x"', "no field shoe"),
    ],
)
def test_a_map_that_is_none_is_refused(toml: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_map(io.BytesIO(toml.encode()))


def test_a_template_is_a_map_that_places_what_is_recognised() -> None:
    header = ["Nom", 'Le "vrai" \\ nom', "Portable"]
    given_map = read_map(io.BytesIO(template(header).encode()))
    assert list(given_map.columns) == header
    assert given_map.columns["Portable"] is not None
    assert given_map.columns['Le "vrai" \\ nom'] is None


def test_dates_and_words_for_nothing_are_read_as_told() -> None:
    header = ["Né(e) le", "Ville"]
    assert placed(
        header, ["12/31/1975", "N/A"], date_form="MM/DD/YYYY", nothing=frozenset({"N/A"})
    ) == {"birth_date": "1975-12-31"}
    assert placed(header, ["31/12/1975", "x"], date_form="MM/DD/YYYY")["birth_date"] == "1975-31-12"
    assert placed(header, ["1975", "x"], date_form="MM/DD/YYYY")["birth_date"] == NOT_OF_FORM


def test_a_cell_that_our_lists_kept_from_being_a_formula_is_read_back() -> None:
    assert placed(["Ville"], ["'=1+1"]) == {"city": "=1+1"}
    assert placed(["Ville"], ["'s Hertogenbosch"]) == {"city": "'s Hertogenbosch"}


@given(st.binary(max_size=3000))
@settings(max_examples=200)
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    try:
        header, _ = table(content)
    except InvalidInput as refused:
        header = (refused.field,)
    assert all(isinstance(name, str) for name in header)
    assert len(header) <= table_file.MOST_COLUMNS
