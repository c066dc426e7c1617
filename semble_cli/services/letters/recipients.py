"""To whom a letter about a patient goes: the patient, or whom a relation is to; who is not written
to, and what is asked before."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Refused, Sentence
from semble_cli.identity.names import fold
from semble_cli.patient.around.kinds import CONTACT
from semble_cli.patient.letters.recipient import (
    TO_PATIENT,
    contact_as_recipient,
    other_patient_as_recipient,
    patient_as_recipient,
)
from semble_cli.services.record.relation_called import relation_meant
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.around.relation import Relation
    from semble_cli.patient.letters.recipient import Recipient
    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection


class NotWritten(StrEnum):
    """Why somebody is not written to."""

    NO_ADDRESS = "no_address"
    DECEASED = "deceased"
    REFUSED = "refused"
    GONE = "gone"
    NO_RELATION = "no_relation"
    SEVERAL_RELATIONS = "several_relations"
    NOT_AT_PRESENT = "not_at_present"


class CannotBeWrittenTo(Refused):
    """Somebody whom no letter reaches, and why."""

    def __init__(self, why: NotWritten, text: str, /, **values: object) -> None:
        super().__init__(text, **values)
        self.why = why


class FoundRecipient(NamedTuple):
    """A recipient, and what a person is asked to confirm before it is written to."""

    recipient: Recipient
    questions: tuple[Sentence, ...] = ()


def is_to_patient(meant: str) -> bool:
    """Whether a text means the patient as the recipient."""
    return fold(meant) == fold(TO_PATIENT)


def find_recipient(
    connection: Connection, patient: Patient, meant: str, today: date
) -> FoundRecipient:
    """The recipient that a text means: `patient`, the number of a relation, the beginning of a
    name, or what the other is to the patient (`gp`, `école`), where one alone is that today.

    Raises:
        NoSuchRecord: the patient has no such relation. Refused: several are meant.
        CannotBeWrittenTo: the recipient is dead, deleted, or has no whole address.
    """
    if is_to_patient(meant):
        if patient.deceased_on is not None:
            raise CannotBeWrittenTo(
                NotWritten.DECEASED,
                "Patient {id} is deceased: no letter is addressed to the dead. Write to a relation"
                " with --to.",
                id=patient.id,
            )
        found = FoundRecipient(patient_as_recipient(patient, today), _archived(patient))
        where = Sentence(
            "Patient {id} has no whole postal address (street, postal code, town): semble patient"
            " edit {id} --address.",
            id=patient.id,
        )
    else:
        relation = relation_meant(connection, patient.id or 0, meant, today)
        recipient = _other(connection, relation, today)
        questions = (*_deceased(patient), *_archived(patient), *_over(relation, today))
        found = FoundRecipient(recipient, questions)
        where = _to_note_address(relation)
    if not found.recipient.address.is_whole:
        raise CannotBeWrittenTo(NotWritten.NO_ADDRESS, where.text, **where.values)
    return found


def _other(connection: Connection, relation: Relation, today: date) -> Recipient:
    is_what = (relation.type, relation.label)
    if relation.gone_name is not None:
        raise CannotBeWrittenTo(
            NotWritten.GONE,
            "Whom relation {id} was to is deleted: there is nobody to write to.",
            id=relation.id,
        )
    if relation.other_patient_id is None:
        contact = rows.get(connection, CONTACT, relation.contact_id or 0)
        return contact_as_recipient(contact, is_what)
    other = patients.get(connection, relation.other_patient_id)
    if other.deceased_on is not None:
        raise CannotBeWrittenTo(
            NotWritten.DECEASED,
            "Whom relation {id} is to, patient {other}, is deceased: no letter is addressed to the"
            " dead.",
            id=relation.id,
            other=other.id,
        )
    return other_patient_as_recipient(other, is_what, today)


def _to_note_address(relation: Relation) -> Sentence:
    if relation.other_patient_id is not None:
        return Sentence(
            "Whom relation {relation} is to, patient {id}, has no whole postal address (street,"
            " postal code, town): semble patient edit {id} --address.",
            relation=relation.id,
            id=relation.other_patient_id,
        )
    return Sentence(
        "Whom relation {relation} is to, contact {id}, has no whole postal address (street, postal"
        " code, town): semble contact edit {id} --address.",
        relation=relation.id,
        id=relation.contact_id,
    )


def _deceased(patient: Patient) -> tuple[Sentence, ...]:
    if patient.deceased_on is None:
        return ()
    return (
        Sentence(
            "Patient {id} died on {day}.", id=patient.id, day=f"{patient.deceased_on:%d/%m/%Y}"
        ),
    )


def _archived(patient: Patient) -> tuple[Sentence, ...]:
    if patient.merged_into is not None:
        return (
            Sentence(
                "The record of patient {id} was merged into {other}.",
                id=patient.id,
                other=patient.merged_into,
            ),
        )
    if patient.archived_on is None:
        return ()
    return (
        Sentence(
            "Patient {id} is archived since {day}.",
            id=patient.id,
            day=f"{patient.archived_on:%d/%m/%Y}",
        ),
    )


def _over(relation: Relation, today: date) -> tuple[Sentence, ...]:
    if relation.ends_on is not None and relation.ends_on < today:
        day = f"{relation.ends_on:%d/%m/%Y}"
        return (Sentence("Relation {id} ended on {day}.", id=relation.id, day=day),)
    if relation.starts_on is not None and relation.starts_on > today:
        day = f"{relation.starts_on:%d/%m/%Y}"
        return (Sentence("Relation {id} begins on {day}.", id=relation.id, day=day),)
    return ()
