"""The export of a whole practice: an archive for each patient in a directory.

It goes on where it was ended. A record that changed after it was read is made anew, so that in the
end each is as the register has it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from semble_cli.errors import CannotBePrinted, NoSuchRecord
from semble_cli.exchange.archive.practice import Begun, MadeRecord, record_name
from semble_cli.paper.pdf import make_ready
from semble_cli.parallel.helpers import Helpers, helping
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import note_export
from semble_cli.services.exports.beside import PracticeReport, write_beside
from semble_cli.services.exports.contents import (
    Composing,
    Sources,
    gathered,
    read_record,
    told_of,
)
from semble_cli.services.exports.directory import export_directory
from semble_cli.services.paper.summary import edition_in
from semble_cli.services.patients.surroundings import Surroundings
from semble_cli.store.journal import head
from semble_cli.store.record import rows
from semble_cli.store.record.appointments import register_id
from semble_cli.store.record.changed import all_ids, changed_since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from semble_cli.services.exports.beside import PracticeAsked, PracticeComposer
    from semble_cli.services.exports.contents import Gathered, PagesAsked, ReadRecord
    from semble_cli.services.exports.directory import ExportDirectory
    from semble_cli.services.exports.record import Progress
    from semble_cli.services.paper.summary import Own
    from semble_cli.services.register import Register

    _PageMakers = Helpers[PagesAsked | None, Mapping[str, bytes] | None]

_AT_ONCE = 100
"""Records that are read at one moment of the register: it is not held for longer."""
_FEW = 20
"""Patients whose pages one process makes as fast as several are begun."""
_MOST_ROUNDS = 5
"""How often what changed meanwhile is made anew: who works on goes on changing something."""


def export_practice(
    register: Register,
    path: str,
    asked: PracticeAsked,
    pages: PracticeComposer,
    own: Own,
    progress: Progress,
) -> PracticeReport:
    """Export all the records of the register to a directory, or go on with it.

    Raises:
        Refused: who works here is no admin. BadUsage: as `export_directory`. StoreFull: there is no
            room left; what is there stays. Otherwise as `services.audit.noting.note_export`.
    """
    what = asked.what
    with register.reading(Permission.ADMINISTER) as connection:
        begun = Begun(
            register_id(connection),
            what.everything,
            what.reveal,
            asked.pdf,
            asked.passphrase is not None,
        )
        count = len(all_ids(connection))
    with (
        _helped(asked, count) as helpers,
        export_directory(path, begun, asked.passphrase) as directory,
    ):
        told: dict[str, Any] = {"list": "practice", "form": "archive", "patients": count}
        told |= {"whole": True, "documents": True}
        told |= {"everything": True} if what.everything else {}
        told |= {"encrypted": True} if begun.encrypted else {}
        note_export(
            register,
            Action.PATIENT_EXPORT,
            told,
            permission=Permission.ADMINISTER,
            reveal=what.reveal,
        )
        run = _Run(register, directory, asked, pages, own, progress, helpers)
        report = run.report(*run.all_records())
        write_beside(register, directory, report, pages, own)
        return report


@contextmanager
def _helped(asked: PracticeAsked, patients: int) -> Iterator[_PageMakers]:
    """Processes that make the pages: they take longer than all else. Begun before anything is
    opened that they should not hold."""
    if not asked.pdf or patients < _FEW:
        yield Helpers(_files_of, [])
        return
    make_ready()
    with helping(_files_of) as helpers:
        yield helpers


def _files_of(asked: PagesAsked | None) -> Mapping[str, bytes] | None:
    """The files of the pages of a record; `None` where paper has no letters for something."""
    try:
        return asked.files() if asked else {}
    except CannotBePrinted:
        return None


class _Run:
    """One run of an export."""

    def __init__(
        self,
        register: Register,
        directory: ExportDirectory,
        asked: PracticeAsked,
        pages: PracticeComposer,
        own: Own,
        progress: Progress,
        helpers: _PageMakers,
    ) -> None:
        self._register = register
        self._directory = directory
        self._asked = asked
        self._pages = pages
        self._own = own
        self._progress = progress
        self._helpers = helpers
        self._made = self._removed = 0

    def all_records(self) -> tuple[int, int]:
        """Make the records that are not there, and those that changed since they were made, and
        take those away whose patients are gone; how many patients there are, and how many of them
        were still changing in the end."""
        for _ in range(_MOST_ROUNDS):
            patients, due = self._due()
            if not due:
                break
            self._progress.begins(len(due))
            for start in range(0, len(due), _AT_ONCE):
                self._make(due[start : start + _AT_ONCE])
        else:
            patients, due = self._due()
        return patients, len(due)

    def _due(self) -> tuple[int, list[int]]:
        made = self._directory.made
        with self._register.reading(Permission.ADMINISTER) as connection:
            ids = all_ids(connection)
            changed = changed_since(connection, min(made.values())) if made else {}
        for gone in made.keys() - set(ids):
            self._directory.remove(record_name(gone))
            self._directory.forget(gone)
            self._removed += 1
        due = [each for each in ids if each not in made or changed.get(each, 0) > made[each]]
        return len(ids), due

    def _make(self, ids: Sequence[int]) -> None:
        now = self._register.clock()
        with self._register.reading(Permission.ADMINISTER) as connection:
            seq = head(connection).seq
            around = Surroundings(connection, ids, now.date())
            documents = rows.of_patients(connection, DOCUMENT, ids)
            edition = edition_in(connection, now, self._own)
            composing = Composing(self._pages, edition) if self._asked.pdf else None
            present = {
                whose: [one for one in some if one.deleted_at is None]
                for whose, some in documents.items()
            }
            sources = [
                Sources(connection, each, around, present.get(each, ()), now) for each in ids
            ]
            read = self._read(sources, composing)
            for (source, record), pages in self._helpers.in_order(read):
                told = told_of(source, self._asked.what, edition.login)
                self._write(source, gathered(record, pages or {}, told), seq, has_pages=bool(pages))
                self._progress.goes_on(1)

    def _read(
        self, sources: Iterable[Sources], composing: Composing | None
    ) -> Iterator[tuple[tuple[Sources, ReadRecord], PagesAsked | None]]:
        """Some records, each with the pages that are to be made."""
        for source in sources:
            try:
                record = read_record(
                    source,
                    self._asked.what,
                    composing,
                    are_names_told=self._asked.passphrase is None,
                )
            except NoSuchRecord:  # deleted since the patients were counted
                self._progress.goes_on(1)
                continue
            yield (source, record), record.pages

    def _write(self, source: Sources, whole: Gathered, seq: int, *, has_pages: bool) -> None:
        name = record_name(source.patient_id)
        file = self._directory.write_archive(
            name, whole.members, source.now, self._asked.passphrase
        )
        damaged = tuple(each.id or 0 for each in whole.damaged)
        told = (name, file.size, file.sha256, whole.documents, damaged, has_pages)
        self._directory.note(MadeRecord(source.patient_id, seq, *told))
        self._made += 1

    def report(self, patients: int, changing: int) -> PracticeReport:
        """What the directory holds now."""
        records = documents = size = 0
        damaged: list[tuple[int, int]] = []
        without: list[int] = []
        for each in self._directory.records():
            records += 1
            documents += each.documents
            size += each.size
            damaged += [(each.patient, one) for one in each.damaged]
            if self._asked.pdf and not each.has_pages:
                without.append(each.patient)
        return PracticeReport(
            *(patients, records, self._made, self._removed, documents, size),
            *(tuple(damaged), tuple(without), changing, self._asked),
        )
