"""RPPS, FINESS, SIREN and SIRET numbers are judged by their form and their key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.practice_numbers import (
    parse_finess,
    parse_rpps,
    parse_siren,
    parse_siret,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Parse = Callable[[str, str], str]

RIGHT: list[tuple[Parse, str, str]] = [
    (parse_rpps, "10003456786", "10003456786"),
    (parse_rpps, "1000 3456 786", "10003456786"),
    (parse_finess, "75 071 218 4", "750712184"),
    (parse_finess, "2a0000014", "2A0000014"),
    (parse_siren, "732 829 320", "732829320"),
    (parse_siret, "732.829.320.00074", "73282932000074"),
    (parse_siret, "35600000049837", "35600000049837"),  # La Poste: the sum of its digits
]

WRONG: list[tuple[Parse, str, str]] = [
    (parse_rpps, "10003456785", "key"),
    (parse_rpps, "1000345678", "11 digits"),
    (parse_rpps, "1000345678٦", "11 digits"),
    (parse_finess, "750712185", "key"),
    (parse_finess, "2C0000014", "9 digits"),
    (parse_siren, "732829321", "key"),
    (parse_siren, "73282932", "9 digits"),
    (parse_siret, "73282932000075", "key"),
    (parse_siret, "732829320", "14 digits"),
]


@pytest.mark.parametrize(("parse", "typed", "kept"), RIGHT)
def test_a_number_is_kept_without_spaces(parse: Parse, typed: str, kept: str) -> None:
    assert parse("number", typed) == kept


@pytest.mark.parametrize(("parse", "typed", "said"), WRONG)
def test_another_form_or_another_key_is_refused(parse: Parse, typed: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        parse("number", typed)
    assert refused.value.field == "number"
