"""Drafts: what was typed of a new patient survives an interrupt, in the register alone."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from semble_cli.services.access import Permission
from semble_cli.store import drafts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.services.register import Register
    from semble_cli.store.drafts import Draft


def keep_draft(register: Register, typed: Mapping[str, Any], replaced: int | None = None) -> int:
    """Keep what who works here typed, in place of the draft *replaced* of theirs; its id.

    Raises:
        Refused: who works here may not add patients.
        StoreError: the register cannot be written to.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        return drafts.keep(work.connection, work.actor, work.at, typed, replaced)


def own_drafts(register: Register) -> list[Draft]:
    """The drafts of who works here that are younger than a day, newest first.

    Raises:
        Refused: who works here may not add patients.
    """
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        at = register.clock().astimezone(UTC)
        return drafts.of_author(connection, connection.login(), at)


def drop_draft(register: Register, draft_id: int) -> None:
    """Remove a draft of who works here, if it is still there."""
    with register.writing(Permission.EDIT_PATIENTS) as work:
        drafts.remove(work.connection, work.actor, draft_id)
