"""What is said of an allergy that was noted, changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.display.allergies import allergy_line, none_known_line
from semble_cli.commands.ui import written
from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import Format, say, write
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.patient.around.allergy import NoKnownAllergy
    from semble_cli.services.record.allergies import AllergyDone, NoneKnownDone

_DONE = {
    Action.ALLERGY_ADD: Sentence("Allergy noted: {who}: {allergy}."),
    Action.ALLERGY_EDIT: Sentence("Allergy changed: {who}: {allergy}."),
    Action.ALLERGY_REMOVE: Sentence("Allergy removed: {who}: {allergy}."),
}


def tell_allergy(
    action: Action, done: AllergyDone, form: Format | None, *, writes_id: bool = True
) -> None:
    """Say what was done to an allergy; the id, or the document, is written."""
    named = who(done.patient)
    if done.changed:
        text = _DONE[action].text
        said = Sentence(text, who=named, allergy=allergy_line(done.allergy))
        say_done(said, written.undo_hint())
        tell_cleared(done.cleared)
    else:
        say("{who}: it was so already. Nothing was written.", who=named)
    cleared = [said_document(said) for said in done.cleared]
    document = {**done.allergy, "patient_id": done.patient.id, "none_known_taken_back": cleared}
    if form is not None and form is not Format.TABLE:
        write_one(document, form)
    elif writes_id:
        write(str(done.allergy["id"]))


def tell_cleared(cleared: Iterable[NoKnownAllergy]) -> None:
    """Say what was said of none being known, and is taken back by an allergy."""
    for said in cleared:
        say("  with it, taken back: {said}", said=none_known_line(said_document(said)))


def said_document(said: NoKnownAllergy) -> dict[str, Any]:
    """That no allergy is known, as the document gives it."""
    return {"scope": said.scope, "by": said.noted_by, "at": plain_value(said.noted_at)}


def tell_none_known(done: NoneKnownDone, form: Format | None, *, taken_back: bool) -> None:
    """Say what was noted of none being known; the document is written where it is asked for."""
    named, line = who(done.patient), none_known_line(said_document(done.said))
    if not done.changed:
        say("{who}: it was so already. Nothing was written.", who=named)
    elif taken_back:
        taken = Sentence("Taken back: {who}: {said}.", who=named, said=line)
        say_done(taken, written.undo_hint())
    else:
        say_done(tr("Noted: {who}: {said}.", who=named, said=line), written.undo_hint())
    if form is not None and form is not Format.TABLE:
        ids = {"id": done.said.id, "patient_id": done.patient.id}
        write_one(ids | said_document(done.said), form)
