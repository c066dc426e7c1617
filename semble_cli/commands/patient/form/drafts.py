"""A form that somebody is called away from: kept in the register as a draft, and gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.form.state import PatientForm
from semble_cli.commands.ui import written
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.prompts import choose
from semble_cli.commands.ui.tables import shown_time
from semble_cli.errors import Interrupted, NoSuchRecord, SembleError, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from semble_cli.services.register import Register


def resumed(register: Register) -> tuple[PatientForm, int]:
    """The form of the person's draft, and the draft's id; of several, the one that is chosen.

    Raises:
        NoSuchRecord: there is none.
    """
    from semble_cli.services.patients.drafts import own_drafts

    drafts = own_drafts(register)
    if not drafts:
        raise NoSuchRecord("You have no draft of the last day. Begin with semble patient add.")
    draft = drafts[0]
    if len(drafts) > 1:
        choices = [(str(each.id), _described(each.content, each.made_at)) for each in drafts]
        chosen = int(choose(tr("Which draft?"), choices))
        draft = next(each for each in drafts if each.id == chosen)
    say("Going on with: {draft}", draft=_described(draft.content, draft.made_at))
    return PatientForm.of_draft(draft.content), draft.id


def tell_of_drafts(register: Register) -> None:
    """Say that there is a draft to go on with."""
    from semble_cli.services.patients.drafts import own_drafts

    for draft in own_drafts(register)[:1]:
        say(
            "You have a draft of {when}. Go on with it: semble patient add --resume",
            when=shown_time(draft.made_at),
        )


def keep(form: PatientForm, register: Register, draft: int | None) -> bool:
    """Keep a form as a draft, in place of an earlier one; whether it is kept. Why it could not be
    is said."""
    from semble_cli.services.patients.drafts import keep_draft

    try:
        keep_draft(register, form.to_draft(), draft)
    except SembleError as error:
        say("What was typed could not be kept: {problem}", problem=error.sentence)
        return False
    return True


def drop(register: Register, draft: int) -> None:
    """Remove a draft that is not wanted any more."""
    from semble_cli.services.patients.drafts import drop_draft

    drop_draft(register, draft)


def interrupted(form: PatientForm, register: Register, draft: int | None) -> Interrupted:
    """Keep what was typed; what is said to who interrupted it."""
    done = written.what() if written.is_anything() else Sentence("No patient was written.")
    if form.holds_something() and keep(form, register, draft):
        return Interrupted(
            "Interrupted. {written} What was typed is kept for a day, for you alone: semble patient"
            " add --resume",
            written=done,
        )
    return Interrupted("Interrupted. {written}", written=done)


def _described(content: Mapping[str, Any], made_at: datetime) -> str:
    form = PatientForm.of_draft(content)
    names = " ".join(filter(None, (form.text("birth_name"), form.text("first_given_name"))))
    return tr("{name}, {when}", name=names or tr("without a name"), when=shown_time(made_at))
