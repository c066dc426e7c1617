"""Phone numbers as people are shown them: one form, however they were written."""

from __future__ import annotations

from semble_cli.identity.phone.library import international_form
from semble_cli.identity.phone.phones import (
    country_digits,
    is_national,
    national_digits,
    phone_digits,
)


def shown_phone(number: str) -> str:
    """A number in the one form in which it is shown, or as it is where nothing tells its country.

    In France and overseas it is as dialled there, grouped as phonenumbers does; that library is
    loaded for the numbers of other countries alone.

    >>> shown_phone("+33639981234"), shown_phone("0692.12.34.56"), shown_phone("0049301234567")
    ('06 39 98 12 34', '0692 12 34 56', '+49 30 1234567')
    """
    digits = national_digits(number)
    if is_national(digits):
        return _grouped(digits, is_overseas=phone_digits(number) != digits)
    abroad = country_digits(number)
    return (abroad and international_form(abroad)) or number


def _grouped(digits: str, *, is_overseas: bool) -> str:
    groups = [digits[start : start + 2] for start in range(0, len(digits), 2)]
    if is_overseas:
        groups[:2] = [digits[:4]]
    elif digits.startswith("08"):
        groups[:2] = [digits[0], digits[1:4]]
    return " ".join(groups)
