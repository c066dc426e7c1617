"""The numbers of professionals, establishments and companies, each with its key.

| number | of | form | key |
|---|---|---|---|
| RPPS | a health professional | 11 digits | Luhn |
| FINESS | an establishment | 9 characters | Luhn; not judged in Corsica, with its letter |
| SIREN | a company | 9 digits | Luhn |
| SIRET | an establishment of a company | SIREN and 5 digits | Luhn, or La Poste's own rule |
| VAT number | a company that owes VAT | FR, key, SIREN | by its own rule |

Keys are python-stdnum's to judge.
"""

from __future__ import annotations

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

_RPPS = pattern("[0-9]{11}")
_FINESS = pattern("[0-9]{9}|2[AB][0-9]{7}")
_VAT_NUMBER = pattern("FR[0-9A-Z]{2}[0-9]{9}")
_SEPARATORS = str.maketrans("", "", " .\u00a0\u202f")


def parse_rpps(field: str, text: str) -> str:
    """An RPPS number.

    Raises:
        InvalidInput: not 11 digits, or another key.
    """
    number = _plain(text)
    if not _RPPS.fullmatch(number):
        raise InvalidInput(field, "an RPPS number has 11 digits.")
    _refuse_wrong_key(field, number)
    return number


def parse_finess(field: str, text: str) -> str:
    """A FINESS number.

    Raises:
        InvalidInput: not 9 characters, or another key.
    """
    number = _plain(text)
    if not _FINESS.fullmatch(number):
        raise InvalidInput(field, "a FINESS number has 9 digits, or begins with 2A or 2B.")
    if number.isdecimal():
        _refuse_wrong_key(field, number)
    return number


def parse_siren(field: str, text: str) -> str:
    """A SIREN number.

    Raises:
        InvalidInput: not 9 digits, or another key.
    """
    from stdnum.fr import siren

    number = _plain(text)
    if not (number.isascii() and number.isdecimal() and len(number) == 9):
        raise InvalidInput(field, "a SIREN number has 9 digits.")
    if not siren.is_valid(number):
        raise _wrong_key(field)
    return number


def parse_siret(field: str, text: str) -> str:
    """A SIRET number.

    Raises:
        InvalidInput: not 14 digits, or another key.
    """
    from stdnum.fr import siret

    number = _plain(text)
    if not (number.isascii() and number.isdecimal() and len(number) == 14):
        raise InvalidInput(field, "a SIRET number has 14 digits.")
    if not siret.is_valid(number):
        raise _wrong_key(field)
    return number


def parse_vat_number(field: str, text: str) -> str:
    """A French VAT number.

    Raises:
        InvalidInput: not FR, two characters and 9 digits, or another key.
    """
    from stdnum.fr import tva

    number = _plain(text)
    if not _VAT_NUMBER.fullmatch(number):
        raise InvalidInput(
            field, "a French VAT number is FR, two characters and the 9 digits of the SIREN number."
        )
    if not tva.is_valid(number):
        raise _wrong_key(field)
    return number


def _plain(text: str) -> str:
    return text.translate(_SEPARATORS).upper()


def _refuse_wrong_key(field: str, number: str) -> None:
    from stdnum import luhn

    if not luhn.is_valid(number):
        raise _wrong_key(field)


def _wrong_key(field: str) -> InvalidInput:
    return InvalidInput(field, "its key does not fit; read each digit again.")
