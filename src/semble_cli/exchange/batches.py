"""Rows of a file, some at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from semble_cli.errors import InvalidInput
    from semble_cli.exchange.placement import Texts


class Record(NamedTuple):
    """One row of a file as it came: the line it stands on, and its cells or its document."""

    number: int
    raw: Any


class Batch(Protocol):
    """Rows that follow each other. Each has a place, from 0 on."""

    @property
    def records(self) -> Sequence[Record]:
        """The rows as they came."""

    @property
    def problems(self) -> Mapping[int, InvalidInput]:
        """Why a row cannot be read at all, by its place."""

    @property
    def texts(self) -> Texts:
        """The fields column by column, as `Placement.texts`; none where the rows are documents."""

    def given(self, place: int) -> dict[str, Any]:
        """The fields of one row that hold anything, by the flat names of a patient's fields."""


class TableBatch(NamedTuple):
    """Rows of a table; one that cannot be read stands in `texts` with empty cells."""

    records: Sequence[Record]
    problems: Mapping[int, InvalidInput]
    texts: Texts
    clean: Callable[[str], str]

    def given(self, place: int) -> dict[str, Any]:
        found = {field: self.clean(texts[place]) for field, texts in self.texts.items()}
        return {field: text for field, text in found.items() if text}


class DocumentBatch(NamedTuple):
    """JSON documents."""

    records: Sequence[Record]
    problems: Mapping[int, InvalidInput]
    fields: Sequence[dict[str, Any]]

    texts: Texts = {}  # noqa: RUF012 - it never holds anything

    def given(self, place: int) -> dict[str, Any]:
        return self.fields[place]
