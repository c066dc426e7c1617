"""Patients as JSON-ready values and back, field by field: what journal, ledger and store keep."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.catalogue import CATALOGUE, CONSENTS, Kind
from semble_cli.patient.consents.answers import kept_answer
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.record import FIELDS, ExtraNumber, Patient, Phone, PhoneType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def to_plain(patient: Patient) -> dict[str, Any]:
    """The patient as JSON-ready values, field by field: dates in ISO form, lists for tuples."""
    plain: dict[str, Any] = {}
    for name in FIELDS:
        plain[name] = plain_value(getattr(patient, name))
    return plain


def plain_value(value: object) -> Any:
    """One field's value, JSON-ready."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return _moment(value) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, tuple):
        return _plain_tuple(value)
    return value


def escaped_json(document: str) -> str:
    """A JSON document in which what nobody sees is escaped: it says the same, drives nothing."""
    if document.replace("\n", "").isprintable():
        return document
    import json

    from semble_cli.identity.characters import with_signs

    return with_signs(document, lambda character: json.dumps(character)[1:-1])


def plain_column(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """The values of one field of many patients, JSON-ready."""
    plain = _TO_PLAIN.get(name)
    return values if plain is None else [value and plain(value) for value in values]


@lru_cache(1 << 14)
def _day(value: date) -> str:
    return value.isoformat()


@lru_cache(64)
def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain_tuple(value: tuple[Any, ...]) -> Any:
    if isinstance(value, _ITEMS):
        return {name: plain_value(part) for name, part in value._asdict().items()}
    return [plain_value(item) for item in value]


def from_plain(plain: Mapping[str, Any]) -> Patient:
    """The patient that `to_plain` wrote; fields that are absent take their default."""
    return Patient(**{name: field_value(name, plain[name]) for name in plain})


def read_column(name: str, plain: Sequence[Any]) -> Sequence[Any]:
    """The values of one field of many patients, from their JSON-ready form."""
    read = FROM_PLAIN.get(name)
    if read is None or plain.count(None) == len(plain):
        return plain
    known = {value: read(value) for value in set(plain) if value is not None}
    return list(map(known.get, plain))


def settled_column(name: str, plain: Sequence[Any]) -> Sequence[Any]:
    """The JSON-ready values of one field of many patients, in whatever way a store wrote them."""
    different = list(set(plain))
    settled = plain_column(name, read_column(name, different))
    return list(map(dict(zip(different, settled, strict=True)).get, plain))


def field_value(name: str, plain: Any) -> Any:
    """The value of field *name* from its JSON-ready form (or from a store's column)."""
    read = FROM_PLAIN.get(name)
    return plain if plain is None or read is None else read(plain)


def as_kept_today(name: str, plain: Any) -> Any:
    """The JSON-ready form of a field's value, from a form that programs of before may have kept."""
    return plain_value(field_value(name, plain)) if name in _CONSENTS else plain


_CONSENTS = frozenset(CONSENTS)
_ITEMS = (Phone, ExtraNumber, RightsPeriod, PastIns)


def _phones(plain: Iterable[Mapping[str, str]]) -> tuple[Phone, ...]:
    return tuple(Phone(PhoneType(item["type"]), item["number"]) for item in plain)


def _numbers(plain: Iterable[Mapping[str, str]]) -> tuple[ExtraNumber, ...]:
    return tuple(ExtraNumber(item["name"], item["value"]) for item in plain)


def _rights(plain: Iterable[Mapping[str, Any]]) -> tuple[RightsPeriod, ...]:
    return tuple(
        RightsPeriod(
            RightsKind(item["kind"]),
            item["label"],
            _day_or_none(item["starts_on"]),
            _day_or_none(item["ends_on"]),
        )
        for item in plain
    )


def _former_ins(plain: Iterable[Mapping[str, Any]]) -> tuple[PastIns, ...]:
    return tuple(
        PastIns(
            item["matricule"],
            InsOid(item["oid"]),
            _day_or_none(item["valid_from"]),
            _day_or_none(item["valid_until"]),
        )
        for item in plain
    )


def _day_or_none(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None


_READ: dict[Kind, Callable[[Any], Any]] = {
    Kind.PHONES: _phones,
    Kind.NUMBERS: _numbers,
    Kind.INSURANCE_RIGHTS: _rights,
    Kind.FORMER_INS: _former_ins,
    Kind.TAGS: tuple,
    Kind.DAY: date.fromisoformat,
    Kind.BIRTH_DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.SWITCH: bool,
    Kind.FLAG: bool,
    Kind.CONSENT: kept_answer,
}
_WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.DAY: _day,
    Kind.BIRTH_DATE: _day,
    Kind.MOMENT: _moment,
    Kind.WORD: str,
    Kind.CONSENT: str,
}

FROM_PLAIN: dict[str, Callable[[Any], Any]] = {
    field.name: field.words or _READ[field.kind]
    for field in CATALOGUE
    if field.words or field.kind in _READ
}
"""How each field is read from its JSON-ready form; those that are missing are the same in both."""

_TO_PLAIN: dict[str, Callable[[Any], str]] = {
    field.name: _WRITTEN[field.kind] for field in CATALOGUE if field.kind in _WRITTEN
}
"""How each field of one value is made JSON-ready, where it is not already."""
