"""Patients as FHIR resources with all that stands around them, for who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.exchange.around.documents import document_resource
from semble_cli.exchange.around.lines import pieces_with_data
from semble_cli.exchange.export import exported, masked
from semble_cli.exchange.fhir.bundles import collection
from semble_cli.exchange.fhir.valid_text import valid
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.interchange import Interchange
from semble_cli.services.patients.list_all import in_batches, listed
from semble_cli.services.patients.surroundings import Surroundings
from semble_cli.services.record.read_documents import OpenDocument
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contents, rows
from semble_cli.store.record.appointments import register_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.around.stored_document import StoredDocument
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
    """Each patient of a listing, and what stands around: relations, allergies and their state,
    consents and appointments for everybody, treatments and documents for who may read them.

    Raises:
        InvalidInput: an unknown tag.
    """
    with listed(register, listing) as (connection, ids):
        for some in in_batches(ids):
            around = Surroundings(connection, some, register.today)
            documents = documents_of(connection, some, how)
            for patient in patients.get_many(connection, some):
                for resource in all_of(patient, around, how):
                    yield ExportedResource(resource)
                yield from documents.get(patient.id or 0, ())


def all_of(patient: Patient, around: Surroundings, how: WholeExport) -> Iterator[Resource]:
    """A patient and everything around but documents, as resources of FHIR."""
    yield exported(patient, Interchange.FHIR, reveal=how.reveal)
    yield from (_shown(resource, how) for resource in around.resources(patient))


def whole_bundle(
    connection: Connection,
    patient: Patient,
    around: Surroundings,
    now: datetime,
    how: WholeExport,
    places: Mapping[int | None, str] | None = None,
) -> dict[str, Any]:
    """A patient and everything around as one bundle of FHIR.

    Args:
        places: where each document stands that goes with the bundle, which is its address there;
            others are left out then.
    """
    resources = list(all_of(patient, around, how))
    patient_id = patient.id or 0
    for each in documents_of(connection, [patient_id], how).get(patient_id, ()):
        if places is not None:
            place = places.get(int(each.resource["id"]))
            if place is None:
                continue
            each.resource["content"][0]["attachment"]["url"] = place
        resources.append(each.resource)
    return collection(register_id(connection), now.isoformat(timespec="seconds"), resources)


def documents_of(
    connection: Connection, ids: Sequence[int], how: WholeExport
) -> Mapping[int, list[ExportedResource]]:
    """The documents of some patients, for who may read them, by the id of each."""
    if not connection.reads_care:
        return {}
    found = rows.of_patients(connection, DOCUMENT, ids)
    present = {
        whose: [each for each in some if each.deleted_at is None] for whose, some in found.items()
    }
    digests = [each.sha256 for some in present.values() for each in some]
    sizes = contents.sizes(connection, digests)

    def resource(document: StoredDocument) -> ExportedResource:
        size = sizes.get(document.sha256, 0)
        told = _shown(document_resource(document, size), how, document.sha256)
        opened = OpenDocument(document, size, connection)
        return ExportedResource(told, opened if how.documents else None)

    return {whose: list(map(resource, some)) for whose, some in present.items()}


def _shown(resource: Resource, how: WholeExport, *digests: str) -> Resource:
    return valid(resource if how.reveal else masked(resource, *digests))
