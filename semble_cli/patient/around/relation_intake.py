"""A relation from what people and files give, before it is known to whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.dates import parse_date
from semble_cli.patient.around.contact_intake import new_contact
from semble_cli.patient.around.relation import RelationType, likely_kind
from semble_cli.patient.choices.of_patients import SWITCH
from semble_cli.patient.choices.of_records import RELATION_TYPES
from semble_cli.patient.identifier import is_id
from semble_cli.patient.texts import parse_line, parse_text, plain_text

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.around.contact import Contact

RELATIONS = "relations"
"""The key of a document that holds relations."""

Given = Mapping[str, Any]


class WantedRelation(NamedTuple):
    """A relation that somebody wants for a patient: its own fields as a `Relation` holds them, and
    to whom it is: a contact, another patient, or a new contact."""

    fields: dict[str, Any]
    contact_id: int | None = None
    other_patient_id: int | None = None
    new: Contact | None = None
    is_called: str | None = None
    """What a document says the other is called: another name means that the number is another's."""


def _day(field: str, given: Any) -> date:
    # Of days that may be to come, two figures do not tell the year.
    return parse_date(field, plain_text(field, given))


_FIELDS: dict[str, tuple[str, Callable[[str, Any], Any]]] = {
    "type": ("type", lambda field, given: RELATION_TYPES.read(field, str(given)).value),
    "label": ("label", parse_line),
    "since": ("starts_on", _day),
    "until": ("ends_on", _day),
    "policy_number": ("policy_number", parse_line),
    "authorization_code": ("authorization_code", parse_line),
    "is_payer": ("is_payer", lambda field, given: SWITCH.read(field, str(given))),
    "notes": ("notes", parse_text),
}
"""What people fill in of a relation, by the keys of the document: the field it settles, and how it
is read."""

_TOLD = ("id", "last_name", "first_name", "phone", "kind", "name", "sex", "derived", "deleted")
"""Keys of the document that tell what is known otherwise."""

_OTHER = ("contact_id", "patient_id", "new")


def read_relation_fields(given: Given) -> dict[str, Any]:
    """The fields of a `Relation` that were given; one given as nothing is cleared.

    Raises:
        InvalidRecord: every one that cannot be taken.
    """
    settled: dict[str, Any] = {}
    problems: list[InvalidInput] = []
    for name, value in given.items():
        try:
            field, read = _known(name)
            empty = False if name == "is_payer" else None
            settled[field] = empty if value in (None, "") else read(name, value)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidRecord(tuple(problems))
    return settled


def read_wanted(given: Given, today: date) -> WantedRelation:
    """A relation that is wanted, from the keys of a relation in the document; `new` is the name of
    a contact that there is not yet, or an object of its fields.

    Raises:
        InvalidRecord: every field that cannot be taken, or not one other.
    """
    fields = read_relation_fields(
        {name: value for name, value in given.items() if name not in (*_OTHER, *_TOLD)}
    )
    if not fields.get("type"):
        raise _alone(InvalidInput("type", "say what the other is to the patient."))
    others = {name: given[name] for name in _OTHER if given.get(name) not in (None, "")}
    if len(others) != 1:
        raise _alone(
            InvalidInput(RELATIONS, "each is to one contact, one patient, or one new contact.")
        )
    if "new" in others:
        return WantedRelation(fields, new=_new(others["new"], RelationType(fields["type"]), today))
    ((name, value),) = others.items()
    if not is_id(str(value)):
        raise _alone(InvalidInput(name, "a whole number from 1 on is expected."))
    number = int(value)
    called = " ".join(filter(None, (given.get("last_name"), given.get("first_name")))) or None
    if name == "contact_id":
        return WantedRelation(fields, contact_id=number, is_called=called)
    return WantedRelation(fields, other_patient_id=number, is_called=called)


def relation_objects(given: Any) -> list[dict[str, Any]]:
    """Relations of a document, and `TYPE:CONTACT` texts, as objects by the keys of the document.

    Raises:
        InvalidRecord: a text is none such, or there is no list.
    """
    if not isinstance(given, list | tuple):
        raise _alone(InvalidInput(RELATIONS, "a list of relations is expected here."))
    return [item if isinstance(item, dict) else _of_text(str(item)) for item in given]


def can_be_made(item: Given) -> bool:
    """Whether a relation of a document can be made here: not one that stands in another record, nor
    one to somebody deleted."""
    return not (item.get("derived") or item.get("deleted"))


def read_relations(objects: Iterable[Given], today: date) -> tuple[WantedRelation, ...]:
    """Those of some relations, as `relation_objects` gives them, that can be made.

    Raises:
        InvalidRecord: one cannot be taken.
    """
    return tuple(read_wanted(item, today) for item in objects if can_be_made(item))


def _of_text(text: str) -> dict[str, Any]:
    kind, colon, contact = text.partition(":")
    if not (colon and contact.strip()):
        raise _alone(InvalidInput(RELATIONS, "write TYPE:CONTACT, such as gp:3."))
    return {"type": kind, "contact_id": contact.strip()}


def _new(given: Any, kind: RelationType, today: date) -> Contact:
    fields = dict(given) if isinstance(given, dict) else {"name": given}
    return new_contact({"kind": likely_kind(kind).value, **fields}, today)


def _known(name: str) -> tuple[str, Callable[[str, Any], Any]]:
    if name not in _FIELDS:
        raise InvalidInput(name, "there is no such field.")
    return _FIELDS[name]


def _alone(problem: InvalidInput) -> InvalidRecord:
    return InvalidRecord((problem,))
