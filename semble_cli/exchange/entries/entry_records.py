"""Patients of files without columns, which are no JSON either: cards, messages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, NamedTuple, TextIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.cells.nothing import Nothing
from semble_cli.exchange.entries.raw_lines import encoding_of_lines, file_encoding, raw_lines
from semble_cli.exchange.parts import OTHER_MATRICULE, other_matricules, put_together
from semble_cli.exchange.record import RejectsForm, batched
from semble_cli.exchange.tables.missing import missing_fields, nothing_tells
from semble_cli.exchange.unpacking import Unpacked, looked_at
from semble_cli.patient.choices.titles import sex_of_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.record import FileColumn, Record, Rejects, Texts

NO_FAX = Sentence("a fax or pager number has no field: not taken.")
SECOND_EMAIL = Sentence("a second e-mail address has no field: not taken.")
SECOND_ADDRESS = Sentence("a second address has no field: not taken.")


class FileEntry(NamedTuple):
    """What stands for one patient: the *raw* lines; the fields that they give, as columns of a
    table would (`headers.PARTS` too); why some of these are not taken whatever they mean; what has
    no field. *other* is what it is, where it is no patient."""

    raw: str
    given: dict[str, Any]
    refused: tuple[InvalidInput, ...] = ()
    left_out: tuple[Sentence, ...] = ()
    other: Sentence | None = None


class EntryRecords(ABC):
    """The patients of a file of entries, as `Records`. The file is looked through before it is
    read, until it is known that some of it tell what every patient needs.

    Raises:
        InvalidInput: it is no such file, its encoding is not known, or the map has columns.
    """

    kind: ClassVar[str]
    """What such a file is called."""

    fields: tuple[str, ...] = ()
    nothing: frozenset[str] = frozenset()
    around = None

    def __init__(
        self,
        source: BinaryIO,
        given: GivenMap | None,
        reading: Reading,
        *,
        encoding: str | None = None,
    ) -> None:
        if given and given.columns:
            raise InvalidInput(
                "map", "this file has no columns: a map gives its constants alone here."
            )
        self._constants = given.constants if given else {}
        self._nothing = Nothing(reading.nothing)
        self._encoding = encoding or file_encoding(source)
        self.within = encoding_of_lines(self._encoding)
        _check_encoding(self.within)
        self.rejects_form = RejectsForm(self.kind, within=self._encoding)
        self._told: set[str] = set()
        self._has_patients = False
        with looked_at(source) as unpacked:
            self._look(raw_lines(unpacked.stream, self._encoding))
        self._unpacked = Unpacked(source)
        self._rows = self._entries(raw_lines(self._unpacked.stream, self._encoding))

    @abstractmethod
    def _entries(self, lines: Iterable[str]) -> Iterator[Record]:
        """The entries of a file, each an `FileEntry` as the `raw` of its record."""

    def _look(self, lines: Iterable[str]) -> None:
        """Find out which fields any of the entries gives.

        Raises:
            InvalidInput: it is no such file.
        """
        for row in self._entries(lines):
            self._see(row)
            if not self._missing(accept_incomplete=False):
                return

    def _see(self, row: Record) -> None:
        self._has_patients |= row.raw.other is None
        if row.problem is None:
            self._told.update(self.given(row))

    def _missing(self, *, accept_incomplete: bool) -> list[str]:
        told = {*self._told, *self._constants} - {"title"}  # what it tells of the sex is in there
        return missing_fields(told, accept_incomplete=accept_incomplete)

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        return batched(islice(self._rows, after, None), sizes)

    def texts(self, _: Sequence[Record]) -> Texts:
        return {}

    def clean(self, text: str) -> str:
        return text

    def said(self) -> Counter[Sentence]:
        return Counter()

    def given(self, row: Record) -> dict[str, Any]:
        """The fields of an entry; its title tells the sex where nothing else does."""
        lists = {name: value for name, value in row.raw.given.items() if not isinstance(value, str)}
        texts = self._parts(row)
        made = {name: value for name, (value, *_) in put_together(texts, 1).items() if value}
        fields = self._constants | made | {name: some for name, some in lists.items() if some}
        if not fields.get("sex") and (sex := sex_of_title(fields.get("title", ""))):
            fields["sex"] = sex
        return fields

    def _parts(self, row: Record) -> Texts:
        """The texts of an entry, each as a column of one cell."""
        return {
            name: [value]
            for name, value in row.raw.given.items()
            if isinstance(value, str) and not self._nothing.is_meant(value)
        }

    def left_out(self, row: Record) -> list[Sentence]:
        others = [OTHER_MATRICULE] if other_matricules(self._parts(row)) else []
        return [*row.raw.left_out, *others]

    def refused(self, row: Record) -> list[InvalidInput]:
        return list(row.raw.refused)

    def no_patient(self, row: Record) -> Sentence | None:
        other: Sentence | None = row.raw.other
        return other

    def digest(self) -> str:
        return self._unpacked.digest()

    def described(self) -> dict[str, str]:
        return {"format": self.kind, "encoding": self._encoding}

    def unknown(self) -> list[str]:
        return []

    def columns(self) -> list[FileColumn]:
        return []

    def remarks(self) -> list[Sentence]:
        return []

    def check_needed(self, *, accept_incomplete: bool) -> None:
        if not self._has_patients:
            raise self._no_patients()
        missing = self._missing(accept_incomplete=accept_incomplete)
        if missing:
            raise nothing_tells(missing)

    def _no_patients(self) -> InvalidInput:
        """What is wrong with a file in which nothing is a patient."""
        return InvalidInput("file", "there are no patients in it.")

    @abstractmethod
    def rejects(self, out: TextIO) -> Rejects:
        """Where rejected entries are written as they came, each with its reasons."""


def _check_encoding(name: str) -> None:
    try:
        b" ".decode(name, "replace")  # which refuses what makes no text, such as hex
    except (LookupError, ValueError):
        raise InvalidInput("encoding", "it is not known; write utf-8, cp1252 or utf-16.") from None
