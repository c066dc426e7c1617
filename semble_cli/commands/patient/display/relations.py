"""Relations for people: what each is, to whom, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.changes import changed_line
from semble_cli.commands.ui.language import in_agreement, tr
from semble_cli.commands.ui.tables import shown, shown_day
from semble_cli.errors import Sentence
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.choices.of_records import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from semble_cli.services.changes import Changes

    Item = Mapping[str, Any]

SEEN_FROM_THE_OTHER = {
    "parent_guardian_of": Sentence("parent or guardian of"),
    "next_of_kin_of": Sentence("next of kin of"),
    "emergency_contact_of": Sentence("emergency contact of"),
    "gp_of": Sentence("GP of"),
    "referring_clinician_of": Sentence("referring clinician of"),
    "practitioner_of": Sentence("practitioner of"),
    "anaesthetist_of": Sentence("anaesthetist of"),
    "pharmacy_of": Sentence("pharmacy of"),
    "social_worker_of": Sentence("social worker of"),
    "school_of": Sentence("school of"),
    "insurer_of": Sentence("insurer of"),
    "payer_of": Sentence("payer of"),
}
"""What a patient is to others, in whose records the relation stands."""

_KEY_OF = {"starts_on": "since", "ends_on": "until"}


def relation_name(relation: Item, sex: str | None) -> str:
    """What a relation is, in the gender of whom it is said: of the other, or, where it is derived,
    of the patient, of that *sex*."""
    kind, label = relation["type"], relation["label"]
    if kind == "other_of":
        return tr("{label} of", label=label)
    if kind == RelationType.OTHER:
        return str(label)
    named = SEEN_FROM_THE_OTHER.get(kind)
    if named is None:
        named = RELATION_TYPES.name(RelationType(kind))
    return in_agreement(tr(named), sex if relation["derived"] else relation["sex"])


def relation_line(relation: Item, sex: str | None) -> str:
    """A relation on one line.

    >>> told = dict.fromkeys(("label", "patient_id", "since", "until", "is_payer", "sex",
    ...     "policy_number"))
    >>> relation_line(told | {"type": "gp", "name": "MARTIN Claire", "derived": False,
    ...     "deleted": True}, None)
    'GP: MARTIN Claire (deleted)'
    """
    notes = [
        *([tr("since {day}", day=shown_day(relation["since"]))] if relation["since"] else []),
        *([tr("until {day}", day=shown_day(relation["until"]))] if relation["until"] else []),
        *([tr("pays")] if relation["is_payer"] else []),
        *(
            [tr("policy {number}", number=relation["policy_number"])]
            if relation["policy_number"]
            else []
        ),
    ]
    line = tr("{relation}: {name}", relation=relation_name(relation, sex), name=_who(relation))
    return ", ".join((line, *notes))


def relation_changes(changes: Changes) -> Iterator[str]:
    """What changed in a relation, field by field."""
    for name, (before, after) in changes.items():
        values = (_shown(name, before), _shown(name, after))
        yield changed_line(_KEY_OF.get(name, name), *values)


def _shown(name: str, value: Any) -> str:
    if name == "type":
        return tr(RELATION_TYPES.name(RelationType(value)))
    return " ".join(shown(name, bool(value) if name == "is_payer" else value).split())


def is_over(relation: Item, today: date) -> bool:
    """Whether a relation has ended."""
    return bool(relation["until"]) and str(relation["until"]) < today.isoformat()


def relation_row(relation: Item, sex: str | None) -> dict[str, Any]:
    """A relation as a row of a table."""
    days = {key: shown_day(relation[key]) if relation[key] else None for key in ("since", "until")}
    row = {**relation, **days, "type": relation_name(relation, sex), "name": _who(relation)}
    phone = shown_phone(relation["phone"]) if relation["phone"] else None
    return row | {"is_payer": relation["is_payer"] or None, "phone": phone}


def _who(relation: Item) -> str:
    number = f" ({relation['patient_id']})" if relation["patient_id"] else ""
    gone = f" {tr('(deleted)')}" if relation["deleted"] else ""
    return f"{relation['name']}{number}{gone}"
