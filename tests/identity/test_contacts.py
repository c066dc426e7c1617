"""Phones and e-mails: kept as entered, compared by what identifies them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.identity.contacts import parse_email, parse_phone, phone_digits


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


@given(st.text(st.sampled_from("0123456789"), min_size=9, max_size=9))
def test_the_international_and_the_national_form_are_one(digits: str) -> None:
    assert (
        phone_digits(f"+33{digits}")
        == phone_digits(f"0033 {digits}")
        == "0" + digits.lstrip("0").rjust(len(digits) - (digits[0] == "0"), "0")
    )


@pytest.mark.parametrize("email", ["zoe@example.org", "zoé.d-adrun+x@sub.example.org"])
def test_an_email_is_kept_as_entered(email: str) -> None:
    assert parse_email(f" {email} ") == email


@pytest.mark.parametrize(
    "email", ["", "zoe", "@example.org", "zoe@", "zoe@example", "a b@example.org", "a@b@c.org"]
)
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(InvalidInput, match=r"name@example\.org"):
        parse_email(email)
