"""The cells of a table as the fields of patients: each column in its place."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from semble_cli.exchange.cells.date_columns import NOT_OF_FORM, DateColumn
from semble_cli.exchange.cells.file_dates import FileDates
from semble_cli.exchange.cells.no_days import without_no_days
from semble_cli.exchange.cells.nothing import Nothing
from semble_cli.exchange.cells.parted_dates import TWO_DATES, two_dates
from semble_cli.exchange.cells.told_states import tell_states
from semble_cli.exchange.date_forms import form_of
from semble_cli.exchange.headers import IS_ARCHIVED, IS_DECEASED
from semble_cli.exchange.mapping import DATES, OWN_COLUMNS, REASONS, value_key
from semble_cli.exchange.parts import (
    OTHER_MATRICULE,
    add_sexes,
    join,
    other_matricules,
    parts_among,
    put_together,
)
from semble_cli.exchange.placed_columns import PlacedColumns
from semble_cli.exchange.tables.spreadsheet import (
    BEHEADED,
    SHORTENED,
    Restoring,
    beheaded,
    shortened,
)
from semble_cli.identity.cells.formulas import disarmed, rearmed
from semble_cli.identity.cells.line_escapes import OF_SEVERAL_LINES, unescaped_line
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.several import of_kind
from semble_cli.patient.reading.items import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from semble_cli.errors import InvalidInput
    from semble_cli.exchange.mapping import Column, GivenMap, Reading
    from semble_cli.exchange.record import Texts

_REMEMBERED = 1 << 12

_MARKED_AS_TEXT = pattern(r"'(?P<number>[0-9][0-9AB ./:-]*)|'?=\"(?P<text>(?:[^\"]|\"\")*)\"")
"""A number with the sign that keeps a spreadsheet from taking it for one, or a formula that is but
a text: how programs save zeros."""

_OTHER_COUNTRIES = {"NC": "Nouvelle-Calédonie", "NR": "Nauru"}
"""Codes of countries that are words for nothing elsewhere."""

_COUNTRY_CODE = pattern("(?!NC|NR|ND)[A-Z]{2}")
"""Where some of a column are these, those are countries too."""


class Placement:
    """What the cells of one file are, by its `columns`. Its `dates` may look at more rows before
    any is read. `restoring` tells what was made good in the rows read last.

    Raises:
        InvalidInput: two columns hold one field, the map names a column that the file lacks, or the
            form of dates is none.
    """

    def __init__(
        self,
        header: Sequence[str],
        given: GivenMap | None,
        reading: Reading,
        ahead: Sequence[Sequence[str]] = (),
    ) -> None:
        self._reading = reading
        self._bound_form = form_of(reading.date_form) if reading.date_form else None
        self._nothing = Nothing(reading.nothing)
        self.nothing = self._nothing.spellings
        self._constants = given.constants if given else {}
        self._looked_at: Sequence[str] | None = None
        self._given: dict[str, str] = {}
        self._is_own = OWN_COLUMNS.issuperset(header)
        self.restoring = Restoring(is_own=self._is_own)
        values = [[self.clean(row[place]) for row in ahead] for place in range(len(header))]
        self.columns = PlacedColumns(header, given, values)
        fields = self.columns.fields
        self._parts_among = parts_among(fields)
        self._tells_states = not fields.isdisjoint((IS_DECEASED, IS_ARCHIVED))
        self._has_sex_of_title = "title" in fields and "sex" not in fields | self._constants.keys()
        self.dates = FileDates(
            {
                place: self._date_column(place, column)
                for place, column in self.columns.taken
                if not DATES.isdisjoint(column.fields)
            },
            {place for place, column in self.columns.taken if "birth_date" in column.fields},
            next((place for place, each in self.columns.taken if each.fields == ("nir",)), None),
            self.clean,
        )
        self._with_codes_of_countries = {
            place
            for place, column in self.columns.taken
            if column.fields == ("country",) and any(map(_COUNTRY_CODE.fullmatch, values[place]))
        }
        for place, column in self.columns.taken:
            self.restoring.look(column.fields[0], values[place])
        self.dates.look(ahead)
        self._prepare()

    def _date_column(self, place: int, column: Column) -> DateColumn:
        form = form_of(column.form) if column.form else self._bound_form
        is_of_map, has_days = bool(column.form), self._reading.has_days
        return DateColumn(
            self.columns.called(place),
            form,
            is_of_map=is_of_map,
            has_days=has_days,
            is_of_rejects=REASONS in self.columns.header,
        )

    def settle_dates(self) -> None:
        """Decide how the dates of each column are written, by all that were looked at.

        Raises:
            UndecidedDates: they do not tell.
        """
        self.dates.settle(self._reading.month_first)
        self._prepare()

    def described(self) -> dict[str, str]:
        """Where each placed column goes, and how its dates are written."""
        found = dict(self.columns.placed)
        for place, dates in self.dates.columns.items():
            if how := dates.described():
                found[self.columns.called(place)] += f" ({how})"
        for place, column in self.columns.taken:
            if self._has_sex_of_title and column.fields == ("title",):
                found[self.columns.called(place)] = "title, sex"
        return found

    def texts(self, rows: Sequence[Sequence[str]]) -> Texts:
        """The fields of some rows, which all have a cell for each column of the header.

        The cells of a column that is a field's own are given as they stand: `clean` tells what
        they mean. All columns are of one length.
        """
        cells: list[Sequence[str]] = list(zip(*rows, strict=True))
        for place in self._days:
            cells[place] = without_no_days(cells[place])
        restored = self.restoring.restored
        found: Texts = {}
        for place, field in self._plain:
            join(found, field, restored(field, cells[place]))
        for place, column, read in self._others:
            parts = zip(*map(read, restored(column.fields[0], cells[place])), strict=True)
            for field, texts in zip(column.fields, parts, strict=True):
                join(found, field, texts)
        for field, text in self._constants.items():
            given = found.get(field, ("",) * len(rows))
            found[field] = [cell or text for cell in given]
        if self._has_sex_of_title:
            add_sexes(found)
        if self._parts_among:
            if others := other_matricules(found):
                self.restoring.said[OTHER_MATRICULE] += others
            put_together(found, len(rows))
        if self._tells_states and self._reading.today:
            self.restoring.said.update(tell_states(found, len(rows), self._reading.today))
        self.restoring.restore_postal_codes(found)
        return found

    def clean(self, text: str) -> str:
        """What a cell means: nothing for a word that stands for it; without the character by which
        our own lists keep a spreadsheet from running it, and without what marks it as a text in
        those of others."""
        if text[:1] in self._nothing.other_beginnings:
            return text
        if not self._is_own and (marked := _MARKED_AS_TEXT.fullmatch(text)):
            return marked["number"] or self.clean(marked["text"].replace('""', '"'))
        return "" if self._nothing.is_meant(text) else rearmed(text)

    def given(self, row: Sequence[str]) -> dict[str, Any]:
        """The fields of one row that hold anything."""
        if row is not self._looked_at:
            texts = {field: self.clean(cells[0]) for field, cells in self.texts([row]).items()}
            self._looked_at = row
            self._given = {field: text for field, text in texts.items() if text}
        return dict(self._given)

    def refused(self, row: Sequence[str]) -> list[InvalidInput]:
        """Why cells of one row are not taken: numbers of which a spreadsheet has lost digits, dates
        that are not of the form that was told, or that are two."""
        given = self.given(row)
        return [
            *(shortened(field) for field, text in given.items() if SHORTENED in text),
            *(
                beheaded(field, self.restoring.length_of(field))
                for field, text in given.items()
                if text == BEHEADED
            ),
            *(
                column.refusal(field)
                for field, column in self._refusing
                if given.get(field) == NOT_OF_FORM
            ),
            *(two_dates(field) for field, text in given.items() if text == TWO_DATES),
        ]

    def _prepare(self) -> None:
        """Part the columns whose cells are their field's texts as they stand from the others."""
        self._looked_at = None
        self._days = [
            place
            for place, column in self.columns.taken
            if not DATES.isdisjoint(column.fields) and "birth_date" not in column.fields
        ]
        self._refusing = [
            (field, self.dates.columns[place])
            for place, column in self.columns.taken
            if not self.dates.is_usual(place)
            for field in column.fields
            if field in DATES
        ]
        self._plain = [
            (place, column.fields[0])
            for place, column in self.columns.taken
            if self._is_plain(place, column)
        ]
        self._others = [
            (place, column, self._reader(place, column))
            for place, column in self.columns.taken
            if not self._is_plain(place, column)
        ]

    def _is_plain(self, place: int, column: Column) -> bool:
        field, *more = column.fields
        is_read = (
            not self.dates.is_usual(place)
            or field in self._parts_among
            or place in self._with_codes_of_countries
        )
        is_escaped = self._reading.is_own_tsv and field in OF_SEVERAL_LINES
        return not (more or column.kind or column.values or is_read or is_escaped)

    def _reader(self, place: int, column: Column) -> Callable[[str], tuple[str, ...]]:
        return lru_cache(_REMEMBERED)(partial(self._parts, place, column))

    def _parts(self, place: int, column: Column, cell: str) -> tuple[str, ...]:
        """The texts that a cell gives to each field of its column."""
        meant = column.values.get(value_key(cell)) if column.values else None
        text = self.clean(cell) if meant is None else meant
        if place in self._with_codes_of_countries:
            text = _OTHER_COUNTRIES.get(cell.strip(), text)
        if not text:
            return ("",) * len(column.fields)
        parts = text.split(column.split, len(column.fields) - 1) if column.split else [text]
        parts += [""] * (len(column.fields) - len(parts))
        return tuple(self._formed(place, column, parts))

    def _formed(self, place: int, column: Column, parts: list[str]) -> Iterator[str]:
        for field, part in zip(column.fields, map(str.strip, parts), strict=False):
            if not part or (column.split and self._nothing.is_meant(part)):
                yield ""
            elif field == "phones" and column.kind:
                yield of_kind(column.kind, part)
            elif field == "numbers" and column.kind:
                yield f"{escaped(column.kind, ';=')}={part}"
            elif field in DATES:
                yield self.dates.columns[place].read(part, self._reading.today)
            else:  # `clean` is yet to come
                is_escaped = self._reading.is_own_tsv and field in OF_SEVERAL_LINES
                yield disarmed(unescaped_line(part) if is_escaped else part)
