"""The register that a service works on: its store, its clock, and how it is read and written.

Every service is called with a `Register` and owns its transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.services.access import Permission, enter, require
from semble_cli.store.backup_state import BackupState, backup_state
from semble_cli.store.database.address import StoreAddress, parse_address
from semble_cli.store.database.connection import Connection
from semble_cli.store.database.errors import StoreReplica, Unconfirmed
from semble_cli.store.database.open import connected
from semble_cli.store.encryption.key_source import KeySource
from semble_cli.store.users import User

if TYPE_CHECKING:
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.journal import Journal


class Commit(NamedTuple):
    """A transaction that is written for good: its batch, or `None` for one that has none in the
    journal; whether who wrote it may take it back; and how the register stands with backups, where
    that was looked at."""

    batch: int | None
    is_undoable: bool = False
    backup: BackupState | None = None


class Register(NamedTuple):
    """A store's address and a clock (local time, with its zone); `on_commit` is told of each
    transaction that is written for good, `on_noted` that more is noted of a reading than that a
    record was opened, `on_unnoted` why one could not be noted."""

    store: StoreAddress
    clock: Callable[[], datetime]
    on_commit: Callable[[Commit], None] = lambda _: None
    on_unnoted: Callable[[Sentence], None] = lambda _: None
    on_noted: Callable[[], None] = lambda: None

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
    def writing(
        self, permission: Permission, *, first_load: bool = False
    ) -> Iterator["UnitOfWork"]:
        """One transaction, its journal and its write lock; what is raised rolls all of it back.

        Args:
            first_load: whether many patients are written into an empty register.

        Raises:
            Refused: who works here has not the permission.
            StoreError: the store cannot be written to, or is of another version by now; or it is
                not certain that what was written stays.
        """
        from semble_cli.services.unit_of_work import UnitOfWork
        from semble_cli.store import drafts
        from semble_cli.store.database.version import check_version
        from semble_cli.store.journal import Journal

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
    def revealing(self) -> Iterator["UnitOfWork"]:
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

    def _tell(
        self, journal: "Journal | None", user: User | None, backup: BackupState | None
    ) -> None:
        if journal and journal.has_events:
            from semble_cli.services.unit_of_work import may_take_back

            self.on_commit(Commit(journal.batch, may_take_back(journal, user), backup))


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
