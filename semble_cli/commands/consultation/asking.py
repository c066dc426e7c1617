"""The questions of `consultation add`: section after section, until the person is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from semble_cli.commands.patient.allergy.asking import ask_parts, refuse_noted
from semble_cli.commands.ui.labels import keyword_name
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.prompts import ask_text, choose
from semble_cli.errors import InvalidRecord
from semble_cli.identity.names import fold
from semble_cli.patient.around.allergy_reading import GivenAllergy, read_allergy
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.note_text import GivenNote, required, section_of
from semble_cli.patient.choices.of_records import KEYWORDS
from semble_cli.services.access import Permission
from semble_cli.services.record.allergies import known_allergies
from semble_cli.services.record.keywords import own_keywords

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.commands.ui.context import Context
    from semble_cli.errors import InvalidInput
    from semble_cli.patient.around.note_text import GivenSection

_DONE = ""


def ask_note(context: Context, patient_id: int, title: str | None) -> GivenNote:
    """The sections of a new note.

    Raises:
        NoSuchRecord, Refused. InvalidInput: there is none. KeyboardInterrupt: the person gave up.
    """
    register = context.register
    known = known_allergies(register, patient_id, Permission.EDIT_CARE)
    name = known.patient.full_name
    substances = {fold(each["substance"]) for each in known.allergies}
    keywords = (*(each.value for each in Keyword), *own_keywords(register))
    sections: list[GivenSection] = []
    while keyword := _which(name, patient_id, keywords, is_first=not sections):
        given = _asked(keyword, register.today, substances)
        if given.allergy:
            substances.add(fold(given.allergy.substance))
        if given.body or given.allergy:
            sections.append(given)
    return GivenNote(title, required(sections))


def _which(name: str, patient_id: int, keywords: tuple[str, ...], *, is_first: bool) -> str:
    choices = [(keyword, keyword_name(keyword)) for keyword in keywords]
    words = {each.value: KEYWORDS.words(each) for each in Keyword}
    if is_first:
        question = tr("Consultation of {name} ({id}): which section?", name=name, id=patient_id)
        return choose(question, choices, words=words)
    return choose(tr("Another section?"), [(_DONE, tr("no, that is all")), *choices], words=words)


def _asked(keyword: str, today: date, substances: set[str]) -> GivenSection:
    """The section that a person answers: of an allergy of which the substance alone was typed, what
    else is known is asked for."""
    read = partial(_section, keyword, today, substances)
    if keyword != Keyword.ALLERGY:
        return read(ask_text(keyword_name(keyword), read))
    given = read(ask_text(tr("{keyword}: which substance?", keyword=keyword_name(keyword)), read))
    if given.allergy is None or given.allergy != GivenAllergy(given.allergy.substance):
        return given
    parts = ask_parts({"substance": given.allergy.substance}, today, is_clinician=True)
    return given._replace(allergy=GivenAllergy(**read_allergy(parts, today)))


def _section(keyword: str, today: date, substances: set[str], text: str) -> GivenSection:
    """The section that an answer gives; of an allergy, one that the patient has not yet: what was
    answered before would be lost with the refusal of the note."""
    try:
        given = section_of(keyword, text, today)
    except InvalidRecord as error:
        problem: InvalidInput = error.problems[0]
        raise problem from None
    if given.allergy:
        refuse_noted(given.allergy.substance, substances)
    return given
