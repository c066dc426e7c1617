"""What becomes of the rows of an import: created, updated, skipped or rejected, one transaction."""

from __future__ import annotations

import pickle
from contextlib import suppress
from io import BytesIO
from operator import attrgetter, itemgetter
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from semble_cli.errors import AlreadyThere, Conflict, InvalidRecord, SembleError, listed_fields
from semble_cli.patient.actions import Action
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.fields import settled_by
from semble_cli.patient.intake import read_field
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.reading.left_out import read_rest
from semble_cli.patient.record import FIELDS
from semble_cli.patient.strict_traits import differing_traits
from semble_cli.services.imports.matching import RowMatch, match
from semble_cli.services.imports.report import Policy, Report, cause_of
from semble_cli.services.imports.rows import at_rest
from semble_cli.services.imports.updating import Updated, updated
from semble_cli.services.patients.tags import add_missing
from semble_cli.store.patients.bulk import BulkWriter, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from semble_cli.exchange.record import Record, Records
    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.batches import Doubtful, ImportBatch
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.patients.bulk import PreparedPatients

    Reasons = tuple[SembleError, ...]
    Remarks = Sequence[tuple[Record, Reasons, bool]]
    """Rows, every reason why they, or cells of them, were not taken, and whether they were."""
    Told = Callable[[Record, Reasons, bool], None]


class ImportWriter:
    """Writes the rows of a file within one transaction.

    Args:
        source: the file.
        report: what was done is added here.
        told: is handed each row that was not taken, or not all of it, with every reason, in order.
        named: the lines of the patients whom the file names again, and how it names them: `taken`
            are the ids in the register of those who were taken, `None` of one who was skipped.
    """

    def __init__(
        self,
        work: UnitOfWork,
        policy: Policy,
        source: Records,
        report: Report,
        told: Told,
        named: Mapping[int, str],
    ) -> None:
        self._work = work
        self._policy = policy
        self._report = report
        self._told = told
        work.connection.look_up_by_index()
        self._writer = BulkWriter(work.connection, work.at, (work.today, work.actor))
        self._lines: dict[int | None, int] = {}
        self._source = source
        self._of_file = _values_of(source.fields)
        self._named = named
        self.taken: dict[str, int | None] = {}
        self.size = self.created = self.updated = 0
        self.digest = ""
        self.first_id: int | None = None
        self.last_id: int | None = None

    def write(self, batch: ImportBatch) -> None:
        """Write the rows that can be taken, and tell the others."""
        self._tell([*self._take(batch), *self._look_up(batch.doubtful)])
        self._count_spare(batch.spare)

    def write_first_load(
        self, batches: Iterable[ImportBatch], progress: Callable[[], None]
    ) -> None:
        """Write many batches of a first load: first those who are new for certain, without the
        indexes, then the doubtful ones, who wait in a file without a name beside the register; in
        memory where that is encrypted, for the file would be in clear."""
        connection = self._work.connection
        with (
            BytesIO() if connection.is_encrypted else TemporaryFile(dir=connection.directory)
        ) as waiting:
            with connection.without_indexes():
                for batch in batches:
                    self._tell(self._take(batch))
                    later = (batch.doubtful, batch.spare)
                    pickle.dump(later, waiting, pickle.HIGHEST_PROTOCOL)
                    progress()
            end = waiting.tell()
            waiting.seek(0)
            self._lines.clear()
            while waiting.tell() < end:
                doubtful, spare = pickle.load(waiting)  # noqa: S301 - written above
                self._tell(self._look_up(doubtful))
                self._count_spare(spare)

    def _take(self, batch: ImportBatch) -> Remarks:
        """Create who is new for certain; the rows that could not be read, and those with dropped
        cells."""
        report = self._report
        self.size += batch.size
        self.digest = batch.digest
        report.read += batch.size
        report.skipped += batch.passed_over
        report.warned += batch.warned
        report.left_out.update(batch.left_out)
        report.codes_in_doubt.update(batch.in_doubt)
        report.new_tags += add_missing(self._work, batch.tags)
        self._lines = dict(zip(self._create(batch.fresh), batch.lines, strict=True))
        if self._named:
            self._take_named(batch.lines, self._lines)
        return [
            *((record, reasons, False) for record, reasons in batch.rejects),
            *((record, reasons, True) for record, reasons in batch.dropped),
        ]

    def _look_up(self, doubtful: Doubtful) -> Remarks:
        """Create or update who may be in the register; the rows that were not taken, and those with
        dropped cells."""
        rows = doubtful.rows()
        matches = match(self._work.connection, [(record.number, row) for record, row in rows])
        remarks: list[tuple[Record, Reasons, bool]] = []
        new, lines = [], []
        for (record, row), found in zip(rows, matches, strict=True):
            dropped = doubtful.dropped.get(record.number, ())
            try:
                if self._is_new(found, row):
                    new.append(row)
                    lines.append(record.number)
                else:
                    dropped = self._matched(record, row, found.same[0], dropped)
            except InvalidRecord as refused:
                remarks.append((record, at_rest((*refused.problems, *dropped)), False))
            except Conflict as known:
                remarks.append((record, at_rest((known, *dropped)), False))
            else:
                remarks += [(record, at_rest(dropped), True)] if dropped else []
        self._take_named(lines, self._create(prepare(PatientColumns.of(new))))
        return remarks

    def _take_named(self, lines: Iterable[int], ids: Iterable[int | None]) -> None:
        """Keep the ids of the patients from these lines, if the file names them again."""
        for line, patient_id in zip(lines, ids, strict=True):
            if name := self._named.get(line):
                self.taken[name] = patient_id

    def _count_spare(self, spare: Doubtful | None) -> None:
        """Count the rejected rows of a trial that would be taken without their bad cells."""
        if spare is None:
            return
        rows = spare.rows()
        if self._policy.on_duplicate is OnDuplicate.CREATE:
            self._report.taken_by_dropping += len(rows)
            return
        updates = self._policy.on_duplicate is OnDuplicate.UPDATE
        matches = match(self._work.connection, [(record.number, row) for record, row in rows])
        for (_, row), found in zip(rows, matches, strict=True):
            with suppress(Conflict):
                self._report.taken_by_dropping += self._is_new(found, row) or updates

    def _tell(self, remarks: Remarks) -> None:
        for record, reasons, is_taken in sorted(remarks, key=lambda remark: remark[0].number):
            if is_taken:
                self._report.dropped.update(map(cause_of, reasons))
            else:
                self._report.reject(record.number, reasons, samples=self._policy.samples)
            self._told(record, reasons, is_taken)

    def _is_new(self, found: RowMatch, row: Patient) -> bool:
        """Whether a row is to be created; one that is not is of one patient of the register.

        Raises:
            Conflict: it cannot be told of whom the row is.
        """
        if found.contradicted or found.contradicted_line is not None:
            raise self._contradiction(row, found)
        if len(found.same) > 1:
            raise Conflict("several patients match: {ids}.", ids=_ids(found.same))
        if found.same:
            return False
        if line := self._line_of(found.likely):
            raise Conflict("the same person as line {line}, or nearly.", line=line)
        if found.likely:
            raise Conflict("likely to be the same person as patient {ids}.", ids=_ids(found.likely))
        if found.line is not None:
            raise Conflict("the same person as line {line}, or nearly.", line=found.line)
        return True

    def _contradiction(self, row: Patient, found: RowMatch) -> Conflict:
        """The error for a row with a number of somebody whose traits are others."""
        concerned = (*found.contradicted, *found.same, *found.likely)
        if len(concerned) > 1:
            return Conflict(
                "several patients match: {ids}.", ids=_ids(sorted(concerned, key=attrgetter("id")))
            )
        line = found.contradicted_line or self._line_of(concerned)
        if line is not None:
            return Conflict(
                "line {line} has the same number, but other traits. Correct whichever is wrong.",
                line=line,
            )
        return Conflict(
            "patient {id} has the same number, but other traits: {fields}. Correct the row, or that"
            " patient's record.",
            id=concerned[0].id,
            fields=listed_fields(differing_traits(concerned[0], row) or ("nir",)),
        )

    def _matched(self, record: Record, row: Patient, patient: Patient, dropped: Reasons) -> Reasons:
        """Do with a row whose patient the register has as the policy says; why cells were dropped,
        where the row is taken: those that were *dropped* from the row by itself, unless it is read
        again beside the patient.

        Raises:
            AlreadyThere: it is to be reported. InvalidRecord: it cannot be taken.
        """
        if self._policy.on_duplicate is OnDuplicate.UPDATE:
            dropped = self._update(record, row, patient, dropped)
            self._take_named((record.number,), (patient.id,))
            return dropped
        if self._policy.on_duplicate is OnDuplicate.SKIP:
            self._report.skipped += 1
            self._take_named((record.number,), (None,))
            return ()
        if line := self._line_of([patient]):
            raise AlreadyThere("the same person as line {line}, or nearly.", line=line)
        if self._report.first_id and (patient.id or 0) >= self._report.first_id:
            raise AlreadyThere("the same person as an earlier row, patient {id}.", id=patient.id)
        raise AlreadyThere("the register has patient {id} already.", id=patient.id)

    def _update(self, record: Record, row: Patient, patient: Patient, dropped: Reasons) -> Reasons:
        """Bring a patient up to the row; what the row leaves empty stays, and tags are added."""
        tags = tuple(dict.fromkeys((*patient.tags, *row.tags)))
        if self._of_file(row) == self._of_file(patient) and tags == patient.tags:
            self._report.skipped += 1
            return dropped
        given = self._source.given(record)
        given.pop("tags", None)
        found, dropped = self._brought_up(patient, row, given)
        for sentence in found.notes:
            self._report.note(record.number, sentence)
        after = found.patient._replace(tags=tags)
        if self._work.change(patient, after, Action.PATIENT_EDIT) is patient:
            self._report.skipped += 1
        else:
            self.updated += 1
            self._report.updated += 1
            self._report.updated_id = patient.id
        return dropped

    def _brought_up(
        self, patient: Patient, row: Patient, given: Mapping[str, Any]
    ) -> tuple[Updated, Reasons]:
        """A patient brought up to a row, and why cells of the row were dropped.

        Raises:
            InvalidRecord: it cannot be.
        """
        today = self._work.today
        if not self._policy.drop_bad_cells:
            return updated(patient, row, given, today), ()
        return read_rest(
            lambda rest: updated(patient, row, rest, today),
            given,
            lambda name, item: read_field(name, item, today, given),
        )

    def _line_of(self, patients: Sequence[Patient]) -> int | None:
        """The line of the batch from which the first of some patients was created."""
        return next((self._lines[each.id] for each in patients if each.id in self._lines), None)

    def _create(self, new: PreparedPatients) -> list[int]:
        ids = self._writer.insert(new)
        if not ids:
            return ids
        report = self._report
        self.created += len(ids)
        report.created += len(ids)
        self.first_id, self.last_id = self.first_id or ids[0], ids[-1]
        report.first_id, report.last_id = report.first_id or ids[0], ids[-1]
        return ids


def _values_of(fields: Iterable[str]) -> Callable[[Patient], Any]:
    """What a patient has in the fields of a file; of one without columns, never the same."""
    names = {name for field in fields for name in settled_by(field)} - {"tags"}
    places = [place for place, name in enumerate(FIELDS) if name in names]
    return itemgetter(*places) if places else lambda _: object()


def _ids(patients: Iterable[Patient]) -> str:
    return ", ".join(str(patient.id) for patient in patients)
