"""What changed in a record, for people: each field before and after. No NIR stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.commands.ui.labels import status_name
from semble_cli.commands.ui.language import field_label, in_agreement, tr
from semble_cli.commands.ui.tables import shown, shown_day
from semble_cli.identity.phone.display import shown_phone
from semble_cli.identity.place_doubts import recorded_label
from semble_cli.patient.catalogue import SECRET
from semble_cli.patient.consents.rules import CONSENT_OF, SIGNATURES
from semble_cli.patient.record import Sex
from semble_cli.services.changes import restored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes

_LONGEST = 120
"""Characters of a value: of a long text its beginning tells which it is."""

_WITH_OTHERS = (
    *("identity_retrieved", "identity_checked"),  # told as the status
    *("birth_place", "ins_oid"),
)
"""The fields that are told with another one."""


class Change(NamedTuple):
    """A field that changed, and what is said of it."""

    field: str
    line: str


def changed_line(field: str, before: str, after: str, sex: str | None = None) -> str:
    """One field before and after, by its label, which agrees with the *sex* of the patient.

    >>> changed_line("city", "Reims", "Lyon")
    'city: Reims → Lyon'
    """
    label = in_agreement(field_label(field), sex)
    return tr("{field}: {before} → {after}", field=label, before=before, after=after)


def changes_shown(patient: Patient, changes: Changes) -> Iterator[Change]:
    """What changed, field by field, of a patient as it is now. Numbers that are masked are said to
    be noted, replaced or cleared."""
    former = restored(patient, changes)
    statuses = former.standing.status, patient.standing.status
    if statuses[0] is not statuses[1]:
        names = (status_name(status.value) for status in statuses)
        yield Change("identity_status", changed_line("identity_status", *names))
    for name, (before, after) in changes.items():
        if name in _WITH_OTHERS or (name in SIGNATURES and CONSENT_OF[name] in changes):
            continue
        if name in SECRET:
            yield Change(name, _of_secret(name, before, after))
        elif name == "birth_place_code":
            places = (
                recorded_label(each.birth_place_code, each.birth_place)
                for each in (former, patient)
            )
            yield Change(name, changed_line("birth_place", *places))
        else:
            told = [shown_value(name, value, patient.sex) for value in (before, after)]
            yield Change(name, changed_line(name, told[0], told[1], patient.sex))


def _of_secret(name: str, before: Any, after: Any) -> str:
    field = field_label(name)
    if not after:
        return tr("{field}: cleared", field=field)
    if not before:
        return tr("{field}: noted", field=field)
    return tr("{field}: replaced by another", field=field)


def shown_value(name: str, value: Any, sex: str | None = None) -> str:
    """A JSON-ready value of a field on one line; of a long text the beginning. What it tells of the
    patient agrees with the *sex*."""
    if name == "phones":
        return ", ".join(map(_phone, value)) or "–"
    if name == "rights":
        return ", ".join(map(_period, value)) or "–"
    if name == "sex":
        return tr(SEX_NAMES[Sex(value)])
    line = " ".join(shown(name, value, sex=sex).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


SEX_NAMES = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.INDETERMINATE: "indeterminate"}
"""What people call each sex."""


def _phone(phone: Mapping[str, str]) -> str:
    return f"{shown_phone(phone['number'])} ({tr(phone['type'])})"


def _period(period: Mapping[str, str | None]) -> str:
    starts, ends = (
        shown_day(day) if (day := period[key]) else "…" for key in ("starts_on", "ends_on")
    )
    label = f" {period['label']}" if period["label"] else ""
    return f"{(period['kind'] or '').upper()}{label} {starts} – {ends}"
