"""The columns of a table, each in its place: by the map that is given, else by name and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.exchange.deciding import decided
from semble_cli.exchange.headers import BIRTH_POSTAL_CODE, FAMILY_NAME
from semble_cli.exchange.mapping import (
    IGNORED,
    REASONS,
    Column,
    GivenMap,
    as_mapped,
    called,
    column_of,
)
from semble_cli.exchange.parts import JOINED
from semble_cli.exchange.tables.missing import nearest, parts_of
from semble_cli.identity.place_doubts import are_postal_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_SAMPLE = 30


class PlacedColumns:
    """The columns of one file: each `placed`, `unknown`, `left_out` by the map, or
    `kept_by_register`; with a value of each as one of its `samples`. `taken` are those that hold
    fields, with the places where they stand.

    *values* are the first of each column, as what their cells mean.

    Raises:
        InvalidInput: two columns hold one field, or the map names a column that the file lacks.
    """

    def __init__(
        self, header: Sequence[str], given: GivenMap | None, values: Sequence[Sequence[str]]
    ) -> None:
        self.header = tuple(header)
        self.unknown: list[str] = []
        self.kept_by_register: list[str] = []
        self.left_out: list[str] = []
        if given:
            _refuse_missing(self.header, given)
        self._mapped = given.columns if given else {}
        self.samples = {self.called(place): _sample(some) for place, some in enumerate(values)}
        columns = [self._place(place, some) for place, some in enumerate(values)]
        self.taken = [(place, column) for place, column in enumerate(columns) if column]
        self.fields = {field for _, column in self.taken for field in column.fields}
        just_name = "used_name" if "birth_name" in self.fields else "birth_name"
        self._refuse_second_columns(just_name)
        self.placed = {
            self.called(place): just_name if column.fields[0] == FAMILY_NAME else _target(column)
            for place, column in self.taken
        }

    def called(self, place: int) -> str:
        """What a column is called to people, and in a map."""
        return called(self.header, place)

    def _place(self, place: int, values: Sequence[str]) -> Column | None:
        """Where a column goes: by the map, which may name one of several by its place; else by its
        name and its first values."""
        name = self.header[place]
        names = map(as_mapped, (self.called(place), name))
        named = next((each for each in names if each in self._mapped), None)
        if named is not None:
            column = self._mapped[named]
            if column is None:
                self.left_out.append(self.called(place))
            is_place = column and column.fields[0] in ("birth_place", "birth_place_code")
            return Column((BIRTH_POSTAL_CODE,)) if is_place and are_postal_codes(values) else column
        if name in IGNORED:
            if name != REASONS:
                self.kept_by_register.append(self.called(place))
            return None
        target = decided(self.header, place, values)
        if target is None:
            self.unknown.append(self.called(place))
            return None
        return column_of(target)

    def _refuse_second_columns(self, just_name: str) -> None:
        held: dict[str, int] = {}
        for place, column in self.taken:
            for field in column.fields:
                name = just_name if field == FAMILY_NAME else field
                other = held.setdefault(name, place)
                if other != place and name not in JOINED:
                    raise InvalidInput(
                        "file",
                        "the columns {first} and {second} both hold {field}; leave one out with"
                        " --map.",
                        first=self.called(other),
                        second=self.called(place),
                        field=name,
                    )


def _refuse_missing(header: Sequence[str], given: GivenMap) -> None:
    names = {*header, *(called(header, place) for place in range(len(header)))}
    names = set(map(as_mapped, names))
    for name in given.columns:
        if name not in names:
            close = nearest(parts_of(name), header)
            if close:
                raise InvalidInput(
                    "map",
                    "the file has no column {name}; nearest are: {names}.",
                    name=name,
                    names=", ".join(close),
                )
            raise InvalidInput("map", "the file has no column {name}.", name=name)


def _sample(values: Sequence[str]) -> str:
    """The first value of a column, shortened; empty where it has none."""
    text = " ".join(next(filter(str.strip, values), "").split())
    return text if len(text) <= _LONGEST_SAMPLE else f"{text[: _LONGEST_SAMPLE - 1]}…"


def _target(column: Column) -> str:
    """What people are told of a column: its fields, of phones and numbers with the kind."""
    fields = ", ".join(column.fields)
    return f"{fields}:{column.kind}" if column.kind else fields
