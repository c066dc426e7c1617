"""Bring a file of patients into the register: one batch, one transaction, one event."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage, Conflict
from semble_cli.parallel.garbage import infrequent_collection
from semble_cli.parallel.worker import in_worker
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.services.imports.batches import ImportBatch, import_batches, sizes
from semble_cli.services.imports.report import DEFAULT, Policy, Report
from semble_cli.services.imports.tags import Tags
from semble_cli.services.imports.writer import ImportWriter
from semble_cli.services.unit_of_work import RolledBack
from semble_cli.store import journal
from semble_cli.store.patients.rows import is_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from semble_cli.errors import SembleError
    from semble_cli.exchange.record import Around, Record, Records
    from semble_cli.services.imports.writer import Told
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork

_WORTH_A_PROCESS = 4
"""Batches of a file from which on another process reads it: it takes a moment to begin."""


def import_patients(
    register: Register,
    source: Records,
    policy: Policy = DEFAULT,
    *,
    identity: str | None = None,
    done: int = 0,
    told: Told = lambda *_: None,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Create or update a patient for each row of a file.

    A row that cannot be taken does not hold back the others (unless *policy* is strict): each is
    handed to *told* with every reason, and so is one of which cells were dropped, as one that was
    taken. A trial runs to the end and writes nothing.

    Args:
        identity: the digest of the whole file, by which `rows_done` knows it again; `None` where it
            is known at its end only.
        done: how many rows to pass over, for an earlier run has taken them.

    Raises:
        InvalidInput: the file cannot be read, or no row of it can have what a patient needs.
        Refused: no right. StoreError
        Conflict: somebody else wrote to an empty register while the import began.
        BadUsage: what the file holds around its patients cannot be taken in several transactions.
    """
    check_source(source, policy)
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        tags = Tags(connection, create=policy.create_tags)
        is_first = not policy.commit_every and is_empty(connection)
    report = Report(read=done)
    named = source.around.lines() if source.around else {}  # before another process reads the file
    run = _Run(register, source, policy, identity, told, progress, report, named)
    in_transaction = len(sizes(policy.commit_every)) if policy.commit_every else None
    read = import_batches(source, policy, register.today, tags, done=done, is_first=is_first)
    with infrequent_collection(), _read_in_worker(read) as (coming, is_long):
        del read  # what it holds in memory is the other process's now
        while run.take(islice(coming, in_transaction), is_first=is_first, is_long=is_long):
            pass
    return report


def check_right(register: Register) -> None:
    """See that who works here may import, before a file is looked through.

    Raises:
        Refused: no right. StoreError: the store cannot be read.
    """
    with register.reading(Permission.EDIT_PATIENTS):
        pass


def check_source(source: Records, policy: Policy) -> None:
    """See that a file can be imported as it is asked, before anything is written.

    Raises:
        InvalidInput: no row of it can have what a patient needs.
        BadUsage: what the file holds around its patients cannot be taken in several transactions.
    """
    source.check_needed(accept_incomplete=policy.accept_incomplete)
    if source.around and policy.commit_every:
        raise BadUsage(
            "The file holds more than patients, which is one transaction: leave --commit-every out."
        )


def rows_done(register: Register, identity: str) -> int:
    """How many rows of a file an import has taken whose transactions were one after the other.

    Raises:
        Refused: who works here is no user of the register.
    """
    with register.reading() as connection:
        return max(
            (
                event.content["through"]
                for event in journal.imports(connection)
                if event.content
                and event.content["file"] == identity
                and event.content.get("through")
                and journal.undone_by(connection, event.batch) is None
            ),
            default=0,
        )


@contextmanager
def _read_in_worker(rows: Iterator[ImportBatch]) -> Iterator[tuple[Iterator[ImportBatch], bool]]:
    """The batches of a file, and whether it is a long one: it is read by another process."""
    first = list(islice(rows, _WORTH_A_PROCESS))
    if len(first) < _WORTH_A_PROCESS:
        yield iter(first), False
        return
    with in_worker(rows) as worker:
        del rows
        yield chain(_handed_out(first), worker), True


def _handed_out(rows: list[ImportBatch]) -> Iterator[ImportBatch]:
    """The batches in order, each forgotten when it is given."""
    rows.reverse()
    while rows:
        yield rows.pop()


class _Run:
    """One run through a file, in one transaction or in several."""

    def __init__(
        self,
        register: Register,
        source: Records,
        policy: Policy,
        identity: str | None,
        told: Told,
        progress: Callable[[Report], None],
        report: Report,
        named: Mapping[int, str],
    ) -> None:
        self._register = register
        self._source = source
        self._policy = policy
        self._identity = identity
        self._told = told
        self._progress = progress
        self._report = report
        self._named = named

    def take(self, rows: Iterator[ImportBatch], *, is_first: bool, is_long: bool) -> bool:
        """Take the batches of one transaction; whether there may be more.

        Raises:
            Conflict: the register was empty, and is not any more.
        """
        policy, report = self._policy, self._report
        transaction = self._register.writing(
            Permission.EDIT_PATIENTS, first_load=is_first and is_long
        )
        with suppress(RolledBack), transaction as work:
            if is_first and not is_empty(work.connection):
                raise Conflict("Somebody else changed the register meanwhile. Begin again.")
            writer = ImportWriter(work, policy, self._source, report, self._told, self._named)
            if is_first and is_long:
                writer.write_first_load(rows, lambda: self._progress(report))
            else:
                for batch in rows:
                    writer.write(batch)
                    self._progress(report)
            if around := self._source.around:
                self._bring(work, around, writer.taken)
            if policy.dry_run or (policy.strict and report.rejected):
                report.roll_back(is_trial=policy.dry_run)
                raise RolledBack
            self._journal(work, writer)
        return bool(policy.commit_every and writer.size)

    def _bring(self, work: UnitOfWork, around: Around, taken: Mapping[str, int | None]) -> None:
        """Write what the file holds around the patients who were taken."""
        from semble_cli.services.imports.around.run import AroundWriter

        AroundWriter(work, self._policy, taken, self._report, self._reject).write(around)

    def _reject(self, record: Record, reasons: tuple[SembleError, ...]) -> None:
        self._told(record, reasons, False)

    def _journal(self, work: UnitOfWork, writer: ImportWriter) -> None:
        """One event for the whole batch, if it wrote anything or is one of several."""
        policy, report = self._policy, self._report
        is_part = policy.commit_every and writer.size
        if not (writer.created or writer.updated or report.records or is_part):
            return
        content = {
            "file": self._identity or writer.digest,
            "patients": writer.created,
            "updated": writer.updated,
            "rejected": report.rejected,
            "first_id": writer.first_id,
            "last_id": writer.last_id,
        }
        if report.records:
            content["records"] = report.records
        if policy.commit_every:
            content["through"] = report.read
        work.journal.append(Action.PATIENT_IMPORT, None, content)
        report.batch = work.journal.batch
