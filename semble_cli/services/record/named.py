"""What the contacts are called that commands were about, who stand in no patient's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.around.contact import Contact
from semble_cli.patient.around.kinds import CONTACT, from_plain
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.services.record.record_change import RecordChange
    from semble_cli.store.database.connection import Connection


def with_names(connection: Connection, records: Iterable[RecordChange]) -> tuple[RecordChange, ...]:
    """Records that a command changed, contacts with their names: as they are called now, and those
    who are gone as the command had them. Nothing where neither is known."""
    return tuple(
        record._replace(called=_name(connection, record)) if record.kind is CONTACT else record
        for record in records
    )


def _name(connection: Connection, record: RecordChange) -> str | None:
    for contact in rows.select(connection, CONTACT, "id = ?", (record.id,)):
        return str(contact.full_name)
    kept = record.created or record.removed
    return Contact(**from_plain(CONTACT, kept)).full_name if kept else None
