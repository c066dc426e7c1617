"""Telephone numbers and e-mail addresses: kept as entered, compared by what identifies them."""

from __future__ import annotations

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

_PHONE = pattern(r"\+?(?:[0-9][ ./()\u00a0\u202f-]*){5,14}[0-9]")
_ANY_LENGTH = pattern(r"\+?[0-9](?:[ ./()\u00a0\u202f-]*[0-9])*")
_EMAIL = pattern(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_NOT_DIGITS = pattern(r"[^0-9]")


def parse_phone(text: str, field: str = "phone") -> str:
    """A phone number as people write it, with the spaces around it taken away.

    Raises:
        InvalidInput: something else than a number, or not 6 to 15 digits (ITU-T E.164).

    >>> parse_phone(" +33 6 39 98 12 34 ")
    '+33 6 39 98 12 34'
    """
    number = text.strip()
    if _PHONE.fullmatch(number):
        return number
    if _ANY_LENGTH.fullmatch(number):
        raise InvalidInput(field, "a phone number has 6 to 15 digits.")
    raise InvalidInput(field, "write a number such as 06 39 98 12 34 or +33 6 39 98 12 34.")


def phone_digits(text: str) -> str:
    """The digits that identify a phone: in France as dialled there, else with 00 and the country.

    >>> phone_digits("+33 (0)6 39 98 12 34"), phone_digits("06.39.98.12.34")
    ('0639981234', '0639981234')
    >>> phone_digits("+49 30 1234567")
    '0049301234567'
    """
    digits = _NOT_DIGITS.sub("", text)
    if text.lstrip().startswith("+"):
        digits = "00" + digits
    if digits.startswith("0033"):
        return "0" + digits[4:].removeprefix("0")
    return digits


def parse_email(text: str, field: str = "email") -> str:
    """An e-mail address, with the spaces around it taken away.

    Raises:
        InvalidInput: it has no part before @, or no domain after it.
    """
    address = text.strip()
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        raise InvalidInput(field, "write an address such as name@example.org.")
    return address
