"""What becomes of the rows of an import: created, updated, skipped or rejected, one transaction."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, InvalidRecord, SembleError
from semble_cli.identity.fields import settled_by
from semble_cli.identity.intake import amended
from semble_cli.identity.patient import FIELDS
from semble_cli.services.import_matching import Match, match
from semble_cli.services.import_report import OnMatch, Policy, Report
from semble_cli.store.actions import Action
from semble_cli.store.bulk import BulkWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from semble_cli.exchange.batches import Record
    from semble_cli.identity.patient import Patient
    from semble_cli.services.desk import Work
    from semble_cli.services.import_rows import ReadBatch

Rejected = "Callable[[Record, tuple[SembleError, ...]], None]"


class Settler:
    """Settles the rows of a file within one transaction.

    Args:
        fields: those that every row of the file has, if it is a table.
        report: what was done is added here.
        rejected: is handed each row that was not taken, with every reason, in order.
    """

    def __init__(
        self,
        work: Work,
        policy: Policy,
        fields: Iterable[str],
        report: Report,
        rejected: Callable[[Record, tuple[SembleError, ...]], None],
    ) -> None:
        self._work = work
        self._policy = policy
        self._report = report
        self._rejected = rejected
        self._writer = BulkWriter(work.connection, work.at)
        self._of_file = _values_of(fields)
        self.created = self.updated = 0
        self.first_id: int | None = None
        self.last_id: int | None = None

    def settle(self, read: ReadBatch) -> None:
        """Write the rows of a batch that can be taken, and tell the others."""
        self._report.read += len(read.patients)
        self._report.warned += read.warned
        rows = [(place, row) for place, row in enumerate(read.patients) if row]
        if self._policy.on_match is OnMatch.CREATE:
            self._create([row for _, row in rows])
        else:
            lines = [(read.batch.records[place].number, row) for place, row in rows]
            found = match(self._work.connection, lines)
            self._create(
                [
                    row
                    for (place, row), known in zip(rows, found, strict=True)
                    if self._is_new(read, place, row, known)
                ]
            )
        self._tell_rejects(read)

    def _is_new(self, read: ReadBatch, place: int, row: Patient, found: Match) -> bool:
        """Whether a row is to be created; one that is not is updated, skipped or rejected here."""
        if len(found.same) > 1:
            problem: SembleError = Conflict("several patients match: {ids}.", ids=_ids(found.same))
        elif found.same:
            return self._matched(read, place, row, found.same[0])
        elif found.likely:
            problem = Conflict(
                "likely to be the same person as patient {ids}.", ids=_ids(found.likely)
            )
        elif found.line is not None:
            problem = Conflict("the same person as line {line}, or nearly.", line=found.line)
        else:
            return True
        read.rejects[place] = (problem,)
        return False

    def _matched(self, read: ReadBatch, place: int, row: Patient, patient: Patient) -> bool:
        """Do with a row whose patient the register has as the policy says; never a new one."""
        if self._policy.on_match is OnMatch.UPDATE:
            self._update(read, place, row, patient)
        elif self._policy.on_match is OnMatch.SKIP:
            self._report.skipped += 1
        elif self._report.first_id and (patient.id or 0) >= self._report.first_id:
            read.rejects[place] = (
                Conflict("the same person as an earlier row, patient {id}.", id=patient.id),
            )
        else:
            read.rejects[place] = (
                Conflict("the register has patient {id} already.", id=patient.id),
            )
        return False

    def _update(self, read: ReadBatch, place: int, row: Patient, patient: Patient) -> None:
        """Bring a patient up to the row; what the row leaves empty stays, and tags are added."""
        tags = tuple(dict.fromkeys((*patient.tags, *row.tags)))
        if (
            read.batch.texts
            and self._of_file(row) == self._of_file(patient)
            and (tags == patient.tags)
        ):
            self._report.skipped += 1
            return
        given = {name: value for name, value in read.batch.given(place).items() if name != "tags"}
        try:
            after = amended(patient, given, self._work.today).patient._replace(tags=tags)
        except InvalidRecord as problem:
            read.rejects[place] = problem.problems
            return
        if self._work.change(patient, after, Action.PATIENT_EDIT) is patient:
            self._report.skipped += 1
        else:
            self.updated += 1
            self._report.updated += 1

    def _create(self, new: list[Patient]) -> None:
        ids = self._writer.insert(new)
        if not ids:
            return
        report = self._report
        self.created += len(ids)
        report.created += len(ids)
        self.first_id, self.last_id = self.first_id or ids[0], ids[-1]
        report.first_id, report.last_id = report.first_id or ids[0], ids[-1]

    def _tell_rejects(self, read: ReadBatch) -> None:
        for place in sorted(read.rejects):
            record, reasons = read.batch.records[place], read.rejects[place]
            self._report.reject(record.number, reasons, samples=self._policy.samples)
            self._rejected(record, reasons)


def _values_of(fields: Iterable[str]) -> Callable[[Patient], Any]:
    """What a patient has in the fields of a file, but for the tags."""
    names = {name for field in fields for name in settled_by(field)} - {"tags"}
    places = [place for place, name in enumerate(FIELDS) if name in names]
    return itemgetter(*places) if places else lambda _: None


def _ids(patients: Iterable[Patient]) -> str:
    return ", ".join(str(patient.id) for patient in patients)
