"""Bring a file of patients into the register: one batch, one transaction, one event."""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle, islice
from typing import TYPE_CHECKING

from semble_cli.services.desk import TakenBack
from semble_cli.services.import_report import DEFAULT, Policy, Report
from semble_cli.services.import_rows import RowReader
from semble_cli.services.import_settling import Settler
from semble_cli.services.import_tags import Tags
from semble_cli.services.rights import Right
from semble_cli.store import journal
from semble_cli.store.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.errors import SembleError
    from semble_cli.exchange.batches import Record
    from semble_cli.exchange.records import Records
    from semble_cli.services.desk import Desk, Work

_AT_ONCE = 2000


def import_patients(
    desk: Desk,
    source: Records,
    policy: Policy = DEFAULT,
    *,
    identity: str | None = None,
    done: int = 0,
    rejected: Callable[[Record, tuple[SembleError, ...]], None] = lambda *_: None,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Create or update a patient for each row of a file.

    A row that cannot be taken does not hold back the others (unless *policy* is strict): each is
    handed to *rejected* with every reason. A trial runs to the end and writes nothing.

    Args:
        identity: the digest of the whole file, by which `rows_done` knows it again; `None` where it
            is known at its end only.
        done: how many rows to pass over, for an earlier run has taken them.

    Raises:
        InvalidInput: the file cannot be read. Refused: no right. StoreError
    """
    run = _Run(desk, source, policy, identity, done, rejected, progress)
    while run.next_transaction():
        pass
    return run.report


def rows_done(desk: Desk, identity: str) -> int:
    """How many rows of a file an import has taken whose transactions were one after the other.

    Raises:
        Refused: who works here is no user of the register.
    """
    with desk.reading() as connection:
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


class _Run:
    """One run through a file, in one transaction or in several."""

    def __init__(
        self,
        desk: Desk,
        source: Records,
        policy: Policy,
        identity: str | None,
        done: int,
        rejected: Callable[[Record, tuple[SembleError, ...]], None],
        progress: Callable[[Report], None],
    ) -> None:
        self.report = Report(read=done)
        self._desk = desk
        self._source = source
        self._policy = policy
        self._identity = identity
        self._rejected = rejected
        self._progress = progress
        sizes = _sizes(policy.commit_every)
        batches = source.batches(cycle(sizes), after=done)
        self._reader = RowReader(source, desk.today, accept_incomplete=policy.accept_incomplete)
        self._batches = batches
        self._in_transaction = len(sizes) if policy.commit_every else None

    def next_transaction(self) -> bool:
        """Take the rows of one transaction; whether there may be more."""
        before = self.report.read
        policy = self._policy
        with suppress(TakenBack), self._desk.writing(Right.EDIT_PATIENTS) as work:
            tags = Tags(work.connection, create=policy.create_tags)
            settler = Settler(work, policy, self._source.fields, self.report, self._rejected)
            for batch in islice(self._batches, self._in_transaction):
                read = self._reader.read(batch, tags)
                self.report.new_tags += tags.add_new(work)
                settler.settle(read)
                self._progress(self.report)
            if policy.dry_run or (policy.strict and self.report.rejected):
                raise TakenBack
            self._journal(work, settler)
        return self.report.read - before == policy.commit_every > 0

    def _journal(self, work: Work, settler: Settler) -> None:
        """One event for the whole batch, if it wrote anything or is one of several."""
        report, in_pieces = self.report, bool(self._policy.commit_every)
        if not (settler.created or settler.updated or in_pieces):
            return
        content = {
            "file": self._identity or self._source.digest(),
            "patients": settler.created,
            "updated": settler.updated,
            "rejected": report.rejected,
            "first_id": settler.first_id,
            "last_id": settler.last_id,
        }
        if in_pieces:
            content["through"] = report.read
        work.journal.append(Action.PATIENT_IMPORT, None, content)
        report.batch = work.journal.batch


def _sizes(commit_every: int) -> list[int]:
    """How many rows are read at a time, to come to as many as go into one transaction."""
    if not commit_every:
        return [_AT_ONCE]
    whole, rest = divmod(commit_every, _AT_ONCE)
    return [_AT_ONCE] * whole + [rest] * bool(rest)
