"""What was retrieved beside what is stored: always shown, for whoever reads the card to verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.changes import shown_value
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import messages_console, text
from semble_cli.errors import Sentence
from semble_cli.identity.nir import mask_nir
from semble_cli.identity.place_doubts import recorded_label
from semble_cli.identity.places import find_place
from semble_cli.patient.catalogue import SECRET
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import FIELDS
from semble_cli.services.insurance.differences import same_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Odd, Retrieved, Value
    from semble_cli.services.insurance.differences import Difference

_LEFT_OUT = ("birth_date_fictive", "birth_place", "ins_oid", "identity_source", "former_ins")
"""Fields that are shown with another one, or say nothing to a person."""

ORIGINS = {
    "card": Sentence("card"),
    "insured": Sentence("card, the insured's"),
    "billing": Sentence("billing software"),
    "adri": Sentence("ADRi"),
    "insi": Sentence("INSi"),
    "feed": Sentence("identity feed"),
    "nir": Sentence("proposed from the NIR"),
    "person": Sentence("typed"),
}


def write_comparison(
    retrieved: Retrieved,
    patient: Patient | None,
    differing: Sequence[Difference],
    odd: Sequence[Odd] = (),
) -> None:
    """The table of what was retrieved: on record, retrieved, and where it comes from. Below a value
    stands what other sources gave otherwise; what no field takes is told after the table."""
    changed = {one.field: one for one in differing}
    headings = [tr("field"), tr("retrieved now"), tr("from")]
    if patient:
        headings.insert(1, tr("on record"))
    rows = []
    for name in FIELDS:
        if name not in retrieved or (name in _LEFT_OUT and name not in changed):
            continue
        value = retrieved[name]
        if value.value is None and name not in changed:
            continue  # nothing is on record that a service fails to name
        on_record = [_stored(name, patient)] if patient else []
        is_new = patient is None or name in changed
        style = "bold yellow" if name in changed else "" if is_new else "dim"
        cells = [_label(name), *on_record, _told(name, value, retrieved), _origin(value)]
        rows.append([text(_symbol(changed.get(name)), style), *(text(one, style) for one in cells)])
        for other in value.beside:
            if name not in _LEFT_OUT and not same_value(name, other.value, value.value):
                blank = ["", *("" for _ in on_record)]
                cells = [*blank, _told(name, other, {}), _origin(other)]
                rows.append([text(""), *(text(one, "yellow") for one in cells)])
    draw(messages_console(), [TableColumn("", whole=True), *map(TableColumn, headings)], rows)
    for one in odd:
        say(
            "Not taken from {origin}: {field}: {value}: {problem}",
            origin=tr(ORIGINS[one.origin]),
            field=field_label(one.field),
            value=_shown(one.field, one.value),
            problem=tr(one.reason),
        )


def _symbol(one: Difference | None) -> str:
    if one is None:
        return ""
    return "+" if one.fills else "≠"


def _label(name: str) -> str:
    return field_label("birth_place" if name == "birth_place_code" else name)


def _origin(value: Value) -> str:
    return tr(ORIGINS[value.origin])


def _stored(name: str, patient: Patient) -> str:
    if name == "birth_place_code":
        return recorded_label(patient.birth_place_code, patient.birth_place)
    return _shown(name, getattr(patient, name))


def _told(name: str, value: Value, retrieved: Retrieved) -> str:
    place = retrieved.get("birth_place") if name == "birth_place_code" else None
    return recorded_label(value.value, place.value) if place else _shown(name, value.value)


def described(one: Difference) -> str:
    """A difference on one line."""
    return tr(
        "{field}: {stored} on record, {retrieved} from {origin}",
        field=_label(one.field),
        stored=_shown(one.field, one.stored),
        retrieved=_shown(one.field, one.retrieved),
        origin=tr(ORIGINS[one.origin]),
    )


def proposed(one: Difference) -> str:
    """What was retrieved for a field that nothing is on record for, on one line."""
    return tr(
        "{field}: {retrieved} from {origin}",
        field=_label(one.field),
        retrieved=_shown(one.field, one.retrieved),
        origin=tr(ORIGINS[one.origin]),
    )


def _shown(name: str, value: Any) -> str:
    if name == "birth_place_code":
        place = find_place(value)
        return safe(recorded_label(value, place.name) if place else value)
    if value is None:
        return "–"
    if name == "former_ins":
        return ", ".join(mask_nir(past.matricule) for past in value) or "–"
    if name in SECRET and value:
        return mask_nir(value)
    return safe(shown_value(name, plain_value(value)))
