"""Bring a file of patients into the register: one batch, one transaction, one event."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, InvalidRecord, SembleError, Sentence
from semble_cli.identity.fields import parse_tags
from semble_cli.identity.intake import amended, new_patient
from semble_cli.identity.patterns import pattern
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.status import IdentitySource
from semble_cli.services.desk import TakenBack
from semble_cli.services.import_matching import Match, match
from semble_cli.services.import_report import DEFAULT, OnMatch, Policy, Reject, Report
from semble_cli.services.rights import Right
from semble_cli.services.tagging import add_within
from semble_cli.store import bulk, journal
from semble_cli.store.actions import Action
from semble_cli.store.tags import find_tag, tag_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from semble_cli.exchange.records import Record, Records
    from semble_cli.identity.patient import Patient
    from semble_cli.services.desk import Desk, Work

_AT_ONCE = 500
_PLACES = pattern(r"\{(\w+)\}")
_INCOMPLETE = "Identité incomplète"
"""The tag of a patient whose sex or birth place was stored as unknown."""


class _Row(NamedTuple):
    """A row whose fields can all be taken."""

    record: Record
    patient: Patient


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
    report = Report(read=done)
    records = islice(source.records(), done, None)
    more = True
    while more:
        group = islice(records, policy.commit_every or None)
        more = _import_group(desk, source, group, policy, report, identity, rejected, progress)
    return report


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


def _import_group(
    desk: Desk,
    source: Records,
    group: Iterator[Record],
    policy: Policy,
    report: Report,
    identity: str | None,
    rejected: Callable[[Record, tuple[SembleError, ...]], None],
    progress: Callable[[Report], None],
) -> bool:
    """Take some rows in one transaction; whether there may be more."""
    before = report.read
    with suppress(TakenBack), desk.writing(Right.EDIT_PATIENTS) as work:
        importer = _Import(work, report, policy, rejected)
        while some := list(islice(group, _AT_ONCE)):
            importer.take(some)
            progress(report)
        if policy.dry_run or (policy.strict and report.rejected):
            raise TakenBack
        importer.finish(identity or source.digest())
    return bool(policy.commit_every) and report.read - before == policy.commit_every


class _Import:
    """One import under way: what was read is written piece by piece, in one transaction."""

    def __init__(
        self,
        work: Work,
        report: Report,
        policy: Policy,
        rejected: Callable[[Record, tuple[SembleError, ...]], None],
    ) -> None:
        self.work = work
        self.report = report
        self.policy = policy
        self.rejected = rejected
        self.tags: dict[str, str] = {}
        self.refused: list[tuple[Record, tuple[SembleError, ...]]] = []
        self.created = self.updated = 0
        self.first_id: int | None = None
        self.last_id: int | None = None

    def take(self, records: list[Record]) -> None:
        """Check some rows and write those that can be taken."""
        self.report.read += len(records)
        rows = list(self._read(records))
        if self.policy.on_match is OnMatch.CREATE:
            self._write([row.patient for row in rows])
        else:
            known = match(self.work.connection, [(row.record.number, row.patient) for row in rows])
            self._write(
                [
                    row.patient
                    for row, found in zip(rows, known, strict=True)
                    if self._is_new(row, found)
                ]
            )
        self._tell_rejects()

    def finish(self, digest: str) -> None:
        """Journal the whole batch as one event, if it wrote anything or is one of several."""
        report = self.report
        if not (self.created or self.updated or self.policy.commit_every):
            return
        content = {
            "file": digest,
            "patients": self.created,
            "updated": self.updated,
            "rejected": report.rejected,
            "first_id": self.first_id,
            "last_id": self.last_id,
        }
        if self.policy.commit_every:
            content["through"] = report.read
        self.work.journal.append(Action.PATIENT_IMPORT, None, content)
        report.batch = self.work.journal.batch

    def _read(self, records: Iterable[Record]) -> Iterator[_Row]:
        for record in records:
            if record.problem:
                self._reject(record, record.problem)
                continue
            try:
                yield _Row(record, self._patient(record))
            except InvalidRecord as problem:
                self._reject(record, *problem.problems)
            except InvalidInput as problem:
                self._reject(record, problem)

    def _patient(self, record: Record) -> Patient:
        given = dict(record.given)
        tags = given.pop("tags", None)
        if self.policy.accept_incomplete and (unknown := _unknown(given)):
            given |= unknown
            tags = [*(parse_tags("tags", tags) if tags else ()), _INCOMPLETE]
        intake = new_patient(given, self.work.today)
        self.report.warned += bool(intake.warnings)
        names = tuple(dict.fromkeys(map(self._tag, parse_tags("tags", tags)))) if tags else ()
        return intake.patient._replace(tags=names, identity_source=IdentitySource.IMPORT)

    def _is_new(self, row: _Row, found: Match) -> bool:
        """Whether a row is to be created; one that is not is updated, skipped or rejected here."""
        if len(found.same) > 1:
            self._reject(
                row.record, Conflict("several patients match: {ids}.", ids=_ids(found.same))
            )
        elif found.same:
            self._matched(row, found.same[0])
        elif found.likely:
            self._reject(
                row.record,
                Conflict("likely to be the same person as patient {ids}.", ids=_ids(found.likely)),
            )
        elif found.line is not None:
            self._reject(
                row.record, Conflict("the same person as line {line}, or nearly.", line=found.line)
            )
        else:
            return True
        return False

    def _matched(self, row: _Row, patient: Patient) -> None:
        if self.policy.on_match is OnMatch.UPDATE:
            self._update(row, patient)
        elif self.policy.on_match is OnMatch.SKIP:
            self.report.skipped += 1
        elif self.report.first_id and (patient.id or 0) >= self.report.first_id:
            earlier = Conflict("the same person as an earlier row, patient {id}.", id=patient.id)
            self._reject(row.record, earlier)
        else:
            known = Conflict("the register has patient {id} already.", id=patient.id)
            self._reject(row.record, known)

    def _update(self, row: _Row, patient: Patient) -> None:
        """Bring a patient up to the row; what the row leaves empty stays, and tags are added."""
        given = {name: value for name, value in row.record.given.items() if name != "tags"}
        try:
            after = amended(patient, given, self.work.today).patient
        except InvalidRecord as problem:
            self._reject(row.record, *problem.problems)
            return
        after = after._replace(tags=tuple(dict.fromkeys((*patient.tags, *row.patient.tags))))
        written = self.work.change(patient, after, Action.PATIENT_EDIT)
        if written is patient:
            self.report.skipped += 1
        else:
            self.updated += 1
            self.report.updated += 1

    def _write(self, new: list[Patient]) -> None:
        if not new:
            return
        written = bulk.insert_many(self.work.connection, new, self.work.at)
        self.created += len(written)
        self.first_id, self.last_id = self.first_id or written[0].id, written[-1].id
        self.report.created += len(written)
        self.report.first_id = self.report.first_id or written[0].id
        self.report.last_id = written[-1].id

    def _tag(self, name: str) -> str:
        key = tag_key(name)
        if key not in self.tags:
            found = find_tag(self.work.connection, name)
            if found is None:
                if not self.policy.create_tags and name != _INCOMPLETE:
                    raise InvalidInput(
                        "tags",
                        "there is no such tag. Add it first, or repeat with --create-tags.",
                    )
                found = add_within(self.work, name, None)
                self.report.new_tags.append(found.name)
            self.tags[key] = found.name
        return self.tags[key]

    def _reject(self, record: Record, *reasons: SembleError) -> None:
        self.refused.append((record, reasons))

    def _tell_rejects(self) -> None:
        """Hand on the rows that were refused, in the order of the file."""
        for record, reasons in sorted(self.refused, key=lambda refused: refused[0].number):
            self.report.rejected += 1
            self.report.causes.update(map(cause_of, reasons))
            if len(self.report.rejects) < self.policy.samples:
                self.report.rejects.append(Reject(record.number, reasons))
            self.rejected(record, reasons)
        self.refused.clear()


def cause_of(reason: SembleError) -> str:
    """What a reason says, whatever the row: its field and its message."""
    field = reason.field if isinstance(reason, InvalidInput) else ""
    return f"{field}|{reason.sentence.text}"


def cause_sentence(cause: str) -> Sentence:
    """A cause for people; what changes from row to row stands as dots."""
    field, _, text = cause.partition("|")
    said = Sentence(text, **dict.fromkeys((place[1] for place in _PLACES.finditer(text)), "…"))
    if not field:
        return said
    return Sentence("{field}: {problem}", field=Sentence(field.replace("_", " ")), problem=said)


def _unknown(given: dict[str, object]) -> dict[str, object]:
    unknown: dict[str, object] = {}
    if not given.get("sex"):
        unknown["sex"] = "I"
    if not given.get("birth_place") and not given.get("birth_place_code"):
        unknown["birth_place_code"] = UNKNOWN_PLACE
    return unknown


def _ids(patients: Iterable[Patient]) -> str:
    return ", ".join(str(patient.id) for patient in patients)
