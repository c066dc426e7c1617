"""The ledger of what was shared, with whom, and what became of it: only added to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from semble_cli.errors import NoSuchRecord
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.sharing.delivery import Outcome
from semble_cli.patient.sharing.share import (
    NotedOutcome,
    Share,
    SharedDocument,
    ShareRecipient,
    ShareStanding,
)
from semble_cli.store.database.chunks import chunks, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from semble_cli.store.database.connection import Connection

_ITSELF = ("patient_id", "kind", "shared_at", "shared_by", "override", "resends")
_TABLES = ("share_outcome", "share_recipient", "share_document")
_AT_ONCE = 500


def insert(connection: Connection, share: Share) -> Share:
    """Write a share with its documents and recipients; the share with its id."""
    row = {name: plain_value(getattr(share, name)) for name in _ITSELF}
    written = share._replace(id=connection.insert_new("share", row))
    for position, document in enumerate(share.documents):
        place = {"share_id": written.id, "position": position}
        connection.insert("share_document", place | document._asdict())
    for position, recipient in enumerate(share.recipients):
        place = {"share_id": written.id, "position": position}
        connection.insert("share_recipient", place | recipient._asdict())
    return written


def insert_outcome(connection: Connection, noted: NotedOutcome) -> None:
    """Write what became of the message to a recipient."""
    row = {name: plain_value(value) for name, value in noted._asdict().items()}
    connection.insert("share_outcome", row)


def get(connection: Connection, share_id: int) -> ShareStanding:
    """A share of this number, as it stands.

    Raises:
        NoSuchRecord: there is none.
    """
    found = select(connection, "id = ?", (share_id,))
    if not found:
        raise NoSuchRecord("There is no share {id}. See semble document shares.", id=share_id)
    return found[0]


def of_patient(connection: Connection, patient_id: int) -> list[ShareStanding]:
    """What was shared of a patient, the first first; of one who is gone, too."""
    return select(connection, "patient_id = ?", (patient_id,))


def with_contents(
    connection: Connection, patient_id: int, digests: Sequence[str]
) -> list[ShareStanding]:
    """What was shared of a patient and held one of some contents."""
    found: dict[int | None, ShareStanding] = {}
    for some in chunks(list(digests)):
        where = (
            "patient_id = ? AND EXISTS (SELECT 1 FROM share_document WHERE share_id = share.id"
            f" AND sha256 IN ({placeholders(some)}))"
        )
        found |= {each.share.id: each for each in select(connection, where, (patient_id, *some))}
    return list(found.values())


def in_order(connection: Connection, after: int = 0) -> Iterator[list[ShareStanding]]:
    """All the shares, some at a time."""
    while found := select(connection, "id > ?", (after,), f" LIMIT {_AT_ONCE}"):
        yield found
        after = found[-1].share.id or 0


def select(
    connection: Connection, where: str, values: Sequence[object] = (), more: str = ""
) -> list[ShareStanding]:
    """The shares for which a condition holds, in the order in which they were made."""
    rows = connection.rows(
        f"SELECT id, {', '.join(_ITSELF)} FROM share WHERE {where} ORDER BY id{more}", values
    )
    ids = [row[0] for row in rows]
    documents = _several(connection, "share_document", SharedDocument._fields, ids)
    recipients = _several(connection, "share_recipient", ShareRecipient._fields, ids)
    outcomes = _outcomes(connection, ids)
    with connection.decoding():
        return [
            ShareStanding(
                Share(
                    patient_id,
                    kind,
                    datetime.fromisoformat(shared_at),
                    shared_by,
                    tuple(SharedDocument(*each) for each in documents.get(number, ())),
                    tuple(ShareRecipient(*each) for each in recipients.get(number, ())),
                    override,
                    resends,
                    number,
                ),
                outcomes.get(number, {}),
            )
            for number, patient_id, kind, shared_at, shared_by, override, resends in rows
        ]


def _several(
    connection: Connection, table: str, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for some in chunks(ids):
        for share_id, *values in connection.rows(
            f"SELECT share_id, {', '.join(columns)} FROM {table}"
            f" WHERE share_id IN ({placeholders(some)}) ORDER BY share_id, position",
            some,
        ):
            found.setdefault(share_id, []).append(values)
    return found


def _outcomes(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, NotedOutcome]]:
    found: dict[int, dict[int, NotedOutcome]] = {}
    names = ", ".join(NotedOutcome._fields[1:])
    for some in chunks(ids):
        rows = connection.rows(
            f"SELECT share_id, {names} FROM share_outcome"
            f" WHERE share_id IN ({placeholders(some)}) ORDER BY share_id, position",
            some,
        )
        with connection.decoding():
            for share_id, position, outcome, code, words, at in rows:
                noted = NotedOutcome(
                    share_id, position, Outcome(outcome), code, words, datetime.fromisoformat(at)
                )
                found.setdefault(share_id, {})[position] = noted
    return found


def forget(connection: Connection, patient_ids: Sequence[int]) -> None:
    """Erase what was shared of patients whom the ledger of former patients forgot."""
    for some in chunks(patient_ids):
        whose = f"SELECT id FROM share WHERE patient_id IN ({placeholders(some)})"
        for table in _TABLES:
            connection.run(f"DELETE FROM {table} WHERE share_id IN ({whose})", some)
        connection.run(
            f"DELETE FROM share WHERE patient_id IN ({placeholders(some)})",
            some,
        )
