"""The register that a service works on, and one transaction of it with its journal.

Every service is called with a `Register` and owns its transaction.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import UNDOABLE, Action
from semble_cli.patient.consents.rules import signed
from semble_cli.patient.tags import tag_key
from semble_cli.services.access import Permission, enter, permissions_of, require
from semble_cli.services.changes import difference, recorded
from semble_cli.store.database.address import parse_address
from semble_cli.store.database.errors import StoreReplica, Unconfirmed
from semble_cli.store.database.open import connected
from semble_cli.store.database.version import check_version
from semble_cli.store.patients import rows as patients
from semble_cli.store.tags import canonical_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.errors import Sentence
    from semble_cli.patient.record import Patient
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.encryption.keys import KeySource
    from semble_cli.store.journal import BackupState, Journal
    from semble_cli.store.users import User


_RESTORING = (Action.UNDO, Action.PATIENT_RECOVER)
"""What brings answers back to consents, with their own days and authors, or none."""


class RolledBack(Exception):
    """Raised at the end of a trial: all that its transaction wrote is rolled back."""


class Commit(NamedTuple):
    """A transaction that is written for good: its batch, or `None` for one that has none in the
    journal; whether who wrote it may take it back; and how the register stands with backups, where
    that was looked at."""

    batch: int | None
    is_undoable: bool = False
    backup: BackupState | None = None


class Register(NamedTuple):
    """A store's address and a clock (local time, with its zone); `on_commit` is told of each
    transaction that is written for good, `on_unnoted` why a reading could not be noted."""

    store: StoreAddress
    clock: Callable[[], datetime]
    on_commit: Callable[[Commit], None] = lambda _: None
    on_unnoted: Callable[[Sentence], None] = lambda _: None

    @property
    def today(self) -> date:
        return self.clock().date()

    @contextmanager
    def reading(self, permission: Permission = Permission.READ) -> Iterator[Connection]:
        """The register as it is at one moment.

        Raises:
            Refused: who works here has not the permission. StoreError: the store cannot be read.
        """
        with connected(self.store) as connection, connection.reading():
            require(connection, enter(connection, connection.login()), permission)
            yield connection

    @contextmanager
    def writing(self, permission: Permission, *, first_load: bool = False) -> Iterator[UnitOfWork]:
        """One transaction, its journal and its write lock; what is raised rolls all of it back.

        Args:
            first_load: whether many patients are written into an empty register.

        Raises:
            Refused: who works here has not the permission.
            StoreError: the store cannot be written to, or is of another version by now; or it is
                not certain that what was written stays.
        """
        from semble_cli.store import drafts
        from semble_cli.store.journal import Journal, backup_state

        with connected(self.store) as connection:
            login = connection.login()
            user = enter(connection, login)
            require(connection, user, permission)
            whole = backup = None
            try:
                with connection.loading() if first_load else connection.writing():
                    check_version(connection)  # another program may have upgraded it meanwhile
                    at = self.clock().astimezone(UTC).replace(microsecond=0)
                    drafts.remove_old(connection, at)
                    journal = Journal(connection, actor=login, at=at)
                    yield UnitOfWork(connection, journal, login, user, at, self.today)
                    backup = backup_state(connection)
                    whole = journal
            except (KeyboardInterrupt, Unconfirmed):
                # One that came while the database committed is raised when it has done so.
                if whole and not connection.is_in_transaction:
                    self._tell(whole, user, backup)
                raise
            self._tell(whole, user, backup)

    @contextmanager
    def revealing(self) -> Iterator[UnitOfWork]:
        """A transaction that notes who sees numbers in full, which are shown once that is written.

        Raises:
            StoreReplica: nothing can be noted there, so that nothing is revealed.
            Refused, StoreError: as `writing`.
        """
        try:
            with self.writing(Permission.READ) as work:
                yield work
        except StoreReplica:
            from semble_cli.store.database.replication import nothing_revealed

            raise nothing_revealed(self.store) from None

    def _tell(self, journal: Journal | None, user: User | None, backup: BackupState | None) -> None:
        if journal and journal.has_events:
            self.on_commit(Commit(journal.batch, _may_take_back(journal, user), backup))


def _may_take_back(journal: Journal, user: User | None) -> bool:
    """Whether a user may take back what a journal has just been told."""
    needed = {
        *((Permission.DELETE,) if journal.has_created else ()),
        *((Permission.RECOVER,) if journal.has_erased else ()),
    }
    return journal.actions <= UNDOABLE and needed <= permissions_of(user)


def register_at(
    address: str,
    clock: Callable[[], datetime],
    on_commit: Callable[[Commit], None] = lambda _: None,
    keys: KeySource | None = None,
) -> Register:
    """The register in the store at *address*, as people write it; *keys* open it if it is
    encrypted.

    Raises:
        BadUsage: it is no address of a store.
    """
    return Register(parse_address(address)._replace(keys=keys), clock, on_commit)


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
