"""Bars that show how far a long command has come, where a person is there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.commands.ui.context import Context


class ShownProgress(NamedTuple):
    """A bar: told how much there is to do, and each time how much more of it is done."""

    begins: Callable[[int], None]
    goes_on: Callable[[int], None]


@contextmanager
def bar(context: Context, text: str) -> Iterator[ShownProgress]:
    """A bar with a text before it; on no terminal, nothing."""
    if not context.may_ask:
        yield ShownProgress(lambda _: None, lambda _: None)
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from semble_cli.commands.ui.tables import messages_console

    drawn = Progress(
        *(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()),
        console=messages_console(),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with drawn:
        task = drawn.add_task(text, total=None)
        yield ShownProgress(
            lambda total: drawn.update(task, total=total),
            lambda more: drawn.advance(task, more),
        )
