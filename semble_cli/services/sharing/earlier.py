"""What was shared of the same before, and may have arrived at the same recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.internet.emails import address_key
from semble_cli.patient.sharing.delivery import MAY_HAVE_ARRIVED, Outcome
from semble_cli.patient.sharing.ways import RecipientKind, ShareKind
from semble_cli.store import shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.record import Patient
    from semble_cli.patient.sharing.share import ShareRecipient, ShareStanding
    from semble_cli.store.database.connection import Connection


class Before(NamedTuple):
    """An earlier share of the same to the same recipient, which may have arrived: to whom and by
    which way, and which documents it held, where it held not all that are to be shared."""

    share_id: int
    at: datetime
    outcome: Outcome
    told: ShareRecipient
    part: tuple[int, ...] = ()


def earlier_shares(
    connection: Connection,
    patient: Patient,
    kind: ShareKind,
    documents: Sequence[StoredDocument],
) -> list[ShareStanding]:
    """What was shared of the same: of an export, also any export before, for each has other
    bytes."""
    digests = [each.sha256 for each in documents]
    found = shares.with_contents(connection, patient.id or 0, digests)
    if kind is ShareKind.EXPORT:
        of_patient = shares.of_patient(connection, patient.id or 0)
        known = {each.share.id for each in found}
        found += [
            each
            for each in of_patient
            if each.share.kind == ShareKind.EXPORT and each.share.id not in known
        ]
    return sorted(found, key=lambda each: each.share.id or 0)


def arrived_before(
    earlier: Sequence[ShareStanding], told: ShareRecipient, held: Mapping[str, int]
) -> list[Before]:
    """The earlier shares that may have arrived at a recipient; *held* are the numbers of the
    documents by their contents."""
    found = []
    for standing in earlier:
        share = standing.share
        same = {each.sha256 for each in share.documents} & held.keys()
        part = tuple(sorted(held[each] for each in same)) if len(same) < len(held) else ()
        for position, each in enumerate(share.recipients):
            noted = standing.outcomes.get(position)
            outcome = noted.outcome if noted else Outcome.INTENDED
            if outcome in MAY_HAVE_ARRIVED and is_same_recipient(each, told):
                found.append(Before(share.id or 0, share.shared_at, outcome, each, part))
    return found


def is_same_recipient(one: ShareRecipient, other: ShareRecipient) -> bool:
    """Whether two recipients of one patient's shares are one, by whatever way: the same person, of
    whom the contact may have gone into another meanwhile, or the same address."""
    if one.kind == other.kind == RecipientKind.PATIENT:
        return True
    if one.relation_id is not None and one.relation_id == other.relation_id:
        return True
    if one.other_id is not None and (one.kind, one.other_id) == (other.kind, other.other_id):
        return True
    return address_key(one.address) == address_key(other.address)
