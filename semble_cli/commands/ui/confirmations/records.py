"""What is said of a record around a patient: which one it is, and what was done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui import written
from semble_cli.commands.ui.confirmations.changes import changed_line, shown_value
from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.labels import action_name, keyword_name
from semble_cli.commands.ui.language import field_label, tr, tr_about
from semble_cli.commands.ui.output import NOTHING, say
from semble_cli.commands.ui.tables import shown
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.appointment import Channel
from semble_cli.patient.around.allergy import AllergyScope, Certainty, Severity
from semble_cli.patient.around.document_description import title_label
from semble_cli.patient.around.kinds import CONTACT, TREATMENT
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.around.treatment import StopReason
from semble_cli.patient.choices.of_records import RELATION_TYPES
from semble_cli.patient.choices.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from enum import StrEnum

    from semble_cli.patient.around.kinds import RecordKind
    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.record.record_change import RecordChange

_DONE = {
    Action.TREATMENT_ADD: Sentence("Treatment noted: {who}, {what}."),
    Action.TREATMENT_EDIT: Sentence("Treatment changed: {who}, {what}."),
    Action.TREATMENT_STOP: Sentence("Treatment stopped: {who}, {what}."),
    Action.TREATMENT_DELETE: Sentence("Treatment deleted: {who}, {what}."),
    Action.APPOINTMENT_ADD: Sentence("Appointment made: {who}, {what}."),
    Action.APPOINTMENT_MOVE: Sentence("Appointment moved: {who}, {what}."),
    Action.APPOINTMENT_CANCEL: Sentence("Appointment cancelled: {who}, {what}."),
}
"""What is said of each thing that is done to a record."""

_SIGNATURES = (
    *("patient_id", "author", "noted_at", "noted_by", "added_at", "added_by"),
    *("deleted_at", "deleted_by", "cancelled_by"),
)
"""The fields that say what the event says: nothing is said of them but where they change."""

_NEVER = ("sha256", "gone_kind", "gone_id")
"""The fields that tell people nothing."""

_OF_LISTS: dict[str, type[StrEnum]] = {
    "stop_reason": StopReason,
    "severity": Severity,
    "certainty": Certainty,
    "scope": AllergyScope,
    "channel": Channel,
}
"""The fields whose values are words of a fixed list."""


def record_name(kind: RecordKind, record_id: int) -> str:
    """Which record it is.

    >>> from semble_cli.patient.around.kinds import TREATMENT
    >>> record_name(TREATMENT, 7)
    'treatment 7'
    """
    return f"{field_label(kind.name)} {record_id}"


def record_names(records: Sequence[RecordChange]) -> list[str]:
    """Which records they are, each once; a contact with what it is called."""
    return list(dict.fromkeys(map(_called, records)))


def _called(record: RecordChange) -> str:
    name = record_name(record.kind, record.id)
    return f"{name} ({record.called})" if record.called else name


def actions_on(actions: Sequence[str], records: Sequence[RecordChange]) -> str:
    """What was done, all of it, and to which records."""
    return " · ".join((action_names(actions), *record_names(records)))


def action_names(actions: Sequence[str]) -> str:
    """All that a command did.

    >>> action_names(["treatment.stop", "allergy.add"])
    'treatment stopped, allergy noted'
    """
    return ", ".join(map(action_name, actions))


def confirm_record(
    action: Action, patient: Patient, what: str, changes: Changes | None = None
) -> None:
    """Say what was done to a record of a patient: *what* names it; of a change, each field."""
    if changes == {}:
        say("{who}: it was so already. Nothing was written.", who=who(patient))
        return
    text = tr_about(_DONE[action].text, patient.sex, who=who(patient), what=what)
    say_done(text, written.undo_hint())
    for line in record_lines(changes or {}, TREATMENT, shorten=True):
        say("  {change}", change=line)


def tell_records(records: Sequence[RecordChange]) -> None:
    """Say what was done to some records, a line for each field."""
    for record in records:
        for line in record_lines(record.by_field, record.kind, shorten=True):
            named = record_name(record.kind, record.id)
            say("  {record}: {change}", record=named, change=line)


def record_lines(changes: Changes, kind: RecordKind, *, shorten: bool = False) -> Iterator[str]:
    """What was done to a record of a *kind*, a line for each field; of a list, what it lost and
    what it got. Of long texts the beginning, where it is to *shorten* them."""
    for name, (before, after) in changes.items():
        if name in _NEVER or (name in _SIGNATURES and None in (before, after)):
            continue
        if isinstance(before or after, list):
            before, after = _differing(before or [], after or [])
        told = (field_text(name, value, shorten=shorten) for value in (before, after))
        yield changed_line(name if kind is CONTACT else title_label(name), *told)


def _differing(before: list[Any], after: list[Any]) -> tuple[list[Any], list[Any]]:
    """What stands in one list alone; both whole, where their order alone differs."""
    lost = [item for item in before if item not in after]
    got = [item for item in after if item not in before]
    return (lost, got) if lost or got else (before, after)


def field_text(name: str, value: Any, *, shorten: bool = False) -> str:
    """A JSON-ready value of a field of a record, for people; a list in one text."""
    if isinstance(value, list):
        return " · ".join(map(_item, value)) or NOTHING
    if value and name in _OF_LISTS:
        kind = _OF_LISTS[name]
        return tr(WORDS[kind].name(kind(value))) if kind in WORDS else field_label(str(value))
    if value and name == "keyword":
        return keyword_name(str(value))
    if value and name == "type":
        is_relation = value in {*RelationType}  # and not the type of a phone
        return tr(RELATION_TYPES.name(RelationType(value))) if is_relation else field_label(value)
    return shown_value(name, value) if shorten else shown(name, value)


def _item(item: dict[str, Any]) -> str:
    """One of several, such as a section: what it is, and what it holds."""
    first, *rest = (
        field_text(name, value)
        for name, value in item.items()
        if value is not None and not name.endswith("_id")
    )
    return tr("{what}: {value}", what=first, value=", ".join(rest)) if rest else first
