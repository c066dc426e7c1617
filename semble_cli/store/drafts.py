"""Drafts: what somebody began to type of a new patient. They are no patients, and no event tells of
them: each is its author's alone, and goes when it is used, or after a day.

On Postgres nobody is granted the table: functions give and take what is the caller's own.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.store.database.connection import Connection

KEPT_FOR = timedelta(days=1)
"""How long a draft is kept that nobody goes on with."""


class Draft(NamedTuple):
    """A draft: its id, when it was made, and what was typed, by the names of the questions."""

    id: int
    made_at: datetime
    content: dict[str, Any]


def keep(
    connection: Connection,
    author: str,
    at: datetime,
    content: Mapping[str, Any],
    replaced: int | None = None,
) -> int:
    """Keep what was typed, in place of the author's draft *replaced*; the new draft's id."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    made_at = plain_value(at)
    if connection.guarded:
        given = (replaced, made_at, text)
        return int(connection.value("SELECT semble.keep_draft(?, ?, ?)", given))
    if replaced is not None:
        remove(connection, author, replaced)
    return connection.insert_new("draft", {"author": author, "made_at": made_at, "content": text})


def of_author(connection: Connection, author: str, at: datetime) -> list[Draft]:
    """The drafts of an author that may still be used at *at*, newest first."""
    since = plain_value(at - KEPT_FOR)
    if connection.guarded:
        rows = connection.rows(
            "SELECT id, made_at, content FROM semble.drafts() WHERE made_at >= ?"
            " ORDER BY made_at DESC, id DESC",
            (since,),
        )
    else:
        rows = connection.rows(
            "SELECT id, made_at, content FROM draft WHERE author = ? AND made_at >= ?"
            " ORDER BY made_at DESC, id DESC",
            (author, since),
        )
    with connection.decoding():
        return [_draft(*row) for row in rows]


def remove(connection: Connection, author: str, draft_id: int) -> None:
    """Remove a draft of an author, if it is still there."""
    if connection.guarded:
        connection.row("SELECT semble.remove_draft(?)", (draft_id,))
    else:
        connection.run("DELETE FROM draft WHERE id = ? AND author = ?", (draft_id, author))


def remove_old(connection: Connection, at: datetime) -> None:
    """Remove the drafts of everybody that nobody went on with for a day."""
    if connection.guarded:
        connection.row("SELECT semble.remove_old_drafts(?)", (plain_value(at),))
    else:
        connection.run("DELETE FROM draft WHERE made_at < ?", (plain_value(at - KEPT_FOR),))


def wrong(connection: Connection) -> list[int]:
    """The ids of the drafts of everybody that cannot be read, or whose author is no user."""
    if connection.guarded:
        return [draft_id for (draft_id,) in connection.rows("SELECT semble.wrong_drafts()")]
    rows = connection.rows(
        "SELECT id, made_at, content, author IN (SELECT login FROM app_user) FROM draft ORDER BY id"
    )
    return [row[0] for row in rows if not (row[-1] and _can_be_read(*row[:-1]))]


def remove_wrong(connection: Connection) -> None:
    """Remove the drafts that `wrong` finds."""
    if connection.guarded:
        connection.row("SELECT semble.remove_wrong_drafts()")
        return
    for draft_id in wrong(connection):
        connection.run("DELETE FROM draft WHERE id = ?", (draft_id,))


def _can_be_read(draft_id: int, made_at: str, content: str) -> bool:
    try:
        return _draft(draft_id, made_at, content).made_at.tzinfo is not None
    except (ValueError, TypeError):
        return False


def _draft(draft_id: int, made_at: str, content: str) -> Draft:
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError
    return Draft(draft_id, datetime.fromisoformat(made_at), found)
