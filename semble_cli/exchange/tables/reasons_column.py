"""The column of reasons in a file of rejected rows, whose name may tell how dates are written.

That the whole file had the month first, the few rows there do not tell for certain."""

from __future__ import annotations

from semble_cli.exchange.date_forms import MONTH_FIRST
from semble_cli.exchange.mapping import REASONS

_OF_MONTH_FIRST = f"{REASONS} ({MONTH_FIRST.name})"


def reasons_name(*, is_month_first: bool) -> str:
    """The name of the column, as it is written."""
    return _OF_MONTH_FIRST if is_month_first else REASONS


def plain_header(header: tuple[str, ...]) -> tuple[str, ...]:
    """A header in which the column is called as everywhere."""
    return tuple(REASONS if name == _OF_MONTH_FIRST else name for name in header)
