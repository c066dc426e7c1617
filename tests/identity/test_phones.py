"""Phones: kept as entered, compared by the digits that identify them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_phones import TARGET, overseas_code
from semble_cli.errors import InvalidInput
from semble_cli.identity.phones import (
    FICTITIOUS,
    dialled,
    national_digits,
    parse_phone,
    phone_digits,
    phone_ends,
)

BEGINNINGS = [line.split()[0] for line in TARGET.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    "number",
    ["06 39 98 12 34", "0639981234", "+33 6 39 98 12 34", "06.39.98.12.34", "06-39-98-12-34"],
)
def test_one_phone_written_in_many_ways_is_one_phone(number: str) -> None:
    assert parse_phone(f" {number} ") == number
    assert phone_digits(number) == "0639981234"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "write a number such as"),
        ("call me", "write a number such as"),
        ("06 39 98 12 34 x", "write a number such as"),
        ("12345", "has 6 to 15 digits"),
        ("0" * 16, "has 6 to 15 digits"),
    ],
)
def test_what_is_no_phone_is_refused(number: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        parse_phone(number, "phones")
    assert caught.value.field == "phones"


@pytest.mark.parametrize("number", ["123456", "1-2-3-4-5-6", "0" * 15])
def test_a_phone_has_six_to_fifteen_digits(number: str) -> None:
    assert parse_phone(number) == number


NINE = st.text(st.sampled_from("0123456789"), min_size=8, max_size=8).flatmap(
    lambda rest: st.sampled_from("123456789").map(lambda first: first + rest)
)
ANY = st.text(st.sampled_from("0123456789 .+()-"), max_size=18)


def ways_to_write(digits: str) -> tuple[str, ...]:
    """A number in France, of nine digits after the 0, as people and programs write it."""
    spaced = f"0{digits[0]} {digits[1:3]} {digits[3:5]} {digits[5:7]} {digits[7:]}"
    abroad = (f"+33{digits}", f"0033 {digits}", f"+33 (0){digits}", f"33{digits}")
    return (spaced, spaced.replace(" ", "."), f"0{digits}", digits, *abroad)


@given(NINE)
def test_a_number_is_one_however_it_is_written(digits: str) -> None:
    assert len(set(map(phone_digits, ways_to_write(digits)))) == 1


@given(st.sampled_from(("262", "590", "594", "596", "508")), NINE)
def test_an_overseas_number_is_one_however_it_is_written(code: str, digits: str) -> None:
    ways = (f"+{code}{digits}", f"00{code} {digits}", f"+{code} (0){digits}", f"{code}{digits}")
    assert {phone_digits(way) for way in ways} == {f"00{code}{digits}"}


@given(ANY)
def test_the_digits_that_identify_a_number_identify_themselves(text: str) -> None:
    assert phone_digits(phone_digits(text)) == phone_digits(text)


@given(NINE, st.integers(4, 9))
def test_a_number_is_found_by_its_last_digits(digits: str, count: int) -> None:
    for way in ways_to_write(digits):
        ends = phone_ends(dialled(way)[-count:])
        assert any(phone_digits(way).endswith(end) for end in ends)


@pytest.mark.parametrize(
    ("national", "code"),
    [
        ("0692 12 34 56", "262"),  # mobile in Réunion
        ("0262 20 12 34", "262"),
        ("0639 00 12 34", "262"),  # mobile in Mayotte
        ("0690 35 12 34", "590"),
        ("0590 82 12 34", "590"),
        ("0694 20 12 34", "594"),
        ("0696 20 12 34", "596"),
    ],
)
def test_ten_digits_of_overseas_are_the_number_with_its_country_code(
    national: str, code: str
) -> None:
    digits = national.replace(" ", "")
    assert phone_digits(national) == f"00{code}{digits[1:]}"
    assert phone_digits(f"+{code} {national[1:]}") == phone_digits(national)
    assert national_digits(f"+{code}{digits[1:]}") == digits


@pytest.mark.parametrize(
    "national",
    [
        "0639 98 12 34",
        "0687 12 34 56",
        "0689 12 34 56",
        "0612 34 56 78",
        "0800 12 34 56",
        "0123456789",
    ],
)
def test_ten_digits_of_france_stay_as_they_are_dialled_there(national: str) -> None:
    assert phone_digits(national) == national.replace(" ", "")


def test_no_fictitious_number_is_overseas() -> None:
    for start in FICTITIOUS:
        number = f"0{start}0000"[:10]
        assert phone_digits(number) == number


@given(
    st.one_of(
        NINE,
        st.sampled_from(["2", "5", "6", "7"]).flatmap(
            lambda first: st.text(st.sampled_from("0123456789"), min_size=8, max_size=8).map(
                lambda rest: first + rest
            )
        ),
        st.sampled_from(BEGINNINGS).flatmap(
            lambda start: st.text(st.sampled_from("0123456789"), min_size=9, max_size=9).map(
                lambda rest: (start + rest)[:9]
            )
        ),
    )
)
def test_the_table_of_beginnings_says_what_the_metadata_of_phonenumbers_says(digits: str) -> None:
    code = overseas_code(digits)
    assert phone_digits("0" + digits) == (f"00{code}{digits}" if code else f"0{digits}")


@given(st.sampled_from(["+49 30 123456", "+32 2 123 45 67", "+687 41 12 34"]))
def test_a_number_of_another_country_keeps_its_country_code(number: str) -> None:
    assert phone_digits(number) == "00" + "".join(filter(str.isdigit, number))
