"""Texts written the usual way, as nearly all of a file's are: read at a fifth of the time.

Only fields whose texts seldom come again; whatever is written in another way is left to the readers
of `fields`, which a test holds these to.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.internet.emails import is_email
from semble_cli.identity.names import is_plain_name
from semble_cli.identity.nir import is_plain_nir
from semble_cli.identity.phone.phones import IN_FRANCE
from semble_cli.patient.reading.items import MOST_ITEMS
from semble_cli.patient.record import ExtraNumber, Phone, PhoneType
from semble_cli.patient.texts import LONGEST_LINE, parse_line

if TYPE_CHECKING:
    from collections.abc import Callable

_PHONE_TYPES = {kind.value: kind for kind in PhoneType}
_BETWEEN = "; "


def usual_nir(text: str) -> str | None:
    """A NIR of 15 characters with nothing between them, its key the right one."""
    return text if is_plain_nir(text) else None


def usual_phones(text: str) -> tuple[Phone, ...] | None:
    """Ten digits of a number in France or overseas, alone or in pairs, behind a type in English."""
    phones = []
    items = text.split(_BETWEEN)
    if len(items) > MOST_ITEMS:
        return None
    for item in items:
        kind, _, number = item.partition(":")
        found = _PHONE_TYPES.get(kind)
        if found is None or not IN_FRANCE.fullmatch(number):
            return None
        phones.append(Phone(found, number))
    return tuple(phones)


def usual_numbers(text: str) -> tuple[ExtraNumber, ...] | None:
    """Letters and digits behind the name of the number."""
    numbers = []
    items = text.split(_BETWEEN)
    if len(items) > MOST_ITEMS:
        return None
    for item in items:
        name, _, value = item.partition("=")
        if not (_is_word(value) and _is_name(name)):
            return None
        numbers.append(ExtraNumber(name, value))
    return tuple(numbers)


def usual_given_names(text: str) -> str | None:
    """Words of letters, with spaces, hyphens or apostrophes between them."""
    return text if is_plain_name(text) else None


def usual_email(text: str) -> str | None:
    """An address without spaces around it."""
    return text if is_email(text) else None


def usual_word(text: str) -> str | None:
    """Letters and digits only."""
    return text if _is_word(text) else None


def _is_word(text: str) -> bool:
    return text.isalnum() and len(text) <= LONGEST_LINE


@lru_cache(64)
def _is_name(text: str) -> bool:
    """Whether a number's name is one line as it stands."""
    try:
        return not {";", "\\"}.intersection(text) and text == parse_line("numbers", text) != ""
    except InvalidInput:
        return False


USUAL: dict[str, Callable[[str], Any]] = {
    "nir": usual_nir,
    "member_number": usual_word,
    "numbers": usual_numbers,
    "phones": usual_phones,
    "email": usual_email,
    "birth_given_names": usual_given_names,
}
"""How a field's text is read where it is written the usual way; `None` where it is not."""
