"""How values look: what a column may hold, whatever it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.exchange.cells.told_states import NO, YES
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.patient.choices.titles import sex_of_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Fits = Callable[[str], object]

_MOST = 0.9
"""The share of a column's values that have to be of a field."""

DATE = pattern("\\d{1,4}[-/. ]\\d{1,2}[-/. ]\\d{1,4}(?:[ T].*)?|\\d{8}")
_PHONE = pattern("\\+?[\\d .()/-]{9,20}")
YEAR = pattern("\\d{2}|\\d{4}")
KEY = pattern("\\d{1,2}")
RANK = pattern("\\d")
FUND = pattern("\\d{1,3}")
CENTER = pattern("\\d{1,4}")
POSTAL_CODE = pattern("\\d{4,5}")
WITH_TOWN = pattern("\\d{4,5}[ ,-]+[^\\d].*|[^\\d]+[ ,(-]+\\d{4,5}\\)?")
_NAME = pattern("[^\\W\\d_]{3}")
"""Letters of a name: in codes of other countries there are fewer (`L-1234`, `1012 AB`)."""
HOUSE_NUMBER = pattern("(?i)\\d{1,4}(?: ?(?:bis|ter|quater|[a-z]))?(?: ?[-/] ?\\d{1,4})?")
_REGIMES = frozenset(
    [
        "GENERAL",
        "AGRICOLE",
        "MSA",
        "RSI",
        "TNS",
        "INDEPENDANTS",
        "SNCF",
        "RATP",
        "MILITAIRE",
        "CNMSS",
        "MINES",
        "ENIM",
        "LOCAL",
    ]
)
_NIR = pattern("[1-478]\\d{4}(?:\\d\\d|2[AB])\\d{6}(?:\\d\\d)?")


def is_phone(value: str) -> bool:
    return bool(_PHONE.fullmatch(value)) and sum(map(str.isdigit, value)) > 8


def is_email(value: str) -> bool:
    return "@" in value and not any(map(str.isspace, value))


def is_nir(value: str) -> bool:
    return bool(_NIR.fullmatch("".join(value.split())))


def is_of_another_kind(value: str) -> bool:
    """Whether a value is a phone number, an e-mail address, a date or a NIR: no free text."""
    return is_phone(value) or is_email(value) or bool(DATE.fullmatch(value)) or is_nir(value)


def has_letters(value: str) -> bool:
    return any(map(str.isalpha, value)) and "@" not in value


def is_answer(value: str) -> bool:
    return fold(value) in YES or fold(value) in NO


def is_spelled_answer(value: str) -> bool:
    """Whether a value is an answer and no mark, which may stand for a value that is hidden."""
    return is_answer(value) and fold(value) != "X"


def is_dwelling(value: str) -> bool:
    return has_letters(value) and (len(value.split()) > 1 or any(map(str.isdigit, value)))


def is_code_with_town(value: str) -> bool:
    return bool(WITH_TOWN.fullmatch(value) and _NAME.search(value))


def is_street(value: str) -> bool:
    return has_letters(value) and not HOUSE_NUMBER.fullmatch(value)


def has_two_words(value: str) -> bool:
    return len(value.replace(",", " ").split()) > 1 and not any(map(str.isdigit, value))


def is_title(value: str) -> bool:
    return bool(sex_of_title(value))


def is_regime(value: str) -> bool:
    return bool(KEY.fullmatch(value)) or not _REGIMES.isdisjoint(fold(value).split())


def are(values: Sequence[str], fits: Fits) -> bool:
    filled = [value.strip() for value in values if value.strip()]
    return bool(filled) and sum(bool(fits(value)) for value in filled) >= _MOST * len(filled)
