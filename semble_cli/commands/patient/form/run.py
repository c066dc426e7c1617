"""The form from its first question to its end: a new patient, a completed one, or a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.form import drafts
from semble_cli.commands.patient.form.review import reviewed
from semble_cli.commands.patient.form.state import PatientForm
from semble_cli.commands.patient.form.walk import GivenUp
from semble_cli.commands.ui.output import complain, say
from semble_cli.errors import (
    Conflict,
    InvalidInput,
    InvalidRecord,
    NoSuchRecord,
    SembleError,
)
from semble_cli.patient.around.relation_intake import RELATIONS, read_relations
from semble_cli.patient.intake import refuse_unreadable
from semble_cli.patient.on_duplicate import OnDuplicate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.complete import Completed
    from semble_cli.services.register import Register


def run_form(
    register: Register,
    given: Mapping[str, Any],
    policy: OnDuplicate = OnDuplicate.ASK,
    *,
    resume: bool = False,
) -> Patient | Completed | None:
    """Ask what is missing of a patient; who was created or completed, or `None` if nobody was.

    Args:
        given: the fields that options gave.
        policy: what is done about who is likely to be the same person.
        resume: go on with a draft; what is *given* wins over it.

    Raises:
        Interrupted: the person was called away; what was typed is a draft, if it could be kept.
        NoSuchRecord: there is no draft. InvalidRecord: what is given cannot be taken.
        SembleError: the register cannot be read or written to.
    """
    refuse_unreadable({name: given[name] for name in given if name != RELATIONS}, register.today)
    read_relations(given.get(RELATIONS, ()), register.today)
    form, draft = drafts.resumed(register) if resume else (PatientForm.of(given), None)
    if resume:
        form.take(given)
    else:
        drafts.tell_of_drafts(register)
    form.policy = policy
    say("Escape goes back to the question before; Ctrl-C keeps what was typed for later.")
    try:
        return _saved(form, register, draft)
    except GivenUp:
        if draft is not None:
            drafts.drop(register, draft)
        return None
    except KeyboardInterrupt:
        raise drafts.interrupted(form, register, draft) from None
    except SembleError:
        if form.holds_something() and drafts.keep(form, register, draft):
            say("What was typed is kept for a day: semble patient add --resume")
        raise


def _saved(form: PatientForm, register: Register, draft: int | None) -> Patient | Completed:
    from semble_cli.services.patients.complete import complete_patient
    from semble_cli.services.patients.create import create_patient

    while True:
        patient = reviewed(form, register)
        try:
            relations = read_relations(form.relations, register.today)
            if form.completes is not None:
                return complete_patient(
                    register, form.completes, patient, draft=draft, relations=relations
                )
            return create_patient(
                register, patient, known=form.set_aside, draft=draft, relations=relations
            )
        # A tag that is not there; a contact that is no more; somebody was faster.
        except (InvalidInput, InvalidRecord, NoSuchRecord, Conflict) as problem:
            complain(problem)
