"""What is said of a consultation that was written, changed or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.allergy.telling import said_document, tell_cleared
from semble_cli.commands.patient.display.allergies import allergy_line
from semble_cli.commands.ui import written
from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.labels import keyword_name
from semble_cli.commands.ui.output import Format, say, write
from semble_cli.commands.ui.tables import shown_time, write_one
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.services.record.consultations import consultation_document

if TYPE_CHECKING:
    from semble_cli.services.record.consultations import ShownConsultation

_DONE = {
    Action.CONSULTATION_ADD: Sentence("Consultation {id} of {at} written: {who}: {keywords}."),
    Action.CONSULTATION_EDIT: Sentence("Consultation {id} of {at} changed: {who}: {keywords}."),
    Action.CONSULTATION_DELETE: Sentence("Consultation {id} of {at} deleted: {who}: {keywords}."),
}


def tell_consultation(
    action: Action, done: ShownConsultation, form: Format | None, *, writes_id: bool = True
) -> None:
    """Say what was done to a consultation; the id, or the document, is written. What the note holds
    is not said again but for its allergies."""
    found = done.consultation
    if done.changed:
        said = Sentence(
            _DONE[action].text,
            id=found.id,
            at=shown_time(found.held_at),
            who=who(done.patient),
            keywords=", ".join(
                dict.fromkeys(keyword_name(each.keyword) for each in found.sections)
            ),
        )
        say_done(said, written.undo_hint())
        _tell_allergies(done)
    else:
        say("{who}: it was so already. Nothing was written.", who=who(done.patient))
    if form is not None and form is not Format.TABLE:
        cleared = [said_document(each) for each in done.cleared]
        write_one(consultation_document(done) | {"none_known_taken_back": cleared}, form)
    elif writes_id:
        write(str(found.id))


def _tell_allergies(done: ShownConsultation) -> None:
    """Say which allergies the note tells of, and which are gone with a section or with the note."""
    gone = {allergy.id for allergy in done.removed}
    for section in done.note.sections:
        if section.allergy and section.allergy.id not in gone:
            say("  allergy: {allergy}", allergy=allergy_line(section.allergy._asdict()))
    for allergy in done.removed:
        line = allergy_line(allergy._asdict())
        say("  with it, the allergy is removed: {allergy}", allergy=line)
    tell_cleared(done.cleared)
