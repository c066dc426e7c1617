"""Dates of a column: in the form that is told, or in that which the column itself tells."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange.date_forms import MONTH_FIRST, DateOrder, form_of
from semble_cli.exchange.mapping import Reading
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
        ("DD.MM.YY", "31.12.75", "1975-12-31"),
        ("DD/MM/YYYY", "00/07/1960", "1960-07-00"),
        ("DD/MM/YYYY", "31-12-1975", None),
        ("DD/MM/YYYY", "31/12/75", None),
        ("DD/MM/YYYY", "1975", None),
        ("DD/MM/YYYY", "31/12/1975 09:05", None),
        ("DD/MM/YYYY HH:MM", "31/12/1975", None),
        ("DDMMYYYY", "3121975", None),
        ("DD.MM.YY", "31.12.25", None),
        ("DD.MM.YY", "31.12.27", "1927-12-31"),
    ],
)
def test_a_date_is_of_the_form_that_is_told_or_is_none(
    form: str, text: str, iso: str | None
) -> None:
    assert form_of(form).read(text, TODAY) == iso


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
    iso = form_of(form).read(day.strftime(code), TODAY)
    assert iso is not None
    assert parse_birth_date(iso, TODAY).day == day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/1960", "", "1960"], DateOrder()),
        (["03/04/1960", "12/31/1975"], DateOrder(month_first=True)),
        (["12311975"], DateOrder(month_first=True)),
        (["31/12/1975"], DateOrder(day_first=True)),
        (["12/31/75", "010275"], DateOrder(month_first=True)),
        (["311275"], DateOrder(day_first=True)),
        (["31.12.1975", " 12 - 31 - 1975 "], DateOrder(day_first=True, month_first=True)),
        (["1975-12-31", "45/45/1975"], DateOrder(day_first=True)),
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


def test_a_column_that_can_only_be_month_first_is_read_so_and_it_is_told() -> None:
    source = records("03/04/1960", "12/31/1975", "1970", "1975-02-01")
    assert source.described()["dates"] == MONTH_FIRST.name == "MM/DD/YYYY"
    assert dates_of(source) == ["1960-03-04", "1975-12-31", "1970", "1975-02-01"]


def test_a_column_with_both_orders_is_read_day_first_and_its_odd_rows_refused() -> None:
    source = records("03/04/1960", "12/31/1975", "31/12/1975")
    assert "dates" not in source.described()
    assert dates_of(source) == ["03/04/1960", "12/31/1975", "31/12/1975"]


def test_a_late_date_that_turns_all_others_round_stops_the_reading() -> None:
    open_to_both = ["03/04/1960"] * 2500
    with pytest.raises(InvalidInput, match=r"Né.e. le may have the month first.*--date-format"):
        dates_of(records(*open_to_both, "12/31/1975"))
    assert dates_of(records(*open_to_both, "31/12/1975", "12/31/1975"))[-1] == "12/31/1975"
    told = records(*open_to_both, "12/31/1975", date_form="DD/MM/YYYY")
    assert dates_of(told)[-1] == "1975-31-12"


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


def test_a_column_without_a_name_is_told_by_its_place() -> None:
    assert Placement(["Nom", "", "Solde", ""], None, Reading()).unknown == ["#2", "Solde", "#4"]
