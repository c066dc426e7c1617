"""Telephone numbers as people and files write them: judged, and kept as entered.

A number that is written down has a length that is possible in its country; whether it is given to
anybody is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import refuse_unseen
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.lengths import country_of, has_possible_length
from semble_cli.identity.phone.library import is_possible
from semble_cli.identity.phone.phones import IN_FRANCE, country_digits, dialled

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT = {"508": 6, "687": 6, "689": 8}
"""The country codes of numbers that are dialled there without any prefix, and their digits."""

_BETWEEN = r"[ ./()\u00a0\u202f\u2010-\u2013-]*"
"""Between two digits; no-break spaces and hyphens come from texts that were typeset."""
_PHONE = pattern(rf"\(?\+?(?:[0-9]{_BETWEEN}){{5,14}}[0-9]")
_ANY_LENGTH = pattern(rf"\(?\+?[0-9](?:{_BETWEEN}[0-9])*")


def parse_phone(
    text: str,
    field: str = "phone",
    code: str | None = None,
    judge: Callable[[str, str], bool] = is_possible,
) -> str:
    """A phone number as people write it, with the spaces around it taken away.

    *code* is the country code of the `SHORT` numbers that are dialled at the address: it is put
    before one, which would tell nothing by itself. *judge* says of a country code and the digits
    after it whether there may be such a number.

    Raises:
        InvalidInput: something else than a number, not 6 to 15 digits (ITU-T E.164), a length that
            is not possible in its country, or a short number without a country.

    >>> parse_phone(" +33 6 39 98 12 34 "), parse_phone("25 12 34", code="687")
    ('+33 6 39 98 12 34', '+687 25 12 34')
    """
    number = text.strip()
    if not _PHONE.fullmatch(number):
        refuse_unseen(field, number)
        if _ANY_LENGTH.fullmatch(number):
            raise InvalidInput(field, "a phone number has 6 to 15 digits.")
        raise InvalidInput(field, "write a number such as 06 39 98 12 34 or +33 6 39 98 12 34.")
    digits = country_digits(number)
    if digits is None:
        length = len(dialled(number))
        if code and length == SHORT[code]:
            return f"+{code} {number}"
        raise _no_country(field, dialled(number))
    country = country_of(digits)
    if country is None:
        raise InvalidInput(field, "no country has this code; check the digits after + or 00.")
    national = digits.removeprefix(country.code)
    if judge(country.code, national) or judge(country.code, national.removeprefix(country.trunk)):
        return number
    raise InvalidInput(field, "no number of its country has this length; count its digits.")


def parse_column_phone(text: str, field: str = "phone") -> str:
    """A phone number as `parse_phone` takes it, by the table of lengths.

    Raises:
        InvalidInput: as `parse_phone`.
    """
    if IN_FRANCE.fullmatch(text):
        return text
    return parse_phone(text, field, judge=has_possible_length)


def _no_country(field: str, digits: str) -> InvalidInput:
    if len(digits) in SHORT.values() and digits[0] != "0":  # no short number begins so
        return InvalidInput(
            field, "write it with its country, such as +687 25 12 34; or give the postal code."
        )
    return InvalidInput(
        field, "a number in France has ten digits; begin one from abroad with + and its code."
    )
