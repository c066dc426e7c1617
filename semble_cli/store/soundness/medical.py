"""Whether what the journal tells of medical contents is what was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.event_chain import ERASED_MEDICAL, MEDICAL, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection


def find_medical_breaks(connection: Connection) -> Iterator[Sentence]:
    """What is wrong with the medical contents of events: changed, gone, or of no event. Nothing for
    who may not read them."""
    if not connection.reads_care:
        return
    gone: set[int] = set()
    with connection.decoding():
        for seq, text, salt, told in connection.stream(
            "SELECT event.seq, event.content, held.salt, held.content FROM event"
            " LEFT JOIN medical_content AS held ON held.seq = event.seq"
            " WHERE event.content LIKE ? OR event.content LIKE ? OR held.seq IS NOT NULL"
            " ORDER BY event.seq",
            (f'%"{MEDICAL}"%', f'%"{ERASED_MEDICAL}"%'),
        ):
            content = json.loads(text or "{}")
            digest = content.get(MEDICAL)
            gone.difference_update(content.get(ERASED_MEDICAL, ()))
            if digest is not None and told is None:
                gone.add(seq)
            elif told is not None and digest != digest_of(salt, told):
                yield Sentence("journal: the medical content of event {seq} was changed.", seq=seq)
    for seq in sorted(gone):
        yield Sentence(
            "journal: the medical content of event {seq} is gone, and no event says who erased it.",
            seq=seq,
        )
