"""The relation of a patient that somebody means: by its number, or by what the other is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import NoSuchRecord, Refused
from semble_cli.patient.around.kinds import CONTACT, RELATION
from semble_cli.patient.choices.of_records import RELATION_TYPES
from semble_cli.patient.identifier import is_id
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows
from semble_cli.store.record.keys import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.around.relation import Relation
    from semble_cli.store.database.connection import Connection


def relations_called(
    connection: Connection, patient_id: int, meant: str, *, from_others: bool = False
) -> list[Relation]:
    """The relations of a patient that stand in the own record and are meant by a number, or by the
    beginnings of the words of a name; also those that are over, and those to somebody deleted. Also
    those *from others*, in whose records they stand."""
    relations: list[Relation] = rows.of_patient(connection, RELATION, patient_id)
    if from_others:
        relations += rows.select(connection, RELATION, "other_patient_id = ?", (patient_id,))
    if is_id(meant):
        return [each for each in relations if each.id == int(meant)]
    wanted = [f" {word}" for word in search_key(meant).split()]
    if not wanted:
        return []
    called = {each.id: search_key(_name_of(connection, each, patient_id)) for each in relations}
    return [each for each in relations if all(one in called[each.id] for one in wanted)]


def relation_meant(
    connection: Connection, patient_id: int, meant: str, today: date, *, from_others: bool = False
) -> Relation:
    """The one relation of a patient that a text means: as `relations_called`, or by what the other
    is to the patient (`gp`, `école`), where one alone is that on the day.

    Raises:
        NoSuchRecord: there is none. Refused: several are meant.
    """
    found = relations_called(connection, patient_id, meant, from_others=from_others)
    if not is_id(meant):
        kinds = RELATION_TYPES.meanings(meant)
        of_kind = [
            each
            for each in rows.of_patient(connection, RELATION, patient_id)
            if each.type in kinds and each not in found
        ]
        found += of_kind
    if len(found) > 1:
        found = [each for each in found if _is_current(each, today)] or found
    return the_only_one(found, patient_id)


def _is_current(relation: Relation, today: date) -> bool:
    begun = relation.starts_on is None or relation.starts_on <= today
    goes_on = relation.ends_on is None or relation.ends_on >= today
    return begun and goes_on and relation.gone_name is None


def the_only_one(found: Sequence[Relation], patient_id: int) -> Relation:
    """The one relation of a patient that was found.

    Raises:
        NoSuchRecord: there is none. Refused: there are several.
    """
    if len(found) > 1:
        raise Refused(
            "Several relations of patient {patient} are called so: {ids}. Give the number.",
            patient=patient_id,
            ids=", ".join(str(each.id) for each in found),
        )
    if not found:
        raise NoSuchRecord(
            "Patient {patient} has no such relation. See semble patient relations {patient}.",
            patient=patient_id,
        )
    return found[0]


def _name_of(connection: Connection, relation: Relation, patient_id: int) -> str:
    if relation.other_patient_id == patient_id:
        return patients.get(connection, relation.patient_id).full_name
    if relation.gone_name is not None:
        return relation.gone_name
    if relation.other_patient_id is not None:
        return patients.get(connection, relation.other_patient_id).full_name
    contact = rows.get(connection, CONTACT, relation.contact_id or 0)
    return str(contact.full_name)
