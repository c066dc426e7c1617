"""The keys by which contacts, keywords and practitioners are found, against the names that they are
made of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence, field_id
from semble_cli.patient.around.kinds import CONTACT, PRACTITIONER, SECTION_KEYWORD
from semble_cli.store.record.keys import keys_of
from semble_cli.store.soundness.windows import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.around.kinds import RecordKind
    from semble_cli.store.database.connection import Connection

_COLUMNS = ((CONTACT, "search_key"), (SECTION_KEYWORD, "key"), (PRACTITIONER, "search_key"))


def wrong_record_keys(connection: Connection) -> Iterator[Sentence]:
    """The contacts, keywords and practitioners that would not be found."""
    for kind, _, record_id, _ in _misnamed(connection):
        yield Sentence(
            "{kind} {id}: its search key is not that of its name. semble store upgrade makes it"
            " anew.",
            kind=Sentence(field_id(kind.name)),
            id=record_id,
        )


def make_record_keys_anew(connection: Connection) -> None:
    """Write the keys that are wrong anew."""
    for kind, column, record_id, key in list(_misnamed(connection)):
        connection.run(f"UPDATE {kind.name} SET {column} = ? WHERE id = ?", (key, record_id))


def _misnamed(connection: Connection) -> Iterator[tuple[RecordKind, str, int, str]]:
    """The records whose key is wrong: kind, column and id, and what the key should be. Of one whose
    names cannot be read, another finding tells."""
    for kind, column in _COLUMNS:
        for record_id, key, *values in connection.stream(
            f"SELECT id, {column}, {', '.join(kind.columns)} FROM {kind.name} ORDER BY id"
        ):
            record = kind.make(**dict(zip(kind.columns, values, strict=True)))
            with suppress(*UNREADABLE):
                right = keys_of(kind, record)[column]
                if right != key:
                    yield kind, column, record_id, right
