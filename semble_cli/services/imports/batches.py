"""A file read to its end, batch by batch, ready to be written; no register is needed for it."""

from __future__ import annotations

from itertools import compress, cycle
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.exchange.record import Record
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.rows import RowReader
from semble_cli.store.patients.bulk import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from semble_cli.errors import SembleError, Sentence
    from semble_cli.exchange.record import Records
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.report import Policy
    from semble_cli.services.imports.rows import Reasons
    from semble_cli.services.imports.tags import Tags
    from semble_cli.store.patients.bulk import PreparedPatients

_AT_ONCE = 2000


class Doubtful(NamedTuple):
    """Patients that are to be looked up, the rows that they come from, with their texts where these
    may be wanted, and why cells of these were dropped, by their lines."""

    people: PatientColumns
    lines: Sequence[int]
    raws: Sequence[Any]
    texts: Sequence[str | None]
    dropped: Mapping[int, Reasons] = {}

    @classmethod
    def of(
        cls,
        people: PatientColumns,
        records: Iterable[Record],
        dropped: Mapping[int, Reasons] = MappingProxyType({}),
        *,
        keeps_texts: bool = False,
    ) -> Doubtful:
        rows = list(records)
        lines = [record.number for record in rows]
        texts = [record.text for record in rows] if keeps_texts else ()
        of_these = {line: dropped[line] for line in dropped.keys() & set(lines)} if dropped else {}
        return cls(people, lines, [record.raw for record in rows], texts, of_these)

    def rows(self) -> list[tuple[Record, Patient]]:
        """Each row with its patient."""
        records: Iterable[Record] = map(Record, self.lines, self.raws)
        if self.texts:
            records = map(_with_text, records, self.texts)
        return list(zip(records, self.people.patients(), strict=True))


def _with_text(record: Record, text: str | None) -> Record:
    return record._replace(text=text)


class ImportBatch(NamedTuple):
    """Some rows of a file that follow each other.

    `fresh` are new patients for certain, from the rows that begin on these `lines`; `doubtful` are
    to be looked up; `rejects` cannot be taken, for these reasons; so many as are `passed_over` were
    no patients. `dropped` are the fresh rows of which cells were, and why; `spare` the rejected
    ones that could be taken without such cells, which a trial looks up to tell how many there are.
    `warned` is how many deserve a look, `left_out` says what else was not taken, `in_doubt` are the
    codes of birth places that may be postal codes, `tags` are those to be there, and `digest` is
    that of all the bytes read so far.
    """

    size: int
    fresh: PreparedPatients
    lines: Sequence[int]
    doubtful: Doubtful
    rejects: Sequence[tuple[Record, tuple[SembleError, ...]]]
    passed_over: int
    warned: int
    left_out: Sequence[Sentence]
    in_doubt: Sequence[str]
    tags: Sequence[str]
    digest: str
    dropped: Sequence[tuple[Record, Reasons]] = ()
    spare: Doubtful | None = None


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
    reader = RowReader(
        *(source, today),
        accept_incomplete=policy.accept_incomplete,
        drop_bad_cells=policy.drop_bad_cells,
    )
    counts_spare = policy.dry_run and not policy.drop_bad_cells
    came_before = _came_before(policy, is_first=is_first)
    for records in source.batches(cycle(sizes(policy.commit_every)), after=done):
        read = reader.read(records, tags)
        came = came_before(read.people)
        fresh = [not each for each in came]
        new = list(compress(read.taken, fresh))
        spare = reader.spare((record for record, _ in read.rejects), tags) if counts_spare else ()
        yield ImportBatch(
            len(records),
            prepare(read.people.where(fresh)),
            [record.number for record in new],
            Doubtful.of(
                *(read.people.where(came), compress(read.taken, came), read.dropped),
                keeps_texts=policy.keeps_texts,
            ),
            read.rejects,
            read.passed_over,
            read.warned,
            read.left_out,
            read.in_doubt,
            tags.take_named(),
            source.digest(),
            [
                (record, read.dropped[record.number])
                for record in new
                if record.number in read.dropped
            ]
            if read.dropped
            else (),
            Doubtful.of(
                PatientColumns.of([patient for _, patient in spare]),
                [record for record, _ in spare],
            )
            if spare
            else None,
        )
    nobody = PatientColumns(0, {})
    yield ImportBatch(
        0, prepare(nobody), [], Doubtful.of(nobody, ()), [], 0, 0, (), (), [], source.digest()
    )


def _came_before(policy: Policy, *, is_first: bool) -> Callable[[PatientColumns], list[bool]]:
    """For each patient of a batch, whether somebody like this one may have come before."""
    if policy.on_duplicate is OnDuplicate.CREATE:
        return lambda people: [False] * people.size
    if not is_first:
        return lambda people: [True] * people.size
    # Loaded for a first load only: numpy takes longer to import than many a file to be read.
    from semble_cli.patient.columns.earlier_patients import EarlierPatients

    return EarlierPatients().check_and_add
