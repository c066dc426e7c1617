"""Bring a file of patients into the register: one batch, one transaction, one event."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, InvalidRecord, SembleError
from semble_cli.exchange.flat_file import FlatFile, Line
from semble_cli.identity.document import DERIVED, cells
from semble_cli.identity.fields import READERS, parse_tags
from semble_cli.identity.intake import new_patient
from semble_cli.identity.status import IdentitySource
from semble_cli.services.desk import TakenBack
from semble_cli.services.rights import Right
from semble_cli.services.tagging import add_within
from semble_cli.store import bulk
from semble_cli.store.actions import Action
from semble_cli.store.keys import identity_key
from semble_cli.store.tags import find_tag, tag_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from typing import BinaryIO

    from semble_cli.identity.patient import Patient
    from semble_cli.services.desk import Desk, Work

COLUMNS = tuple(READERS)
"""The columns that an import reads: flat names of a patient's fields."""

IGNORED = tuple(column for key in (*DERIVED, "ins") for column in cells(key, None))
"""The columns that our own lists have and an import does not take: the register keeps them."""

_AT_ONCE = 500


class Reject(NamedTuple):
    """A row that was not taken: its line in the file, and every reason."""

    line: int
    reasons: tuple[SembleError, ...]


@dataclass(slots=True)
class Report:
    """What an import did. `batch` is `None` where nothing was written."""

    read: int = 0
    created: int = 0
    warned: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    first_id: int | None = None
    last_id: int | None = None
    new_tags: list[str] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    batch: int | None = None


def import_patients(
    desk: Desk,
    source: BinaryIO,
    *,
    create_tags: bool = False,
    dry_run: bool = False,
    samples: int = 20,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Create a patient for each row of a CSV file with our own column names.

    A row that cannot be taken does not hold back the others; the first *samples* of them are
    reported one by one. A row whose five traits are those of a patient of the register, or of
    an earlier row, is not taken. A trial (*dry_run*) runs to the end and writes nothing.

    Raises:
        InvalidInput: the file cannot be read. Refused: no right. StoreError
    """
    file = FlatFile(source, COLUMNS, IGNORED)
    report = Report()
    with suppress(TakenBack), desk.writing(Right.EDIT_PATIENTS) as work:
        importer = _Import(work, report, samples, create_tags=create_tags)
        lines = file.lines()
        while some := list(islice(lines, _AT_ONCE)):
            importer.take(some)
            progress(report)
        report.ignored = tuple(name for name in file.columns if name in IGNORED)
        if dry_run:
            raise TakenBack
        if report.created:
            importer.finish(file.digest())
    return report


@dataclass(slots=True)
class _Import:
    """One import under way: what was read is written piece by piece, in one transaction."""

    work: Work
    report: Report
    samples: int
    create_tags: bool = field(kw_only=True)
    tags: dict[str, str] = field(default_factory=dict)

    def take(self, lines: list[Line]) -> None:
        """Check some rows and write those that can be taken."""
        self.report.read += len(lines)
        taken = list(self._new(self._read(lines)))
        if not taken:
            return
        written = bulk.insert_many(self.work.connection, taken, self.work.at)
        self.report.created += len(written)
        self.report.first_id = self.report.first_id or written[0].id
        self.report.last_id = written[-1].id

    def finish(self, digest: str) -> None:
        """Journal the whole batch as one event."""
        report = self.report
        content = {
            "file": digest,
            "patients": report.created,
            "rejected": report.rejected,
            "first_id": report.first_id,
            "last_id": report.last_id,
        }
        self.work.journal.append(Action.PATIENT_IMPORT, None, content)
        report.batch = self.work.journal.batch

    def _read(self, lines: Iterable[Line]) -> Iterator[tuple[Line, Patient]]:
        for line in lines:
            if line.problem:
                self._reject(line, line.problem)
                continue
            try:
                yield line, self._patient(line, self.work.today)
            except InvalidRecord as problem:
                self._reject(line, *problem.problems)
            except InvalidInput as problem:
                self._reject(line, problem)

    def _patient(self, line: Line, today: date) -> Patient:
        given = dict(line.cells)
        tags = given.pop("tags", None)
        intake = new_patient(given, today)
        self.report.warned += bool(intake.warnings)
        names = tuple(map(self._tag, parse_tags("tags", tags))) if tags else ()
        return intake.patient._replace(tags=names, identity_source=IdentitySource.IMPORT)

    def _new(self, read: Iterable[tuple[Line, Patient]]) -> Iterator[Patient]:
        """The patients whom neither the register nor an earlier row has."""
        identities = [(identity_key(patient), line, patient) for line, patient in read]
        known = bulk.same_people(self.work.connection, [key for key, _, _ in identities])
        rows: dict[object, int] = {}
        for key, line, patient in identities:
            if key in known:
                self._reject(line, Conflict("the same traits as patient {id}.", id=known[key]))
            elif key in rows:
                self._reject(line, Conflict("the same traits as line {line}.", line=rows[key]))
            else:
                rows[key] = line.number
                yield patient

    def _tag(self, name: str) -> str:
        key = tag_key(name)
        if key not in self.tags:
            found = find_tag(self.work.connection, name)
            if found is None:
                if not self.create_tags:
                    raise InvalidInput(
                        "tags",
                        "there is no such tag. Add it first, or repeat with --create-tags.",
                    )
                found = add_within(self.work, name, None)
                self.report.new_tags.append(found.name)
            self.tags[key] = found.name
        return self.tags[key]

    def _reject(self, line: Line, *reasons: SembleError) -> None:
        self.report.rejected += 1
        if len(self.report.rejects) < self.samples:
            self.report.rejects.append(Reject(line.number, reasons))
