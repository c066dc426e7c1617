"""The birth place between a person and the register: asked where what was typed leaves open which
one is meant, and shown back when it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.prompts import choose
from semble_cli.errors import InvalidInput
from semble_cli.identity.place_doubts import recorded_label
from semble_cli.identity.places import (
    arrondissements,
    find_place,
    is_postal_code_of_arrondissement,
    label_today,
    postal_readings,
)
from semble_cli.identity.written_places import parse_birth_place, places_named

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient


_MOST_CHOICES = 20


def tell_place(patient: Patient) -> None:
    """Show back the birth place that was written, with its département or country."""
    label = recorded_label(patient.birth_place_code, patient.birth_place)
    say("Birth place: {place}.", place=label)


def with_birth_place(context: Context, given: dict[str, Any]) -> dict[str, Any]:
    """The fields given, the birth place settled where a person is there to be asked.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    place = given.get("birth_place")
    if not place or not context.may_ask or given.get("birth_place_code"):
        return given
    return given | {"birth_place": settled_place(str(place))}


def settled_place(text: str) -> str:
    """The place that a person means: an arrondissement or the place that has its postal code as
    code, and which arrondissement of a city; what leaves nothing open as it is.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    code = text.strip()
    if is_postal_code_of_arrondissement(code):
        place = find_place(code)
        meant = [*postal_readings(code), *([place] if place else [])]
        choices = [(each.label, each.label) for each in meant]
        return choose(tr("Which place is meant by {code}?", code=code), choices)
    try:
        city = parse_birth_place(text)
    except InvalidInput:
        return _one_of_several(text)
    parts = arrondissements(city.code)
    if not parts:
        return text
    choices = [(part.label, part.name) for part in parts]
    return choose(tr("Which arrondissement?"), [*choices, (city.label, tr("not known"))])


def _one_of_several(text: str) -> str:
    """The place that is meant of those that have the name, with their départements and what they
    are part of today, or of those that have nearly so; the text as it is where none has."""
    meant = places_named(text)
    if not meant:
        return _one_nearly_so(text)
    if len(meant) < 2 or len(meant) > _MOST_CHOICES:
        return text
    choices = [(place.label, label_today(place)) for place in meant]
    return choose(tr("Several places have this name. Which one?"), choices)


def _one_nearly_so(text: str) -> str:
    """The place that is meant by a mistyped name; the text as it is where it is none of them."""
    from semble_cli.identity.near_places import near_places

    near = near_places(text)
    if not near:
        return text
    choices = [(place.label, label_today(place)) for place in near]
    return choose(
        tr("No place has this name. Which one is meant?"), [*choices, (text, tr("none of these"))]
    )
