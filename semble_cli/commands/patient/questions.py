"""The questions of `patient add`, one for each field, checked as they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from semble_cli.commands.ui.birth_place import settled_place
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.prompts import ask_text, choose, completer_of
from semble_cli.errors import InvalidInput
from semble_cli.identity.places import is_postal_code_of_arrondissement, search_places
from semble_cli.patient.choices.words import SEX
from semble_cli.patient.intake import read_field

_ASKED = (
    "birth_name",
    "first_given_name",
    "birth_given_names",
    "birth_date",
    "sex",
    "birth_place",
    "used_name",
    "nir",
    "phones",
    "email",
)
"""The fields that are asked for, in this order."""

_OPTIONAL = frozenset({"birth_given_names", "used_name", "nir", "phones", "email"})

_NOTHING: Mapping[str, Any] = {}
_SHORTEST_PLACE = 2


def ask_missing(given: dict[str, Any], today: date) -> dict[str, Any]:
    """The fields given, and the answers for those that are not.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    answers = dict(given)
    for field in _ASKED:
        if field in answers or (field == "birth_place" and "birth_place_code" in answers):
            continue
        answer = ask_field(field, today, beside=answers)
        if answer:
            answers[field] = answer
    return answers


def ask_field(
    field: str, today: date, default: str = "", beside: Mapping[str, Any] = _NOTHING
) -> str:
    """What a person answers for one field; *default* stands there to be accepted, *beside* are the
    fields that are known.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    if field == "sex":
        sexes = [(sex.value, tr(SEX.name(sex))) for sex in SEX.values]
        return choose(field_label(field), sexes, {sex.value: SEX.words(sex) for sex in SEX.values})

    def check(text: str) -> None:
        if is_place and is_postal_code_of_arrondissement(text.strip()):
            return  # asked about next
        if text.strip():
            read_field(field, text, today, beside)
        elif field not in _OPTIONAL:
            raise InvalidInput(field, "it is missing, and no patient can be created without it.")

    is_place = field == "birth_place"
    optional = tr("{field} (optional)", field=field_label(field))
    answer = ask_text(
        optional if field in _OPTIONAL else field_label(field),
        check,
        completer_of(_places) if is_place else None,
        default,
    ).strip()
    return settled_place(answer) if is_place else answer


def _places(typed: str) -> list[str]:
    if len(typed.strip()) < _SHORTEST_PLACE:
        return []
    return [place.label for place in search_places(typed)]
