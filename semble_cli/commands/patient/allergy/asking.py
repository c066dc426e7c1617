"""The questions of `patient allergy add`: what somebody is allergic to, and what else is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.prompts import ask_text, choose
from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.names import fold
from semble_cli.patient.around.allergy_reading import parse_substance, read_allergy
from semble_cli.patient.choices.of_records import CERTAINTIES, SEVERITIES
from semble_cli.services.access import Permission
from semble_cli.services.record.allergies import known_allergies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.choices.reader import Choices

_UNKNOWN = ""


def ask_allergy(context: Context, patient_id: int, given: Mapping[str, str]) -> dict[str, str]:
    """The parts of an allergy: those given, and what the person answers for the others. What a
    clinician alone may note is asked of nobody else.

    Raises:
        NoSuchRecord. KeyboardInterrupt: the person gave up.
    """
    register = context.register
    known = known_allergies(register, patient_id, Permission.EDIT_PATIENTS)
    name = known.patient.full_name
    noted = {fold(each["substance"]) for each in known.allergies}
    question = tr("What is {name} ({id}) allergic to?", name=name, id=patient_id)
    substance = ask_text(question, lambda text: refuse_noted(parse_substance(text), noted))
    parts = {**given, "substance": substance}
    return ask_parts(parts, register.today, is_clinician=known.is_clinician)


def refuse_noted(substance: str, noted: Collection[str]) -> None:
    """Refuse a substance that is among the folded ones that are *noted*: what is answered after it
    would be lost with the refusal of the whole.

    Raises:
        InvalidInput
    """
    if fold(substance) in noted:
        raise InvalidInput("substance", "this allergy is noted already.")


def ask_parts(given: Mapping[str, str], today: date, *, is_clinician: bool) -> dict[str, str]:
    """The parts of an allergy to a substance: those given, and what is answered for the others.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    parts = dict(given)
    if "severity" not in parts:
        parts["severity"] = _choice(tr("How severe is it?"), SEVERITIES, optional=True)
    if not is_clinician:
        return parts
    if "certainty" not in parts:
        parts["certainty"] = _choice(tr("How certain is it?"), CERTAINTIES, default="unconfirmed")
    for part, asked in (
        ("reaction", tr("How did it show itself? (optional)")),
        ("noted_on", tr("On which day? (optional)")),
        ("comment", tr("What else is there to say? (optional)")),
    ):
        if part not in parts:
            parts[part] = ask_text(asked, _Check(part, today))
    return parts


def _choice(
    question: str, choices: Choices[Any], default: str | None = None, *, optional: bool = False
) -> str:
    named = [(str(value), tr(choices.name(value))) for value in choices.values]
    words = {str(value): choices.words(value) for value in choices.values}
    unknown = [(_UNKNOWN, tr("how severe is not known"))] if optional else []
    return choose(question, [*unknown, *named], default, words=words)


class _Check:
    """Whether an answer can be taken for a part."""

    def __init__(self, part: str, today: date) -> None:
        self._part = part
        self._today = today

    def __call__(self, text: str) -> None:
        try:
            read_allergy({self._part: text.strip()}, self._today)
        except InvalidRecord as error:
            problem: InvalidInput = error.problems[0]
            raise problem from None
