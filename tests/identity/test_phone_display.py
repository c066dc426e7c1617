"""Phones are shown in one form, which is that of phonenumbers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from phonenumbers import PhoneNumber, PhoneNumberFormat, format_number

from build_phones import overseas_code
from semble_cli.identity.phone.display import shown_phone
from semble_cli.identity.phone.phones import phone_digits
from semble_cli.identity.phone.reading import parse_phone
from tests.identity.test_phones import IN_FRANCE_OR_OVERSEAS, NINE, ways_to_write


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0639981234", "06 39 98 12 34"),
        ("639981234", "06 39 98 12 34"),
        ("+33 (0)6.39.98.12.34", "06 39 98 12 34"),
        ("0033 1 99 00 12 34", "01 99 00 12 34"),
        ("0800123456", "0 800 12 34 56"),
        ("0692123456", "0692 12 34 56"),
        ("+262692123456", "0692 12 34 56"),
        ("+508 411234", "+508 41 12 34"),
        ("+508708412345", "0708 41 23 45"),
        ("+687 25 12 34", "+687 25.12.34"),
        ("+68940123456", "+689 40 12 34 56"),
        ("+49301234567", "+49 30 1234567"),
        ("+49 (0)30 1234567", "+49 30 1234567"),
        ("0032 2 123 45 67", "+32 2 123 45 67"),
        ("+390612345678", "+39 06 1234 5678"),
    ],
)
def test_a_number_has_one_form(number: str, shown: str) -> None:
    assert shown_phone(parse_phone(number)) == shown


@pytest.mark.parametrize("number", ["123456", "063998123", "+999 12 34 56", "4930-123456"])
def test_a_number_of_no_country_is_shown_as_it_is(number: str) -> None:
    assert shown_phone(number) == number


@given(NINE)
def test_a_number_has_one_form_however_it_is_written(digits: str) -> None:
    (shown,) = {shown_phone(way) for way in ways_to_write(digits)}
    assert phone_digits(shown) == phone_digits("0" + digits)


@given(IN_FRANCE_OR_OVERSEAS)
def test_a_number_dialled_with_ten_digits_is_grouped_as_phonenumbers_does(digits: str) -> None:
    code = overseas_code(digits) or "33"
    assume(not (code == "508" and digits[0] == "7"))  # the library leaves out the 0 that is dialled
    number = PhoneNumber(country_code=int(code), national_number=int(digits))
    assert shown_phone("0" + digits) == format_number(number, PhoneNumberFormat.NATIONAL)
