"""What the root command prepares for every other: settings, desk and terminal. It opens nothing."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from semble_cli.settings import default_store

if TYPE_CHECKING:
    import typer

    from semble_cli.services.desk import Desk


def now() -> datetime:
    """The local time, with its zone."""
    return datetime.now().astimezone()


class State(NamedTuple):
    """The settings in force for one command."""

    store: str | None
    no_input: bool

    @property
    def desk(self) -> Desk:
        """Where the command works: the store that is named, or the user's own."""
        from semble_cli.services.desk import desk_at

        return desk_at(self.store or default_store(), now)

    @property
    def may_ask(self) -> bool:
        """Whether a person is there to answer, on a terminal, and questions are wanted."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()


def state_of(ctx: typer.Context) -> State:
    """The state that the root command prepared."""
    return cast(State, ctx.find_root().obj)
