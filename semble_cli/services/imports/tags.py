"""The tags that the rows of a file name: known ones, and those to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.patient.tags import tag_key, tag_name
from semble_cli.store.tags import all_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.store.database.connection import Connection

INCOMPLETE = "Identité incomplète"
"""The tag of a patient whose sex or birth place was stored as unknown."""


class Tags:
    """The tags of the register as a file begins to be read; *create* lets it name others."""

    def __init__(self, connection: Connection, *, create: bool) -> None:
        self._known = {tag_key(tag.name): tag.name for tag in all_tags(connection)}
        self._create = create
        self._named: dict[str, None] = {}

    def named(self, names: Iterable[str]) -> tuple[str, ...]:
        """The tags of these names, once each, as the register writes them.

        Raises:
            InvalidInput: there is no such tag, or it cannot be added.
        """
        found = tuple(dict.fromkeys(map(self._one, names)))
        self._named.update(dict.fromkeys(found))
        return found

    def take_named(self) -> list[str]:
        """The tags that were named since this was asked last."""
        taken = list(self._named)
        self._named.clear()
        return taken

    def _one(self, name: str) -> str:
        key = tag_key(name)
        if key not in self._known:
            if not self._create and name != INCOMPLETE:
                raise InvalidInput(
                    "tags", "there is no such tag. Add it first, or repeat with --create-tags."
                )
            self._known[key] = tag_name(name)
        return self._known[key]
