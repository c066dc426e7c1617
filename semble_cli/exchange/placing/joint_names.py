"""Columns that hold two things in one cell, which their name joins: `Lieu et pays de naissance`.

Their words alone are those of a column of one of the two (`Pays du lieu de naissance`), so the sign
between them counts, and the values have to be of both.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from semble_cli.exchange.header_words import meaning_of
from semble_cli.exchange.headers import BIRTH_COUNTRY, BIRTH_POSTAL_CODE
from semble_cli.exchange.placing.shapes_of_values import (
    CENTER,
    POSTAL_CODE,
    WITH_TOWN,
    are,
    has_letters,
    is_dwelling,
)
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.exchange.header_words import Meaning
    from semble_cli.exchange.placing.shapes_of_values import Fits

_AND = pattern("(?i)\\b(?:et|and)\\b")
_BETWEEN_NAMES = pattern("(?i)[/(,;+]|\\b(?:n[ée]e?|[ée]p(?:ouse|oux)?|usage)\\b")
_SIGN = pattern("(?i)[/+&,;]|\\b(?:et|ou|and|or)\\b")
_FRANCE = frozenset(("FRANCE", "FR", "FRA"))


def _is_place(value: str) -> bool:
    return has_letters(value) and fold(value) not in _FRANCE


def _is_france(value: str) -> bool:
    return fold(value) in _FRANCE


def _has_no_digit(value: str) -> bool:
    return not any(map(str.isdigit, value))


def _is_address(value: str) -> bool:
    return is_dwelling(value) and not _has_no_digit(value) and not WITH_TOWN.fullmatch(value)


def _is_one_number(value: str) -> bool:
    return not _has_no_digit(value) and len(value.split()) == 1


def _has_phones(value: str) -> bool:
    return sum(map(str.isdigit, value)) > 8


def _is_one_name(value: str) -> bool:
    return has_letters(value) and not _BETWEEN_NAMES.search(value)


_TOWN_AND_COUNTRY: dict[str, Fits] = {"birth_place": _is_place, BIRTH_COUNTRY: _is_france}
_CODE_AND_TOWN: dict[str, Fits] = {
    "birth_place": has_letters,
    "birth_place_code": POSTAL_CODE.fullmatch,
}
_PHONES: dict[str, Fits] = {"phones": _has_phones}
_OF_TWO: dict[str, dict[str, Fits]] = {
    "lieu et pays de naissance": _TOWN_AND_COUNTRY,
    "commune et pays de naissance": _TOWN_AND_COUNTRY,
    "lieu et département de naissance": {"birth_place": has_letters},
    "commune et département de naissance": {"birth_place": has_letters},
    "code et commune de naissance": _CODE_AND_TOWN,
    "code et lieu de naissance": _CODE_AND_TOWN,
    "code insee et commune de naissance": _CODE_AND_TOWN,
    "code insee et lieu de naissance": _CODE_AND_TOWN,
    "code postal et commune de naissance": {
        "birth_place": has_letters,
        BIRTH_POSTAL_CODE: POSTAL_CODE.fullmatch,
    },
    "code postal et lieu de naissance": {
        "birth_place": has_letters,
        BIRTH_POSTAL_CODE: POSTAL_CODE.fullmatch,
    },
    "adresse et commune": {"address_lines": _is_address, "city": _has_no_digit},
    "adresse et code postal": {
        "address_lines": _is_address,
        "postal_code": POSTAL_CODE.fullmatch,
    },
    "adresse et pays": {"address_lines": _is_address, "country": _has_no_digit},
    "rue et commune": {"address_lines": _is_address},
    "rue, code postal et commune": {"address_lines": _is_address},
    "adresse, code postal et commune": {"address_lines": _is_address},
    "adresse, rue, code postal et commune": {"address_lines": _is_address},
    "téléphone fixe et portable": _PHONES,
    "téléphone domicile et travail": _PHONES,
    "portable et téléphone travail": _PHONES,
    "caisse et centre": {"fund_center": CENTER.fullmatch},
    "mutuelle et adhérent": {"member_number": _is_one_number},
    "mutuelle et numéro d'adhérent": {"member_number": _is_one_number},
}
"""By the two that a name joins, the fields that such a column may hold, and how a value of each
looks."""


_SAID_TWICE: dict[str, dict[str, Fits]] = {
    "nom de naissance": {"birth_name": _is_one_name},
    "nom d'usage": {"used_name": _is_one_name},
    "nom marital": {"used_name": _is_one_name},
    "prénom d'usage": {"used_given_name": _is_one_name},
}
"""Names whose words are those of one that is joined to a shorter one too (`Nom / nom d'usage`), but
of one that is only said twice as well (`Nom d'usage / Used name`)."""


@cache
def _by_words() -> dict[frozenset[str], dict[str, Fits]]:
    return {
        meaning.words: fits
        for name, fits in (_OF_TWO | _SAID_TWICE).items()
        if (meaning := meaning_of(name))
    }


def fields_of_two(
    name: str, meaning: Meaning | None, values: Sequence[str]
) -> tuple[str, ...] | None:
    """The fields that the values of a column whose name joins two may be of; `None` where it joins
    none, or no value tells."""
    if meaning is None or not _SIGN.search(name) or not any(map(str.strip, values)):
        return None
    possible = _by_words().get(meaning.words)
    if possible is None:
        return None
    if _AND.search(name) and possible in _SAID_TWICE.values():
        return ()
    return tuple(field for field, fits in possible.items() if are(values, fits))
