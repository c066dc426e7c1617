"""Which messages were read: the journal tells, in the transaction that wrote what they told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.actions import Action
from semble_cli.store import journal

if TYPE_CHECKING:
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection

DIGEST = "message"
"""The key, in the content of an event, of the digest of what was read."""


class Memory:
    """The digests of what any feed has read, as far as the journal was looked through."""

    def __init__(self) -> None:
        self._digests: set[str] = set()
        self._through = 0

    def knows(self, connection: Connection, digest: str) -> bool:
        """Whether a message was read. Within a transaction that writes, nobody else reads it
        meanwhile."""
        for event in journal.messages_after(connection, self._through):
            self._through = event.seq
            if event.content:
                self._digests.add(event.content[DIGEST])
        return digest in self._digests

    def note(self, work: UnitOfWork, digest: str, outcome: str) -> None:
        """Note in the journal that a message was read, and what became of it."""
        work.journal.append(Action.FEED_MESSAGE, None, {DIGEST: digest, "outcome": outcome})
