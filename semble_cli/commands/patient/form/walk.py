"""The questions of a form, one after the other: Escape goes back, and nothing typed is lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from semble_cli.commands.patient.asking.relations import ask_relations
from semble_cli.commands.patient.duplicate_choice import choose_about_duplicates
from semble_cli.commands.patient.form.state import CHECK, MORE, SECTIONS
from semble_cli.commands.patient.questions import ask_field, is_number
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.prompts import GoBack, choose_several
from semble_cli.errors import InvalidRecord
from semble_cli.identity.nir_proposals import proposals
from semble_cli.patient.around.relation_intake import RELATIONS
from semble_cli.patient.on_duplicate import OnDuplicate

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.commands.patient.form.state import PatientForm
    from semble_cli.services.register import Register


class GivenUp(Exception):
    """The person wants nothing of the form kept."""


def fill_in(form: PatientForm, register: Register) -> None:
    """Ask all that is still to be asked.

    Raises:
        KeyboardInterrupt: the person was called away; the form holds what was typed.
        GivenUp: the person wants nothing of it. SembleError: the register cannot be read.
    """
    while (step := form.next_step()) is not None:
        try:
            if step == CHECK:
                look_for_the_same(form, register)
            elif step == MORE:
                _ask_for_sections(form)
            elif step == RELATIONS:
                ask_relations(register, form.relations, form.relate, _unheard)
                form.done.add(RELATIONS)
            else:
                _ask(form, step, register.today)
        except GoBack:
            form.go_back(step)
        except InvalidRecord:  # answers that do not go together: the review says which
            form.done.add(step)


def look_for_the_same(form: PatientForm, register: Register) -> None:
    """Have the person decide about who is likely to be the same; nothing, where nobody is.

    Raises:
        GoBack, GivenUp, KeyboardInterrupt
        InvalidRecord: the answers do not go together.
        Conflict: somebody is, and the person wants a refusal.
    """
    from semble_cli.services.patients.create import duplicate_error, propose
    from semble_cli.services.patients.show import open_patient

    found = propose(register, form.fields)
    likely = [each for each in found.likely if each.patient.id not in form.set_aside]
    deleted = [each for each in found.deleted if each.patient.id not in form.set_aside]
    if likely and form.policy is OnDuplicate.REFUSE:
        raise duplicate_error(likely)
    form.completes = None
    if form.policy is OnDuplicate.ASK and (likely or deleted):
        decision = choose_about_duplicates(
            register, found._replace(likely=likely, deleted=deleted), leaving=_unheard
        )
        if decision.completes is not None:
            form.complete(open_patient(register, decision.completes).patient)
            return
        if not decision.creates:
            raise GivenUp
    form.set_aside |= {each.patient.id or 0 for each in likely}
    form.set_aside |= {each.patient.id or 0 for each in deleted}
    form.done.add(CHECK)


def _ask(form: PatientForm, name: str, today: date) -> None:
    leaving = partial(form.unfinished.__setitem__, name)
    default = form.unfinished.get(name) or form.text(name) or _proposed(form, name, today)
    # Whoever has the carte Vitale before them types its number first.
    or_nir = name == "birth_name" and "nir" not in form.answers and not form.answers.get(name)
    text = ask_field(name, today, default, form.answers, leaving=leaving, or_nir=or_nir)
    if or_nir and is_number(text):
        form.unfinished.pop(name, None)
        form.answer("nir", text)
    else:
        form.answer(name, text)


def _proposed(form: PatientForm, name: str, today: date) -> str:
    nir = form.text("nir")
    return proposals(nir, today).get(name, "") if is_number(nir) else ""


def _ask_for_sections(form: PatientForm) -> None:
    choices = [(key, tr(section.title)) for key, section in SECTIONS.items()]
    form.sections = choose_several(tr("What else?"), choices, form.sections, leaving=_unheard)
    form.done.add(MORE)


def _unheard(_: str) -> None:
    """Nothing stands in the line of a choice."""
