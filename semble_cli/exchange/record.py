"""Rows of a file as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from semble_cli.errors import InvalidInput


class Record(NamedTuple):
    """One row of a file as it came: the line it begins on, its cells or its document, and why it
    cannot be read at all."""

    number: int
    raw: Any
    problem: InvalidInput | None = None
