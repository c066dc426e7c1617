"""A column of dates: how they are written is decided by all of them, or told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, UndecidedDates
from semble_cli.exchange.date_forms import DAY_FIRST, MONTH_FIRST, DateOrder, form_in
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from semble_cli.exchange.date_forms import DateForm

NOT_OF_FORM = "?/?/?"
"""What stands for a date that is not of the form it has to be of: a text that no reader takes."""

_SERIAL = pattern(r"(?P<days>[0-9]{4,5})(?:[.,][0-9]+)?")
_YEAR_FIRST = pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_ZERO = date(1899, 12, 30)
"""The day 0 of spreadsheets, from 1 March 1900 on."""


class DateColumn:
    """The dates of the column that is *called* so.

    *form* is the one they have to be of, but for days of a workbook, which are no texts (where it
    *has_days*, those in ISO form); where nobody told one, the form that its name has
    tells the order. In a file of rejected rows (*is_of_rejects*), its own dates do not put the
    month first.
    """

    def __init__(
        self,
        called: str,
        form: DateForm | None = None,
        *,
        is_of_map: bool = False,
        has_days: bool = False,
        is_of_rejects: bool = False,
    ) -> None:
        self.called = called
        self.form = form
        self._is_of_map = is_of_map
        self._has_days = has_days
        self._is_of_rejects = is_of_rejects
        self.form_of_name = "" if form else form_in(called)
        self.order = DateOrder()
        self.is_month_first: bool | None = None
        if self.form_of_name:
            self.is_month_first = self.form_of_name.startswith("M")
        self._is_year_first = self.form_of_name.startswith(("A", "Y"))

    def look(self, cells: Iterable[str], nirs: Sequence[str]) -> None:
        """Take more of its cells into account, and the NIRs in the same rows, which tell months."""
        if self.form is None:
            self.order = self.order.with_those_of(cells, nirs)

    @property
    def is_usual(self) -> bool:
        """Whether its texts are read as everywhere."""
        is_in_order = not (self.is_month_first or self._is_year_first)
        return self.form is None and is_in_order and not self.order.has_serials

    def settle(self, told: bool | None, others: Collection[bool]) -> None:
        """Decide whether the month comes first: by its name, or by its own dates, else as it is
        *told*, else as in the other columns of the file. In a file of rejected rows, what is
        told comes before its own dates.

        Raises:
            UndecidedDates: nothing tells it.
        """
        if self.form_of_name:
            return
        if not self.order.is_open:
            is_told = self.order.is_numeric or told is None
            self.is_month_first = self.order.is_month_first if is_told else told
            if self._is_of_rejects and (self.is_month_first or told is not None):
                self.is_month_first = self._of_rejects(told)
        elif told is not None:
            self.is_month_first = told
        elif len(set(others)) == 1 and not self.order.is_mixed:
            self.is_month_first = next(iter(others))
        elif self.order.is_mixed:
            raise UndecidedDates(
                "file",
                "the dates of the column {name} have the day first in some rows ({day}) and the"
                " month first in others ({month}); say how they are written with --date-format.",
                name=self.called,
                day=self.order.day_first,
                month=self.order.month_first,
            )
        else:
            raise UndecidedDates(
                "file",
                "the dates of the column {name} may have the day first or the month first; say how"
                " they are written with --date-format, such as DD/MM/YYYY.",
                name=self.called,
            )

    def _of_rejects(self, told: bool | None) -> bool:
        """Whether the month comes first in a file of rejected rows: a date that was rejected, for
        its day and month are the wrong way round, would else turn round those of other rows."""
        if told is None:
            raise UndecidedDates(
                "file",
                "the few rows of a file of rejected rows do not tell for certain that the month"
                " comes first in the column {name}; say how dates are written with --date-format,"
                " such as DD/MM/YYYY.",
                name=self.called,
            )
        return told

    def read(self, text: str, today: date | None) -> str:
        """What a date that is not written as everywhere means."""
        if self.form and self._has_days and _DAY.fullmatch(text):
            return text
        if self.form:
            return self.form.read(text) or NOT_OF_FORM
        if self.order.has_serials and (found := _SERIAL.fullmatch(text)):
            days = int(found["days"])
            if days < 10_000 and today and days <= today.year:
                return NOT_OF_FORM
            return (_DAY_ZERO + timedelta(days)).isoformat()
        if self._is_year_first and MONTH_FIRST.read(text):
            found = _YEAR_FIRST.fullmatch(text)
            return "-".join(found.groups()) if found else NOT_OF_FORM
        return (MONTH_FIRST.read(text) or text) if self.is_month_first else text

    def refusal(self, field: str) -> InvalidInput:
        """Why `read` gave no date."""
        if self._is_year_first:
            return InvalidInput(
                field,
                "it is not written as {form}, as the column's name says.",
                form=self.form_of_name,
            )
        if self.form is None:
            return InvalidInput(
                field,
                "this may be a year, or the number of a day in a spreadsheet, which other cells of"
                " the column are; write the date.",
            )
        if self._is_of_map:
            return InvalidInput(
                field, "it is not written as {form}, as the map says.", form=self.form.name
            )
        return InvalidInput(
            field, "it is not written as {form}, as --date-format says.", form=self.form.name
        )

    def described(self) -> str:
        """How its dates are written, where anything had to be decided."""
        if self.form or self.form_of_name:
            return self.form.name if self.form else self.form_of_name
        numbers = "1-99999" if self.order.has_serials else ""
        order = self.order.is_numeric and (MONTH_FIRST.name if self.is_month_first else DAY_FIRST)
        return ", ".join(filter(None, (order or "", numbers)))
