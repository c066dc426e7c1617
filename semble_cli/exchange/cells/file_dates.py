"""All columns of dates of one file: together they tell whether the day or the month comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.exchange.date_forms import DateOrder
from semble_cli.identity.nir import plain_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from semble_cli.exchange.cells.date_columns import DateColumn


class FileDates:
    """The columns of dates of a file by their places, with the places of *births* among them and of
    the *nirs* that tell their months; *clean* tells what a cell means."""

    def __init__(
        self,
        columns: Mapping[int, DateColumn],
        births: Collection[int],
        nirs: int | None,
        clean: Callable[[str], str],
    ) -> None:
        self.columns = columns
        self._births = births
        self._nirs = nirs
        self._clean = clean

    def look(self, rows: Sequence[Sequence[str]]) -> None:
        """Take the dates of more rows into account, before any of them is read."""
        nirs = [plain_number(row[self._nirs]) for row in rows] if self._nirs is not None else ()
        for place, column in self.columns.items():
            column.look(
                (self._clean(row[place]) for row in rows), nirs if place in self._births else ()
            )

    @property
    def order(self) -> DateOrder:
        """What the dates that were looked at tell, of all columns together."""
        orders = [each.order for each in self.columns.values() if not each.form_of_name]
        return DateOrder(*map(sum, zip(*orders, strict=True))) if orders else DateOrder()

    @property
    def dated_by_name(self) -> list[str]:
        """The columns whose names tell how their dates are written."""
        return [column.called for column in self.columns.values() if column.form_of_name]

    @property
    def is_month_first(self) -> bool:
        """Whether all of them have the month first, by what they tell or the form they are to be
        of; not where their names tell it."""
        numeric = [each for each in self.columns.values() if each.form or each.order.is_numeric]
        return any(not each.form_of_name for each in numeric) and all(
            each.form.name.upper().startswith("M") if each.form else each.is_month_first
            for each in numeric
        )

    def settle(self, told: bool | None) -> None:
        """Decide how the dates of each column are written, by all that were looked at; what they
        leave open, as it is *told*.

        Raises:
            UndecidedDates: nothing tells it.
        """
        columns = self.columns.values()
        others = {
            column.order.is_month_first
            for column in columns
            if column.order.is_numeric and not column.order.is_open and not column.form_of_name
        } | {bool(column.is_month_first) for column in columns if column.form_of_name}
        for column in columns:
            column.settle(told, others)

    def is_usual(self, place: int) -> bool:
        """Whether what stands in a column is read as everywhere."""
        return place not in self.columns or self.columns[place].is_usual
