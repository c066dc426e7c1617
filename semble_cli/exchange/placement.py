"""The cells of a table as the fields of patients: each column in its place."""

from __future__ import annotations

import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from semble_cli.exchange.headers import FAMILY_NAME
from semble_cli.exchange.mapping import IGNORED, Column, GivenMap, column_of, target_of_column
from semble_cli.identity.formulas import rearmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from semble_cli.exchange.mapping import Reading

Texts = dict[str, "Sequence[str]"]
"""The texts of some rows by the flat names of a patient's fields; an empty text is nothing."""

_JOINED = {"phones": "; ", "numbers": "; ", "tags": "; ", "address_lines": "\n"}
"""Fields that several columns may fill, and what is put between their parts."""

_DATES = ("birth_date", "membership_started_on")
_REMEMBERED = 1 << 12


class Placement:
    """The columns of one file, each placed, left out on purpose, or unknown."""

    def __init__(self, header: Sequence[str], given: GivenMap | None, reading: Reading) -> None:
        self.header = tuple(header)
        self._reading = reading
        self._constants = given.constants if given else {}
        self.unknown: list[str] = []
        self.kept_by_register: list[str] = []
        columns = [self._place(name, given) for name in self.header]
        placed = [(place, column) for place, column in enumerate(columns) if column]
        fields = {field for _, column in placed for field in column.fields}
        just_name = "used_name" if "birth_name" in fields else "birth_name"
        self.placed = {
            self.header[place]: _target(column).replace(FAMILY_NAME, just_name)
            for place, column in placed
        }
        self._plain = [
            (place, column.fields[0]) for place, column in placed if self._is_plain(column)
        ]
        self._others = [
            (place, column, self._reader(column))
            for place, column in placed
            if not self._is_plain(column)
        ]

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
        return _named(found)

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

    def _is_plain(self, column: Column) -> bool:
        """Whether a cell of the column is its field's text, as it stands."""
        (field, *more) = column.fields
        dated = self._reading.date_form and field in _DATES
        return not (more or column.kind or column.values or dated or field == FAMILY_NAME)

    def _place(self, name: str, given: GivenMap | None) -> Column | None:
        if given and name in given.columns:
            return given.columns[name]
        if name in IGNORED:
            self.kept_by_register.append(name)
            return None
        target = target_of_column(name)
        if target is None:
            self.unknown.append(name)
            return None
        return column_of(target)

    def _reader(self, column: Column) -> Callable[[str], tuple[str, ...]]:
        return lru_cache(_REMEMBERED)(partial(self._parts, column))

    def _parts(self, column: Column, cell: str) -> tuple[str, ...]:
        """The texts that a cell gives to each field of its column."""
        text = self.clean(cell)
        if not text:
            return ("",) * len(column.fields)
        text = column.values.get(text, text)
        parts = text.split(column.split, len(column.fields) - 1) if column.split else [text]
        parts += [""] * (len(column.fields) - len(parts))
        return tuple(self._formed(column, parts))

    def _formed(self, column: Column, parts: list[str]) -> Iterator[str]:
        for field, part in zip(column.fields, map(str.strip, parts), strict=False):
            if not part:
                yield ""
            elif field == "phones" and column.kind:
                yield f"{column.kind}:{part}"
            elif field == "numbers" and column.kind:
                yield f"{column.kind}={part}"
            elif self._reading.date_form and field in _DATES:
                yield _date(part, self._reading.date_form)
            else:
                yield part


def _join(found: Texts, field: str, texts: Sequence[str]) -> None:
    """Add the texts of a column; where the field has some already, after them or in their place."""
    before = found.get(field)
    if before is None:
        found[field] = texts
        return
    joint = _JOINED.get(field)
    pairs = zip(before, texts, strict=True)
    found[field] = (
        [text or earlier for earlier, text in pairs]
        if joint is None
        else [
            f"{earlier}{joint}{text}" if earlier and text else earlier or text
            for earlier, text in pairs
        ]
    )


def _target(column: Column) -> str:
    """What people are told of a column: its field, of phones and numbers with the kind."""
    return f"{column.fields[0]}:{column.kind}" if column.kind else column.fields[0]


def _named(found: Texts) -> Texts:
    """A name that is just "name": the birth name, or the used name where both are there."""
    names = found.pop(FAMILY_NAME, None)
    if names is None:
        return found
    nobody = ("",) * len(names)
    birth, used = found.get("birth_name", nobody), found.get("used_name", nobody)
    found["birth_name"] = [own or name for own, name in zip(birth, names, strict=True)]
    found["used_name"] = [
        other or (name if own and own != name else "")
        for other, own, name in zip(used, birth, names, strict=True)
    ]
    return found


def _date(text: str, form: str) -> str:
    """The date in ISO form; as it is where it has not the form, to be refused with its reason."""
    for placeholder, code in (("YYYY", "%Y"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d")):
        form = form.replace(placeholder, code)
    try:
        return datetime.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a civil day
    except ValueError:
        return text
