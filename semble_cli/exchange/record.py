"""Patients as a file gives them, one by one, whatever the format."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TextIO

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.errors import InvalidInput, Sentence
    from semble_cli.exchange.around.document_bytes import Bytes
    from semble_cli.exchange.detecting import Written

Texts = dict[str, "Sequence[str]"]
"""The texts of some rows by the flat names of a patient's fields; an empty text is nothing."""


class Record(NamedTuple):
    """One row of a file as it came: the line it begins on, its cells or its document, and why it
    cannot be read at all. The bytes of a document may stand apart, as `data`. A `note` is what
    people should know of a row that was not quite as it should be. Of a row of a text, `text` is
    all of it; `is_unreadable` tells that some of its cells are no text, or have lost some of it."""

    number: int
    raw: Any
    problem: InvalidInput | None = None
    data: Bytes | InvalidInput | None = None
    note: Sentence | None = None
    text: str | None = None
    is_unreadable: bool = False


class RejectsForm(NamedTuple):
    """The form in which rejected rows are written: which *kind* of file, and of a table the names
    of its columns, what stands between its cells and whether its dates told by themselves that the
    month comes first; `written` tells how its lines are, where
    rejected ones are given back as they came. Cards and messages keep their bytes, and `within` is
    the encoding of these. Files of one kind, one header and one such encoding may share one."""

    kind: str
    columns: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    written: Written | None = None
    within: str = ""
    is_month_first: bool = False


class FileColumn(NamedTuple):
    """A column of a table: its name, the field it goes to, empty for none, and a value of it."""

    name: str
    target: str
    sample: str


class Around(Protocol):
    """What a file holds around its patients: relations, allergies, treatments, documents."""

    def lines(self) -> dict[int, str]:
        """The lines of the patients whom any of it names, with the ids that the file has for
        them."""

    def is_of_others(self, record: Record) -> bool:
        """Whether another program wrote one of its records."""

    def records(self, *, is_data_wanted: bool = False) -> Iterator[Record]:
        """All of it, in the order of the file; with the bytes of documents that stand apart,
        if these are wanted, until the next one is read."""


class Records(Protocol):
    """A file of patients, read once from its beginning to its end."""

    fields: tuple[str, ...]
    """The fields that `texts` has; none where the rows are documents."""
    nothing: frozenset[str]
    """The words that stand for nothing."""
    rejects_form: RejectsForm
    """How `rejects` writes; another one of the same kind and columns may be set."""

    @property
    def around(self) -> Around | None:
        """What the file holds around its patients, which is no row; `None` for nothing."""

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        """The rows of the file, as many at a time as *sizes* says, from *after* so many on.

        Raises:
            InvalidInput: it cannot be read any further.
        """

    def texts(self, rows: Sequence[Record], /) -> Texts:
        """The fields of rows column by column; a row that cannot be read has empty cells."""

    def clean(self, text: str, /) -> str:
        """What one of those texts means; empty for nothing."""

    def said(self) -> Counter[Sentence]:
        """What people should know of the texts that were given last, and of how many."""

    def given(self, row: Record) -> dict[str, Any]:
        """The fields of one row that hold anything, by the flat names of a patient's fields.

        Raises:
            InvalidInput: the row is no patient.
        """

    def left_out(self, row: Record, /) -> list[Sentence]:
        """What of one row has no field, where that was not told of the whole file."""

    def refused(self, row: Record, /) -> list[InvalidInput]:
        """Why cells of one row are not taken whatever they mean; the others are in `given`."""

    def no_patient(self, row: Record) -> Sentence | None:
        """What a row is that cannot be taken, where it is no patient at all: a line of totals."""

    def digest(self) -> str:
        """SHA-256 of the file as it came, in hexadecimal."""

    def described(self) -> dict[str, str]:
        """How the file is read: format, encoding, delimiter, and where each column goes."""

    def unknown(self) -> list[str]:
        """The columns that are not placed."""

    def columns(self) -> list[FileColumn]:
        """Every column of a table, in its order."""

    def remarks(self) -> list[Sentence]:
        """What else people should know before the rows are read."""

    def check_needed(self, *, accept_incomplete: bool) -> None:
        """See that every row can have what a patient needs; where *accept_incomplete*, without a
        sex and a birth place.

        Raises:
            InvalidInput: a column is missing.
        """

    def rejects(self, out: TextIO) -> Rejects:
        """Where rejected rows are written, in the form in which they came; *out* has the encoding
        of `rejects_form`, and gives bytes that are no text as they came."""


class Rejects(Protocol):
    """Writes rejected rows with the reasons, to be corrected and fed back."""

    def write(self, record: Record, reasons: str) -> None:
        """Write one row as it came, and why it was rejected."""


def batched(rows: Iterator[Record], sizes: Iterable[int]) -> Iterator[list[Record]]:
    """The rows, as many at a time as *sizes* says."""
    for size in sizes:
        some = list(islice(rows, size))
        if not some:
            return
        yield some
