"""What is said when `patient add` has ended: who was created, or what was completed of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.questions import choices_of
from semble_cli.commands.ui.birth_place import tell_place
from semble_cli.commands.ui.confirmations.sentences import confirm, identity_detail, tell, who
from semble_cli.commands.ui.language import field_label
from semble_cli.commands.ui.output import Format, say, write
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.tables import shown, write_one
from semble_cli.patient.actions import Action
from semble_cli.patient.document import document
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import Patient

if TYPE_CHECKING:
    from semble_cli.services.patients.complete import Completed, Left
    from semble_cli.services.register import Register


def tell_end(ended: Patient | Completed | None, form: Format | None) -> None:
    """Say what became of what was given; the id, or the document, of who was created is written."""
    if ended is None:
        say("Nothing was written.")
    elif isinstance(ended, Patient):
        _tell_created(ended, form)
    else:
        _tell_completed(ended)


def _tell_created(patient: Patient, form: Format | None) -> None:
    confirm(Action.PATIENT_ADD, patient, details=[identity_detail(patient)])
    tell_place(patient)
    if form is None or form is Format.TABLE:
        write(str(patient.id))
    else:
        write_one(document(patient), form)


def tell_relations(register: Register, patient: Patient) -> None:
    """Say the relations that somebody was created with."""
    from semble_cli.commands.patient.display.relations import relation_line
    from semble_cli.services.record.relations import list_relations

    _, relations = list_relations(register, patient.id or 0)
    if relations:
        told = " · ".join(relation_line(each, patient.sex) for each in relations)
        say("Relations: {relations}.", relations=told)


def _tell_completed(completed: Completed) -> None:
    if completed.edited.changed or not completed.related:
        tell(completed.edited)
    if completed.related:
        say(
            "{who}: relations noted: {count}.",
            who=who(completed.edited.patient),
            count=completed.related,
        )
    for left in completed.left:
        say(
            "Not taken over: {field} {typed}, for the record holds {held}.",
            field=field_label(left.field),
            typed=_shown(left, left.typed),
            held=_shown(left, left.held),
        )


def _shown(left: Left, value: object) -> str:
    plain = discreet(plain_value(value), left.field)
    return dict(choices_of(left.field)).get(plain) or shown(left.field, plain)
