"""Patients as FHIR resources with all that stands around them, for who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.exchange.around.allergies import (
    allergy_resource,
    none_known_resource,
    not_asked_resource,
)
from semble_cli.exchange.around.documents import document_resource
from semble_cli.exchange.around.lines import pieces_with_data
from semble_cli.exchange.around.relations import relation_resource
from semble_cli.exchange.around.treatments import treatment_resource
from semble_cli.exchange.export import exported, masked
from semble_cli.patient.around.allergy_state import AllergyState, allergy_status
from semble_cli.patient.around.kinds import CONTACT, DOCUMENT, RELATION, TREATMENT
from semble_cli.patient.interchange import Interchange
from semble_cli.services.patients.list_all import in_batches, listed
from semble_cli.services.record.read_documents import OpenDocument
from semble_cli.store.database.chunks import chunks
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of, none_known_of
from semble_cli.store.record import contents, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.list_all import Listing
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class WholeExport(NamedTuple):
    """What is exported of each patient: the NIRs, if they are to be *revealed*, and the bytes of
    documents, if these are wanted."""

    reveal: bool = False
    documents: bool = False


class ExportedResource(NamedTuple):
    """A resource; where the bytes of a document are wanted, that document too."""

    resource: Resource
    document: OpenDocument | None = None

    def pieces(self, line: str) -> Iterator[str]:
        """The line of a resource piece by piece, with the bytes of its document, if any.

        Raises:
            DocumentDamaged: they are not those that were stored.
        """
        return pieces_with_data(line, self.document.chunks()) if self.document else iter((line,))


def reads_all(register: Register) -> bool:
    """Whether who works here may read all that a whole export holds, treatments and documents
    among it."""
    with register.reading() as connection:
        return connection.reads_care


def whole_resources(
    register: Register, listing: Listing, how: WholeExport
) -> Iterator[ExportedResource]:
    """Each patient of a listing, and what stands around: relations, allergies and their state for
    everybody, treatments and documents for who may read them.

    Raises:
        InvalidInput: an unknown tag.
    """
    with listed(register, listing) as (connection, ids):
        for some in in_batches(ids):
            around = _Around(connection, some, register, how)
            for patient in patients.get_many(connection, some):
                resource = exported(patient, Interchange.FHIR, reveal=how.reveal)
                yield ExportedResource(
                    {"resourceType": "Patient", "id": str(patient.id)} | resource
                )
                yield from around.of(patient)


class _Around:
    """What stands around some patients, read together."""

    def __init__(
        self, connection: Connection, ids: Sequence[int], register: Register, how: WholeExport
    ) -> None:
        self._connection = connection
        self._how = how
        self._today = register.today
        self._relations = rows.of_patients(connection, RELATION, ids)
        relations = [each for some in self._relations.values() for each in some]
        contacts = sorted({each.contact_id for each in relations} - {None})
        self._contacts = rows.get_many(connection, CONTACT, contacts)
        others = sorted({each.other_patient_id for each in relations} - {None})
        self._names = {
            each.id: each.full_name
            for some in chunks(others)
            for each in patients.get_many(connection, some)
        }
        self._allergies = allergies_of(connection, ids)
        self._none_known = none_known_of(connection, ids)
        self._treatments: dict[int, list[Any]] = {}
        self._documents: dict[int, list[Any]] = {}
        if connection.reads_care:
            self._treatments = rows.of_patients(connection, TREATMENT, ids)
            self._documents = rows.of_patients(connection, DOCUMENT, ids)
        digests = [each.sha256 for some in self._documents.values() for each in some]
        self._sizes = contents.sizes(connection, digests)

    def of(self, patient: Patient) -> Iterator[ExportedResource]:
        """What stands around one patient."""
        patient_id = patient.id or 0
        for resource in self._resources(patient_id):
            yield ExportedResource(self._shown(resource))
        for document in self._documents.get(patient_id, ()):
            if document.deleted_at is not None:
                continue
            size = self._sizes.get(document.sha256, 0)
            resource = self._shown(document_resource(document, size), document.sha256)
            opened = OpenDocument(document, size, self._connection)
            yield ExportedResource(resource, opened if self._how.documents else None)

    def _resources(self, patient_id: int) -> Iterator[Resource]:
        for relation in self._relations.get(patient_id, ()):
            yield relation_resource(
                relation,
                self._contacts.get(relation.contact_id),
                self._names.get(relation.other_patient_id),
            )
        allergies = self._allergies.get(patient_id, [])
        none_known = self._none_known.get(patient_id, [])
        for allergy in allergies:
            yield allergy_resource(patient_id, allergy)
        for said in none_known:
            yield none_known_resource(patient_id, said)
        if allergy_status(allergies, none_known)["state"] == AllergyState.NOT_ASKED:
            yield not_asked_resource(patient_id)
        for treatment in self._treatments.get(patient_id, ()):
            yield treatment_resource(treatment, self._today)

    def _shown(self, resource: Resource, *digests: str) -> Resource:
        return resource if self._how.reveal else masked(resource, *digests)
