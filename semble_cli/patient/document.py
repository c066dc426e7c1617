"""The patient document: a patient as nested JSON values. Its keys are a promise, only added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.nir import mask_nir
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import Patient

if TYPE_CHECKING:
    from collections.abc import Mapping

NESTED: dict[str, tuple[str, ...]] = {
    "address": ("address_lines", "postal_code", "city", "country"),
    "coverage": (
        "regime",
        "birth_rank",
        "amc_name",
        "amc_number",
        "member_number",
        "fund",
        "fund_center",
    ),
    "billing": (
        "billing_name",
        "billing_address",
        "payment_reference",
        "membership_name",
        "membership_started_on",
    ),
    "preferences": (
        "receive_email",
        "receive_sms",
        "promotional",
        "payment_reminders",
        "mssante_patient",
        "mssante_professionals",
        "dmp_consent",
        "dmp_visible_patient",
        "dmp_visible_professionals",
    ),
}
"""The objects of the document, and the fields of a patient that each one holds."""

_SHORT = {"address_lines": "lines", "billing_name": "name", "billing_address": "address"}
"""Keys inside an object that need not repeat the object's name."""

DERIVED = (
    "id",
    "full_name",
    "identity_status",
    "identity_source",
    "blocked",
    "archived",
    "deceased_on",
    "created_at",
    "updated_at",
    "version",
    "relations",
    "allergies",
    "rights",
    "ins_history",
)
"""Keys that a document shows and that nobody fills in: the register keeps them by itself."""

LIGHT_KEYS = (
    "id",
    "birth_name",
    "first_given_name",
    "birth_given_names",
    "used_name",
    "used_given_name",
    "full_name",
    "title",
    "sex",
    "birth_date",
    "birth_date_fictive",
    "birth_place_code",
    "birth_place",
    "identity_status",
    "identity_flags",
    "identity_source",
    "ins",
    "nir",
    "phones",
    "email",
    "address",
    "tags",
    "blocked",
    "archived",
    "deceased_on",
    "created_at",
    "updated_at",
    "version",
)
"""The keys of one line of a search or a list, in order; `patient show` has more after them."""


RECORD_KEYS = (
    *LIGHT_KEYS,
    "occupation",
    "religion",
    "comments",
    "coverage",
    "billing",
    "numbers",
    "privacy_policy",
    "preferences",
)
"""The keys of a whole record; what stands in records of its own is not among them."""


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
        "address": _nested(patient, "address"),
        "blocked": _state(patient.blocked_on, patient.blocked_reason),
        "archived": _state(patient.archived_on, patient.archive_reason),
    }
    return {
        key: values[key] if key in values else plain_value(getattr(patient, key))
        for key in LIGHT_KEYS
    }


def document(patient: Patient, *, reveal: bool = False) -> dict[str, Any]:
    """The whole record but for what stands in records of its own (relations, allergies)."""
    return {
        **light_document(patient, reveal=reveal),
        "occupation": patient.occupation,
        "religion": patient.religion,
        "comments": patient.comments,
        "coverage": _nested(patient, "coverage"),
        "billing": _nested(patient, "billing"),
        "numbers": plain_value(patient.numbers),
        "privacy_policy": patient.privacy_policy.value,
        "preferences": _nested(patient, "preferences"),
    }


def flatten(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a document that somebody wrote, by the flat names of a patient's fields.

    Raises:
        InvalidInput: an object is expected where another value stands.
    """
    flat: dict[str, Any] = {}
    for key, value in given.items():
        if key not in NESTED:
            flat[key] = value
            continue
        names = {_SHORT.get(name, name): name for name in NESTED[key]}
        if value is None:
            flat.update(dict.fromkeys(NESTED[key]))
            continue
        if not hasattr(value, "items"):
            raise InvalidInput(
                key, "an object with some of these keys is expected: {keys}.", keys=", ".join(names)
            )
        flat.update({names.get(short, f"{key}.{short}"): inner for short, inner in value.items()})
    return flat


def _nested(patient: Patient, key: str) -> dict[str, Any]:
    nested = {_SHORT.get(name, name): plain_value(getattr(patient, name)) for name in NESTED[key]}
    if key == "address":
        nested["lines"] = (patient.address_lines or "").splitlines()
    return nested


def _state(since: object, reason: object) -> dict[str, Any] | None:
    return {"on": plain_value(since), "reason": plain_value(reason)} if since else None


_SPREAD: dict[str, dict[str, str]] = {
    **{key: {_SHORT.get(name, name): name for name in names} for key, names in NESTED.items()},
    "ins": {"matricule": "ins_matricule", "oid": "ins_oid"},
    "blocked": {"on": "blocked_on", "reason": "blocked_reason"},
    "archived": {"on": "archived_on", "reason": "archive_reason"},
    "rights": {
        "state": "rights",
        "since": "rights_since",
        "until": "rights_until",
        "checked_on": "rights_checked_on",
        "periods": "rights_periods",
    },
}


def cells(key: str, value: Any) -> dict[str, str]:
    """One key of a document as columns of a flat file: an object takes a column for each of its
    fields, a list stands in one cell with `; ` between its items.

    >>> cells("blocked", None)
    {'blocked_on': '', 'blocked_reason': ''}
    >>> cells("phones", [{"type": "mobile", "number": "06 39 98 00 00"}])
    {'phones': 'mobile:06 39 98 00 00'}
    """
    if key not in _SPREAD:
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
    if isinstance(value, list):
        return "; ".join(_item(item) for item in value)
    return str(value)


def _item(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "number" in item:
        return f"{item['type']}:{item['number']}"
    if "value" in item:
        return f"{item['name']}={item['value']}"
    return " ".join(str(part) for part in item.values() if part is not None)
