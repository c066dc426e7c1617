"""The ledger of what was shared against the journal: what was noted is what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.sharing.share import digest_of_outcome, digest_of_share
from semble_cli.store import shares
from semble_cli.store.database.errors import StoreDamaged
from semble_cli.store.event_chain import SHARE
from semble_cli.store.soundness.windows import UNREADABLE, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.sharing.share import ShareStanding
    from semble_cli.store.database.connection import Connection

_AT_ONCE = 500


def wrong_shares(connection: Connection) -> Iterator[Sentence]:
    """What is wrong with the ledger, a sentence for each; nothing for who may not read it."""
    if not connection.reads_care:
        return
    try:
        noted = _Noted(connection)
        for some in shares.in_order(connection):
            for standing in some:
                yield from noted.wrong_with(standing)
        yield from noted.lost()
    except (StoreDamaged, *UNREADABLE):
        yield Sentence("shares: what stands in their ledger cannot be read. Put back a backup.")


class _Told(NamedTuple):
    """What an event tells of a share: whose it is, the event, and the digest."""

    patient_id: int
    seq: int
    digest: str


class _Noted:
    """What the journal tells of shares and of their outcomes, and of whom it was told to forget."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shares: dict[int, _Told] = {}
        self._outcomes: dict[tuple[int, int], str] = {}
        self._forgotten: dict[int, int] = {}
        for seq, action, patient_id, content in _events(connection):
            if action == Action.LEDGER_PURGE:
                # One of before the ledger of shares names nobody.
                self._forgotten |= dict.fromkeys(content.get("ids", ()), seq)
                continue
            told = content[SHARE]
            if action == Action.DOCUMENT_SHARE:
                self._shares[told["id"]] = _Told(patient_id, seq, told["digest"])
            else:
                self._outcomes[told["id"], told["recipient"]] = told["digest"]

    def wrong_with(self, standing: ShareStanding) -> Iterator[Sentence]:
        """What is wrong with one share."""
        share_id = standing.share.id or 0
        told = self._shares.pop(share_id, None)
        if told is None:
            yield _fault(share_id, Sentence("no event noted it"))
        elif told.digest != digest_of_share(standing.share):
            yield _fault(share_id, Sentence("it is not as it was noted"))
        for position, noted in standing.outcomes.items():
            digest = self._outcomes.pop((share_id, position), None)
            if digest != digest_of_outcome(noted):
                yield _fault(share_id, Sentence("what became of it is not as it was noted"))
        for key in [key for key in self._outcomes if key[0] == share_id]:
            del self._outcomes[key]
            yield _fault(share_id, Sentence("what became of it is gone"))

    def lost(self) -> Iterator[Sentence]:
        """Those that are gone from the ledger, though somebody still knows the patient."""
        for share_id, told in sorted(self._shares.items()):
            is_forgotten = self._forgotten.get(told.patient_id, 0) > told.seq
            if not is_forgotten and self._is_known(told.patient_id):
                yield Sentence(
                    "share {id}: is gone from the ledger. Put back a backup.", id=share_id
                )

    def _is_known(self, patient_id: int) -> bool:
        found = self._connection.row(
            "SELECT id FROM patient WHERE id = ? UNION SELECT id FROM former_patient WHERE id = ?",
            (patient_id, patient_id),
        )
        return found is not None


def _events(connection: Connection) -> Iterator[tuple[int, str, int, dict[str, Any]]]:
    actions = (Action.DOCUMENT_SHARE, Action.SHARE_OUTCOME, Action.LEDGER_PURGE)
    last = 0
    while rows := connection.rows(
        "SELECT seq, action, patient_id, content FROM event WHERE seq > ? AND action IN (?, ?, ?)"
        f" AND content IS NOT NULL ORDER BY seq LIMIT {_AT_ONCE}",
        (last, *(each.value for each in actions)),
    ):
        for seq, action, patient_id, text in rows:
            yield seq, action, patient_id or 0, content_of(text) or {}
        last = rows[-1][0]


def _fault(share_id: int, fault: Sentence) -> Sentence:
    return Sentence("share {id}: {fault}. Put back a backup.", id=share_id, fault=fault)
