"""Relations of a patient: made, changed and removed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord
from semble_cli.identity.names import fold
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import CONTACT, RELATION
from semble_cli.patient.around.relation import (
    SYMMETRIC,
    Relation,
    refuse_nonsense,
    same_relation,
)
from semble_cli.patient.around.relation_intake import read_relation_fields, read_wanted
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import noted_reading
from semble_cli.services.record import keeping
from semble_cli.services.record.contacts import add_contact_within
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows
from semble_cli.store.record.relations import relations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from semble_cli.patient.around.relation_intake import WantedRelation
    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection


class Related(NamedTuple):
    """A patient and one relation, as the document gives it; what changed of it; and the number of
    a contact that was made for it."""

    patient: Patient
    relation: dict[str, Any]
    changes: Changes = {}  # noqa: RUF012 - never written to
    made_contact: int | None = None


def list_relations(register: Register, patient_id: int) -> tuple[Patient, list[dict[str, Any]]]:
    """A patient and all the relations, those told from the records of others among them.

    Raises:
        NoSuchRecord: nobody has this id.
    """
    with noted_reading(register) as reading:
        patient = patients.get(reading.connection, patient_id)
        reading.opens(patient_id)
        return patient, relations_of(reading.connection, patient_id)


def relate(register: Register, patient_id: int, given: Mapping[str, Any]) -> Related:
    """Make a relation, by the keys of the document; a new contact is made with it.

    Raises:
        NoSuchRecord: nobody has one of the ids. InvalidInput, InvalidRecord: it cannot be taken.
        Conflict: there is such a relation already.
    """
    wanted = read_wanted(given, register.today)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        made = relate_within(work, patient_id, wanted)
        new_contact = made.contact_id if wanted.new else None
        return Related(patient, _document(work, made), made_contact=new_contact)


def relate_missing_within(
    work: UnitOfWork, patient_id: int, wanted: Iterable[WantedRelation]
) -> int:
    """Make relations as a part of other work, but for those that there are already; how many.

    Raises:
        NoSuchRecord, InvalidInput: as `relate_within`.
    """
    made = 0
    for each in wanted:
        with suppress(Conflict):
            relate_within(work, patient_id, each)
            made += 1
    return made


def relate_within(work: UnitOfWork, patient_id: int, wanted: WantedRelation) -> Relation:
    """Make a relation as a part of other work.

    Raises:
        NoSuchRecord: there is no such contact, no such patient; InvalidInput: it contradicts
        itself; Conflict: there is such a relation already.
    """
    contact_id = wanted.contact_id
    if contact_id is not None:
        _refuse_another(wanted, rows.get(work.connection, CONTACT, contact_id).full_name)
    if wanted.other_patient_id is not None:
        _refuse_another(wanted, work.patient(wanted.other_patient_id).full_name)
    relation = Relation(
        patient_id=patient_id,
        contact_id=contact_id,
        other_patient_id=wanted.other_patient_id,
        **wanted.fields,
    )
    refuse_nonsense(relation)
    if wanted.new is not None:
        relation = relation._replace(contact_id=add_contact_within(work, wanted.new).id)
    _refuse_twice(work, relation)
    made: Relation = keeping.add(work, RELATION, relation, Action.RELATION_ADD)
    return made


def edit_relation(
    register: Register, patient_id: int, relation_id: int, given: Mapping[str, Any]
) -> Related:
    """Change a relation, by the keys of the document; a field given as nothing is cleared.

    Raises:
        NoSuchRecord: the patient has no such relation. InvalidInput, InvalidRecord, Conflict
    """
    fields = read_relation_fields(given)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        before = _of_patient(work, patient_id, relation_id)
        after = before._replace(**fields)
        if not after.type:
            raise InvalidInput("type", "say what the other is to the patient.")
        refuse_nonsense(after)
        _refuse_twice(work, after)
        written = keeping.change(work, RELATION, before, after, Action.RELATION_EDIT)
        changes = keeping.difference(RELATION, before, written)
        return Related(patient, _document(work, written), changes)


def unrelate(register: Register, patient_id: int, relation_id: int) -> Related:
    """Remove a relation.

    Raises:
        NoSuchRecord: the patient has no such relation.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        relation = _of_patient(work, patient_id, relation_id)
        told = _document(work, relation)
        keeping.remove(work, RELATION, relation, Action.RELATION_REMOVE)
        return Related(patient, told)


def _of_patient(work: UnitOfWork, patient_id: int, relation_id: int) -> Relation:
    relation: Relation = rows.get(work.connection, RELATION, relation_id)
    if relation.patient_id == patient_id:
        return relation
    if relation.other_patient_id == patient_id:
        raise NoSuchRecord(
            "Relation {id} stands in the record of patient {patient}: change it there.",
            id=relation_id,
            patient=relation.patient_id,
        )
    raise NoSuchRecord(
        "Patient {patient} has no relation of number {id}. See semble patient relations {patient}.",
        id=relation_id,
        patient=patient_id,
    )


def _refuse_another(wanted: WantedRelation, name: str) -> None:
    """Refuse the number of somebody else: the document may be of another register."""
    if wanted.is_called and sorted(fold(wanted.is_called).split()) != sorted(fold(name).split()):
        raise InvalidInput(
            "relations", "who bears this number here is called otherwise; check whose it is."
        )


def twin_of(connection: Connection, relation: Relation) -> Relation | None:
    """The relation of the register, if any, that says the same as another at some time; also one
    that stands in the other patient's record."""
    others = rows.of_patient(connection, RELATION, relation.patient_id)
    if relation.type in SYMMETRIC and relation.other_patient_id is not None:
        others += rows.of_patient(connection, RELATION, relation.other_patient_id)
    return same_relation(relation, others)


def _refuse_twice(work: UnitOfWork, relation: Relation) -> None:
    twin = twin_of(work.connection, relation)
    if twin is not None:
        raise Conflict(
            "This relation is there already, at the same time: number {id} of patient {patient}. "
            "semble patient relation edit changes it.",
            id=twin.id,
            patient=twin.patient_id,
        )


def _document(work: UnitOfWork, relation: Relation) -> dict[str, Any]:
    found = relations_of(work.connection, relation.patient_id)
    return next(each for each in found if each["id"] == relation.id and not each["derived"])
