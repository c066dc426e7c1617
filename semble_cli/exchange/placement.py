"""The cells of a table as the fields of patients: each column in its place."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.exchange.date_forms import MONTH_FIRST, DateOrder, form_of
from semble_cli.exchange.deciding import decided
from semble_cli.exchange.headers import FAMILY_NAME, FILE_FIELDS, OTHER_GIVEN_NAMES
from semble_cli.exchange.mapping import IGNORED, OWN_COLUMNS, Column, GivenMap, column_of
from semble_cli.exchange.parts import MADE_OF_PARTS, needs_putting_together, put_together
from semble_cli.identity.formulas import disarmed, rearmed
from semble_cli.identity.line_escapes import OF_SEVERAL_LINES, unescaped_line
from semble_cli.identity.phone.several import of_kind
from semble_cli.patient.catalogue import CATALOGUE, Kind
from semble_cli.patient.reading.items import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from semble_cli.exchange.date_forms import DateForm
    from semble_cli.exchange.mapping import Reading
    from semble_cli.exchange.record import Texts

_JOINED = {"phones": "; ", "numbers": "; ", "tags": "; ", "address_lines": "\n"}
_JOINED |= {OTHER_GIVEN_NAMES: " "}
"""Fields that several columns may fill, and what is put between their parts."""

_DATES = frozenset(
    field.name
    for field in CATALOGUE
    if field.name in FILE_FIELDS and field.kind in (Kind.DAY, Kind.BIRTH_DATE)
)
_REMEMBERED = 1 << 12


_NOT_OF_FORM = "?"
"""What stands for a date that is not of the form it has to be of: a text that no reader takes."""


class Placement:
    """The columns of one file, each placed, left out on purpose, or unknown.

    Raises:
        InvalidInput: two columns hold one field, or the form of dates is none.
    """

    def __init__(
        self,
        header: Sequence[str],
        given: GivenMap | None,
        reading: Reading,
        ahead: Sequence[Sequence[str]] = (),
    ) -> None:
        self.header = tuple(header)
        self._reading = reading
        self._bound_form = form_of(reading.date_form) if reading.date_form else None
        self._constants = given.constants if given else {}
        self.unknown: list[str] = []
        self.kept_by_register: list[str] = []
        values = [[self.clean(row[place]) for row in ahead] for place in range(len(self.header))]
        columns = [self._place(place, given, values[place]) for place in range(len(self.header))]
        self._columns = [(place, column) for place, column in enumerate(columns) if column]
        fields = {field for _, column in self._columns for field in column.fields}
        self._has_parts = needs_putting_together(fields)
        just_name = "used_name" if "birth_name" in fields else "birth_name"
        self._refuse_second_columns(just_name)
        self.placed = {
            self.header[place]: just_name if column.fields[0] == FAMILY_NAME else _target(column)
            for place, column in self._columns
        }
        self.month_first: list[str] = []
        self._undecided: dict[int, DateOrder] = {}
        if ahead and not self._bound_form:  # a form that was told holds for all of them
            self._find_orders(values)
        self._prepare()

    def _find_orders(self, values: Sequence[Sequence[str]]) -> None:
        """Find out from the first values of each column in which the dates have the month first; of
        a list of our own from all of them together, for one spreadsheet has written them."""
        dated = [
            place
            for place, column in self._columns
            if not column.fields[1:] and column.fields[0] in _DATES
        ]
        orders = {place: DateOrder().with_those_of(values[place]) for place in dated}
        if OWN_COLUMNS.issuperset(self.header):
            together = DateOrder().with_those_of(
                chain.from_iterable(map(values.__getitem__, dated))
            )
            orders = dict.fromkeys(dated, together)
        for place, order in orders.items():
            if order.month_first and not order.day_first:
                self.month_first.append(self.header[place])
            elif not order.day_first:
                self._undecided[place] = order

    def texts(self, rows: Sequence[Sequence[str]]) -> Texts:
        """The fields of some rows, which all have a cell for each column of the header.

        The cells of a column that is a field's own are given as they stand: `clean` tells what
        they mean. All columns are of one length.
        """
        cells = list(zip(*rows, strict=True))
        found: Texts = {}
        for place, field in self._plain:
            _join(found, field, cells[place])
        for place, column, read in self._others:
            parts = zip(*map(read, cells[place]), strict=True)
            for field, texts in zip(column.fields, parts, strict=True):
                _join(found, field, texts)
        for field, text in self._constants.items():
            given = found.get(field, ("",) * len(rows))
            found[field] = [cell or text for cell in given]
        return put_together(found, len(rows)) if self._has_parts else found

    def clean(self, text: str) -> str:
        """What a cell means: nothing for a word that stands for it; without the character by which
        our own lists keep a spreadsheet from running it."""
        if text in self._reading.nothing:
            return ""
        return rearmed(text)

    def given(self, row: Sequence[str]) -> dict[str, str]:
        """The fields of one row that hold anything."""
        texts = {field: self.clean(cells[0]) for field, cells in self.texts([row]).items()}
        return {field: text for field, text in texts.items() if text}

    def refused(self, row: Sequence[str]) -> list[InvalidInput]:
        """Why dates of one row are not taken: they are not of the form that was told."""
        form = self._bound_form
        if form is None:
            return []
        return [
            InvalidInput(
                field, "it is not written as {form}, as --date-format says.", form=form.name
            )
            for field, text in self.given(row).items()
            if field in _DATES and text == _NOT_OF_FORM
        ]

    def _prepare(self) -> None:
        """Part the columns whose cells are their field's texts as they stand from the others."""
        self._plain = [
            (place, column.fields[0])
            for place, column in self._columns
            if self._is_plain(place, column)
        ]
        self._others = [
            (place, column, self._reader(place, column))
            for place, column in self._columns
            if not self._is_plain(place, column)
        ]

    def _is_plain(self, place: int, column: Column) -> bool:
        field, *more = column.fields
        is_looked_at = field in _DATES and (self._form(place) or place in self._undecided)
        is_part = self._has_parts and field in MADE_OF_PARTS
        is_escaped = self._reading.is_own_tsv and field in OF_SEVERAL_LINES
        return not (more or column.kind or column.values or is_looked_at or is_part or is_escaped)

    def _form(self, place: int) -> DateForm | None:
        """The form of the dates of a column, if it is not the usual one."""
        is_month_first = self.header[place] in self.month_first
        return self._bound_form or (MONTH_FIRST if is_month_first else None)

    def _refuse_second_columns(self, just_name: str) -> None:
        held: dict[str, int] = {}
        for place, column in self._columns:
            for field in column.fields:
                name = just_name if field == FAMILY_NAME else field
                other = held.setdefault(name, place)
                if other != place and name not in _JOINED:
                    raise InvalidInput(
                        "file",
                        "the columns {first} and {second} both hold {field}; leave one out with"
                        " --map.",
                        first=self._called(other),
                        second=self._called(place),
                        field=name,
                    )

    def _called(self, place: int) -> str:
        return self.header[place] or f"#{place + 1}"

    def _place(self, place: int, given: GivenMap | None, values: Sequence[str]) -> Column | None:
        """Where a column goes: by the map, else by its name and its first values."""
        name = self.header[place]
        if given and name in given.columns:
            return given.columns[name]
        if name in IGNORED:
            self.kept_by_register.append(name)
            return None
        target = decided(self.header, place, values)
        if target is None:
            self.unknown.append(self._called(place))
            return None
        return column_of(target)

    def _reader(self, place: int, column: Column) -> Callable[[str], tuple[str, ...]]:
        return lru_cache(_REMEMBERED)(partial(self._parts, place, column))

    def _parts(self, place: int, column: Column, cell: str) -> tuple[str, ...]:
        """The texts that a cell gives to each field of its column."""
        text = self.clean(cell)
        if not text:
            return ("",) * len(column.fields)
        text = column.values.get(text, text)
        parts = text.split(column.split, len(column.fields) - 1) if column.split else [text]
        parts += [""] * (len(column.fields) - len(parts))
        return tuple(self._formed(place, column, parts))

    def _formed(self, place: int, column: Column, parts: list[str]) -> Iterator[str]:
        for field, part in zip(column.fields, map(str.strip, parts), strict=False):
            if not part:
                yield ""
            elif field == "phones" and column.kind:
                yield of_kind(column.kind, part)
            elif field == "numbers" and column.kind:
                yield f"{escaped(column.kind, ';=')}={part}"
            elif field in _DATES:
                yield self._date(place, part)
            else:  # `clean` is yet to come
                is_escaped = self._reading.is_own_tsv and field in OF_SEVERAL_LINES
                yield disarmed(unescaped_line(part) if is_escaped else part)

    def _date(self, place: int, text: str) -> str:
        form = self._form(place)
        if form is None:
            self._decide(place, text)
            return text
        return form.read(text, self._reading.today) or (_NOT_OF_FORM if self._bound_form else text)

    def _decide(self, place: int, text: str) -> None:
        """Look at a date of a column whose dates have all told nothing, and were read day first.

        Raises:
            InvalidInput: it has the month first.
        """
        if place not in self._undecided:
            return
        order = self._undecided[place].with_those_of((text,))
        if order.month_first and not order.day_first:
            raise InvalidInput(
                "file",
                "the dates of the column {name} may have the month first, which only a late one"
                " tells; say how they are written with --date-format.",
                name=self._called(place),
            )
        self._undecided[place] = order


def _join(found: Texts, field: str, texts: Sequence[str]) -> None:
    """Add the texts of a column; where the field has some already, after them."""
    before = found.get(field)
    if before is None:
        found[field] = texts
        return
    joint = _JOINED[field]
    found[field] = [
        f"{earlier}{joint}{text}" if earlier and text else earlier or text
        for earlier, text in zip(before, texts, strict=True)
    ]


def _target(column: Column) -> str:
    """What people are told of a column: its field, of phones and numbers with the kind."""
    return f"{column.fields[0]}:{column.kind}" if column.kind else column.fields[0]
