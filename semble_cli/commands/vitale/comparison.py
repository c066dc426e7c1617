"""What was retrieved beside what is stored: always shown, for whoever reads the card to verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.changes import shown_value
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import messages_console, text
from semble_cli.errors import Sentence
from semble_cli.identity.nir import mask_nir
from semble_cli.patient.catalogue import SECRET
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import FIELDS

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.services.insurance.differences import Difference

_LEFT_OUT = ("birth_date_fictive", "birth_place", "ins_oid", "identity_source", "former_ins")
"""Fields that are shown with another one, or say nothing to a person."""

ORIGINS = {
    "card": Sentence("card"),
    "insured": Sentence("card, the insured's"),
    "adri": Sentence("ADRi"),
    "insi": Sentence("INSi"),
    "nir": Sentence("proposed from the NIR"),
    "person": Sentence("typed"),
}


def write_comparison(
    retrieved: Retrieved, patient: Patient | None, differing: list[Difference]
) -> None:
    """The table of what was retrieved: on record, retrieved, and where it comes from."""
    other = {one.field for one in differing}
    headings = [tr("field"), tr("retrieved now"), tr("from")]
    if patient:
        headings.insert(1, tr("on record"))
    rows = []
    for name in FIELDS:
        if name not in retrieved or (name in _LEFT_OUT and name not in other):
            continue
        value = retrieved[name]
        is_new = patient is None or name in other
        cells = [field_label(name), _shown(name, value.value), tr(ORIGINS[value.origin])]
        if patient:
            cells.insert(1, _shown(name, getattr(patient, name)))
        symbol = "≠" if patient and is_new else ""
        style = "bold yellow" if patient and is_new else "" if is_new else "dim"
        rows.append([text(symbol, style), *(text(cell, style) for cell in cells)])
    draw(messages_console(), [TableColumn("", whole=True), *map(TableColumn, headings)], rows)


def described(one: Difference) -> str:
    """A difference on one line."""
    return tr(
        "{field}: {stored} on record, {retrieved} from {origin}",
        field=field_label(one.field),
        stored=_shown(one.field, one.stored),
        retrieved=_shown(one.field, one.retrieved),
        origin=tr(ORIGINS[one.origin]),
    )


def _shown(name: str, value: Any) -> str:
    if name == "former_ins":
        return ", ".join(mask_nir(past.matricule) for past in value) or "–"
    if name in SECRET and value:
        return mask_nir(value)
    return safe(shown_value(name, plain_value(value)))
