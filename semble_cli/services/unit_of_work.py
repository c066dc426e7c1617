"""One transaction of a register, with its journal: what every service writes with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import BESIDE, UNDOABLE, Action
from semble_cli.patient.consents.rules import signed
from semble_cli.patient.tags import tag_key
from semble_cli.services.access import Permission, permissions_of, require
from semble_cli.services.changes import difference, recorded
from semble_cli.store.patients import rows as patients
from semble_cli.store.tags import canonical_names

if TYPE_CHECKING:
    from datetime import date, datetime

    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Journal
    from semble_cli.store.users import User

_RESTORING = (Action.UNDO, Action.PATIENT_RECOVER)
"""What brings answers back to consents, with their own days and authors, or none."""


class RolledBack(Exception):
    """Raised at the end of a trial: all that its transaction wrote is rolled back."""


def may_take_back(journal: Journal, user: User | None) -> bool:
    """Whether a user may take back what a journal has just been told."""
    needed = {
        *((Permission.DELETE,) if journal.has_created else ()),
        *((Permission.RECOVER,) if journal.has_erased else ()),
    }
    did = journal.actions - BESIDE
    return bool(did) and did <= UNDOABLE and needed <= permissions_of(user)


class UnitOfWork(NamedTuple):
    """What a service writes with: a connection in its transaction, the journal, who writes, and
    when."""

    connection: Connection
    journal: Journal
    actor: str
    user: User | None
    at: datetime
    today: date

    def require(self, permission: Permission) -> None:
        """Go on only with a permission that this part of the work needs.

        Raises:
            Refused: who works here has not the permission.
        """
        require(self.connection, self.user, permission)

    def patient(self, patient_id: int, version: int | None = None) -> Patient:
        """A patient to change; of *version*, where the change was made on what was read earlier.

        Raises:
            NoSuchRecord: nobody has this id. Conflict: the record is another version by now.
        """
        patient = patients.get(self.connection, patient_id)
        if version is not None and patient.version != version:
            raise patients.changed_meanwhile(patient)
        return patient

    def add(self, patient: Patient, action: Action, **details: Any) -> Patient:
        """Write a new patient and its event; the patient with its id."""
        if action not in _RESTORING:
            patient = signed(None, patient, self.today, self.actor)
        new = patients.insert(self.connection, self._with_tags_as_kept(patient), self.at)
        self.journal.append(action, new.id, {"created": recorded(new), **details})
        return new

    def change(self, before: Patient, after: Patient, action: Action, **details: Any) -> Patient:
        """Write a changed patient and its event; one without a change is left as it is."""
        if action not in _RESTORING:
            after = signed(before, after, self.today, self.actor)
        if after.tags != before.tags:
            after = self._with_tags_as_kept(after)
        changes = difference(before, after)
        if not changes:
            return before
        written = patients.update(self.connection, before, after, self.at)
        self.journal.append(action, before.id, {"changes": changes, **details})
        return written

    def _with_tags_as_kept(self, patient: Patient) -> Patient:
        """The patient with the tags as the practice writes them, in the order in which they are
        read: the journal tells what is in the register.

        Raises:
            InvalidInput: a tag does not exist.
        """
        names = canonical_names(self.connection, patient.tags)
        return patient._replace(tags=tuple(sorted(names, key=tag_key)))
