"""How each field of a patient is read from what people and files give: text, lists or JSON values.

A reader takes the field's name and what was given (never nothing), and returns the fields of
`Patient` that it settles. It raises `InvalidInput` for what cannot be taken.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_birth_date, parse_date
from semble_cli.identity.emails import parse_email
from semble_cli.identity.languages import parse_language
from semble_cli.identity.names import fold, parse_given_names, parse_name
from semble_cli.identity.nir import nir_key, parse_nir
from semble_cli.identity.phone.phones import national_digits
from semble_cli.identity.phone.reading import parse_column_phone, parse_phone
from semble_cli.identity.places import parse_birth_place
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.catalogue import CATALOGUE, Kind
from semble_cli.patient.record import ExtraNumber, Phone, PhoneType, Sex
from semble_cli.patient.texts import parse_line, parse_lines, parse_text, plain_text

if TYPE_CHECKING:
    from enum import StrEnum

    from semble_cli.patient.catalogue import Field

Settled = dict[str, Any]
Reader = Callable[[str, Any, date], Settled]
"""Field, what was given, today -> the fields of `Patient` that are settled by it."""
NumberReader = Callable[[str, str], str]
"""A phone number, the field -> the number as it is kept."""

_SEXES = {
    **dict.fromkeys(("F", "FEMALE", "FEMININ", "FEMME", "WOMAN"), Sex.FEMALE),
    **dict.fromkeys(("M", "MALE", "MASCULIN", "HOMME", "MAN"), Sex.MALE),
    **dict.fromkeys(("I", "INDETERMINATE", "INDETERMINE", "UNKNOWN", "INCONNU"), Sex.INDETERMINATE),
}
_PHONE_TYPES = {
    **{kind.value: kind for kind in PhoneType},
    **{kind.name: kind for kind in PhoneType},
    **dict.fromkeys(("PORTABLE",), PhoneType.MOBILE),
    **dict.fromkeys(("DOMICILE", "FIXE"), PhoneType.HOME),
    **dict.fromkeys(("TRAVAIL", "BUREAU", "PROFESSIONNEL"), PhoneType.WORK),
    **dict.fromkeys(("AUTRE",), PhoneType.OTHER),
}
MOST_ITEMS = 100
"""Phones, numbers or tags of one patient."""
_YES = {"TRUE", "VRAI", "YES", "OUI", "1"}
_NO = {"FALSE", "FAUX", "NO", "NON", "0"}


def parse_sex(field: str, given: Any) -> Sex:
    """F, M or I (indeterminate), or the word for it in English or French.

    Raises:
        InvalidInput: anything else.
    """
    sex = _SEXES.get(fold(plain_text(field, given)))
    if sex is None:
        raise InvalidInput(field, "write F (female), M (male) or I (indeterminate).")
    return sex


def parse_switch(field: str, given: Any) -> bool:
    """Yes or no.

    Raises:
        InvalidInput: anything else.
    """
    word = fold(str(given))
    if word not in _YES | _NO:
        raise InvalidInput(field, "write yes or no.")
    return word in _YES


def parse_phones(
    field: str, given: Any, read_number: NumberReader = parse_phone
) -> tuple[Phone, ...]:
    """Phones as `{type, number}` objects, as `TYPE:NUMBER` texts, or as one text with `; `.

    A number without a type is a mobile or a home phone in France by its first digits, else other.

    Raises:
        InvalidInput: an unknown type, or what is no phone number.
    """
    return tuple(_phone(field, item, read_number) for item in _items(field, given))


def parse_numbers(field: str, given: Any) -> tuple[ExtraNumber, ...]:
    """Identification numbers as `{name, value}` objects, or as `NAME=VALUE` texts.

    Raises:
        InvalidInput: one has no name or no value.
    """
    return tuple(_number(field, item) for item in _items(field, given))


def parse_tags(field: str, given: Any) -> tuple[str, ...]:
    """Names of tags, as a list or as one text with `; ` between them; each once."""
    return tuple(dict.fromkeys(parse_line(field, item) for item in _items(field, given)))


def parse_flags(field: str, given: Any) -> frozenset[IdentityFlag]:
    """The flags of an identity (RNIV EXI SI 09).

    Raises:
        InvalidInput: an unknown one.
    """
    try:
        return frozenset(IdentityFlag(str(item)) for item in _items(field, given))
    except ValueError:
        raise InvalidInput(field, "the flags are homonym, doubtful and fictitious.") from None


def _items(field: str, given: Any) -> list[Any]:
    if isinstance(given, str):
        parts = given.split(";") if ";" in given else (given,)
        items = [item for part in parts if (item := part.strip())]
    elif isinstance(given, list | tuple):
        items = list(given)
    else:
        raise InvalidInput(field, "a list is expected here.")
    if len(items) > MOST_ITEMS:
        raise InvalidInput(
            field, "at most {most} are taken in one record; leave some out.", most=MOST_ITEMS
        )
    return items


def _phone(field: str, item: Any, read_number: NumberReader) -> Phone:
    if isinstance(item, dict):
        kind, number = str(item.get("type") or ""), str(item.get("number", ""))
    else:
        kind, _, number = str(item).rpartition(":")
    number = read_number(number, field)
    if not kind:
        return Phone(_likely_type(number), number)
    found = _PHONE_TYPES.get(kind) or _PHONE_TYPES.get(fold(kind))
    if found is None:
        raise InvalidInput(field, "the types of phones are mobile, home, work and other.")
    return Phone(found, number)


def _likely_type(number: str) -> PhoneType:
    digits = national_digits(number)
    if digits.startswith(("06", "07")):
        return PhoneType.MOBILE
    return PhoneType.HOME if digits.startswith("0") and len(digits) == 10 else PhoneType.OTHER


def _number(field: str, item: Any) -> ExtraNumber:
    if isinstance(item, dict):
        name, value = item.get("name", ""), item.get("value", "")
    else:
        name, _, value = str(item).partition("=")
    number = ExtraNumber(parse_line(field, name), parse_line(field, value))
    if not number.name or not number.value:
        raise InvalidInput(field, "write NAME=VALUE.")
    return number


def _name(field: str, given: Any, today: date) -> Settled:
    return {field: parse_name(field, plain_text(field, given))}


def _given_names(field: str, given: Any, today: date) -> Settled:
    return {field: parse_given_names(field, plain_text(field, given))}


def _birth_date(field: str, given: Any, today: date) -> Settled:
    birth = parse_birth_date(plain_text(field, given), today)
    return {"birth_date": birth.day, "birth_date_fictive": birth.fictive}


def _birth_place(field: str, given: Any, today: date) -> Settled:
    place = parse_birth_place(plain_text(field, given), field, is_code=field == "birth_place_code")
    return {"birth_place_code": place.code, "birth_place": place.name}


def _nir(field: str, given: Any, today: date) -> Settled:
    return {field: str(parse_nir(plain_text(field, given), field))}


def _day(field: str, given: Any, today: date) -> Settled:
    return {field: parse_date(field, plain_text(field, given), today)}


def _rank(field: str, given: Any, today: date) -> Settled:
    rank = plain_text(field, given).strip()
    if rank not in tuple("123456789"):
        raise InvalidInput(field, "the rank of birth is a digit from 1 to 9.")
    return {field: int(rank)}


def _flags(field: str, given: Any, today: date) -> Settled:
    flags = parse_flags(field, given)
    return {flag.value: flag in flags for flag in IdentityFlag}


def _one_of(kinds: type[StrEnum]) -> Reader:
    def read(field: str, given: Any, today: date) -> Settled:
        try:
            return {field: kinds(fold(plain_text(field, given)).lower().replace(" ", "_"))}
        except ValueError:
            known = ", ".join(kind.value for kind in kinds)
            raise InvalidInput(field, "it is one of: {known}.", known=known) from None

    return read


def _by(parse: Callable[[str, Any], Any]) -> Reader:
    return lambda field, given, today: {field: parse(field, given)}


def _language(field: str, given: Any, today: date) -> Settled:
    return {field: parse_language(field, plain_text(field, given))}


def _email(field: str, given: Any, today: date) -> Settled:
    return {field: parse_email(plain_text(field, given), field)}


_READER: dict[Kind, Reader] = {
    Kind.NAME: _name,
    Kind.GIVEN_NAMES: _given_names,
    Kind.LINE: _by(parse_line),
    Kind.TEXT: _by(parse_text),
    Kind.LINES: _by(parse_lines),
    Kind.SWITCH: _by(parse_switch),
    Kind.DAY: _day,
    Kind.BIRTH_DATE: _birth_date,
    Kind.BIRTH_PLACE: _birth_place,
    Kind.LANGUAGE: _language,
    Kind.NIR: _nir,
    Kind.BIRTH_RANK: _rank,
    Kind.EMAIL: _email,
    Kind.PHONES: _by(parse_phones),
    Kind.NUMBERS: _by(parse_numbers),
    Kind.TAGS: _by(parse_tags),
}


def _reader_of(field: Field) -> Reader:
    if field.words is Sex:
        return _by(parse_sex)
    return _one_of(field.words) if field.words else _READER[field.kind]


FLAGS = "identity_flags"
"""The name under which people and files give all the flags of an identity together."""

READERS: dict[str, Reader] = {
    **{field.name: _reader_of(field) for field in CATALOGUE if field.typed},
    FLAGS: _flags,
}
"""Every field that people and files may fill in, and its reader."""

_FAST: dict[Kind, Reader] = {
    Kind.NIR: _by(lambda field, given: str(parse_nir(str(given), field, nir_key))),
    Kind.PHONES: _by(partial(parse_phones, read_number=parse_column_phone)),
}

COLUMN_READERS = READERS | {
    field.name: _FAST[field.kind] for field in CATALOGUE if field.kind in _FAST
}
"""The readers of columns: they take and refuse the same, by our own tables instead of libraries."""


def settled_by(field: str) -> tuple[str, ...]:
    """The fields of `Patient` that a field's reader settles, in its order."""
    return _SETTLED.get(field, (field,))


_SETTLED = {
    "birth_date": ("birth_date", "birth_date_fictive"),
    "birth_place_code": ("birth_place_code", "birth_place"),
    "birth_place": ("birth_place_code", "birth_place"),
    FLAGS: tuple(flag.value for flag in IdentityFlag),
}
