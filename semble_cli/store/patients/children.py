"""What a patient has several of, in tables of their own: read for many, written for one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import ExtraNumber, Phone, PhoneType
from semble_cli.store.database.chunks import id_conditions, one_of
from semble_cli.store.patients.keys import other_words, patient_keys, phone_key
from semble_cli.store.tags import tag_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection

_PHONE_TYPES = {kind.value: kind for kind in PhoneType}


def _rights_period(kind: str, label: str | None, start: str | None, end: str | None) -> Any:
    return RightsPeriod(RightsKind(kind), label, _day(start), _day(end))


def _past_ins(matricule: str, oid: str, start: str | None, end: str | None) -> Any:
    return PastIns(matricule, InsOid(oid), _day(start), _day(end))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_READ: dict[str, tuple[str, Callable[..., Any]]] = {
    "phones": (
        "SELECT patient_id, type, number FROM phone WHERE {condition}"
        " ORDER BY patient_id, position",
        lambda kind, number: Phone(_PHONE_TYPES[kind], number),
    ),
    "numbers": (
        "SELECT patient_id, name, value FROM extra_number WHERE {condition}"
        " ORDER BY patient_id, position",
        ExtraNumber,
    ),
    "tags": (
        "SELECT patient_id, name FROM patient_tag JOIN tag ON tag.id = tag_id"
        " WHERE {condition} ORDER BY patient_id, tag.key",
        str,
    ),
    "rights": (
        "SELECT patient_id, kind, label, starts_on, ends_on FROM rights_period"
        " WHERE {condition} ORDER BY patient_id, id",
        _rights_period,
    ),
    "former_ins": (
        "SELECT patient_id, matricule, oid, valid_from, valid_until FROM ins_history"
        " WHERE {condition} ORDER BY patient_id, id",
        _past_ins,
    ),
}


def _plain(item: Any) -> Callable[..., dict[str, Any]]:
    return lambda *row: dict(zip(item._fields, row, strict=True))


_PLAIN = {
    "phones": _plain(Phone),
    "numbers": _plain(ExtraNumber),
    "rights": _plain(RightsPeriod),
    "former_ins": _plain(PastIns),
}


def _escaped(column: str, marks: str = ";") -> str:
    """The SQL of `patient.reading.items.escaped`."""
    column = f"replace({column}, '\\', '\\\\')"
    for mark in marks:
        column = f"replace({column}, '{mark}', '\\{mark}')"
    return column


_READ_AS_TEXTS = {
    "phones": f"SELECT patient_id, type || ':' || {_escaped('number')} FROM phone"
    " WHERE {condition} ORDER BY patient_id, position",
    "numbers": f"SELECT patient_id, {_escaped('name', ';=')} || '=' || {_escaped('value')}"
    " FROM extra_number WHERE {condition} ORDER BY patient_id, position",
    "tags": f"SELECT patient_id, {_escaped('name')} FROM patient_tag JOIN tag ON tag.id = tag_id"
    " WHERE {condition} ORDER BY patient_id, tag.key",
}


def values(connection: Connection, ids: Sequence[int]) -> dict[str, list[tuple[Any, ...]]]:
    """Each collection of some patients, in their order."""
    wanted = one_of("patient_id", ids)
    return {
        name: list(map(tuple, _of_each(connection, ids, wanted, query, make)))
        for name, (query, make) in _READ.items()
    }


def plain_values(connection: Connection, ids: Sequence[int]) -> dict[str, list[list[Any]]]:
    """As `values`, JSON-ready, whatever stands in the rows."""
    wanted = one_of("patient_id", ids)
    return {
        name: _of_each(connection, ids, wanted, query, _PLAIN.get(name, str))
        for name, (query, _) in _READ.items()
    }


def _of_each(
    connection: Connection,
    ids: Sequence[int],
    wanted: tuple[str, Sequence[int]],
    query: str,
    make: Callable[..., Any],
) -> list[list[Any]]:
    condition, bound = wanted
    of_each: dict[int, list[Any]] = {}
    for patient_id, *row in connection.rows(query.format(condition=condition), bound):
        of_each.setdefault(patient_id, []).append(make(*row))
    return [of_each.get(patient_id, []) for patient_id in ids]


def texts(
    connection: Connection, ids: Sequence[int], names: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Those of *names* that are phones, numbers and tags, as texts with `; ` between, each item
    as `escaped` writes it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, query in _READ_AS_TEXTS.items():
        if name in names:
            of_each: dict[int, str] = {}
            for condition, values in id_conditions("patient_id", ids):
                for patient_id, text in connection.rows(query.format(condition=condition), values):
                    earlier = of_each.get(patient_id)
                    of_each[patient_id] = text if earlier is None else f"{earlier}; {text}"
            found[name] = tuple(of_each.get(patient_id, "") for patient_id in ids)
    return found


def write(connection: Connection, before: Patient | None, after: Patient) -> None:
    """Rewrite the child rows that differ: few rows a patient, so whole and simple."""

    def differs(name: str) -> bool:
        return bool(
            getattr(after, name)
            if before is None
            else (getattr(before, name) != getattr(after, name))
        )

    def rewrite(table: str, rows: Iterable[dict[str, Any]]) -> None:
        connection.run(f"DELETE FROM {table} WHERE patient_id = ?", (after.id,))
        for row in rows:
            connection.insert(table, {"patient_id": after.id} | row)

    if differs("phones"):
        rewrite(
            "phone",
            (
                {"position": position, **plain_value(phone), "reversed": phone_key(phone.number)}
                for position, phone in enumerate(after.phones)
            ),
        )
    if differs("numbers"):
        rewrite(
            "extra_number",
            (
                {"position": position, **number._asdict()}
                for position, number in enumerate(after.numbers)
            ),
        )
    if differs("tags"):
        rewrite("patient_tag", ({"tag_id": tag} for tag in tag_ids(connection, after.tags)))
    if differs("rights"):
        rewrite("rights_period", map(plain_value, after.rights))
    if differs("former_ins"):
        rewrite("ins_history", map(plain_value, after.former_ins))
    words = _words(after)
    if before is None or _words(before) != words:
        rewrite("word", ({"word": word} for word in words))


def _words(patient: Patient) -> list[str]:
    keys = patient_keys(patient)
    return other_words(keys["given_key"], keys["used_given_key"], keys["inner_key"], patient.email)
