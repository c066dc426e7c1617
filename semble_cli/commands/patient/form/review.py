"""The form looked at before it is saved: Enter keeps it, each answer can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.asking.relations import relation_text
from semble_cli.commands.patient.display.summary import person_line
from semble_cli.commands.patient.form.state import CHECK, MORE
from semble_cli.commands.patient.form.walk import GivenUp, fill_in, look_for_the_same
from semble_cli.commands.patient.questions import choices_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import complain, warn
from semble_cli.commands.ui.prompts import GoBack, choose
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.patient.around.relation_intake import RELATIONS
from semble_cli.patient.intake import new_patient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.commands.patient.form.state import PatientForm
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register

_SAVE, _STOP = "save", "stop"


def reviewed(form: PatientForm, register: Register) -> Patient:
    """The patient of a form that was filled in, looked at and found right.

    Raises:
        KeyboardInterrupt: the person was called away. GivenUp: nothing of it is wanted.
    """
    while True:
        fill_in(form, register)
        try:
            patient = _shown(form, register)
            answer = _chosen(form, patient, register.today)
            if answer == _STOP:
                raise GivenUp
            if answer != _SAVE:
                form.done.discard(answer)
            elif patient is not None:
                if form.completes is None:
                    look_for_the_same(form, register)  # by all that was typed since
                if form.next_step() is None:
                    return patient
        except GoBack:
            form.go_back(None)


def _shown(form: PatientForm, register: Register) -> Patient | None:
    """The patient as understood, after what deserves a look; `None` if it cannot be taken."""
    try:
        intake = new_patient(form.fields, register.today)
    except (InvalidRecord, InvalidInput) as problem:
        complain(problem)
        return None
    warn(intake.warnings)
    return intake.patient


def _chosen(form: PatientForm, patient: Patient | None, today: date) -> str:
    choices = list(_answers(form))
    question = tr("Is that right?")
    if patient is not None:  # its line stays in sight, however long the list of answers is
        question = f"{discreet(person_line(patient, today))}\n{question}"
        keep = tr("Save") if form.completes is None else tr("Complete {id}", id=form.completes)
        choices.insert(0, (_SAVE, keep))
    choices += [(MORE, tr("More ...")), (_STOP, tr("Give up, and keep nothing"))]
    return choose(question, choices, leaving=lambda _: None)


def _answers(form: PatientForm) -> Iterator[tuple[str, str]]:
    for step in form.steps():
        if step == RELATIONS and form.relations:
            shown = "; ".join(map(relation_text, form.relations))
            yield step, tr("{field}: {problem}", field=field_label(step), problem=discreet(shown))
        if step in (CHECK, MORE, RELATIONS) or not (text := form.text(step)):
            continue
        shown = dict(choices_of(step)).get(text) or discreet(text, step)
        yield step, tr("{field}: {problem}", field=field_label(step), problem=shown)
