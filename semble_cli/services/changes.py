"""The difference between two states of a patient: the journal keeps it, undo restores it."""

from __future__ import annotations

from typing import Any

from semble_cli.patient.consents.rules import unsigned_by
from semble_cli.patient.json_form import as_kept_today, field_value, plain_value, to_plain
from semble_cli.patient.record import BOOKKEEPING, FIELDS, Patient
from semble_cli.patient.tags import tag_key

Changes = dict[str, list[Any]]
"""For each field that changed, its JSON-ready values before and after."""


def difference(before: Patient, after: Patient) -> Changes:
    """What changed, field by field; what the store keeps by itself is left out."""
    return {
        name: [plain_value(old), plain_value(new)]
        for name in FIELDS
        if name not in BOOKKEEPING
        and (old := getattr(before, name)) != (new := getattr(after, name))
    }


def recorded(patient: Patient) -> dict[str, Any]:
    """The fields of a new patient that say something, JSON-ready."""
    return {
        name: value
        for name, value in to_plain(patient).items()
        if name not in BOOKKEEPING and value not in (None, False, [])
    }


def undone_fields(patient: Patient, changes: Changes) -> Patient:
    """The patient with each changed field as it was before.

    Raises:
        ValueError: a field was changed again since; its name is the argument.
    """
    for name, (_, after) in changes.items():
        if not is_same(name, plain_value(getattr(patient, name)), as_kept_today(name, after)):
            raise ValueError(name)
    return restored(patient, changes)


def is_same(name: str, one: Any, other: Any) -> bool:
    """Whether two JSON-ready values of a field are one; tags are, in whatever case or order an
    earlier program noted them."""
    if name == "tags" and one and other:
        return {*map(tag_key, one)} == {*map(tag_key, other)}
    return bool(one == other)


def restored(patient: Patient, changes: Changes) -> Patient:
    """The patient with each changed field as it was before, whatever it was changed to since."""
    unsigned = unsigned_by({name: after for name, (_, after) in changes.items()})
    former: dict[str, Any] = dict.fromkeys(unsigned)
    former |= {name: field_value(name, before) for name, (before, _) in changes.items()}
    return patient._replace(**former)


def was_created_as(patient: Patient, created: dict[str, Any]) -> bool:
    """Whether a patient is as the event of the creation recorded."""
    unsigned = unsigned_by(created)
    was = {name: as_kept_today(name, value) for name, value in created.items()}
    now = {name: value for name, value in recorded(patient).items() if name not in unsigned}
    was = {name: value for name, value in was.items() if value is not None}
    return now.keys() == was.keys() and all(is_same(name, now[name], was[name]) for name in now)
