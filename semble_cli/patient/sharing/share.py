"""What was shared with whom: documents, recipients, and what became of each message."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.sharing.delivery import Outcome


class SharedDocument(NamedTuple):
    """A document that was shared, and the digest of its bytes at that time. Its title stands with
    the document: the ledger of shares holds no medical content."""

    document_id: int
    sha256: str


class ShareRecipient(NamedTuple):
    """For whom something is: `other_id` is the contact or the other patient, to whom the patient
    has the relation `relation_id`. A patient's MSSanté address is an identifier: `address` bears it
    masked."""

    kind: str
    way: str
    address: str
    name: str | None = None
    relation_id: int | None = None
    other_id: int | None = None
    sealing: str | None = None


class Share(NamedTuple):
    """Something that was shared. `override` is why a clinician shared it against the patient's
    answer; `resends` is the share that it repeats."""

    patient_id: int
    kind: str
    shared_at: datetime
    shared_by: str
    documents: tuple[SharedDocument, ...]
    recipients: tuple[ShareRecipient, ...]
    override: str | None = None
    resends: int | None = None
    id: int | None = None


class NotedOutcome(NamedTuple):
    """What became of the message to one recipient of a share, and when that was noted."""

    share_id: int
    position: int
    outcome: Outcome
    code: int | None
    words: str
    noted_at: datetime


class ShareStanding(NamedTuple):
    """A share, and by the places of its recipients what became of the messages: none is noted of
    one whose sending was cut short."""

    share: Share
    outcomes: dict[int, NotedOutcome]


def digest_of_share(share: Share) -> str:
    """What the journal holds against the ledger: a digest of all that is frozen of a share."""
    frozen = share._asdict() | {
        "documents": [list(each) for each in share.documents],
        "recipients": [list(each) for each in share.recipients],
        "shared_at": plain_value(share.shared_at),
    }
    return _digest(frozen)


def digest_of_outcome(noted: NotedOutcome) -> str:
    """The same of an outcome."""
    return _digest(noted._asdict() | {"noted_at": plain_value(noted.noted_at)})


def _digest(frozen: dict[str, object]) -> str:
    text = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
