"""The kinds of records around a patient, as the store and the journal keep them.

The ending of a field's name tells what it holds: `_on` a day, `_at` a moment; `is_` begins a truth.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.agenda.appointment import Appointment
from semble_cli.patient.agenda.practitioner import Practitioner
from semble_cli.patient.around.allergy import Allergy, NoKnownAllergy
from semble_cli.patient.around.consultation import Consultation, NoteSection, SectionKeyword
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.relation import Relation
from semble_cli.patient.around.stored_document import StoredDocument
from semble_cli.patient.around.treatment import Treatment
from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping


class Inner(NamedTuple):
    """What a record has several of: the table, and the tuple of one."""

    table: str
    make: Any


class RecordKind(NamedTuple):
    """A kind of record. `name` is the table's, and how the journal calls it; `make` is the named
    tuple of one record. Who may not read medical contents reads nothing of a medical kind. No two
    records have the same values in the `unique` columns."""

    name: str
    make: Any
    missing: Sentence
    lists: Mapping[str, Inner] = {}
    is_medical: bool = False
    unique: tuple[str, ...] = ()
    refers: Mapping[str, str] = {}
    """The fields that name a record which may be deleted before this one, each with its table."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that stand in the table itself, but for id and version."""
        apart = {"id", "version", *self.lists}
        return tuple(name for name in self.make._fields if name not in apart)


CONTACT = RecordKind(
    "contact",
    Contact,
    Sentence("No contact has the number {id}."),
    {"phones": Inner("contact_phone", ContactPhone)},
)
RELATION = RecordKind(
    "relation",
    Relation,
    Sentence("No relation has the number {id}."),
    refers={"contact_id": "contact", "other_patient_id": "patient"},
)
ALLERGY = RecordKind("allergy", Allergy, Sentence("No allergy has the number {id}."))
NO_KNOWN_ALLERGY = RecordKind(
    "no_known_allergy",
    NoKnownAllergy,
    Sentence("Nobody said that no allergy is known."),
    unique=("patient_id", "scope"),
)
CONSULTATION = RecordKind(
    "consultation",
    Consultation,
    Sentence("No consultation has the number {id}."),
    {"sections": Inner("section", NoteSection)},
    is_medical=True,
)
SECTION_KEYWORD = RecordKind(
    "section_keyword",
    SectionKeyword,
    Sentence("The practice has no such keyword."),
    unique=("key",),
)
TREATMENT = RecordKind(
    "treatment", Treatment, Sentence("No treatment has the number {id}."), is_medical=True
)
DOCUMENT = RecordKind(
    "document", StoredDocument, Sentence("No document has the number {id}."), is_medical=True
)
PRACTITIONER = RecordKind(
    "practitioner", Practitioner, Sentence("No practitioner has the number {id}.")
)
APPOINTMENT = RecordKind(
    "appointment",
    Appointment,
    Sentence("No appointment has the number {id}."),
    refers={"practitioner_id": "practitioner"},
)

KINDS = {
    kind.name: kind
    for kind in (
        *(CONTACT, RELATION, ALLERGY, NO_KNOWN_ALLERGY),
        *(CONSULTATION, SECTION_KEYWORD, TREATMENT, DOCUMENT),
        *(PRACTITIONER, APPOINTMENT),
    )
}
"""Every kind, by its name."""


def read_value(name: str, value: Any) -> Any:
    """A value of a field, from the form in which the store or the journal keeps it.

    Raises:
        ValueError: it is none of the field.
    """
    if value is None:
        return None
    if name.endswith("_on"):
        return date.fromisoformat(value)
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    return bool(value) if name.startswith("is_") else value


def to_plain(kind: RecordKind, record: Any) -> dict[str, Any]:
    """The fields of a record that say something, JSON-ready; id and version are not among them."""
    names = (*kind.columns, *kind.lists)
    values = {name: _plain(getattr(record, name)) for name in names}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def as_document(record: Any) -> dict[str, Any]:
    """All the fields of a record, JSON-ready, for scripts: its id first, its version last."""
    fields = {name: _plain(value) for name, value in record._asdict().items()}
    return {"id": fields.pop("id"), **fields}


def from_plain(kind: RecordKind, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a record, from what `to_plain` wrote.

    Raises:
        ValueError: a value is none of its field.
    """
    return {name: _read(kind, name, value) for name, value in plain.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [
            {name: plain_value(part) for name, part in each._asdict().items()} for each in value
        ]
    return plain_value(value)


def _read(kind: RecordKind, name: str, value: Any) -> Any:
    if name not in kind.lists:
        return read_value(name, value)
    make = kind.lists[name].make
    return tuple(
        make(**{inner: read_value(inner, part) for inner, part in each.items()})
        for each in value or ()
    )
