"""Where a table begins: the row that names its columns, below titles, comments and bands."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.headers import target_of
from semble_cli.exchange.mapping import IDENTIFIER, IGNORED
from semble_cli.exchange.tables.unreadable import first_unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from semble_cli.exchange.record import Record

LOOKED_AT = 40
"""Rows among which the names of the columns are looked for."""

_ENOUGH = 3
"""Names that are known, from which on a row that is full enough names the columns for certain."""


class Beginning(NamedTuple):
    """The names of a table's columns, the line they stand on, and the rows below; how many rows
    with anything in them stand above, how many of the names are known, and all of their line."""

    header: tuple[str, ...]
    line: int
    rows: Iterator[Record]
    above: int
    known: int
    text: str | None = None


def beginning_of(
    rows: Iterator[Record], named: Collection[str] = (), line: int | None = None
) -> Beginning:
    """Where a table of some rows begins: on the *line* that is told, else where the most names of
    columns are known, or *named* by a map; else at the first row that is no title.

    A delimiter at the end of every line makes no column.

    Raises:
        InvalidInput: there is nothing; or no text on that line.
    """
    first = list(islice(rows, LOOKED_AT)) if line is None else _up_to(rows, line)
    if not any(map(_filled, first)):
        raise InvalidInput("file", "it is empty; its first line names the columns.")
    place = _place_of_header(first, named) if line is None else len(first) - 1
    found = first[place]
    if problem := found.problem or first_unreadable(found.raw):
        raise problem
    header = [cell.strip() for cell in found.raw]
    below = first[place + 1 :]
    if line is not None:
        below = list(islice(rows, LOOKED_AT))
    while header and not header[-1] and not any(_cell(row, len(header) - 1) for row in below):
        header.pop()
    return Beginning(
        tuple(header),
        found.number,
        chain(below, rows),
        sum(1 for row in first[:place] if _filled(row)),
        _known(header, named),
        found.text,
    )


def _up_to(rows: Iterator[Record], line: int) -> list[Record]:
    """The rows up to that on a line.

    Raises:
        InvalidInput: none begins there.
    """
    some = []
    for row in rows:
        some.append(row)
        if row.number >= line:
            break
    if not some or some[-1].number != line:
        raise InvalidInput("file", "nothing stands on line {line}.", line=line)
    return some


def _place_of_header(rows: Sequence[Record], named: Collection[str]) -> int:
    widest = max(len(_filled(row)) for row in rows)
    best, best_score = 0, (0, 0)
    for place, row in enumerate(rows):
        names = _filled(row)
        known = _known(names, named)
        if (row.problem or row.is_unreadable) and not known:
            continue
        if known >= _ENOUGH and 2 * known >= len(names) and 2 * len(names) >= widest:
            return place
        if (known, len(names)) > best_score and known > 1:
            best, best_score = place, (known, len(names))
    if best_score[0]:
        return best
    return next(
        (
            place
            for place, row in enumerate(rows)
            if 2 * len(names := _filled(row)) >= widest and not names[0].startswith("#")
        ),
        0,
    )


def _known(names: Sequence[str], named: Collection[str]) -> int:
    """How many different names of columns are known."""
    return sum(
        name in named or name in IGNORED or name == IDENTIFIER or target_of(name) is not None
        for name in set(names)
        if name
    )


def _filled(row: Record) -> list[str]:
    return [text for cell in row.raw if (text := cell.strip())]


def _cell(row: Record, place: int) -> str:
    return row.raw[place].strip() if place < len(row.raw) else ""
