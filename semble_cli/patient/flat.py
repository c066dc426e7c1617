"""Patients as lines of a flat file, column by column.

It makes the texts that `document.cells` makes of a `document`, many patients at a time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from semble_cli.identity.nir import mask_nir
from semble_cli.identity.status import IdentityFlag, Standing
from semble_cli.patient.catalogue import CONSENTS, TRUTHS
from semble_cli.patient.consents.answers import NOT_ASKED, truth_of
from semble_cli.patient.consents.rules import PARTS
from semble_cli.patient.document import NESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Fields = Mapping[str, Sequence[Any]]
    """Each field's JSON-ready values: truths may be 0 and 1, phones and tags are texts already."""

    Columns = list[Sequence[str]]

T = TypeVar("T")
_NAMES = ("birth_name", "used_name", "first_given_name", "used_given_name")
_STANDING = ("identity_retrieved", "identity_checked", *(flag.value for flag in IdentityFlag))
_PARTS = {
    "full_name": _NAMES,
    "identity_status": _STANDING,
    "identity_flags": _STANDING,
    "ins": ("ins_matricule", "ins_oid", *_STANDING),
    **NESTED,
    "consents": tuple(PARTS),
    "blocked": ("blocked_on", "blocked_reason"),
    "archived": ("archived_on", "archive_reason"),
    "state": ("merged_into", "archived_on"),
}
"""The fields that a key is made of, where it is not the field of its name."""


def fields_needed(keys: Sequence[str]) -> list[str]:
    """The fields of a patient of which these keys are made, each once."""
    return list(dict.fromkeys(field for key in keys for field in _PARTS.get(key, (key,))))


def flat_columns(fields: Fields, keys: Sequence[str], *, reveal: bool = False) -> Columns:
    """The columns of some patients, those of `cells` for each key (and `state`), in order. The NIR
    is masked unless *reveal*."""
    columns: Columns = []
    for key in keys:
        make = _MAKERS.get(key)
        if make is None or (reveal and key == "nir"):
            columns.append(_texts(fields[key]))
        else:
            columns += make(fields)
    return columns


def _texts(values: Sequence[Any]) -> Sequence[str]:
    missing = values.count(None)
    if missing == len(values):
        return [""] * missing
    if not missing:
        return values if isinstance(values[0], str) else list(map(str, values))
    return ["" if value is None else str(value) for value in values]


def _full_names(fields: Fields) -> Columns:
    people = zip(*(fields[name] for name in _NAMES), strict=True)
    return [[f"{used or birth} {used_given or first}" for birth, used, first, used_given in people]]


def _statuses(fields: Fields) -> Columns:
    return [_of_standings(fields, lambda standing: standing.status.value)]


def _flags(fields: Fields) -> Columns:
    return [
        _of_standings(
            fields,
            lambda standing: "; ".join(flag for flag in IdentityFlag if flag in standing.flags),
        )
    ]


def _ins(fields: Fields) -> Columns:
    shown = _of_standings(fields, lambda standing: standing.may_show_ins)
    return [
        [value or "" if show else "" for value, show in zip(fields[name], shown, strict=True)]
        for name in ("ins_matricule", "ins_oid")
    ]


def _of_standings(fields: Fields, tell: Callable[[Standing], T]) -> list[T]:
    """What the standing of each patient tells, worked out once for all who have the same."""
    rows = list(zip(*(fields[name] for name in _STANDING), strict=True))
    by_facts = {facts: tell(_standing(*facts)) for facts in set(rows)}
    return [by_facts[facts] for facts in rows]


def _standing(retrieved: Any, checked: Any, *flags: Any) -> Standing:
    borne = {flag for flag, is_borne in zip(IdentityFlag, flags, strict=True) if is_borne}
    return Standing(bool(retrieved), bool(checked), frozenset(borne))


def _nirs(fields: Fields) -> Columns:
    return [["" if nir is None else _masked(nir[:3], len(nir)) for nir in fields["nir"]]]


@lru_cache(1 << 12)
def _masked(shown: str, length: int) -> str:
    """The mask of a number: it depends on its length and its first characters alone."""
    return mask_nir(shown.ljust(length, "0"))


def _address(fields: Fields) -> Columns:
    lines, *others = (fields[name] for name in NESTED["address"])
    return [
        ["\n".join(text.splitlines()) if text else "" for text in lines],
        *map(_texts, others),
    ]


def _nested(key: str) -> Callable[[Fields], Columns]:
    return lambda fields: [_within(name, fields[name]) for name in NESTED[key]]


def _within(name: str, values: Sequence[Any]) -> Sequence[str]:
    """The column of a field inside an object."""
    if name not in CONSENTS:
        return (_truths if name in TRUTHS else _texts)(values)
    answers = set(values)
    truths = _truths([truth_of(name, answer) for answer in answers])
    return list(map(dict(zip(answers, truths, strict=True)).__getitem__, values))


def _consents(fields: Fields) -> Columns:
    return [
        [answer or NOT_ASKED for answer in fields[name]]
        if name in CONSENTS
        else _texts(fields[name])
        for name in PARTS
    ]


def _since(on: str, reason: str) -> Callable[[Fields], Columns]:
    """A state's day, and its reason where there is a day."""
    return lambda fields: [
        _texts(fields[on]),
        [
            "" if day is None else why or ""
            for day, why in zip(fields[on], fields[reason], strict=True)
        ],
    ]


def _truths(values: Sequence[Any]) -> Sequence[str]:
    return ["" if value is None else "true" if value else "false" for value in values]


def _states(fields: Fields) -> Columns:
    merged, archived = fields["merged_into"], fields["archived_on"]
    return [
        [
            "present" if into is None and on is None else "archived" if into is None else "merged"
            for into, on in zip(merged, archived, strict=True)
        ]
    ]


_MAKERS: dict[str, Callable[[Fields], Columns]] = {
    "full_name": _full_names,
    "birth_date_fictive": lambda fields: [_truths(fields["birth_date_fictive"])],
    "identity_status": _statuses,
    "identity_flags": _flags,
    "ins": _ins,
    "nir": _nirs,
    **{key: _nested(key) for key in NESTED},
    "address": _address,
    "consents": _consents,
    "blocked": _since(*_PARTS["blocked"]),
    "archived": _since(*_PARTS["archived"]),
    "state": _states,
}
