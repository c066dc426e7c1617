"""What the journal tells of medical contents: beside the events, for clinicians alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from semble_cli.store.database.chunks import chunks, placeholders
from semble_cli.store.event_chain import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.store.database.connection import Connection


def insert(connection: Connection, seq: int, salt: str, text: str) -> None:
    """Keep what an event of this transaction tells; its own content holds the digest."""
    if connection.guarded:
        connection.row("SELECT semble.keep_medical(?, ?, ?)", (seq, salt, text))
    else:
        connection.insert("medical_content", {"seq": seq, "salt": salt, "content": text})


def read(connection: Connection, digests: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    """What some events tell, by sequence; nothing for who may not read medical contents. Those that
    were erased are left out.

    Args:
        digests: of each event, what its content says.

    Raises:
        ValueError: one is not what was written.
    """
    if not connection.reads_care:
        return {}
    found = {}
    for some in chunks(list(digests)):
        for seq, salt, text in connection.rows(
            f"SELECT seq, salt, content FROM medical_content WHERE seq IN ({placeholders(some)})",
            some,
        ):
            if digest_of(salt, text) != digests[seq]:
                raise ValueError(seq)
            found[seq] = json.loads(text)
    return found


def erase(connection: Connection, patient_id: int) -> None:
    """Erase what the events of a patient tell; on Postgres, `semble.erase_events` does."""
    connection.run(
        "DELETE FROM medical_content WHERE seq IN (SELECT seq FROM event WHERE patient_id = ?)",
        (patient_id,),
    )
