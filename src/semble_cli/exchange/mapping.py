"""From the columns of a file to the fields of a patient: by their names, or by a map in TOML.

[columns]
"Nom" = "birth_name"
"Tel" = "phones:mobile"
"Dossier" = "numbers:Ancien logiciel"
"Civ" = { field = "sex", values = { "Mme" = "F", "M." = "M" } }
"Patient" = { split = " ", fields = ["birth_name", "first_given_name"] }
"Solde" = ""

[constants]
country = "France"
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.headers import FAMILY_NAME, target_of
from semble_cli.identity.document import DERIVED, cells
from semble_cli.identity.fields import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REASONS = "motif"
"""The column that a file of rejected rows has beside those of the file they come from."""

IGNORED = frozenset(
    (REASONS, *(column for key in (*DERIVED, "ins") for column in cells(key, None)))
)
"""The columns of our own lists that an import does not take: the register keeps them by itself."""

_JOINED = {"phones": "; ", "numbers": "; ", "tags": "; ", "address_lines": "\n"}
"""Fields that several columns may fill, and what is put between their parts."""

_DATES = ("birth_date", "membership_started_on")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class Column(NamedTuple):
    """Where one column of a file goes: into one field, or split over several.

    `kind` is the type of a phone or the name of a number; `values` translates what stands there.
    """

    fields: tuple[str, ...]
    kind: str = ""
    values: Mapping[str, str] = {}
    split: str = ""


class GivenMap(NamedTuple):
    """A map in TOML: what the columns are, and what every row has beside."""

    columns: dict[str, Column | None]
    constants: dict[str, str]


class Reading(NamedTuple):
    """How a row's cells are read, whatever their column: words for nothing, and a date's form."""

    nothing: frozenset[str] = frozenset()
    date_form: str | None = None


def read_map(file: BinaryIO) -> GivenMap:
    """Read a map.

    Raises:
        InvalidInput: it is no TOML, or names a field that does not exist.
    """
    import tomllib

    try:
        content = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise InvalidInput("map", "it is no TOML; see docs/import.md.") from None
    columns = {name: _column(entry) for name, entry in dict(content.get("columns", {})).items()}
    constants = {name: str(value) for name, value in dict(content.get("constants", {})).items()}
    for field in constants:
        _check(field)
    return GivenMap(columns, constants)


def template(header: Sequence[str]) -> str:
    """A map to edit, for a file with these columns: what is recognised is filled in."""
    lines = ["# Which field each column holds; an empty text leaves the column out.", "[columns]"]
    lines += [f'{_quoted(name)} = "{_placed(name) or ""}"' for name in header]
    lines += ["", "# What every row has beside.", "[constants]", '# country = "France"', ""]
    return "\n".join(lines)


class Placement:
    """The columns of one file, each placed, left out on purpose, or unknown."""

    def __init__(self, header: Sequence[str], given: GivenMap | None, reading: Reading) -> None:
        self.header = tuple(header)
        self._reading = reading
        self._constants = given.constants if given else {}
        self.unknown: list[str] = []
        self.kept_by_register: list[str] = []
        self._columns = [self._place(name, given) for name in self.header]
        self.placed = {
            name: column.fields[0] + (f":{column.kind}" if column.kind else "")
            for name, column in zip(self.header, self._columns, strict=True)
            if column
        }

        placed = [(place, column) for place, column in enumerate(self._columns) if column]
        self._plain = [
            (place, column.fields[0]) for place, column in placed if self._is_plain(column)
        ]
        self._others = [each for each in placed if not self._is_plain(each[1])]

    def given(self, row: Sequence[str]) -> dict[str, Any]:
        """The fields of one row, by the flat names of a patient's fields."""
        found: dict[str, Any] = dict(self._constants)
        nothing = self._reading.nothing
        for place, field in self._plain:
            cell = row[place]
            if cell and cell not in nothing:
                found[field] = cell if cell[0] != "'" else _without_guard(cell)
        for place, column in self._others:
            cell = row[place]
            if cell and cell not in nothing:
                for field, text in self._parts(column, cell):
                    joint = _JOINED.get(field)
                    found[field] = (
                        f"{found[field]}{joint}{text}" if joint and field in found else text
                    )
        return _named(found)

    def _is_plain(self, column: Column) -> bool:
        """Whether a cell of the column is its field's text, as it stands."""
        (field, *more) = column.fields
        dated = self._reading.date_form and field in _DATES
        return not (more or column.kind or column.values or dated or field in _JOINED)

    def _place(self, name: str, given: GivenMap | None) -> Column | None:
        if given and name in given.columns:
            return given.columns[name]
        if name in IGNORED:
            self.kept_by_register.append(name)
            return None
        target = _placed(name)
        if target is None:
            self.unknown.append(name)
            return None
        return _column(target)

    def _parts(self, column: Column, cell: str) -> Iterator[tuple[str, str]]:
        text = _without_guard(column.values.get(cell, cell))
        parts = text.split(column.split, len(column.fields) - 1) if column.split else [text]
        for field, part in zip(column.fields, parts, strict=False):
            yield field, self._formed(field, column.kind, part.strip())

    def _formed(self, field: str, kind: str, text: str) -> str:
        if field == "phones" and kind:
            return f"{kind}:{text}"
        if field == "numbers" and kind:
            return f"{kind}={text}"
        if self._reading.date_form and field in _DATES:
            return _date(text, self._reading.date_form)
        return text


def _without_guard(text: str) -> str:
    """The text without the sign by which our own lists keep a spreadsheet from running it."""
    return text[1:] if text[0] == "'" and text[1:2] in _FORMULA_SIGNS else text


def _named(found: dict[str, Any]) -> dict[str, Any]:
    """A name that is just "name": the birth name, or the used name where both are there."""
    name = found.pop(FAMILY_NAME, None)
    if name is None:
        return found
    birth_name = found.setdefault("birth_name", name)
    if birth_name != name:
        found.setdefault("used_name", name)
    return found


def _date(text: str, form: str) -> str:
    """The date in ISO form; as it is where it has not the form, to be refused with its reason."""
    for sign, code in (("YYYY", "%Y"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d")):
        form = form.replace(sign, code)
    try:
        return datetime.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a civil day
    except ValueError:
        return text


def _placed(name: str) -> str | None:
    return name if name in READERS else target_of(name)


def _column(entry: Any) -> Column | None:
    if entry == "":
        return None
    if isinstance(entry, str):
        field, _, kind = entry.partition(":")
        _check(field)
        return Column((field,), "" if field == "address_lines" else kind)
    if not isinstance(entry, dict):
        raise InvalidInput(
            "map", "a column is given a field, or a table with field, values, split or fields."
        )
    names = entry.get("fields") or [entry.get("field", "")]
    first = _column(str(names[0]))
    if first is None:
        raise InvalidInput(
            "map", "a column is given a field, or a table with field, values, split or fields."
        )
    for name in names:
        _check(str(name).partition(":")[0])
    fields = tuple(str(name).partition(":")[0] for name in names)
    values = {str(key): str(value) for key, value in dict(entry.get("values", {})).items()}
    return Column(fields, first.kind, values, str(entry.get("split", "")))


def _check(field: str) -> None:
    if field not in READERS and field != FAMILY_NAME:
        raise InvalidInput("map", "there is no field {name}; see docs/import.md.", name=field)


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _no_column() -> InvalidInput:
    return InvalidInput(
        "map", "a column is given a field, or a table with field, values, split or fields."
    )
