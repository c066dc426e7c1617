"""Cells that are no text in the encoding of their file, or that had lost some of it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def is_unreadable(cells: Sequence[str]) -> bool:
    """Whether some cells of a row hold what is no text, or was lost."""
    return next(unreadable_places(cells), None) is not None


def unreadable_places(cells: Sequence[str]) -> Iterator[int]:
    """The places of these cells."""
    for place, cell in enumerate(cells):
        if not cell.isascii() and (LOST in cell or _has_bytes(cell)):
            yield place


def first_unreadable(cells: Sequence[str], names: Sequence[str] = ()) -> InvalidInput | None:
    """Why a row is not taken as a whole, where it has such a cell; its columns have these names."""
    for place in unreadable_places(cells):
        named = names[place] if place < len(names) else ""
        return unreadable("file", named or f"#{place + 1}", cells[place])
    return None


def unreadable(field: str, column: str, cell: str) -> InvalidInput:
    """Why such a cell is not taken; its column is called by its name."""
    if _has_bytes(cell):
        return InvalidInput(
            field,
            "the column {column} holds bytes that are no text in the encoding of the file; write it"
            " again.",
            column=column,
        )
    return InvalidInput(
        field,
        "the column {column} has lost a character, shown as {lost}: the file was damaged before."
        " Write it again.",
        column=column,
        lost=LOST,
    )


def _has_bytes(cell: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in cell)
