"""Dates of a column: in the form that is told, or in that which the column itself tells."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput, UndecidedDates
from semble_cli.exchange import date_forms
from semble_cli.exchange.cells.date_columns import NOT_OF_FORM
from semble_cli.exchange.date_forms import (
    MONTH_FIRST,
    DateOrder,
    form_in,
    form_of,
    has_month_first,
)
from semble_cli.exchange.mapping import Column, GivenMap, Reading, read_map
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.records import TableRecords
from semble_cli.identity.dates import parse_birth_date

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("form", "text", "iso"),
    [
        ("MM/DD/YYYY", "12/31/1975", "1975-12-31"),
        ("MM/DD/YYYY", "1/5/1960", "1960-01-05"),
        ("M/D/YYYY", "1/5/1960", "1960-01-05"),
        ("M/D/YYYY", "12/31/1975", "1975-12-31"),
        ("dd/mm/yyyy", "31/12/1975", "1975-12-31"),
        ("JJ/MM/AAAA", "31/12/1975", "1975-12-31"),
        ("DD/MM/YYYY HH:MM", "31/12/1975 00:00", "1975-12-31"),
        ("DD/MM/YYYY HH:MM", "31/12/1975  9:05", "1975-12-31"),
        ("YYYY-MM-DD HH:MM:SS", "1975-12-31 09:05:07", "1975-12-31"),
        ("YYYY-MM-DDTHH:MM", "1975-12-31T09:05", "1975-12-31"),
        ("YYYYMMDD", "19751231", "1975-12-31"),
        ("DDMMYYYY", "31121975", "1975-12-31"),
        ("DD.MM.YY", "31.12.75", "31/12/75"),
        ("MM-DD-YY", "12-31-75", "31/12/75"),
        ("YYMMDD", "751231", "31/12/75"),
        ("DD.MM.YY", "31.12.2025", "2025-12-31"),
        ("DD.MM.YY", "31.12.202", None),
        ("DD/MM/YYYY", "00/07/1960", "1960-07-00"),
        ("DD/MM/YYYY", "31-12-1975", None),
        ("DD/MM/YYYY", "31/12/75", None),
        ("DD/MM/YYYY", "1975", None),
        ("DD/MM/YYYY", "31/12/1975 09:05", None),
        ("DD/MM/YYYY HH:MM", "31/12/1975", None),
        ("DDMMYYYY", "3121975", None),
    ],
)
def test_a_date_is_of_the_form_that_is_told_or_is_none(
    form: str, text: str, iso: str | None
) -> None:
    assert form_of(form).read(text) == iso


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("Date de naissance (jj/mm/aaaa)", "JJ/MM/AAAA"),
        ("Né le (format JJMMAAAA)", "JJMMAAAA"),
        ("DOB [MM/DD/YYYY]", "MM/DD/YYYY"),
        ("Né le (M/J/AAAA)", "M/J/AAAA"),
        ("Date (ex : JJ.MM.AA)", "JJ.MM.AA"),
        ("Date (AAAA-MM-JJ HH:MM)", "AAAA-MM-JJ"),
        ("Date de naissance (patient)", ""),
        ("Date (JJ/MM)", ""),
        ("Date JJ/MM/AAAA", "JJ/MM/AAAA"),
        ("date_naiss_aaaammjj", "AAAAMMJJ"),
        ("Date AJJ/MM/AAAA", ""),
    ],
)
def test_the_name_of_a_column_may_tell_the_form_of_its_dates(header: str, form: str) -> None:
    assert form_in(header) == form


@pytest.mark.parametrize(
    ("header", "dates"),
    [
        ("Né le (JJ/MM/AAAA)", {"02/03/1980": "1980-03-02", "12/31/1975": None}),
        ("Né le (MM/JJ/AAAA)", {"02/03/1980": "1980-02-03", "31/12/1975": None}),
        ("Né le (MM/JJ/AAAA)", {"2 mars 1980": "1980-03-02", "1980-03-02": "1980-03-02"}),
        ("Né le (AAAA-MM-JJ)", {"1980-03-02": "1980-03-02", "02/03/1980": None}),
        ("Né le (AAAAMMJJ)", {"19800302": "1980-03-02", "02031980": None}),
    ],
)
def test_dates_are_read_as_the_name_of_their_column_says(
    header: str, dates: dict[str, str | None]
) -> None:
    placement = Placement([header], None, Reading(today=TODAY), [[cell] for cell in dates])
    placement.settle_dates()
    assert {cell: born(placement, cell) for cell in dates} == dates


def born(placement: Placement, cell: str) -> str | None:
    try:
        return parse_birth_date(placement.given([cell])["birth_date"], TODAY)[0].isoformat()
    except InvalidInput:
        return None


def test_the_names_of_columns_tell_how_other_columns_are_written() -> None:
    header = ["Né le (MM/JJ/AAAA)", "Décédé le"]
    placement = Placement(header, None, Reading(today=TODAY), [["02/03/1980", "03/04/2020"]])
    placement.settle_dates()
    assert placement.given(["02/03/1980", "03/04/2020"])["deceased_on"] == "2020-03-04"
    assert placement.dates.dated_by_name == ["Né le (MM/JJ/AAAA)"]


@pytest.mark.parametrize(
    "form", ["soon", "DD/MM", "DD/DD/YYYY", "DD/MM/YYYY/MM", "DD MON YYYY", "", "DDD/MM/YYYY"]
)
def test_a_form_that_is_none_is_refused(form: str) -> None:
    with pytest.raises(InvalidInput, match="once each"):
        form_of(form)


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.sampled_from(
        (
            ("%d/%m/%Y", "DD/MM/YYYY"),
            ("%m-%d-%Y", "MM-DD-YYYY"),
            ("%Y%m%d", "YYYYMMDD"),
            ("%d.%m.%Y %H:%M", "D.M.YYYY HH:MM"),
        )
    ),
)
def test_every_day_comes_back_in_every_form(day: date, written: tuple[str, str]) -> None:
    code, form = written
    iso = form_of(form).read(day.strftime(code))
    assert iso is not None
    assert parse_birth_date(iso, TODAY).day == day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/1960", "", "1960"], DateOrder(either=1)),
        (["03/04/1960", "12/31/1975"], DateOrder(month_first=1, either=1)),
        (["03/03/1960", "1960-03-04"], DateOrder()),
        (["12311975"], DateOrder(month_first=1)),
        (["31/12/1975"], DateOrder(day_first=1)),
        (["12/31/75", "010275"], DateOrder(month_first=1, either=1, six_digits=1)),
        (["311275"], DateOrder(day_first=1, six_digits=1)),
        (["31.12.1975", " 12 - 31 - 1975 "], DateOrder(day_first=1, month_first=1)),
        (["1975-12-31", "45/45/1975"], DateOrder()),
        (["19751231", "20010203"], DateOrder()),
        (["00/12/1975", "00/00/1980"], DateOrder(day_first=1)),
        (["12/00/1975"], DateOrder(month_first=1)),
        (["12/31/1975 00:00"], DateOrder(month_first=1)),
        (["27465", "27466,5", "99999"], DateOrder(serials=2)),
    ],
)
def test_the_dates_of_a_column_tell_their_order(cells: list[str], order: DateOrder) -> None:
    assert DateOrder().with_those_of(cells) == order


def records(*dates: str, **reading: object) -> TableRecords:
    content = "Nom;Né(e) le\n" + "".join(f"ADRUN;{each}\n" for each in dates)
    return TableRecords(io.BytesIO(content.encode()), None, Reading(**reading))  # type: ignore[arg-type]


def dates_of(source: TableRecords) -> list[str]:
    return [
        text for rows in source.batches([500] * 20) for text in source.texts(rows)["birth_date"]
    ]


def test_the_months_of_nirs_tell_the_order_of_dates_that_may_be_either() -> None:
    nirs = ["2600363220749", "260036322074974", ""]
    cells = ["03/04/1960", "04/03/1960", "05/06/1960"]
    assert DateOrder().with_those_of(cells[:1], nirs) == DateOrder(month_first=1)
    assert DateOrder().with_those_of(cells[1:2], nirs) == DateOrder(day_first=1)
    assert DateOrder().with_those_of(cells[2:], nirs) == DateOrder(either=1)
    content = "Nom;Né(e) le;NIR\nADRUN;03/04/1960;2 60 03 63 220 749 74\n"
    source = TableRecords(io.BytesIO(content.encode()), None, Reading())
    assert dates_of(source) == ["1960-03-04"]


def test_a_column_that_can_only_be_month_first_is_read_so_and_it_is_told() -> None:
    source = records("03/04/1960", "12/31/1975", "1970", "1975-02-01", "12/31/75", "123175")
    assert source.described()["column Né(e) le"] == "birth_date (MM/DD/YYYY)"
    assert MONTH_FIRST.name == "MM/DD/YYYY"
    dates = ["1960-03-04", "1975-12-31", "1970", "1975-02-01", "31/12/75", "31/12/75"]
    assert dates_of(source) == dates


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_late_date_tells_it_in_any_encoding(encoding: str) -> None:
    rows = "ADRUN;03/04/1960\n" * 2000 + "ADRUN;31/12/1975\n" + "ADRUN;12/31/1975\n" * 40
    content = "Nom;Né(e) le\nADRUN;13/04/1960\n" + rows
    source = TableRecords(io.BytesIO(content.encode(encoding)), None, Reading())
    assert source.described()["column Né(e) le"] == "birth_date (MM/DD/YYYY)"


def test_a_column_that_has_the_day_first_says_so_and_one_in_iso_form_says_nothing() -> None:
    assert records("31/12/1975").described()["column Né(e) le"] == "birth_date (DD/MM/YYYY)"
    assert records("1975-12-31").described()["column Né(e) le"] == "birth_date"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["03/04/1960", "1960"], r"Né.e. le may have the day first or the month first; say"),
        (["12/31/1975", "31/12/1975"], r"day first in some rows \(1\) and the month first .*\(1\)"),
        (["03/04/1960"] * 2500, "--date-format"),
    ],
)
def test_a_column_that_stays_open_is_refused_until_somebody_tells(
    dates: list[str], said: str
) -> None:
    with pytest.raises(UndecidedDates, match=said):
        records(*dates)
    form = "DD/MM/YYYY"
    assert len(dates_of(records(*dates, date_form=form))) == len(dates)
    assert dates_of(records(*dates, month_first=False)) == dates
    swapped = dates_of(records(*dates, month_first=True))
    assert all(text[:4] in ("1960", "1975") for text in swapped)


def test_a_few_dates_that_are_mistaken_cost_their_rows_and_not_the_file() -> None:
    assert dates_of(records(*["31/12/1975"] * 20, "12/31/1975"))[-1] == "12/31/1975"
    with pytest.raises(UndecidedDates):
        records(*["31/12/1975"] * 19, "12/31/1975")


def test_a_late_date_tells_how_all_before_it_are_written() -> None:
    open_to_both = ["03/04/1960"] * 2500
    assert set(dates_of(records(*open_to_both, "12/31/1975"))) == {"1960-03-04", "1975-12-31"}
    assert dates_of(records(*open_to_both, "31/12/1975"))[0] == "03/04/1960"
    day_first = ["31/12/1975"] * 2100
    with pytest.raises(UndecidedDates, match=r"\(2100\).*\(900\)"):
        records(*day_first, *["12/31/1975"] * 900)
    assert len(dates_of(records(*day_first, *["01/12/1975"] * 900))) == 3000


def test_another_column_of_the_file_tells_the_order_too() -> None:
    content = "Nom;Né(e) le;Membre depuis\nADRUN;03/04/1960;12/31/2020\n"
    given_map = GivenMap({"Membre depuis": Column(("membership_started_on",))}, {})
    assert dates_of(TableRecords(io.BytesIO(content.encode()), given_map, Reading())) == [
        "1960-03-04"
    ]


def test_numbers_of_a_spreadsheet_are_days_in_a_column_that_has_them() -> None:
    source = records("27465", "27465.75", "9500", "1950", "12 mars 1975", today=TODAY)
    days = ["1975-03-12", "1975-03-12", "1926-01-03", NOT_OF_FORM, "12 mars 1975"]
    assert dates_of(source) == days
    rows = next(iter(records("27465", "1950", today=TODAY).batches([2])))
    source = records("27465", "1950", today=TODAY)
    assert source.refused(rows[0]) == []
    assert "may be a year, or the number of a day" in str(source.refused(rows[1])[0])
    assert dates_of(records("10375", "310375")) == ["10375", "310375"]


def test_the_form_of_a_map_binds_its_column_as_that_of_the_option_does() -> None:
    given_map = read_map(
        io.BytesIO(b'[columns]\n"DDN" = {field = "birth_date", format = "MM/JJ/AAAA"}')
    )
    content = b"Nom;DDN\nADRUN;12/31/1975\nADRUN;1975-12-31\n"
    source = TableRecords(io.BytesIO(content), given_map, Reading(today=TODAY))
    (good, bad) = next(iter(source.batches([2])))
    assert source.given(good)["birth_date"] == "1975-12-31"
    (problem,) = source.refused(bad)
    assert str(problem) == "birth date: it is not written as MM/JJ/AAAA, as the map says."
    assert source.refused(good) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('{field = "birth_date", format = "soon"}', "soon is no form of dates"),
        ('{field = "city", format = "DD/MM/YYYY"}', "format is for dates, and city is none"),
        ('{field = "sex", values = {"h" = "M", " H " = "F"}}', "is given two meanings"),
    ],
)
def test_a_map_with_a_form_or_values_that_are_none_is_refused(entry: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_map(io.BytesIO(f'[columns]\n"X" = {entry}'.encode()))


def test_why_a_date_is_not_of_its_form_is_told_of_the_row() -> None:
    source = records("31-12-1975", "31/12/1975", date_form="DD/MM/YYYY")
    (bad, good) = next(iter(source.batches([2])))
    (problem,) = source.refused(bad)
    assert str(problem) == ("birth date: it is not written as DD/MM/YYYY, as --date-format says.")
    assert source.refused(good) == []


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["Nom de naissance", "birth_name"], "columns Nom de naissance and birth_name both hold"),
        (["Nom", "Nom de famille"], "columns Nom and Nom de famille both hold birth_name"),
        (["Nom", "Nom de naissance", "Nom d'usage"], "Nom and Nom d'usage both hold used_name"),
        (["DDN", "Né le"], "columns DDN and Né le both hold birth_date"),
    ],
)
def test_two_columns_of_one_field_are_refused_with_the_way_out(
    header: list[str], said: str
) -> None:
    with pytest.raises(InvalidInput, match=f"{said}.*--map"):
        Placement(header, None, Reading())


def test_a_file_is_read_again_from_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semble_cli.exchange.records._AHEAD", 2)
    table = "Nom;DDN\nADRUN;01/02/1980\nCORSE;02/03/1981\nNESSI;31/12/1975\n"
    source = io.BytesIO(f"above\n{table}".encode())
    source.seek(len("above\n"))
    opened = TableRecords(source, None, Reading(today=TODAY))
    (rows,) = opened.batches([10, 10])
    assert [row.raw[0] for row in rows] == ["ADRUN", "CORSE", "NESSI"]
    assert opened.remarks() == []


@pytest.mark.parametrize(("text", "sample"), [("x" * 30, "x" * 30), ("x" * 31, "x" * 29 + "…")])
def test_a_sample_has_thirty_characters_at_most(text: str, sample: str) -> None:
    assert Placement(["Nom"], None, Reading(), [[text]]).columns.samples == {"Nom": sample}


def test_columns_of_one_name_are_told_by_their_places() -> None:
    columns = Placement(["Nom", "Solde", "Solde"], None, Reading()).columns
    assert columns.unknown == ["Solde #2", "Solde #3"]


def test_a_column_without_a_name_is_told_by_its_place() -> None:
    assert Placement(["Nom", "", "Solde", ""], None, Reading()).columns.unknown == [
        "#2",
        "Solde",
        "#4",
    ]


@pytest.mark.parametrize("before", range(13))
@pytest.mark.parametrize("gap", ["/", "-", ".", " "])
def test_a_month_that_comes_first_is_seen_over_the_edge_of_two_pieces(
    monkeypatch: pytest.MonkeyPatch, before: int, gap: str
) -> None:
    monkeypatch.setattr(date_forms, "_CHUNK", 12)
    text = f"{'x' * before}{gap.join(('12', '31', '1975'))}"
    assert has_month_first(io.BytesIO(text.encode()))
    assert not has_month_first(io.BytesIO(text.replace("31", "11").encode()))
