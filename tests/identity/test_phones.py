"""Phones: kept as entered, compared by the digits that identify them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS, PhoneNumberFormat, example_number, format_number

from build_phones import CODES, LONGEST, OVERSEAS_TABLE, lengths, overseas_code, trunk
from semble_cli.errors import InvalidInput
from semble_cli.identity.phone.lengths import country_of, has_possible_length
from semble_cli.identity.phone.library import is_possible
from semble_cli.identity.phone.phones import (
    FICTITIOUS,
    country_digits,
    dialled,
    national_digits,
    phone_digits,
    phone_ends,
)
from semble_cli.identity.phone.reading import parse_column_phone, parse_phone

if TYPE_CHECKING:
    from collections.abc import Callable

BEGINNINGS = [line.split()[0] for line in OVERSEAS_TABLE.read_text("utf-8").splitlines()]


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
        ("06 39 98 12 3", "has ten digits"),
        ("06 39 98", "has ten digits"),
        ("(0)6 39 98 12 3", "has ten digits"),
        ("(+33) 6 39 98 12 3", "this length"),
        ("063998123", "has ten digits"),  # one is missing: no +1 2345678
        ("06399812345", "has ten digits"),
        ("4930123456", "has ten digits"),
        ("25 12 34", "with its country, .+; or give the postal code"),
        ("40 12 34 56", "with its country, .+; or give the postal code"),
        ("+33 6 39 98 12 3", "this length"),
        ("+33 6 39 98 12 345", "this length"),
        ("+33 0063 998 1234", "this length"),
        ("0033 6 39 98 12", "this length"),
        ("+262 692 12 34 5", "this length"),
        ("+687 25 12 3", "this length"),
        ("+32 2 123 45", "this length"),
        ("+999 12 34 56", "no country has this code"),
        ("+210 12 34 56", "no country has this code"),
    ],
)
def test_what_is_no_phone_is_refused(number: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        parse_phone(number, "phones")
    assert caught.value.field == "phones"


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("06 39 98 12 34", "33639981234"),
        ("639981234", "33639981234"),
        ("33639981234", "33639981234"),
        ("+33 (0)6 39 98 12 34", "33639981234"),
        ("0 800 12 34 56", "33800123456"),
        ("0692 12 34 56", "262692123456"),
        ("+262 (0)692 12 34 56", "2620692123456"),
        ("+508 41 12 34", "508411234"),
        ("+508 708 41 23 45", "508708412345"),
        ("+687 25 12 34", "687251234"),
        ("00687 25.12.34", "687251234"),
        ("+689 40 12 34 56", "68940123456"),
        ("+49 (0)30 1234567", "490301234567"),
        ("+39 06 1234 5678", "390612345678"),
        ("+1 (650) 253-0000", "16502530000"),
        ("(0)6 39 98 12 34", "33639981234"),
        ("(+33) 6 39 98 12 34", "33639981234"),
        ("(+49) 30 1234567", "49301234567"),
        ("06\u201139\u201198\u201112\u201134", "33639981234"),
    ],
)
def test_a_number_that_is_possible_in_its_country_is_taken(number: str, digits: str) -> None:
    for parse in (parse_phone, parse_column_phone):
        assert parse(number) == number
    assert country_digits(number) == digits


@pytest.mark.parametrize("start", FICTITIOUS)
def test_a_fictitious_number_is_possible(start: str) -> None:
    number = f"0{start}123456"[:10]
    assert parse_phone(number) == parse_column_phone(number) == number


@pytest.mark.parametrize(
    ("code", "number", "kept"),
    [
        ("508", "41 12 34", "+508 41 12 34"),
        ("687", "25.12.34", "+687 25.12.34"),
        ("689", "40 12 34 56", "+689 40 12 34 56"),
        ("687", "+689 40 12 34 56", "+689 40 12 34 56"),
        ("687", "06 39 98 12 34", "06 39 98 12 34"),
    ],
)
def test_a_short_number_is_kept_with_the_country_of_its_address(
    code: str, number: str, kept: str
) -> None:
    assert parse_phone(number, code=code) == kept
    assert parse_phone(kept) == parse_column_phone(kept) == kept
    assert phone_digits(kept).endswith(dialled(number)[-6:])


@pytest.mark.parametrize(("code", "number"), [("508", "40 12 34 56"), ("689", "25 12 34")])
def test_a_short_number_of_another_length_is_refused_wherever_it_is(code: str, number: str) -> None:
    with pytest.raises(InvalidInput, match="with its country"):
        parse_phone(number, code=code)


NINE = st.text(st.sampled_from("0123456789"), min_size=8, max_size=8).flatmap(
    lambda rest: st.sampled_from("123456789").map(lambda first: first + rest)
)
ANY = st.text(st.sampled_from("0123456789 .+()-"), max_size=18)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Texts like phone numbers, of every country and of none, of every length."""
    start = draw(
        st.sampled_from(("", "0", "00", "+"))
        | st.sampled_from(CODES).map("+{}".format)
        | st.sampled_from(CODES).map("00{}".format)
        | st.sampled_from(CODES).map("+{}(0)".format)
    )
    return start + draw(st.text(st.sampled_from("0123456789 .-"), min_size=3, max_size=14))


@given(ANY | numbers())
def test_one_number_and_a_column_of_them_are_taken_and_refused_alike(text: str) -> None:
    assert outcome(parse_column_phone, text) == outcome(parse_phone, text)


def outcome(parse: Callable[[str], str], text: str) -> str:
    """What a reader makes of a text: the number, or why it is none."""
    try:
        return parse(text)
    except InvalidInput as refusal:
        return str(refusal)


@given(st.sampled_from(CODES), st.text(st.sampled_from("0123456789"), max_size=LONGEST))
def test_a_number_that_is_taken_is_one_that_phonenumbers_calls_possible(
    code: str, national: str
) -> None:
    found = country_of(code + national)
    assert found is not None
    assert found.code == code
    assert has_possible_length(code, national) == is_possible(code, national)


@pytest.mark.parametrize("code", CODES)
def test_the_table_of_lengths_says_what_phonenumbers_says(code: str) -> None:
    country = country_of(code)
    assert country is not None
    assert sorted(country.lengths) == lengths(code)
    assert country.trunk == trunk(code)
    for length in range(LONGEST + 2):
        assert has_possible_length(code, "2" * length) == is_possible(code, "2" * length)


@pytest.mark.parametrize("region", sorted(SUPPORTED_REGIONS))
def test_the_example_of_every_country_is_taken_in_its_international_form(region: str) -> None:
    example = example_number(region)
    assert example is not None
    number = format_number(example, PhoneNumberFormat.INTERNATIONAL)
    assert parse_phone(number) == parse_column_phone(number) == number


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
@example("033000000")  # nine digits, the first a 0: none was left out
@example("0033 00 33")
@example("+262 00 2")
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


IN_FRANCE_OR_OVERSEAS = st.one_of(
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


@given(IN_FRANCE_OR_OVERSEAS)
def test_the_table_of_beginnings_says_what_the_metadata_of_phonenumbers_says(digits: str) -> None:
    code = overseas_code(digits)
    assert phone_digits("0" + digits) == (f"00{code}{digits}" if code else f"0{digits}")


@given(st.sampled_from(["+49 30 123456", "+32 2 123 45 67", "+687 41 12 34"]))
def test_a_number_of_another_country_keeps_its_country_code(number: str) -> None:
    assert phone_digits(number) == "00" + "".join(filter(str.isdigit, number))
