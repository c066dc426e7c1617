"""Where a table begins and ends, and what a spreadsheet did to its numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from semble_cli.errors import InvalidInput
from semble_cli.exchange.detecting import detect
from semble_cli.exchange.tables.no_patients import BLANK, HEADER_AGAIN, TOTALS, no_patient
from semble_cli.exchange.tables.spreadsheet import BEHEADED, SHORTENED, Restoring
from semble_cli.exchange.tables.table_file import LAST_CELL_MISSING, TableFile

if TYPE_CHECKING:
    from semble_cli.exchange.record import Texts

ROW = "ADRUN;Zoé;31/12/1975;F;63220\n"
HEADER = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance\n"


def header_of(text: str, **options: int) -> tuple[str, ...]:
    return TableFile(io.BytesIO(text.encode()), **options).header  # type: ignore[arg-type]


def workbook(*sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(
    "above",
    [
        "",
        "\n\nListe des patients\n",
        "Patients de Mme X, M. Y, Dr Z\nÉdité le;02/03/2024\n",
        "# Nom des patients\n",
        "Identité;Identité;Naissance;Identité;Naissance\n",
        'Liste dite "des patients"\n"sans fin\n',
        "sep=;\nListe\n",
    ],
)
def test_the_names_of_columns_are_found_below_whatever_stands_above(above: str) -> None:
    assert header_of(f"{above}{HEADER}{ROW}") == tuple(HEADER.strip().split(";"))


def test_lines_within_cells_do_not_hide_what_stands_between_the_cells() -> None:
    named = ("birth_name", "first_given_name", "birth_date", "comments")
    note = "\n".join(["mobile; home; work"] * 17)
    row = f'ADRUN,Zoé,1975-12-31,"{note}"\n'
    assert header_of(",".join(named) + "\n" + row * 20) == named
    stray = 'Taille ("),x\n' + ",".join(named) + "\nADRUN,Zoé,1975-12-31,a; b\n" * 40
    assert header_of(stray) == named


def test_names_that_nobody_knows_are_found_by_a_map_or_by_their_number() -> None:
    text = "Export du logiciel\nA;B;C\n1;2;3\n"
    assert header_of(text) == ("A", "B", "C")
    file = TableFile(io.BytesIO(b"x;y;z\nA;B;C\n1;2;3\n"), named=("A", "B"))
    assert file.header == ("A", "B", "C")
    assert "The table begins on line 2" in str(file.said[0])


def test_the_line_that_is_told_wins() -> None:
    assert header_of(f"{HEADER}x;y;z;a;b\n{ROW}", header_line=2) == ("x", "y", "z", "a", "b")
    with pytest.raises(InvalidInput, match="nothing stands on line 2"):
        header_of(f"{HEADER}\n{ROW}", header_line=2)
    with pytest.raises(InvalidInput, match="nothing stands on line 9"):
        header_of(f"{HEADER}{ROW}", header_line=9)


def test_the_first_of_two_headers_and_a_header_alone_are_the_header() -> None:
    file = TableFile(io.BytesIO(f"{HEADER}{ROW}{HEADER}{ROW}".encode()))
    assert len(list(file.rows())) == 3
    assert header_of(HEADER) == tuple(HEADER.strip().split(";"))
    assert header_of("Nom\nADRUN\n") == ("Nom",)


def test_a_late_cell_below_a_trailing_delimiter_is_not_dropped_without_a_word() -> None:
    text = HEADER.replace("\n", ";\n") + ROW.replace("\n", ";\n") * 50 + ROW.replace("\n", ";x\n")
    *_, last = TableFile(io.BytesIO(text.encode())).rows()
    assert "has 6 cells, the first line has 5" in str(last.problem)


def test_a_last_cell_may_be_missing_and_no_other() -> None:
    text = f"{HEADER}ADRUN;Zoé;31/12/1975;F\nADRUN;Zoé;31/12/1975\n"
    short, shorter = TableFile(io.BytesIO(text.encode())).rows()
    assert (short.raw[-1], short.note, short.problem) == ("", LAST_CELL_MISSING, None)
    assert "has 3 cells" in str(shorter.problem)


@pytest.mark.parametrize("bad", ['"ADRUN', 'ADRUN;"Zoé";"x"y', 'ADRUN;"Zoé;1/1/1975;F;63220'])
def test_a_quote_that_is_not_closed_costs_one_line(bad: str) -> None:
    text = f"{HEADER}{ROW}{bad}\n{ROW * 3}"
    rows = list(TableFile(io.BytesIO(text.encode())).rows())
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    assert [bool(row.problem) for row in rows] == [False, True, False, False, False]


def test_two_quotes_in_two_rows_do_not_make_one_row_of_all_between() -> None:
    bad = 'CORSE;Anthony;02/03/1980;M;"2A004\n'
    closing = 'CORSE;Anthony;02/03/1980;M;TV 55"\n'
    rows = list(TableFile(io.BytesIO(f"{HEADER}{bad}{ROW}{closing}{ROW}".encode())).rows())
    assert [bool(row.problem) for row in rows] == [True, False, False, False]


def test_lines_within_a_cell_stay_in_it() -> None:
    text = f'{HEADER}ADRUN;"Zoé\nMarie; Anne;";31/12/1975;F;63220\n{ROW}'
    rows = list(TableFile(io.BytesIO(text.encode())).rows())
    assert [(row.number, row.raw[1]) for row in rows] == [(2, "Zoé\nMarie; Anne;"), (4, "Zoé")]


def test_how_a_text_is_written_is_told_from_what_it_says() -> None:
    spaced = detect(b'"a", "b, c", "d"\n"1", "2", "3"\n', "utf-8")
    assert (spaced.delimiter, spaced.is_spaced, spaced.is_wrapped) == (",", True, False)
    assert not detect(b'a,b\n"x, ""y""",", "\n', "utf-8").is_spaced
    assert detect(b'"a,b,c"\n"1,""x, y"",3"\n', "utf-8").is_wrapped
    assert not detect(b'"a";"b";"c"\n"1";"";"3"\n', "utf-8").is_wrapped
    assert not detect(b'"DUPONT, Marie"\n"MARTIN, Jean"\n', "utf-8").is_wrapped
    assert detect(b"SEP=|\na;b;c|d\n", "utf-8").delimiter == "|"
    assert detect(b"sep=,\na;b;c\nd;e;f,g\nh;i;j\n", "utf-8").delimiter == ";"
    assert detect(b"sep=,\na;b;c\nd;e;f\n", "utf-8", ",").delimiter == ","


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["Total", "", "12"], TOTALS),
        (["Sous-total", "1 234,50 €"], TOTALS),
        (["", "Nombre de patients : 12", ""], TOTALS),
        (["# fin"], TOTALS),
        (["", "\u00a0", " "], BLANK),
        (["12 patients"], TOTALS),
        (["(3 lignes affectées)"], TOTALS),
        (["*** FIN DU FICHIER ***"], TOTALS),
        (["Page 1/2"], TOTALS),
        (["", "Édité le 01/02/2024"], TOTALS),
        (["------", "------", "--+--"], BLANK),
        (["\x1a\0\0"], BLANK),
        ([";", ""], None),
        (["Page", "Zoé", "31/12/1975"], None),
        (["Édité le 01/02/2024", "Zoé"], None),
        (["12 PATIENTE", ""], None),
        (["TOTAL", "Zoé", "31/12/1975"], None),
        (["Total", "31/12/1975"], None),
        (["TOTALI", "12"], None),
        (["#4", "ADRUN"], None),
        (["12", ""], None),
    ],
)
def test_totals_are_no_patients_and_patients_are_no_totals(cells: list[str], said: object) -> None:
    assert no_patient(cells) == said


@pytest.mark.parametrize(
    ("cells", "is_again"),
    [
        (["Nom", "Prénom", "Né le", ""], True),
        (["NOM ", "PRENOM", "NÉ LE", ""], True),
        (["\ufeffNom", "Prénom", "Né le"], True),
        (["Nom", "Prénom", "", ""], False),
        (["Nom", "Zoé", "Né le", ""], False),
        (["Nom", "Prénom", "Né le", "x"], False),
    ],
)
def test_the_header_may_stand_in_a_table_again(cells: list[str], *, is_again: bool) -> None:
    header = ["Nom", "Prénom", "Né le", ""]
    assert (no_patient(cells, header) == HEADER_AGAIN) is is_again
    assert no_patient(["Nom"], ["Nom"]) is None


@pytest.mark.parametrize(
    ("field", "cell", "restored"),
    [
        ("phones", "639981234", "0639981234"),
        ("phones", "639981234.0", "0639981234"),
        ("phones", "0639981234", "0639981234"),
        ("phones", "06.39.98.00.01", "06.39.98.00.01"),
        ("phones", "25 12 34", "25 12 34"),
        ("birth_place", "1004", "01004"),
        ("birth_place", "Lyon", "Lyon"),
        ("birth_place_code", "9999", "9999"),
        ("birth_place_code", "75056.0", "75056"),
        ("nir", "2.75126322074974E+14", "275126322074974"),
        ("nir", "2.75E+14", SHORTENED),
        ("member_number", "1,2E+09", SHORTENED),
        ("member_number", "12.0", "12.0"),
        ("regime", "1", "01"),
        ("regime", "2.0", "02"),
        ("regime", "Général", "Général"),
        ("fund", "12", "012"),
        ("fund_center", "0", "0000"),
        ("fund_center", "1,2E+3", SHORTENED),
        ("member_number", "12E+05", "12E+05"),
        ("city", "1004.0", "1004.0"),
    ],
)
def test_what_a_spreadsheet_took_is_put_back_where_one_number_is_possible(
    field: str, cell: str, restored: str
) -> None:
    restoring = Restoring()
    assert list(restoring.restored(field, [cell, "x"])) == [restored, "x"]
    assert sum(restoring.said.values()) == (restored not in (cell, SHORTENED))


@pytest.mark.parametrize(
    ("code", "town", "country", "restored"),
    [
        ("1400", "Châtillon-sur-Chalaronne", "", "01400"),
        ("1400", "Châtillon-sur-Chalaronne", "France", "01400"),
        ("1400", "Nivelles", "", "1400"),
        ("1400", "Châtillon-sur-Chalaronne", "Belgique", "1400"),
        ("1400", "", "", "1400"),
        ("01400", "Nivelles", "", "01400"),
    ],
)
def test_a_postal_code_gets_its_zero_back_with_its_town_only(
    code: str, town: str, country: str, restored: str
) -> None:
    found: Texts = {"postal_code": (code,), "city": (town,), "country": (country,)}
    Restoring().restore_postal_codes(found)
    assert list(found["postal_code"]) == [restored]


def test_codes_in_our_own_lists_are_as_they_were_typed() -> None:
    assert list(Restoring(is_own=True).restored("fund", ["12"])) == ["12"]


@pytest.mark.parametrize(
    ("others", "lost"),
    [
        (["12345678"] * 9, True),
        (["12345678"] * 8 + ["01234567"], False),  # zeros are kept
        (["12345678"] * 8, False),  # too few of them
        (["12345678"] * 5 + ["123456"] * 4, False),  # of several lengths
        (["12345678"] * 8 + ["123456789"], False),
    ],
)
def test_a_number_of_an_insurer_that_lost_a_zero_is_told_by_the_others_of_its_column(
    others: list[str], lost: bool
) -> None:
    restoring = Restoring()
    restoring.look("member_number", [*others, "1234567", "A12"])
    found = list(restoring.restored("member_number", [*others, "1234567", "A12"]))
    assert found == [*others, BEHEADED if lost else "1234567", "A12"]


@pytest.mark.parametrize("is_own", [False, True])
def test_numbers_of_an_insurer_that_may_all_have_lost_zeros_are_told(*, is_own: bool) -> None:
    for numbers, told in (
        (["35", "148", "96", "7", "1200"] * 2, True),
        (["35", "148", "96", "7", "0012"] * 2, False),  # zeros are kept
        (["12345678"] * 10, False),  # of one length
        (["35", "148", "96"] * 3, False),  # too few of them
    ):
        restoring = Restoring(is_own=is_own)
        restoring.look("member_number", numbers)
        restoring.look("occupation", numbers)
        assert ["member number" in str(said) for said in restoring.remarks] == [True] * told
        assert list(restoring.restored("member_number", numbers)) == numbers


def test_a_postal_code_of_four_digits_that_no_town_tells_is_told() -> None:
    found: Texts = {"postal_code": ("1000", "1000"), "country": ("", "Belgique")}
    restoring = Restoring()
    restoring.restore_postal_codes(found)
    assert list(found["postal_code"]) == ["1000", "1000"]
    (said,) = restoring.said.elements()
    assert "no town of its row tells" in str(said)


def test_a_workbook_of_another_kind_or_damaged_or_without_anything_is_refused() -> None:
    with pytest.raises(InvalidInput, match="damaged, or is none that is known"):
        TableFile(io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\x00" * 5000))
    with pytest.raises(InvalidInput, match="it is empty"):
        TableFile(io.BytesIO(workbook([], [])))


def test_a_sheet_without_the_line_that_is_told_is_named() -> None:
    content = workbook([["x"], ["Nom", "Sexe"], ["ADRUN", "F"]], [["y"]])
    file = TableFile(io.BytesIO(content), header_line=2)
    assert file.header == ("Nom", "Sexe")
    assert "their header is another: Sheet2." in str(file.said[1])


def test_a_column_without_a_name_that_holds_something_stays() -> None:
    text = HEADER.replace("\n", ";\n") + ROW.replace("\n", ";x\n")
    file = TableFile(io.BytesIO(text.encode()))
    assert file.header == (*HEADER.strip().split(";"), "")
    assert [row.problem for row in file.rows()] == [None]
