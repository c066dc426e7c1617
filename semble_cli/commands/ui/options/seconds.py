"""Seconds on the command line: for how long something is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern
from semble_cli.settings.kinds import seconds

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = 86_400
"""As long as anything is waited for."""

_NUMBER = pattern(r"-?[0-9]+(?:[.,][0-9]+)?")


def seconds_option(name: str, help_text: str) -> Any:
    """An option that takes seconds, from none to a day."""
    return typer.Option(name, metavar="SECONDS", help=help_text, parser=_reader(name))


def _reader(name: str) -> Callable[[Any], float]:
    kind = seconds(DAY, may_be_none=True)

    def read(text: Any) -> float:
        try:
            return float(kind.read(name, str(text)))
        except InvalidInput:
            is_number = _NUMBER.fullmatch(str(text).strip())
            what = f"in the range 0-{DAY}" if is_number else "a valid float"
            raise typer.BadParameter(f"it is not {what}.") from None

    return read
