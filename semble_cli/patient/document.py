"""The patient document: a patient as nested JSON values. Its keys are a promise, only added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.nir import mask_nir
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.catalogue import CATALOGUE, CONSENTS, FIELD
from semble_cli.patient.consents.answers import truth_of
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.reading.items import escaped, pair_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from semble_cli.patient.catalogue import Field
    from semble_cli.patient.record import Patient

COMPUTED = {"full_name": "used_given_name", "identity_status": "birth_place"}
"""Keys that are no field's own, each with the key after which it stands."""

AROUND = (*("relations", "allergies", "allergy_status", "treatments", "appointments", "records"),)
"""Keys of the document of one patient that stand in records of their own."""

MORE_AROUND = ("past_treatments", "consultations", "documents")
"""Such keys that it has beside, where all of it is asked for."""

PAST_APPOINTMENTS = "past_appointments"
"""The key, beside those, of what everybody sees: the appointments of days that are over."""


_CONSENTS = "consents"
"""The key whose objects hold objects: `patient.consents.forms` makes and reads it."""


def _shown(fields: Iterable[Field]) -> Iterator[tuple[str, str, Field]]:
    """The fields that the document shows: the key, the key inside an object, the field."""
    for field in fields:
        if field.key:
            key, _, inner = field.key.partition(".")
            yield key, inner, field


def _keys(fields: Iterable[Field]) -> tuple[str, ...]:
    """The keys of the document that show some fields, in order."""
    return tuple(dict.fromkeys(key for key, _, _ in _shown(fields)))


def _with_computed(keys: Iterable[str]) -> Iterator[str]:
    after = {before: key for key, before in COMPUTED.items()}
    for key in keys:
        yield key
        if key in after:
            yield after[key]


def _objects() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, inner, field in _shown(CATALOGUE):
        if inner and key != _CONSENTS:
            found.setdefault(key, {})[inner] = field.name
    return found


OBJECTS = _objects()
"""The objects of the document: for each of their keys, the field of a patient."""

NESTED: dict[str, tuple[str, ...]] = {
    key: tuple(names.values())
    for key, names in OBJECTS.items()
    if all(FIELD[name].typed for name in names.values())
}
"""The objects that people fill in, and the fields of a patient that each one holds."""

LIGHT_KEYS = tuple(_with_computed(_keys(field for field in CATALOGUE if field.light)))
"""The keys of one line of a search or a list, in order; `patient show` has more after them."""

RECORD_KEYS = tuple(
    dict.fromkeys((*LIGHT_KEYS, *_keys(field for field in CATALOGUE if field.typed)))
)
"""The keys of a whole record; what stands in records of its own is not among them."""

DERIVED = (
    *(
        key
        for key in _with_computed(_keys(CATALOGUE))
        if key not in (*_keys(field for field in CATALOGUE if field.typed), "identity_flags", "ins")
    ),
    *AROUND,
    *MORE_AROUND,
    PAST_APPOINTMENTS,
)
"""Keys that a document shows and that nobody fills in: the register keeps them by itself."""


def light_document(patient: Patient, *, reveal: bool = False) -> dict[str, Any]:
    """The keys that searches and lists give. The NIR is masked unless *reveal*; the matricule INS
    is there for a qualified identity only (Guide d'implémentation INS, EXI SI 08)."""
    standing = patient.standing
    ins = None
    if patient.ins_matricule and standing.may_show_ins:
        ins = {"matricule": patient.ins_matricule, "oid": patient.ins_oid}
    nir = patient.nir
    values: dict[str, Any] = {
        "identity_status": standing.status.value,
        "identity_flags": [flag.value for flag in IdentityFlag if flag in standing.flags],
        "ins": ins,
        "nir": nir if reveal or nir is None else mask_nir(nir),
        "address": _object(patient, "address"),
        "blocked": _state(patient.blocked_on, patient.blocked_reason),
        "archived": _state(patient.archived_on, patient.archive_reason),
    }
    return {
        key: values[key] if key in values else plain_value(getattr(patient, key))
        for key in LIGHT_KEYS
    }


def document(patient: Patient, *, reveal: bool = False) -> dict[str, Any]:
    """The whole record but for what stands in records of its own (relations, allergies)."""
    whole = light_document(patient, reveal=reveal)
    for key in RECORD_KEYS[len(whole) :]:
        whole[key] = _value(patient, key)
    return whole


def flatten(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a document that somebody wrote, by the flat names of a patient's fields.

    Raises:
        InvalidInput: an object is expected where another value stands.
    """
    flat: dict[str, Any] = {}
    for key, value in given.items():
        if key == _CONSENTS:
            from semble_cli.patient.consents.forms import from_document

            flat |= from_document(value)
            continue
        if key not in NESTED:
            flat[key] = value
            continue
        names = OBJECTS[key]
        if value is None:
            flat.update(dict.fromkeys(NESTED[key]))
            continue
        if not hasattr(value, "items"):
            raise InvalidInput(
                key, "an object with some of these keys is expected: {keys}.", keys=", ".join(names)
            )
        flat.update({names.get(short, f"{key}.{short}"): inner for short, inner in value.items()})
    return flat


def _value(patient: Patient, key: str) -> Any:
    if key == _CONSENTS:
        from semble_cli.patient.consents.forms import in_document

        return in_document(patient)
    return _object(patient, key) if key in OBJECTS else plain_value(getattr(patient, key))


def _object(patient: Patient, key: str) -> dict[str, Any]:
    found = {
        inner: truth_of(name, value) if name in CONSENTS else plain_value(value)
        for inner, name in OBJECTS[key].items()
        for value in (getattr(patient, name),)
    }
    if key == "address":
        found["lines"] = (patient.address_lines or "").splitlines()
    return found


def _state(since: object, reason: object) -> dict[str, Any] | None:
    return {"on": plain_value(since), "reason": plain_value(reason)} if since else None


_SPREAD: dict[str, dict[str, str]] = OBJECTS | {
    "rights": {
        "state": "rights",
        "since": "rights_since",
        "until": "rights_until",
        "checked_on": "rights_checked_on",
        "periods": "rights_periods",
    },
}
"""The columns of a flat file that each key of an object takes."""


def cells(key: str, value: Any) -> dict[str, str]:
    """One key of a document as columns of a flat file: an object takes a column for each of its
    fields, a list stands in one cell with `; ` between its items, `escaped`; any other object, a
    list of such, and what stands around a patient, as JSON.

    >>> cells("blocked", None)
    {'blocked_on': '', 'blocked_reason': ''}
    >>> cells("phones", [{"type": "mobile", "number": "06 39 98 00 00"}])
    {'phones': 'mobile:06 39 98 00 00'}
    >>> cells("changes", {"city": [None, "Lyon"]})
    {'changes': '{"city":[null,"Lyon"]}'}
    >>> cells("allergies", [{"substance": "latex", "severity": None}])
    {'allergies': '[{"substance":"latex","severity":null}]'}
    """
    if key == _CONSENTS and not isinstance(value, str):
        from semble_cli.patient.consents.forms import columns_of

        return {name: _cell(part) for name, part in columns_of(value).items()}
    if key in AROUND and value:
        return {key: _json(value)}
    if key not in _SPREAD or isinstance(
        value, str | list
    ):  # other documents have such of that name
        return {key: _cell(value)}
    inner = value or {}
    return {
        column: "\n".join(inner.get(short, ())) if short == "lines" else _cell(inner.get(short))
        for short, column in _SPREAD[key].items()
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(map(_is_long, value)):
        return "; ".join(_item(item) for item in value)
    return _json(value) if isinstance(value, list | dict) else str(value)


def _json(value: Any) -> str:
    """What has no columns of its own, in one cell."""
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_long(item: Any) -> bool:
    """Whether an object says more than a short text does: it has parts that are none."""
    return isinstance(item, dict) and any(
        isinstance(part, dict | list | bool | int) for part in item.values()
    )


def _item(item: Any) -> str:
    if not isinstance(item, dict):
        return escaped(str(item))
    if "number" in item:
        return escaped(f"{item['type']}:{item['number']}")
    if "value" in item:
        return pair_text(item["name"], item["value"])
    return escaped(" ".join(str(part) for part in item.values() if part is not None))
