"""The bytes of documents: each content once, in chunks of 1 MiB."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def erase_unused(connection: Connection) -> None:
    """Erase the contents that no document refers to."""
    if connection.guarded:
        connection.row("SELECT semble.erase_unused_contents()")
    else:
        connection.run(
            "DELETE FROM document_content WHERE NOT EXISTS"
            " (SELECT 1 FROM document WHERE document.sha256 = document_content.sha256)"
        )
