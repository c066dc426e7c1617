"""What is said of a write: to whom it was done, what it changed, and how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui import written
from semble_cli.commands.ui.confirmations.changes import changes_shown, shown_value
from semble_cli.commands.ui.labels import status_name
from semble_cli.commands.ui.language import tr, tr_about
from semble_cli.commands.ui.output import messages_width, say
from semble_cli.commands.ui.tables import shown_day
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.consents.rules import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from semble_cli.commands.ui.confirmations.changes import Change
    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.patients.edit import Edited

_DONE = {
    Action.PATIENT_ADD: Sentence("Created: {who}{more}."),
    Action.PATIENT_EDIT: Sentence("Changed: {who}{more}."),
    Action.PATIENT_BLOCK: Sentence("Blocked: {who}{more}."),
    Action.PATIENT_UNBLOCK: Sentence("Unblocked: {who}{more}."),
    Action.PATIENT_DECEASED: Sentence("Death noted: {who}{more}."),
    Action.PATIENT_ARCHIVE: Sentence("Archived: {who}{more}."),
    Action.PATIENT_UNARCHIVE: Sentence("Unarchived: {who}{more}."),
    Action.PATIENT_TAG: Sentence("Tag given: {who}: {tags}."),
    Action.PATIENT_UNTAG: Sentence("Tag taken: {who}: {tags}."),
    Action.PATIENT_PREFS: Sentence("Preferences changed: {who}{more}."),
    Action.PATIENT_IDENTITY: Sentence("Identity changed: {who}{more}."),
    Action.PATIENT_DELETE: Sentence("Deleted: {who}{more}."),
    Action.PATIENT_RECOVER: Sentence("Recovered: {who}{more}."),
    Action.DOCUMENT_ADD: Sentence("Document added: {who}{more}."),
    Action.DOCUMENT_EDIT: Sentence("Document changed: {who}{more}."),
    Action.DOCUMENT_MOVE: Sentence("Document moved to: {who}{more}."),
    Action.DOCUMENT_DELETE: Sentence("Document deleted: {who}{more}."),
    Action.DOCUMENT_ERASE: Sentence("Document erased for good: {who}{more}."),
    Action.VITALE_READ: Sentence("Brought up to the card: {who}{more}."),
}
"""What is said of each thing that is done to a patient."""

_SEVERAL_TAGS = {
    Action.PATIENT_TAG: Sentence("Tags given: {who}: {tags}."),
    Action.PATIENT_UNTAG: Sentence("Tags taken: {who}: {tags}."),
}
_NO_DEATH = Sentence("Death taken back: {who}{more}.")


class _Detail(NamedTuple):
    """A field whose new value is told with what was done, where it had none before."""

    field: str
    text: Sentence | None = None


_IN_DONE = {
    Action.PATIENT_DECEASED: (_Detail("deceased_on", Sentence("on {value}")),),
    Action.PATIENT_BLOCK: (
        _Detail("blocked_on"),
        _Detail("blocked_reason", Sentence("reason: {value}")),
    ),
    Action.PATIENT_ARCHIVE: (
        _Detail("archived_on"),
        _Detail("archive_reason", Sentence("reason: {value}")),
    ),
}
GONE_WITH_PATIENT = Sentence(
    "What was around the patient was erased, and does not come back: relations, allergies, "
    "consultations, treatments, documents, appointments."
)
"""What is said where a deleted patient comes back."""

_OF_TAGS = (Action.PATIENT_TAG, Action.PATIENT_UNTAG, Action.PATIENT_ARCHIVE)


def who(patient: Patient) -> str:
    """A patient as every confirmation names one: full name, birth date, id."""
    return tr_about(
        "{name}, born {born} ({id})",
        patient.sex,
        name=patient.full_name,
        born=shown_day(patient.birth_date.isoformat()),
        id=patient.id,
    )


def tell(edited: Edited) -> None:
    """Say what an edit changed, or that nothing was to be changed."""
    if edited.changed:
        confirm(edited.action, edited.patient, edited.changes, asked=edited.asked)
    else:
        say("{who}: it was so already. Nothing was written.", who=who(edited.patient))


def confirm(
    action: Action,
    patient: Patient,
    changes: Changes | None = None,
    details: Sequence[str] = (),
    *,
    asked: Collection[str] | None = None,
) -> None:
    """Say what was done to a patient, with some *details*, and what it *changes*.

    Fields that changed without having been *asked* to are told as such.
    """
    changes = changes or {}
    tags = _tags_of(changes) if action in _OF_TAGS else []
    told = {detail.field for detail in _IN_DONE.get(action, ()) if _is_new(changes, detail.field)}
    if action in _OF_TAGS:
        told.add("tags")
    say_done(
        tr_about(
            _sentence(action, patient, tags).text,
            patient.sex,
            who=who(patient),
            more="".join(
                f", {detail}" for detail in (*details, *_details(action, patient, changes))
            ),
            tags=", ".join(tags),
        ),
        written.undo_hint(),
    )
    tell_changes(patient, {name: changes[name] for name in changes if name not in told}, asked)


def _sentence(action: Action, patient: Patient, tags: Sequence[str]) -> Sentence:
    if action is Action.PATIENT_DECEASED and not patient.deceased_on:
        return _NO_DEATH
    return _SEVERAL_TAGS.get(action, _DONE[action]) if tags[1:] else _DONE[action]


def say_done(done: str | Sentence, way_back: Sentence | None) -> None:
    """Say what was done, and the way back where there is one: a line of its own on a terminal that
    is too narrow for both, so that it can be copied whole."""
    if way_back is None:
        say("{done}", done=done)
    elif _fits(f"{tr('{done}', done=done)} {tr(way_back)}"):
        say("{done} {way_back}", done=done, way_back=way_back)
    else:
        say("{done}", done=done)
        say("{way_back}", way_back=way_back)


def _fits(line: str) -> bool:
    """Whether a line fits where messages go; where that is no terminal, every line does."""
    width = messages_width()
    return not width or len(line) <= width


def tell_changes(patient: Patient, changes: Changes, asked: Collection[str] | None = None) -> None:
    """Say what changed, a line for each field: what was *asked* for first, then what went with it.
    Without, all was. The day and the author of an answer that is told go without saying."""
    for change in sorted(changes_shown(patient, changes), key=lambda one: _is_other(one, asked)):
        if not _is_other(change, asked):
            say("  {change}", change=change.line)
        elif change.field not in SIGNATURES or change.field[:-3] not in changes:
            say("  with it, {change}", change=change.line)


def identity_detail(patient: Patient) -> str:
    """How sure the identity of a patient is, as a detail."""
    return tr("identity {status}", status=status_name(patient.standing.status.value))


def _is_other(change: Change, asked: Collection[str] | None) -> bool:
    return asked is not None and change.field not in asked


def _is_new(changes: Changes, field: str) -> bool:
    before, after = changes.get(field, (None, None))
    return bool(after) and not before


def _details(action: Action, patient: Patient, changes: Changes) -> Iterator[str]:
    for detail in _IN_DONE.get(action, ()):
        if detail.text and _is_new(changes, detail.field):
            value = shown_value(detail.field, changes[detail.field][1], patient.sex)
            yield tr(detail.text.text, value=value)
    if action is Action.PATIENT_ARCHIVE and (tags := _tags_of(changes)):
        yield tr("tags: {tags}", tags=", ".join(tags))


def _tags_of(changes: Changes) -> list[str]:
    """The tags that were given or taken."""
    before, after = changes.get("tags", ((), ()))
    return [tag for tag in (*before, *after) if (tag in before) != (tag in after)]
