"""What is said of a treatment, and of allergies to it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from semble_cli.commands.patient.allergy.telling import said_document, tell_cleared
from semble_cli.commands.treatment.words import days_of, in_words
from semble_cli.commands.ui.confirmations.records import confirm_record, field_text
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import chosen, say, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.around.substances import substance_in
from semble_cli.services.record.around import treatment_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.commands.ui.context import Context
    from semble_cli.commands.ui.output import Format
    from semble_cli.services.record.treatments import TreatmentOf

_CHANGING = (Action.TREATMENT_EDIT, Action.TREATMENT_STOP)
_OF_A_DRUG = (Action.TREATMENT_ADD, Action.TREATMENT_EDIT)


def tell_treatment(
    context: Context, action: Action, done: TreatmentOf, form: Format | None
) -> None:
    """Say what was done to a treatment; and what of it the patient may not tolerate."""
    document = treatment_document(done.treatment, context.register.today)
    days = days_of(document) if action not in _CHANGING else ""
    what = ", ".join(filter(None, (in_words(document), days)))
    named = tr("{what} (treatment {id})", what=what, id=done.treatment.id)
    changes = done.changes if action in _CHANGING else None
    confirm_record(action, done.patient, named, changes)
    if action in _OF_A_DRUG:
        warn(_held(done))
    if form is not None:
        document["allergies"] = [allergy.substance for allergy in done.allergies]
        document["noted_allergy"] = done.noted.allergy.id if done.noted else None
        cleared = done.noted.cleared if done.noted else ()
        document["none_known_taken_back"] = [said_document(said) for said in cleared]
        write_one(document, chosen(form))


def tell_intolerance(stopped: TreatmentOf) -> None:
    """Say which allergy was noted where a treatment was stopped for an intolerance; else how one
    is, unless it is known already."""
    noted = stopped.noted
    known = [allergy.substance for allergy in stopped.allergies]
    if noted is not None and not noted.is_new:
        known.append(noted.allergy.substance)
    if noted is not None and noted.is_new:
        substance = noted.allergy.substance
        patient = who(stopped.patient)
        say("Allergy noted, to be confirmed: {who}, {substance}.", who=patient, substance=substance)
        tell_cleared(noted.cleared)
    elif known:
        say("The allergy is noted already: {substance}.", substance=", ".join(known))
    else:
        substance = quote(substance_in(stopped.treatment.drug))
        command = f"semble patient allergy add {stopped.patient.id} --substance {substance}"
        say("An intolerance may be an allergy. To note it: {command}", command=command)


def _held(done: TreatmentOf) -> Iterator[Sentence]:
    for allergy in done.allergies:
        yield Sentence(
            "an allergy to {substance} is noted ({known}), and the drug's name holds it.",
            substance=allergy.substance,
            known=", ".join(
                field_text(name, value)
                for name in ("severity", "certainty")
                if (value := getattr(allergy, name))
            ),
        )
