"""Bring deleted patients back with their ids, from the ledger or from a patient report.

Identity, contact data and tags come back; what was medical was erased, and does not.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord, NoSuchRecord, SembleError
from semble_cli.exchange.documents.in_file import documents_in
from semble_cli.exchange.documents.keys import DocumentFields
from semble_cli.exchange.mapping import IDENTIFIER, OWN_COLUMNS, Reading
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.records import holds_documents
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.tables.unreadable import first_unreadable
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.identity.cells.moments import parse_moment
from semble_cli.identity.names import strict_given_names, strict_name
from semble_cli.patient.actions import Action
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.fields import READERS, parse_tags
from semble_cli.patient.identifier import HIGHEST_ID, parse_id
from semble_cli.patient.intake import new_patient
from semble_cli.patient.matching import Verdict, compare
from semble_cli.patient.reading.states import read_states, with_states
from semble_cli.services.access import Permission
from semble_cli.services.imports.source import map_of, rewindable
from semble_cli.services.patients.duplicates import Candidate, candidates
from semble_cli.services.patients.former import bring_back
from semble_cli.services.unit_of_work import RolledBack
from semble_cli.store import journal, ledger, shares
from semble_cli.store.event_chain import ERASED, TAKEN
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from semble_cli.exchange.mapping import GivenMap
    from semble_cli.exchange.record import Record
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class RecoveryResult(StrEnum):
    """What became of one patient of a recovery."""

    RECOVERED = "recovered"
    PRESENT = "present"
    ID_IN_USE = "id_in_use"
    NEVER_GIVEN = "never_given"
    LIKELY_DUPLICATE = "likely_duplicate"
    INVALID = "invalid"


class Wanted(NamedTuple):
    """A patient to bring back, with the former id; or why a line of a report is none."""

    id: int | None
    patient: Patient | None
    problems: tuple[SembleError, ...] = ()
    line: int | None = None


class Recovery(NamedTuple):
    """What became of one patient: for a likely duplicate, of whom; and how many records of each
    kind were erased with the patient and do not come back, `None` where the journal does not tell.
    """

    wanted: Wanted
    result: RecoveryResult
    likely: tuple[Candidate, ...] = ()
    lost: Mapping[str, int] | None = None


def from_ledger(register: Register, ids: Sequence[int]) -> list[Wanted]:
    """The former patients with these ids.

    Raises:
        NoSuchRecord: one of them is no former patient, and none is in the register either.
    """
    with register.reading(Permission.RECOVER) as connection:
        former = {found.patient.id: found.patient for found in ledger.get_many(connection, ids)}
        present = {patient.id: patient for patient in patients.get_many(connection, ids)}
    for patient_id in ids:
        if patient_id not in former and patient_id not in present:
            raise NoSuchRecord(
                "No former patient has the id {id}. See them with semble patient report.",
                id=patient_id,
            )
    return [Wanted(patient_id, former.get(patient_id) or present[patient_id]) for patient_id in ids]


def from_report(register: Register, source: BinaryIO, map_file: str | None = None) -> list[Wanted]:
    """The patients of a table, or of JSON documents, who are not in the register, or whose ids
    others bear there: of our report, or of any other whose columns are recognised, or placed by a
    map, one of them the id.

    Raises:
        InvalidInput: the file is no report. Refused: who works here may not recover.
    """
    given_map = map_of(map_file)
    with rewindable(source, register.store) as kept:
        wanted_in = _in_documents if holds_documents(kept) else _in_table
        read = list(wanted_in(kept, given_map, register.today))
    with register.reading(Permission.RECOVER) as connection:
        ids = [wanted.id for wanted in read if wanted.id is not None]
        present = {patient.id: patient for patient in patients.get_compared(connection, ids)}
    return [
        wanted
        for wanted in read
        if (other := present.get(wanted.id)) is None
        or (wanted.patient is not None and not _may_be_one(other, wanted.patient))
    ]


def _in_table(source: BinaryIO, given: GivenMap | None, today: date) -> Iterator[Wanted]:
    file = TableFile(source, named=given.columns if given else (), with_times=True)
    rows = list(file.rows())
    written = file.written
    is_own_tsv = bool(written and written.delimiter == "\t") and OWN_COLUMNS.issuperset(file.header)
    reading = Reading(today=today, is_own_tsv=is_own_tsv)
    readable = [row.raw for row in rows if not (row.problem or row.is_unreadable)]
    placement = Placement(file.header, given, reading, readable)
    placement.settle_dates()
    if IDENTIFIER not in (*file.header, *placement.columns.placed.values()):
        raise _no_report()
    for row in rows:
        if problem := row.problem or first_unreadable(row.raw, file.header):
            yield Wanted(None, None, (problem,), row.number)
        else:
            yield _wanted(_fields_of_row(row, placement), row.number, today)


def _in_documents(source: BinaryIO, given: GivenMap | None, today: date) -> Iterator[Wanted]:
    rows = list(documents_in(Unpacked(source).stream))
    readable = [row.raw for row in rows if not row.problem]
    reader = DocumentFields(given, Reading(today=today), readable)
    if IDENTIFIER not in reader.placed.values() and not any(
        IDENTIFIER in each for each in readable
    ):
        raise _no_report()
    for row in rows:
        if row.problem:
            yield Wanted(None, None, (row.problem,), row.number)
            continue
        try:
            fields = reader.fields_of(row.raw)
        except InvalidInput as problem:
            yield Wanted(None, None, (problem,), row.number)
        else:
            yield _wanted(_kept(row.raw) | fields, row.number, today)


def _no_report() -> InvalidInput:
    return InvalidInput(
        "file", "it has no column id: it is no patient report. --map can name the column."
    )


def recover_patients(
    register: Register,
    wanted: Sequence[Wanted],
    approved: Collection[int] = (),
    *,
    dry_run: bool = False,
) -> list[Recovery]:
    """Bring patients back, all in one transaction; what became of each.

    One whose id somebody else bears, in the register or in the ledger, is left; so is one whose id
    is above all that the register has given, unless it has given none, and one who is likely to
    have been created anew since, unless the id is among *approved*. Whoever is in the ledger comes
    back as the ledger has it. A trial (*dry_run*) writes nothing.

    Raises:
        Refused: who works here may not recover.
    """
    outcomes: list[Recovery] = []
    with suppress(RolledBack), register.writing(Permission.RECOVER) as work:
        highest = _highest_id(work)
        outcomes += [_recover(work, each, approved, highest) for each in wanted]
        if dry_run:
            raise RolledBack
        back = [each.wanted.id or 0 for each in outcomes if each.result is RecoveryResult.RECOVERED]
        work.connection.never_give("patient", max(back, default=0))
    return outcomes


def purge_before(register: Register, moment: datetime) -> int:
    """How many former patients were deleted before a moment.

    Raises:
        Refused: who works here is no admin.
    """
    with register.reading(Permission.ADMINISTER) as connection:
        return ledger.count_before(connection, moment)


def purge(register: Register, moment: datetime) -> int:
    """Erase for good the former patients who were deleted before a moment, and what the register
    still knows of what was shared about them; how many there were.

    Raises:
        Refused: who works here is no admin.
    """
    with register.writing(Permission.ADMINISTER) as work:
        erased = ledger.purge(work.connection, moment)
        if erased:
            shares.forget(work.connection, erased)
            content = {"patients": len(erased), "ids": erased}
            work.journal.append(Action.LEDGER_PURGE, None, content)
        return len(erased)


def _highest_id(work: UnitOfWork) -> int:
    """The highest id that may come back: in a register that has given ids by itself, the last one,
    for none above belonged to a patient of this register. In another, the day after a loss, any."""
    given = work.connection.highest_given("patient")
    return min(given, HIGHEST_ID) if journal.has_created(work.connection) else HIGHEST_ID


def _recover(work: UnitOfWork, wanted: Wanted, approved: Collection[int], highest: int) -> Recovery:
    patient = wanted.patient
    if patient is None:
        return Recovery(wanted, RecoveryResult.INVALID)
    patient_id = patient.id or 0
    if present := patients.get_many(work.connection, [patient_id]):
        same = _may_be_one(present[0], patient)
        return Recovery(wanted, RecoveryResult.PRESENT if same else RecoveryResult.ID_IN_USE)
    former = ledger.get_many(work.connection, [patient_id])
    if not 1 <= patient_id <= (HIGHEST_ID if former else highest):
        return Recovery(wanted, RecoveryResult.NEVER_GIVEN)
    if former:
        if _strict_traits(former[0].patient) != _strict_traits(patient):
            return Recovery(wanted, RecoveryResult.ID_IN_USE)
        patient = former[0].patient  # it holds more than a report, and what was changed since
    likely = tuple(candidates(work.connection, patient))
    if likely and patient_id not in approved:
        return Recovery(wanted, RecoveryResult.LIKELY_DUPLICATE, likely)
    lost = _lost_with(work, patient_id)
    bring_back(work, patient, Action.PATIENT_RECOVER)
    return Recovery(wanted, RecoveryResult.RECOVERED, likely, lost)


def _lost_with(work: UnitOfWork, patient_id: int) -> Mapping[str, int] | None:
    """How many records went with a patient, as the last deletion tells."""
    events = journal.of_patient(work.connection, patient_id)
    contents = (event.content or {} for event in reversed(events))
    return next((content.get(TAKEN) for content in contents if ERASED in content), None)


def _may_be_one(one: Patient, other: Patient) -> bool:
    return compare(traits_of(one), traits_of(other)).verdict is not Verdict.DIFFERENT


def _strict_traits(patient: Patient) -> tuple[object, ...]:
    return (
        strict_name(patient.birth_name),
        strict_given_names(patient.first_given_name),
        patient.birth_date,
        patient.sex,
        patient.birth_place_code,
    )


def _wanted(given: dict[str, Any], line: int, today: date) -> Wanted:
    """Who is to be brought back, from the fields of a line of a report."""
    try:
        known = parse_id(str(given.pop("id", "") or ""))
    except InvalidInput as problem:
        return Wanted(None, None, (problem,), line)
    created_at = given.pop("created_at", None)
    names = given.pop("tags", None)
    fields = {name: value for name, value in given.items() if name in READERS}
    try:
        states = read_states(given, today)
        patient = with_states(new_patient(fields, today).patient, states)
        tags = parse_tags("tags", names) if names else ()
        moment = parse_moment("created_at", created_at) if created_at else None
    except InvalidRecord as problem:
        return Wanted(known, None, problem.problems, line)
    except InvalidInput as problem:
        return Wanted(known, None, (problem,), line)
    return Wanted(known, patient._replace(id=known, tags=tags, created_at=moment), line=line)


def _fields_of_row(line: Record, placement: Placement) -> dict[str, Any]:
    cells = dict(zip(placement.columns.header, map(placement.clean, line.raw), strict=False))
    return _kept(cells) | placement.given(line.raw)


def _kept(line: Mapping[str, Any]) -> dict[str, Any]:
    """What a line of a report has beside what a file may fill in, and recovery restores."""
    return {name: line[name] for name in (IDENTIFIER, "created_at") if line.get(name)}
