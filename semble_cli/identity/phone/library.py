"""What phonenumbers tells of a number; it is imported when it is first asked."""

from __future__ import annotations


def is_possible(code: str, national: str) -> bool:
    """Whether a number of this country code may have these digits: their count, and no more.

    Possible is less than valid: the fictitious numbers, and those given out since the library was
    made, are not valid to it.
    """
    from phonenumbers import PhoneNumber, is_possible_number

    if not national:
        return False
    zeros = len(national) - len(str(int(national)))
    number = PhoneNumber(
        country_code=int(code),
        national_number=int(national),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros,
    )
    return is_possible_number(number)


def international_form(digits: str) -> str | None:
    """A number, its country code first, as it is written abroad; None where no country is so.

    >>> international_form("49301234567")
    '+49 30 1234567'
    """
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

    try:
        return format_number(parse(f"+{digits}"), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return None
