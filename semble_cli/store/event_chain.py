"""What chains the events of the journal: digests, links, and the form of what goes into them.

An event's `digest` is SHA-256 over its salt and content; its `chain` is SHA-256 over the chain of
the event before, the event's own plain columns, and the digest.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import NamedTuple

GENESIS = "0" * 64
"""The chain before the first event."""

ERASED = "erased"
"""The key, in a content, of the sequences whose contents the event erased."""

MEDICAL = "medical"
"""The key, in a content, of the salted digest of what the event tells of medical contents."""

ERASED_MEDICAL = "erased_medical"
"""The key, in a content, of the sequences whose medical contents the event erased."""

TAKEN = "records"
"""The key, in the content of a deletion, of how many records of each kind went with the patient."""

RECORD = "record"
"""The key, in a content, of what was done to a record around the patients: its kind, its id, and
what `CREATED`, `CHANGES` or `REMOVED` say; of a medical kind, the medical content says that."""

CREATED, CHANGES, REMOVED = "created", "changes", "removed"
"""The keys of what was done: the fields of what was made, what each changed from and to, and the
fields of what was removed."""

INVOICE = "invoice"
"""The key, in a content, of the invoice that was issued or paid: its id and number; of one that was
issued also its total, and the digest of all that is frozen on it."""

PAYMENT = "payment"
"""The key, in a content, of the payment on an invoice that was noted."""

SHARE = "share"
"""The key, in a content, of what was shared, or of what became of it: its number, what of it is
plain, and the digest of all that is frozen."""

COLUMNS = "seq, at, actor, action, patient_id, batch, undoes, salt, content, digest, chain"
"""The columns of an event."""


class Head(NamedTuple):
    """The last event's sequence and chain; noting them down elsewhere guards against a rewrite."""

    seq: int
    chain: str


def digest_of(salt: str, text: str) -> str:
    """The digest of a content."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link_of(before: str, plain: tuple[object, ...], digest: str) -> str:
    """The chain of an event, from that of the one *before* and its own columns up to `undoes`."""
    return hashlib.sha256(json.dumps([before, *plain, digest]).encode()).hexdigest()


def stamp(moment: datetime) -> str:
    """A time as the chain has it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """The time of an event, as either database gives it."""
    return datetime.fromisoformat(text)


def erased_by(text: str) -> list[int]:
    """The sequences that an event, by its content, says were erased."""
    if f'"{ERASED}"' not in text:
        return []
    erased: list[int] = json.loads(text).get(ERASED, [])
    return erased
