"""What stands around some patients, read together, for who may read it, as it is exported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.allergies import (
    allergy_resource,
    none_known_resource,
    not_asked_resource,
)
from semble_cli.exchange.around.appointments import appointment_resource
from semble_cli.exchange.around.consents import consent_resources
from semble_cli.exchange.around.relations import relation_resource
from semble_cli.exchange.around.treatments import treatment_resource
from semble_cli.exchange.hl7.relations import HeldRelation
from semble_cli.exchange.vcard.contacts import CardRelation
from semble_cli.patient.around.allergy_state import AllergyState, allergy_status
from semble_cli.patient.around.kinds import (
    APPOINTMENT,
    CONTACT,
    PRACTITIONER,
    RELATION,
    TREATMENT,
)
from semble_cli.store.database.chunks import chunks
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of, none_known_of
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.around.relation import Relation
    from semble_cli.patient.around.treatment import Treatment
    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection


class Surroundings:
    """What stands around the patients with some ids; each kind is read when it is first asked for,
    treatments only for who may read medical contents."""

    def __init__(self, connection: Connection, ids: Sequence[int], today: date) -> None:
        self._connection = connection
        self._ids = ids
        self._today = today

    @property
    def reads_care(self) -> bool:
        """Whether who works here may read medical contents."""
        return self._connection.reads_care

    def relations(self, patient_id: int) -> Iterator[tuple[Relation, Contact | None, str | None]]:
        """The relations of a patient: each with the contact, or the name of the other patient."""
        for relation in self._relations.get(patient_id, ()):
            contact = self._contacts.get(relation.contact_id or 0)
            other = self._others.get(relation.other_patient_id)
            yield relation, contact, other and other.full_name

    def held_relations(self, patient_id: int) -> Iterator[HeldRelation]:
        """The relations of a patient: each with the contact, or the other patient."""
        for relation in self._relations.get(patient_id, ()):
            contact = self._contacts.get(relation.contact_id or 0)
            yield HeldRelation(relation, contact, self._others.get(relation.other_patient_id))

    def resources(self, patient: Patient) -> Iterator[Resource]:
        """Everything around a patient but documents, as resources of FHIR."""
        patient_id = patient.id or 0
        for relation, contact, other in self.relations(patient_id):
            yield relation_resource(relation, contact, other)
        yield from self.allergy_resources(patient_id)
        yield from self.treatment_resources(patient_id)
        yield from consent_resources(patient)
        for appointment in self._appointments.get(patient_id, ()):
            whom = self._practitioners[appointment.practitioner_id]
            yield appointment_resource(appointment, whom)

    def allergy_resources(self, patient_id: int) -> Iterator[Resource]:
        """The allergies of a patient, also those that were refuted; of which kind none is known, or
        that nobody asked."""
        allergies = self._allergies.get(patient_id, [])
        none_known = self._none_known.get(patient_id, [])
        for allergy in allergies:
            yield allergy_resource(patient_id, allergy)
        for said in none_known:
            yield none_known_resource(patient_id, said)
        if allergy_status(allergies, none_known)["state"] == AllergyState.NOT_ASKED:
            yield not_asked_resource(patient_id)

    def treatment_resources(self, patient_id: int) -> Iterator[Resource]:
        """The treatments of a patient."""
        for treatment in self._treatments.get(patient_id, ()):
            yield treatment_resource(treatment, self._today)

    def card_relations(self, patient_id: int) -> Iterator[CardRelation]:
        """The relations of a patient, as a card names them."""
        for relation, contact, other in self.relations(patient_id):
            name = relation.gone_name or (contact.full_name if contact else other) or ""
            yield CardRelation(relation.type, relation.label, name, is_name=True)

    @cached_property
    def _relations(self) -> Mapping[int, Sequence[Relation]]:
        return rows.of_patients(self._connection, RELATION, self._ids)

    @cached_property
    def _contacts(self) -> dict[int, Contact]:
        wanted = _known(each.contact_id for some in self._relations.values() for each in some)
        return rows.get_many(self._connection, CONTACT, wanted)

    @cached_property
    def _others(self) -> Mapping[int | None, Patient]:
        wanted = _known(each.other_patient_id for some in self._relations.values() for each in some)
        return {
            each.id: each
            for some in chunks(wanted)
            for each in patients.get_many(self._connection, some)
        }

    @cached_property
    def _allergies(self) -> Mapping[int, list[dict[str, Any]]]:
        return allergies_of(self._connection, self._ids)

    @cached_property
    def _none_known(self) -> Mapping[int, list[dict[str, Any]]]:
        return none_known_of(self._connection, self._ids)

    @cached_property
    def _treatments(self) -> Mapping[int, Sequence[Treatment]]:
        if not self.reads_care:
            return {}
        return rows.of_patients(self._connection, TREATMENT, self._ids)

    @cached_property
    def _appointments(self) -> Mapping[int, Sequence[Any]]:
        return rows.of_patients(self._connection, APPOINTMENT, self._ids)

    @cached_property
    def _practitioners(self) -> Mapping[int, Any]:
        found = {each.practitioner_id for some in self._appointments.values() for each in some}
        return rows.get_many(self._connection, PRACTITIONER, sorted(found))


def _known(ids: Iterable[int | None]) -> list[int]:
    return sorted({each for each in ids if each is not None})
