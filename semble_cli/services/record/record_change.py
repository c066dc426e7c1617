"""What an event of the journal did to a record around the patients, as it is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.around.kinds import KINDS
from semble_cli.store.event_chain import CHANGES, CREATED, RECORD, REMOVED

if TYPE_CHECKING:
    from semble_cli.patient.around.kinds import RecordKind
    from semble_cli.services.changes import Changes
    from semble_cli.store.journal import Event


class RecordChange(NamedTuple):
    """What an event did to a record: made it (`created`, its fields), changed it (`changes`), or
    removed it (`removed`, the fields it had); all are empty where who reads may not see it."""

    kind: RecordKind
    id: int
    created: dict[str, Any]
    changes: Changes
    removed: dict[str, Any]
    called: str | None = None
    """What a contact is called, where it is looked up."""

    @property
    def key(self) -> dict[str, Any]:
        """Which record it is, for scripts."""
        return {"kind": self.kind.name, "id": self.id}

    @property
    def by_field(self) -> Changes:
        """Field by field, what was before and after."""
        return (
            {name: [None, value] for name, value in self.created.items()}
            | self.changes
            | {name: [value, None] for name, value in self.removed.items()}
        )


def change_in(event: Event) -> RecordChange | None:
    """What an event did to a record around the patients; `None` if it is about none."""
    told = (event.content or {}).get(RECORD)
    if told is None:
        return None
    done = event.medical or told
    return RecordChange(
        KINDS[told["kind"]],
        told["id"],
        done.get(CREATED, {}),
        done.get(CHANGES, {}),
        done.get(REMOVED, {}),
    )
