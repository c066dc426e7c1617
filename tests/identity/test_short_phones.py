"""Short numbers: an address tells of which country they are, or nothing does."""

from __future__ import annotations

import pytest

from semble_cli.identity.phone.lengths import has_possible_length
from semble_cli.identity.phone.reading import SHORT
from semble_cli.identity.phone.short import short_phone_code


@pytest.mark.parametrize(
    ("postal_code", "country", "code"),
    [
        ("97500", None, "508"),
        ("98713", "France", "689"),
        ("98 800", "FR", "687"),
        (98800, "", "687"),
        (None, "Saint-Pierre-et-Miquelon", "508"),
        (None, "St Pierre et Miquelon", "508"),
        ("", "Saint Pierre and Miquelon", "508"),
        ("", "PM", "508"),
        ("", "nouvelle calédonie", "687"),
        ("", "New Caledonia", "687"),
        ("", "NC", "687"),
        ("", "Polynésie française", "689"),
        ("", "French Polynesia", "689"),
        ("", "pf", "689"),
        ("98600", "Nouvelle-Calédonie", "687"),
    ],
)
def test_the_country_or_the_postal_code_tells(
    postal_code: object, country: object, code: str
) -> None:
    assert short_phone_code(postal_code, country) == code


@pytest.mark.parametrize(
    ("postal_code", "country"),
    [
        (None, None),
        ("75001", "France"),
        ("97400", None),  # Réunion dials ten digits
        ("9880", None),
        ("988000", None),
        ("98701", "Allemagne"),  # a code of Thuringia
        ("98801", "United States"),
        ("x", 7),
    ],
)
def test_other_addresses_tell_nothing(postal_code: object, country: object) -> None:
    assert short_phone_code(postal_code, country) is None


@pytest.mark.parametrize(("code", "length"), SHORT.items())
def test_the_short_numbers_are_possible_in_their_country(code: str, length: int) -> None:
    assert has_possible_length(code, "4" * length)
