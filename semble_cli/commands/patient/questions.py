"""The questions about a patient, one for each field, checked as they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.birth_place import settled_place
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.prompts import ask_text, choose, completer_of
from semble_cli.commands.ui.tables import shown
from semble_cli.errors import InvalidInput
from semble_cli.identity.nir import plain_number
from semble_cli.identity.places import is_postal_code_of_arrondissement, search_places
from semble_cli.patient.catalogue import CONSENTS, FIELD, Kind
from semble_cli.patient.choices.of_patients import SEX
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.intake import REQUIRED, read_field
from semble_cli.patient.record import Answer

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.commands.ui.prompts import Leaving

_NOTHING: Mapping[str, Any] = {}
_SHORTEST_PLACE = 2
_ANSWERS = (NOT_ASKED, Answer.ACCEPTED.value, Answer.REFUSED.value)


def ask_field(
    field: str,
    today: date,
    default: str = "",
    beside: Mapping[str, Any] = _NOTHING,
    *,
    leaving: Leaving | None = None,
    or_nir: bool = False,
    needed: bool = False,
) -> str:
    """What a person answers for one field; *default* stands there to be accepted, *beside* are the
    fields that are known. Where *or_nir*, a NIR is taken as well (`is_number`). No answer is taken
    for one of the five traits, nor for what is *needed*.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: the person went back (`ask_text`).
    """
    if choices := choices_of(field):
        words = {sex.value: SEX.words(sex) for sex in SEX.values} if field == "sex" else _NOTHING
        return choose(_question(field, needed=True), choices, default, leaving, words)

    def check(text: str) -> None:
        if is_place and is_postal_code_of_arrondissement(text.strip()):
            return  # asked about next
        if or_nir and is_number(text):
            read_field("nir", text, today)
        elif text.strip():
            read_field(field, text, today, beside)
        elif needed or field in REQUIRED:
            raise InvalidInput(field, "it is missing, and no patient can be created without it.")

    is_place = field == "birth_place"
    question = _question(field, needed=needed)
    if or_nir:
        question = tr("{field}, or a NIR", field=question)
    places = completer_of(_places) if is_place else None
    answer = ask_text(question, check, places, default, leaving).strip()
    if not is_place:
        return answer
    if leaving is not None:  # the next question may be left too
        leaving(answer)
    return settled_place(answer)


def is_number(text: str) -> bool:
    """Whether what was typed in place of a name is a number."""
    return plain_number(text)[:1].isdigit()


def choices_of(field: str) -> list[tuple[str, str]]:
    """The answers to choose from, as values and what to show for them; none for a free text."""
    if field == "sex":
        return [(sex.value, tr(SEX.name(sex))) for sex in SEX.values]
    if field in ("privacy_policy", *CONSENTS):
        return [(answer, shown(field, answer)) for answer in _ANSWERS]
    if field in FIELD and FIELD[field].kind is Kind.SWITCH:
        return [("", tr("not said")), ("yes", tr("yes")), ("no", tr("no"))]
    return []


def _question(field: str, *, needed: bool) -> str:
    label = field_label(field)
    if field == "numbers":
        return tr("{field} (NAME=VALUE, several with ; between them)", field=label)
    if needed or field in REQUIRED:
        return label
    return tr("{field} (optional)", field=label)


def _places(typed: str) -> list[str]:
    if len(typed.strip()) < _SHORTEST_PLACE:
        return []
    return [place.label for place in search_places(typed)]
