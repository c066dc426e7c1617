"""What was shared of a patient, as lists and scripts read it: a line for each recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.sharing.delivery import Outcome
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import noted_reading
from semble_cli.store import ledger, shares
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.sharing.share import ShareStanding
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

SHARE_KEYS = (
    *("share", "shared_at", "shared_by", "what", "documents", "recipient", "name"),
    *("relation_id", "contact_id", "patient_id", "way", "address", "sealing", "outcome"),
    *("outcome_at", "code", "words", "override", "resends"),
)
"""The keys of what was shared with one recipient, in order."""


class SharedLine(NamedTuple):
    """What was shared with one recipient, by its place in the share; the titles of the documents
    that the patient still has, by their numbers."""

    standing: ShareStanding
    position: int
    titles: dict[int, str]


def shares_of(register: Register, patient_id: int) -> list[SharedLine]:
    """What was shared of a patient, the first first; of a former one, too, but for titles.

    Raises:
        NoSuchRecord: nobody has, or had, this id. Refused: who works here may not read medical
            contents.
    """
    with noted_reading(register, Permission.EDIT_CARE) as reading:
        connection = reading.connection
        found = shares.of_patient(connection, patient_id)
        if not found and not ledger.get_many(connection, [patient_id]):
            patients.get(connection, patient_id)
        reading.opens(patient_id)
        return list(lines_of(connection, found))


def lines_of(connection: Connection, found: Sequence[ShareStanding]) -> Iterator[SharedLine]:
    """A line for each recipient of some shares. The title of a document that was moved to another
    patient since is that one's, and told of nobody else."""
    ids = sorted({each.document_id for one in found for each in one.share.documents})
    documents = rows.get_many(connection, DOCUMENT, ids).items()
    for standing in found:
        whose = standing.share.patient_id
        titles = {number: each.title for number, each in documents if each.patient_id == whose}
        for position in range(len(standing.share.recipients)):
            yield SharedLine(standing, position, titles)


def lines_of_share(register: Register, standing: ShareStanding) -> list[SharedLine]:
    """The lines of one share."""
    with register.reading(Permission.EDIT_CARE) as connection:
        return list(lines_of(connection, [standing]))


def line_document(line: SharedLine) -> dict[str, Any]:
    """A line as scripts read it. Without an outcome it was cut short: whether it left is not
    known."""
    share = line.standing.share
    recipient = share.recipients[line.position]
    noted = line.standing.outcomes.get(line.position)
    is_contact = recipient.kind == "contact"
    is_patient = recipient.kind == "other_patient"
    told = {
        "share": share.id,
        "shared_at": plain_value(share.shared_at),
        "shared_by": share.shared_by,
        "what": share.kind,
        "documents": [
            {"id": each.document_id, "title": line.titles.get(each.document_id)}
            for each in share.documents
        ],
        "recipient": recipient.kind,
        "name": recipient.name,
        "relation_id": recipient.relation_id,
        "contact_id": recipient.other_id if is_contact else None,
        "patient_id": recipient.other_id if is_patient else None,
        "way": recipient.way,
        "address": recipient.address,
        "sealing": recipient.sealing,
        "outcome": (noted.outcome if noted else Outcome.INTENDED).value,
        "outcome_at": plain_value(noted.noted_at) if noted else None,
        "code": noted.code if noted else None,
        "words": noted.words if noted else None,
        "override": share.override,
        "resends": share.resends,
    }
    return {key: told[key] for key in SHARE_KEYS}
