"""Create, look at, upgrade and check a store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.identifier import LAST_ID
from semble_cli.services.access import Permission, Role, require, role_of
from semble_cli.store import journal, ledger, users
from semble_cli.store.database import schema
from semble_cli.store.database.open import connected, opened
from semble_cli.store.database.version import CURRENT, REVISIONS, store_revision
from semble_cli.store.patients import given_ids
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.unit_of_work import Register


class StoreStatus(NamedTuple):
    """What a store holds. `state` is current, outdated or too_new; a current one is counted."""

    address: str
    state: str
    revision: str | None
    patients: int | None = None
    former_patients: int | None = None
    users: int | None = None
    events: int | None = None
    journal_head: str | None = None


def create(register: Register) -> str:
    """Create the register's store, with who creates it as its admin; the admin's login.

    Raises:
        Conflict: there is something at this address. StoreError: the place cannot be written to.
    """
    at = register.clock().astimezone(UTC).replace(microsecond=0)
    with schema.creating(register.store, at) as connection:
        login = connection.login()
        users.save(connection, login, Role.ADMIN, at)
        entry = journal.Journal(connection, actor=login, at=at)
        entry.append(Action.STORE_INIT, None, {"login": login, "role": Role.ADMIN.value})
    register.on_commit(entry.batch)
    return login


def status(register: Register) -> StoreStatus:
    """What the register's store is and holds, of whatever version.

    Raises:
        StoreError: it is missing, is no store, or does not answer. Refused: no user of it.
    """
    with opened(register.store) as connection, connection.reading():
        revision = store_revision(connection)
        if revision != CURRENT:
            state = "outdated" if revision in REVISIONS else "too_new"
            return StoreStatus(str(register.store), state, revision)
        require(role_of(connection, connection.login()), Permission.READ)
        head = journal.head(connection)
        return StoreStatus(
            str(register.store),
            "current",
            revision,
            patients=patients.count(connection),
            former_patients=ledger.count(connection),
            users=len(users.all_users(connection)),
            events=head.seq,
            journal_head=head.chain,
        )


def upgrade(register: Register) -> Path | None:
    """Bring the store up to this program's version; the backup that was made first, or `None`.

    Raises:
        StoreTooNew: the store is newer than this program. Refused: not an admin.
    """
    with opened(register.store) as connection:
        revision = store_revision(connection)
        if revision in REVISIONS:
            require(role_of(connection, connection.login()), Permission.ADMINISTER)
    backup = schema.upgrade(register.store, datetime.now(UTC))
    with connected(register.store) as connection:
        if connection.highest_given("patient") > LAST_ID:
            with connection.writing():
                given_ids.settle(connection, LAST_ID)
    if revision != CURRENT:
        register.on_commit(None)
    return backup


def check(register: Register) -> list[Sentence]:
    """Everything that is wrong with the store; nothing, if it is sound.

    Raises:
        StoreDamaged: it is so damaged that it cannot be looked through.
    """
    with register.reading() as connection:
        return [
            *(
                Sentence("database: {fault}", fault=fault)
                for fault in schema.find_damage(connection)
            ),
            *journal.find_breaks(connection),
            *given_ids.find_faults(connection, LAST_ID),
        ]
