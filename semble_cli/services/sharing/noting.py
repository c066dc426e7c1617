"""What is shared, noted: the intent before anything leaves, and what became of it, for each
recipient, at once. Each is a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.sharing.share import (
    NotedOutcome,
    Share,
    SharedDocument,
    digest_of_outcome,
    digest_of_share,
)
from semble_cli.services.access import Permission
from semble_cli.services.sharing.preparing import refuse_changed
from semble_cli.store import shares
from semble_cli.store.event_chain import SHARE

if TYPE_CHECKING:
    from semble_cli.patient.sharing.delivery import Delivery
    from semble_cli.services.practice.settings import Own
    from semble_cli.services.register import Register
    from semble_cli.services.sharing.preparing import PreparedShare

OVERRIDE = "override"
"""The key, in a content, of why something was shared against the patient's answer."""


def note_intent(register: Register, prepared: PreparedShare, own: Own) -> Share:
    """Note that something is about to be shared, if it is as it was when it was asked about; the
    share with its number.

    Raises:
        As `preparing.refuse_changed` and `Register.writing`.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        refuse_changed(work.connection, prepared, own, register.today)
        share = shares.insert(
            work.connection,
            Share(
                prepared.patient.id or 0,
                prepared.kind.value,
                work.at,
                work.actor,
                tuple(SharedDocument(each.id or 0, each.sha256) for each in prepared.documents),
                tuple(each.recipient.told for each in prepared.recipients),
                prepared.asked.override,
                prepared.asked.resends,
            ),
        )
        content: dict[str, Any] = {SHARE: told_of_share(share)}
        if share.override is not None:
            content[OVERRIDE] = share.override
        work.journal.append(Action.DOCUMENT_SHARE, share.patient_id, content)
        return share


def note_outcome(register: Register, share: Share, position: int, delivery: Delivery) -> None:
    """Note what became of the message to a recipient.

    Raises:
        As `Register.writing`.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        if work.actor != share.shared_by:
            raise Refused("What became of a share is noted by who shared it.")
        noted = NotedOutcome(
            share.id or 0, position, delivery.outcome, delivery.code, delivery.words, work.at
        )
        shares.insert_outcome(work.connection, noted)
        content = {SHARE: told_of_outcome(noted)}
        work.journal.append(Action.SHARE_OUTCOME, share.patient_id, content)


def told_of_share(share: Share) -> dict[str, Any]:
    """What an event tells of a share: numbers and ways, never an address, a name or a title."""
    return {
        "id": share.id,
        "documents": [each.document_id for each in share.documents],
        "to": [{"kind": each.kind, "way": each.way} for each in share.recipients],
        "digest": digest_of_share(share),
    }


def told_of_outcome(noted: NotedOutcome) -> dict[str, Any]:
    """What an event tells of an outcome."""
    return {
        "id": noted.share_id,
        "recipient": noted.position,
        "outcome": noted.outcome.value,
        "digest": digest_of_outcome(noted),
    }
