"""A file read to its end, batch by batch, ready to be written; no register is needed for it."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.exchange.record import Record
from semble_cli.patient.bloom import BloomFilter
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.record import FIELDS, Patient
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.rows import RowReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from semble_cli.errors import SembleError
    from semble_cli.exchange.records import Records
    from semble_cli.services.imports.tags import Tags

_AT_ONCE = 2000


class PatientColumns(NamedTuple):
    """Patients column by column, in the order of `FIELDS`: so they pass quickly from one process to
    another."""

    columns: Sequence[Sequence[Any]]

    @classmethod
    def of(cls, patients: Sequence[Patient]) -> PatientColumns:
        return cls(list(zip(*patients, strict=True)) or [()] * len(FIELDS))

    def patients(self) -> list[Patient]:
        return list(map(Patient._make, zip(*self.columns, strict=True)))


class Doubtful(NamedTuple):
    """Patients that are to be looked up, and the rows that they come from."""

    people: PatientColumns
    lines: Sequence[int]
    raws: Sequence[Any]

    def rows(self) -> list[tuple[Record, Patient]]:
        """Each row with its patient."""
        records = map(Record, self.lines, self.raws)
        return list(zip(records, self.people.patients(), strict=True))


class ImportBatch(NamedTuple):
    """Some rows of a file that follow each other.

    `fresh` are new patients for certain, from the rows that begin on these `lines`; `doubtful` are
    to be looked up; `rejects` cannot be taken, for these reasons.
    `warned` is how many deserve a look, `tags` are those to be there, and `digest` is that of all
    the bytes read so far.
    """

    size: int
    fresh: PatientColumns
    lines: Sequence[int]
    doubtful: Doubtful
    rejects: Sequence[tuple[Record, tuple[SembleError, ...]]]
    warned: int
    tags: Sequence[str]
    digest: str


def sizes(commit_every: int) -> list[int]:
    """How many rows the batches of one transaction have."""
    if not commit_every:
        return [_AT_ONCE]
    whole, rest = divmod(commit_every, _AT_ONCE)
    return [_AT_ONCE] * whole + [rest] * bool(rest)


def import_batches(
    source: Records, policy: Policy, today: date, tags: Tags, *, done: int, is_first: bool
) -> Iterator[ImportBatch]:
    """The batches of a file; the last has no rows, and the digest of the whole file.

    Args:
        tags: the register's.
        done: how many rows to pass over.
        is_first: whether the register holds nobody, so that a row can only be of somebody whom the
            file itself has twice.

    Raises:
        InvalidInput: the file cannot be read any further.
    """
    reader = RowReader(source, today, accept_incomplete=policy.accept_incomplete)
    seen = BloomFilter() if is_first and policy.on_duplicate is not OnDuplicate.CREATE else None
    for records in source.batches(cycle(sizes(policy.commit_every)), after=done):
        read = reader.read(records, tags)
        fresh, lines, doubtful = [], [], []
        for record, patient in zip(records, read.patients, strict=True):
            if patient is None:
                continue
            if policy.on_duplicate is OnDuplicate.CREATE or (
                seen and not seen.check_and_add(patient)
            ):
                fresh.append(patient)
                lines.append(record.number)
            else:
                doubtful.append((record, patient))
        yield ImportBatch(
            len(records),
            PatientColumns.of(fresh),
            lines,
            _doubtful(doubtful),
            [(records[place], reasons) for place, reasons in read.rejects.items()],
            read.warned,
            tags.take_named(),
            source.digest(),
        )
    yield ImportBatch(0, PatientColumns.of([]), [], _doubtful([]), [], 0, [], source.digest())


def _doubtful(rows: Sequence[tuple[Record, Patient]]) -> Doubtful:
    return Doubtful(
        PatientColumns.of([patient for _, patient in rows]),
        [record.number for record, _ in rows],
        [record.raw for record, _ in rows],
    )
