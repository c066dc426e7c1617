"""Check lists: what is ready, and what to do next about what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, text

if TYPE_CHECKING:
    from collections.abc import Iterable


class Check(NamedTuple):
    """One line: whether it is fine, what it is about, and more about it."""

    is_fine: bool
    what: str
    detail: str


def write_checks(checks: Iterable[Check]) -> None:
    """Write a check list, a line for each check."""
    draw(
        console(),
        (TableColumn("", whole=True), TableColumn("", whole=True), TableColumn("")),
        (
            (
                text("✓", "green") if check.is_fine else text("✗", "yellow"),
                text(check.what, "bold"),
                text(check.detail),
            )
            for check in checks
        ),
    )
