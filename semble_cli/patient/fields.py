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
from semble_cli.identity.internet.emails import parse_email
from semble_cli.identity.languages import parse_language
from semble_cli.identity.names import parse_given_names, parse_name
from semble_cli.identity.nir import nir_key, parse_nir
from semble_cli.identity.phone.reading import parse_column_phone
from semble_cli.identity.status import IdentityFlag
from semble_cli.identity.written_places import parse_birth_place
from semble_cli.patient.catalogue import CATALOGUE, CONSENTS, Kind
from semble_cli.patient.choices import of_patients as words
from semble_cli.patient.consents.answers import parse_answer
from semble_cli.patient.consents.rules import ANSWERS
from semble_cli.patient.reading.items import items_of, pair_of
from semble_cli.patient.reading.phones import parse_phones
from semble_cli.patient.record import ExtraNumber
from semble_cli.patient.texts import parse_line, parse_lines, parse_text, plain_text

if TYPE_CHECKING:
    from semble_cli.patient.catalogue import Field
    from semble_cli.patient.choices.reader import Choices

Settled = dict[str, Any]
Reader = Callable[[str, Any, date], Settled]
"""Field, what was given, today -> the fields of `Patient` that are settled by it."""


def parse_numbers(field: str, given: Any) -> tuple[ExtraNumber, ...]:
    """Identification numbers as `{name, value}` objects, or as `NAME=VALUE` texts.

    Raises:
        InvalidInput: one has no name or no value.
    """
    return tuple(_number(field, item) for item in items_of(field, given, pair_of))


def parse_tags(field: str, given: Any) -> tuple[str, ...]:
    """Names of tags, as a list or as one text with `; ` between them; each once."""
    return tuple(dict.fromkeys(parse_line(field, item) for item in items_of(field, given)))


def parse_flags(field: str, given: Any) -> frozenset[IdentityFlag]:
    """The flags of an identity (RNIV EXI SI 09).

    Raises:
        InvalidInput: an unknown one.
    """
    return frozenset(words.FLAGS.read(field, str(item)) for item in items_of(field, given))


def _number(field: str, item: Any) -> ExtraNumber:
    if isinstance(item, dict):
        name, value = item.get("name", ""), item.get("value", "")
    elif isinstance(item, tuple):
        name, value = item
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


def _one_of(choices: Choices[Any]) -> Reader:
    return _by(lambda field, given: choices.read(field, plain_text(field, given)))


def _by(parse: Callable[[str, Any], Any]) -> Reader:
    return lambda field, given, today: {field: parse(field, given)}


def _answer(field: str, given: Any, today: date) -> Settled:
    name = ANSWERS.get(field, field)
    return {name: parse_answer(name, given)}


def _answer_of_new(field: str, given: Any, today: date) -> Settled:
    """As `_answer`, of somebody new: a bare no has nothing to take back."""
    return {name: answer or None for name, answer in _answer(field, given, today).items()}


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
    Kind.SWITCH: _by(lambda field, given: words.SWITCH.read(field, str(given))),
    Kind.CONSENT: _answer,
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
    return _one_of(words.OF_PATIENTS[field.words]) if field.words else _READER[field.kind]


FLAGS = "identity_flags"
"""The name under which people and files give all the flags of an identity together."""

READERS: dict[str, Reader] = {
    **{field.name: _reader_of(field) for field in CATALOGUE if field.typed},
    FLAGS: _flags,
    **dict.fromkeys(ANSWERS, _answer),
}
"""Every field that people and files may fill in, and its reader."""

_FAST: dict[Kind, Reader] = {
    Kind.NIR: _by(lambda field, given: str(parse_nir(str(given), field, nir_key))),
    Kind.PHONES: _by(partial(parse_phones, read_number=parse_column_phone)),
}

COLUMN_READERS = (
    READERS
    | {field.name: _FAST[field.kind] for field in CATALOGUE if field.kind in _FAST}
    | dict.fromkeys((*CONSENTS, *ANSWERS), _answer_of_new)
)
"""The readers of columns of new patients: they take and refuse the same, by our own tables instead
of libraries."""


def settled_by(field: str) -> tuple[str, ...]:
    """The fields of `Patient` that a field's reader settles, in its order."""
    return _SETTLED.get(field, (field,))


_SETTLED = {
    "birth_date": ("birth_date", "birth_date_fictive"),
    "birth_place_code": ("birth_place_code", "birth_place"),
    "birth_place": ("birth_place_code", "birth_place"),
    FLAGS: tuple(flag.value for flag in IdentityFlag),
    **{alias: (name,) for alias, name in ANSWERS.items()},
}
