"""Relations, and the contacts that they are to, from a file into the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, Sentence
from semble_cli.patient.around.kinds import CONTACT
from semble_cli.patient.around.relation import Relation
from semble_cli.patient.around.relation_intake import read_wanted
from semble_cli.services.record.known_contact import known_contact
from semble_cli.services.record.relations import relate_within, twin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from semble_cli.patient.around.relation_intake import WantedRelation
    from semble_cli.services.imports.around.bringing import Bringing

_OF_ONE = ("patient_id", "other_patient_id", "id", "version")
"""What two relations may differ in that say the same: one may be told from the other side."""


def bring_relation(
    run: Bringing, patient_id: int, fields: Mapping[str, Any], id_of: Callable[[str], int | None]
) -> bool:
    """Make a relation to a patient of the file, or to a contact, who is made where there is none
    such; one to somebody deleted is noted alone. Whether anything was written.

    Args:
        id_of: the id in the register of a patient of the file, if there is one.

    Raises:
        InvalidInput, InvalidRecord: a field cannot be taken. Conflict: it is there, and says
        something else, or the other patient was not taken.
    """
    given = {name: value for name, value in fields.items() if name not in ("other", "number")}
    if "other" in fields:
        given["patient_id"] = id_of(fields["other"])
        if given["patient_id"] is None:
            raise Conflict("the other patient is not in the file, or was not taken.")
    elif "new" not in fields:
        run.note(Sentence("whom it is to was deleted: the relation was not brought in."))
        return False
    wanted = _to_known(run, read_wanted(given, run.work.today), fields.get("number"))
    if _is_there(run, patient_id, wanted):
        return False
    made = relate_within(run.work, patient_id, wanted)
    if made.contact_id is not None:
        _meet(run, made.contact_id, fields.get("number"))
    return True


def _to_known(run: Bringing, wanted: WantedRelation, number: str | None) -> WantedRelation:
    """A relation to the contact of the register that it is to, where there is one."""
    if wanted.new is None:
        return wanted
    contact_id = run.contacts.get(number or "")
    if contact_id is None:
        besides = {each for kind, each in run.met if kind == CONTACT.name} if number else ()
        known = known_contact(run.work.connection, wanted.new, besides)
        if known is None:
            return wanted
        contact_id = known.id or 0
        _meet(run, contact_id, number)
    return wanted._replace(contact_id=contact_id, new=None)


def _meet(run: Bringing, contact_id: int, number: str | None) -> None:
    run.met.add((CONTACT.name, contact_id))
    if number:
        run.contacts[number] = contact_id


def _is_there(run: Bringing, patient_id: int, wanted: WantedRelation) -> bool:
    """Whether a relation is there, and says the same."""
    if wanted.new is not None:
        return False
    relation = Relation(
        patient_id=patient_id,
        contact_id=wanted.contact_id,
        other_patient_id=wanted.other_patient_id,
        **wanted.fields,
    )
    twin = twin_of(run.work.connection, relation)
    return twin is not None and all(
        getattr(twin, name) == getattr(relation, name)
        for name in Relation._fields
        if name not in _OF_ONE
    )
