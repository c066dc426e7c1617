"""Days as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import (
    BirthDate,
    Span,
    age,
    likely_births,
    parse_birth_date,
    parse_date,
    parse_past_date,
    settle_birth_date,
)
from semble_cli.identity.written_dates import without_time

TODAY = date(2026, 6, 15)
NO_DATE = "write the date as DD/MM/YYYY, such as 31/12/1975."
SHORT_YEAR = "write the year with four digits, as in 31/12/1975."
NO_SUCH_DAY = "no calendar has this day; check the day and the month."
STILL_TO_COME = "this day is still to come; check the year."

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "01/02/1975",
        "1/2/1975",
        "01-02-1975",
        "01.02.1975",
        "01 02 1975",
        " 1 / 2 / 1975 ",
        "01\u00a002\u202f1975",
        "01021975",
        "1975-02-01",
        "1975/2/1",
        "19750201",
        "1er février 1975",
        "1 fév. 1975",
        "01 FEVRIER 1975",
        "1 February 1975",
        "1-févr.-1975",
        "1st of February 1975",
        "February 1st, 1975",
        "Feb 1 1975",
        "samedi 1er février 1975",
        "sam. 01/02/1975",
        "Saturday, 1 February 1975",
        "01/02/1975 00:00",
        "1/2/1975 12:00:00 AM",
        "01/02/1975 14h30",
        "1er février 1975 à 6 h",
        "1975-02-01T00:00:00.000Z",
        "1975-02-01 23:30:00+01:00",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert parse_date("deceased_on", text) == date(1975, 2, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NO_DATE),
        ("hier", NO_DATE),
        ("1975-01-31T23:00:00Z", NO_DATE),
        ("01/02/1975 UTC", NO_DATE),
        ("1975", NO_DATE),
        ("02/1975", NO_DATE),
        ("311275", SHORT_YEAR),
        (
            "3 jui 1980",
            "this may be several days; write the date as DD/MM/YYYY, such as 31/12/1975.",
        ),
        ("février 1975", NO_DATE),
        ("001/02/1975", NO_DATE),
        ("01//02/1975", NO_DATE),
        ("01/02/19750", NO_DATE),
        ("٠١/٠٢/١٩٧٥", NO_DATE),
        ("01/02/75", SHORT_YEAR),
        ("1 2 75", SHORT_YEAR),
        ("31/02/1975", NO_SUCH_DAY),
        ("29/02/1900", NO_SUCH_DAY),
        ("12/31/1975", NO_SUCH_DAY),
        ("00/01/1975", NO_SUCH_DAY),
        ("01/01/0000", NO_SUCH_DAY),
        ("19751331", NO_SUCH_DAY),
        ("31 février 1975", NO_SUCH_DAY),
    ],
)
def test_what_is_no_day_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_date("deceased_on", text)
    assert refusal.value.field == "deceased_on"
    assert str(refusal.value.sentence) == sentence


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/2/85", date(1985, 2, 1)),
        ("010285", date(1985, 2, 1)),
        ("1er fév. 85", date(1985, 2, 1)),
        ("15/06/26", TODAY),
        ("16/06/26", date(1926, 6, 16)),
        ("29/02/00", date(2000, 2, 29)),
    ],
)
def test_a_year_of_two_digits_is_the_last_that_is_not_to_come(text: str, day: date) -> None:
    assert parse_date("deceased_on", text, TODAY) == day
    assert parse_past_date("deceased_on", text, TODAY) == day


def test_what_has_happened_is_not_after_today() -> None:
    assert parse_past_date("deceased_on", "15/06/2026", TODAY) == TODAY
    with pytest.raises(InvalidInput) as refusal:
        parse_past_date("deceased_on", "16/06/2026", TODAY)
    assert refusal.value.field == "deceased_on"
    assert str(refusal.value.sentence) == STILL_TO_COME


@pytest.mark.parametrize(
    ("text", "day", "fictive"),
    [
        ("31/12/1975", date(1975, 12, 31), False),
        ("1975-12-31", date(1975, 12, 31), False),
        ("29/02/1960", date(1960, 2, 29), False),
        # Day unknown.
        ("00/07/1960", date(1960, 7, 1), True),
        ("0/7/1960", date(1960, 7, 1), True),
        ("00071960", date(1960, 7, 1), True),
        ("07/1960", date(1960, 7, 1), True),
        ("7 1960", date(1960, 7, 1), True),
        ("1960-07", date(1960, 7, 1), True),
        ("1960-07-00", date(1960, 7, 1), True),
        # Month unknown.
        ("15/00/1960", date(1960, 1, 15), True),
        ("31/00/1960", date(1960, 1, 31), True),
        ("1960-00-15", date(1960, 1, 15), True),
        # Both unknown.
        ("1960", date(1960, 12, 31), True),
        ("00/1960", date(1960, 12, 31), True),
        ("00/00/1960", date(1960, 12, 31), True),
        ("1960-00-00", date(1960, 12, 31), True),
        # As people say it.
        ("1/2/85", date(1985, 2, 1), False),
        ("010285", date(1985, 2, 1), False),
        ("1er février 1985", date(1985, 2, 1), False),
        ("21 janvier 1977", date(1977, 1, 21), False),
        ("né le 21/01/1977", date(1977, 1, 21), False),
        ("née le 21 janvier 77", date(1977, 1, 21), False),
        ("29/02/00", date(2000, 2, 29), False),
        ("né(e) en 1975", date(1975, 12, 31), True),
        ("fév. 1985", date(1985, 2, 1), True),
        ("juillet 1960", date(1960, 7, 1), True),
        # The bounds.
        ("15/06/2026", TODAY, False),
        ("06/2026", date(2026, 6, 1), True),
        ("16/06/1895", date(1895, 6, 16), False),
    ],
)
def test_a_birth_date_known_in_part_is_settled_by_rule(text: str, day: date, fictive: bool) -> None:
    assert parse_birth_date(text, TODAY) == BirthDate(day, fictive)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", NO_DATE),
        ("31/12/20", SHORT_YEAR),
        ("311220", SHORT_YEAR),
        ("75", NO_DATE),
        ("50 ans", "an age is no birth date; write the year, such as 1975."),
        ("50 ANS", "an age is no birth date; write the year, such as 1975."),
        ("31/02/75", NO_SUCH_DAY),
        ("13/1960", NO_SUCH_DAY),
        ("00/13/1960", NO_SUCH_DAY),
        ("32/00/1960", NO_SUCH_DAY),
        ("31/04/1960", NO_SUCH_DAY),
        ("0000", NO_SUCH_DAY),
        ("16/06/2026", STILL_TO_COME),
        ("2026", STILL_TO_COME),
        ("15/06/1895", "nobody is more than 130 years old; check the year."),
        ("1849", "nobody is more than 130 years old; check the year."),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_birth_date(text, TODAY)
    assert refusal.value.field == "birth_date"
    assert str(refusal.value.sentence) == sentence


def test_the_numbers_of_a_card_or_a_service_are_settled_by_the_same_rule() -> None:
    assert settle_birth_date(1960, 7, 0) == BirthDate(date(1960, 7, 1), fictive=True)
    with pytest.raises(InvalidInput) as refusal:
        settle_birth_date(1960, 13, 1, field="card")
    assert refusal.value.field == "card"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("31/12/1975", [date(1975, 12, 31)]),
        ("31121975", [date(1975, 12, 31)]),
        ("1975-12-31", [date(1975, 12, 31)]),
        ("19751231", [date(1975, 12, 31)]),
        ("31 12 75", [date(1975, 12, 31)]),
        ("31/12/75", [date(1975, 12, 31)]),
        ("311275", [date(1975, 12, 31)]),
        ("31/12/20", [date(2020, 12, 31), date(1920, 12, 31)]),
        ("16/06/26", [date(1926, 6, 16)]),
        ("15/06/26", [TODAY, date(1926, 6, 15)]),
        ("20112010", [date(2010, 11, 20)]),
        ("20121912", [date(1912, 12, 20)]),
        ("31 déc. 1975", [date(1975, 12, 31)]),
        ("31 décembre 1975", [date(1975, 12, 31)]),
        ("31 DECEMBRE 75", [date(1975, 12, 31)]),
        ("31-dec-1975", [date(1975, 12, 31)]),
        ("31dec1975", [date(1975, 12, 31)]),
        ("31 December 1975", [date(1975, 12, 31)]),
        ("1er août 1980", [date(1980, 8, 1)]),
        ("1 fév 1980", [date(1980, 2, 1)]),
        ("3 jui 1980", [date(1980, 6, 3), date(1980, 7, 3)]),
        ("3 juil. 1980", [date(1980, 7, 3)]),
        ("29 février 2023", []),
        ("31/02/1975", []),
        ("31/12/2026", []),
        ("31/12/1875", []),
        ("31 brumaire 1975", []),
        ("31 de 1975", []),
        ("ADRUN", []),
        ("63220", []),
        ("06 39 98 12 34", []),
        ("275126322074974", []),
        ("", []),
    ],
)
def test_a_search_means_every_day_it_may_mean(text: str, days: list[date]) -> None:
    assert list(likely_births(text, TODAY)) == [Span(day, day) for day in days]


YEAR = Span(date(1975, 1, 1), date(1975, 12, 31))
MONTH = Span(date(1975, 12, 1), date(1975, 12, 31))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1975", YEAR),
        ("né en 1975", YEAR),
        ("NÉE EN 1975", YEAR),
        ("en 1975", YEAR),
        ("00/00/1975", YEAR),
        ("12/1975", MONTH),
        ("1975-12", MONTH),
        ("00/12/1975", MONTH),
        ("décembre 1975", MONTH),
        ("déc. 75", MONTH),
        ("15/00/1975", Span(date(1975, 1, 15), date(1975, 1, 15))),
        ("née le 31/12/1975", Span(date(1975, 12, 31), date(1975, 12, 31))),
        ("50 ans", Span(date(1975, 6, 16), date(1976, 6, 15))),
        ("50ans", Span(date(1975, 6, 16), date(1976, 6, 15))),
        ("50 years old", Span(date(1975, 6, 16), date(1976, 6, 15))),
        ("0 ans", Span(date(2025, 6, 16), TODAY)),
    ],
)
def test_a_search_means_a_month_a_year_or_an_age(text: str, span: Span) -> None:
    assert likely_births(text, TODAY) == (span,)


def test_an_age_holds_exactly_those_who_are_so_old_today() -> None:
    for today in (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), TODAY):
        for years in (0, 1, 4, 50):
            (span,) = likely_births(f"{years} ans", today)
            first, last = age(span.first, today), age(span.last, today)
            before = age(span.first - timedelta(1), today)
            assert (before, first, last) == (years + 1, years, years)
            assert span.last == today or age(span.last + timedelta(1), today) == years - 1
    assert likely_births("130 ans", TODAY) == (Span(date(1895, 6, 16), date(1896, 6, 15)),)
    assert likely_births("131 ans", TODAY) == ()


def test_eight_digits_that_are_two_days_of_long_ago_are_several_days() -> None:
    with pytest.raises(InvalidInput, match="this may be several days"):
        parse_date("signed_on", "10111213")


def test_midnight_in_greenwich_is_told_with_hours_too() -> None:
    assert without_time("12/03/1975 00h00 Z") == "12/03/1975"
    assert without_time("12/03/1975 23h00 Z") == "12/03/1975 23h00 Z"


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(1975, 12, 31), date(2026, 12, 30), 50),
        (date(1975, 12, 31), date(2026, 12, 31), 51),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (TODAY, TODAY, 0),
    ],
)
def test_an_age_counts_full_years(born: date, today: date, years: int) -> None:
    assert age(born, today) == years


@given(DAYS)
def test_a_day_is_read_back_from_every_form(day: date) -> None:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d%m%Y", "%Y-%m-%d"):
        text = day.strftime(form)
        assert parse_date("birth_date", text) == day
        assert parse_birth_date(text, TODAY) == BirthDate(day, fictive=False)
        assert Span(day, day) in likely_births(text, TODAY)


@given(DAYS)
def test_a_year_of_two_digits_finds_the_day_too(day: date) -> None:
    if day.year >= 1926:
        assert Span(day, day) in likely_births(day.strftime("%d/%m/%y"), TODAY)


@given(st.text() | st.text(alphabet="0123456789/-. "))
def test_any_text_raises_nothing_but_the_refusal(text: str) -> None:
    with suppress(InvalidInput):
        parse_date("birth_date", text)
    with suppress(InvalidInput):
        assert parse_birth_date(text, TODAY).day <= TODAY
    assert all(span.first <= TODAY for span in likely_births(text, TODAY))


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("mar 1975", BirthDate(date(1975, 3, 1), fictive=True)),
        ("mar 12 1975", BirthDate(date(1975, 3, 12), fictive=False)),
        ("mar 12 mars 1975", BirthDate(date(1975, 3, 12), fictive=False)),
        ("12-mars-75", BirthDate(date(1975, 3, 12), fictive=False)),
    ],
)
def test_a_day_of_the_week_is_never_taken_for_a_month(text: str, born: BirthDate) -> None:
    assert parse_birth_date(text, TODAY) == born


@pytest.mark.parametrize("text", ["00/01/1900", "1900-01-00", "00/01/1900 00:00"])
def test_what_a_spreadsheet_shows_of_an_empty_cell_is_no_birth_date(text: str) -> None:
    with pytest.raises(InvalidInput, match="a spreadsheet shows a cell so that has no date"):
        parse_birth_date(text, TODAY)
    assert parse_birth_date("01/1900", TODAY).fictive
    assert not parse_birth_date("01/01/1900", TODAY).fictive


@pytest.mark.parametrize("time", ["24:00", "25:00", "12:60", "99h"])
def test_what_is_no_time_of_the_day_is_no_part_of_a_date(time: str) -> None:
    with pytest.raises(InvalidInput):
        parse_birth_date(f"31/12/1975 {time}", TODAY)
    assert parse_birth_date("31/12/1975 23:59:59", TODAY) == parse_birth_date("31/12/1975", TODAY)
