"""What is asked for a relation: what the other is to the patient, and who the other is."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from semble_cli.commands.contact.asking import ask_contact, ask_numbered, name_in, number_in
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import complain
from semble_cli.commands.ui.prompts import GoBack, ask_text, choose
from semble_cli.commands.ui.tables import shown_day
from semble_cli.errors import InvalidInput, InvalidRecord, SembleError
from semble_cli.patient.around.relation import RelationType, likely_kind
from semble_cli.patient.around.relation_intake import read_relation_fields
from semble_cli.patient.choices.of_patients import SWITCH
from semble_cli.patient.choices.of_records import RELATION_TYPES
from semble_cli.patient.texts import parse_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from semble_cli.commands.ui.prompts import Leaving
    from semble_cli.services.register import Register

_MAYBE_PATIENTS = frozenset(
    {
        *(RelationType.FAMILY, RelationType.SPOUSE_PARTNER, RelationType.PARENT_GUARDIAN),
        *(RelationType.NEXT_OF_KIN, RelationType.EMERGENCY_CONTACT, RelationType.PAYER),
        RelationType.OTHER,
    }
)
"""The types of which the other may well be a patient."""

_MAY_PAY = _MAYBE_PATIENTS - {RelationType.EMERGENCY_CONTACT, RelationType.PAYER}

_DONE = "done"


def ask_relation(
    register: Register, given: Mapping[str, Any], leaving: Leaving | None = None
) -> dict[str, Any]:
    """A relation by the keys of the document: what is missing of it is asked for.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: the person went back (`ask_text`).
    """
    asked = dict(given)
    if "type" not in asked:
        asked["type"] = choose(tr("What is the other to the patient?"), _types(), leaving=leaving)
    kind = RELATION_TYPES.read("type", str(asked["type"]))
    if kind is RelationType.OTHER and not asked.get("label"):
        asked["label"] = ask_text(field_label("label"), _needed, leaving=leaving)
    if not {"contact_id", "patient_id", "new"} & asked.keys():
        asked |= _ask_other(register, kind, leaving)
    return asked | _ask_details(kind, asked, leaving)


def ask_relations(
    register: Register,
    known: list[dict[str, Any]],
    keep: Callable[[list[dict[str, Any]]], None],
    leaving: Leaving,
) -> None:
    """Relations one after the other, until there is no more; those *known* can be left out. What
    there is is given to *keep* after each.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: the person went back from the list of them.
    """
    relations = list(known)
    while True:
        lines = [(str(place), _left_out(each)) for place, each in enumerate(relations)]
        answer = choose(
            tr("Who is what to the patient?"),
            [(_DONE, tr("Nobody more")), *_types(), *lines],
            leaving=leaving,
        )
        if answer == _DONE:
            return
        if answer in dict(lines):
            del relations[int(answer)]
        else:
            with suppress(GoBack):  # back to the list
                relations.append(ask_relation(register, {"type": answer}, leaving))
        keep(relations)


def relation_text(wanted: Mapping[str, Any]) -> str:
    """A relation that was answered, on one line."""
    kind = wanted.get("label") or tr(RELATION_TYPES.name(RelationType(wanted["type"])))
    new = wanted.get("new")
    if new:
        name = new["name"] if isinstance(new, dict) else new
    else:
        number = wanted.get("contact_id") or wanted.get("patient_id")
        name = f"{wanted.get('name', '')} ({number})".strip()
    told = tr("{relation}: {name}", relation=kind, name=name)
    return f"{told}, {tr('pays')}" if wanted.get("is_payer") else told


def _ask_details(
    kind: RelationType, asked: Mapping[str, Any], leaving: Leaving | None
) -> dict[str, Any]:
    """What else is worth asking of a relation of this kind; what is left empty is not noted."""
    details: dict[str, Any] = {}
    if kind in _MAY_PAY and "is_payer" not in asked:
        answers = [("no", tr("no")), ("yes", tr("yes"))]
        words = {"no": SWITCH.words(False), "yes": SWITCH.words(True)}
        question = tr("Is it who pays for the patient?")
        details["is_payer"] = choose(question, answers, leaving=leaving, words=words) == "yes"
    numbers = ("policy_number", "authorization_code") if kind is RelationType.INSURER else ()
    for field in (*numbers, "since"):
        if field not in asked:
            question = tr("{field} (optional)", field=field_label(field))
            details[field] = ask_text(question, partial(_readable, field), leaving=leaving)
    return {field: value for field, value in details.items() if value}


def _readable(field: str, text: str) -> None:
    try:
        read_relation_fields({field: text.strip()})
    except InvalidRecord as error:
        problem: InvalidInput = error.problems[0]
        raise problem from None


def _ask_other(register: Register, kind: RelationType, leaving: Leaving | None) -> dict[str, Any]:
    if kind in _MAYBE_PATIENTS:
        choices = [("contact", tr("a contact")), ("patient", tr("another patient"))]
        if choose(tr("Who is it?"), choices, leaving=leaving) == "patient":
            return _ask_patient(register, leaving)
    return ask_contact(register, likely_kind(kind), leaving)


def _ask_patient(register: Register, leaving: Leaving | None) -> dict[str, Any]:
    from semble_cli.services.patients.named import patient_named

    def propose(text: str) -> Iterator[str]:
        from semble_cli.services.completion import patients_called

        for each in patients_called(register, text):
            born = shown_day(each.birth_date.isoformat())
            yield f"{each.full_name}, {born} ({each.id})"

    typed = ""
    while True:
        typed = ask_numbered(tr("Which patient?"), propose, default=typed, leaving=leaving)
        try:
            number = number_in(typed) or patient_named(register, typed)
            return {"patient_id": number, "name": name_in(typed)}
        except SembleError as problem:
            complain(problem)


def _types() -> list[tuple[str, str]]:
    return [(kind.value, tr(RELATION_TYPES.name(kind))) for kind in RELATION_TYPES.values]


def _left_out(wanted: Mapping[str, Any]) -> str:
    return tr("Leave out: {relation}", relation=relation_text(wanted))


def _needed(text: str) -> None:
    if not parse_line("label", text):
        raise InvalidInput("label", "a relation of type other says what it is; give it a label.")
