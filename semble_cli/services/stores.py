"""Create, look at, upgrade and check a store."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.identifier import LAST_ID
from semble_cli.patient.json_form import plain_value
from semble_cli.services.access import (
    Permission,
    Role,
    enter,
    grants_of,
    require,
    require_admin_of_before,
)
from semble_cli.services.register import Commit
from semble_cli.store import drafts, journal, ledger, users
from semble_cli.store.backup_state import backed_up_at, backup_state
from semble_cli.store.database import schema
from semble_cli.store.database.open import connected, opened
from semble_cli.store.database.replica_state import state_of
from semble_cli.store.database.version import CURRENT, REVISIONS, store_revision
from semble_cli.store.patients import consents, given_ids
from semble_cli.store.patients import rows as patients
from semble_cli.store.soundness.head import parse_head, written_head

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.errors import Finding
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


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
    head: str | None = None
    backed_up_at: str | None = None
    """From when the last verified backup is that was noted."""
    encrypted: bool | None = None
    """Whether the register's file is; `None` where that is a server's matter."""
    replica: bool | None = None
    """Whether its server is one; `None` of a file."""
    replica_as_of: str | None = None
    """The moment of the last transaction of the primary that a replica shows."""
    replica_follows: bool | None = None
    """Whether a replica is connected to what it follows."""


class Upgraded(NamedTuple):
    """What an upgrade leaves to look at: the backup that was made first, if any; how many consents
    have neither day nor author, for the journal tells of none; and how many were a no to the DMP,
    which may have been a refusal, and are not asked now."""

    backup: Path | None
    unsigned_consents: int = 0
    asked_anew: int = 0


def create(register: Register) -> str:
    """Create the register's store, with who creates it as its admin; the admin's login.

    Raises:
        Conflict: there is something at this address. StoreError: the place cannot be written to.
    """
    at = register.clock().astimezone(UTC).replace(microsecond=0)
    with schema.creating(register.store, at) as connection:
        login = connection.login()
        users.save(connection, users.User(login, Role.ADMIN, plain_value(at)))
        entry = journal.Journal(connection, actor=login, at=at)
        entry.append(Action.STORE_INIT, None, {"login": login, "role": Role.ADMIN.value})
    register.on_commit(Commit(entry.batch))
    return login


def status(register: Register) -> StoreStatus:
    """What the register's store is and holds, of whatever version.

    Raises:
        StoreError: it is missing, is no store, or does not answer. Refused: no user of it.
    """
    with opened(register.store) as connection, connection.reading():
        revision = store_revision(connection)
        encrypted = None if connection.guarded else connection.is_encrypted
        if revision != CURRENT:
            state = "outdated" if revision in REVISIONS else "too_new"
            found = StoreStatus(str(register.store), state, revision, encrypted=encrypted)
            return found._replace(**_of_replica(connection))
        require(connection, enter(connection, connection.login()), Permission.READ)
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
            head=written_head(head),
            backed_up_at=backed_up_at(connection),
            encrypted=encrypted,
            **_of_replica(connection),
        )


def _of_replica(connection: Connection) -> dict[str, Any]:
    """Whether a register is a replica, and how that stands."""
    if not connection.guarded:
        return {}
    state = state_of(connection)
    if state is None:
        return {"replica": False}
    return {"replica": True, "replica_as_of": state.as_of, "replica_follows": state.follows}


def count_patients(register: Register) -> int:
    """How many patients the register holds.

    Raises:
        StoreError: it cannot be read, or is of another version. Refused: no user of it.
    """
    with register.reading() as connection:
        return patients.count(connection)


def upgrade(register: Register) -> Upgraded:
    """Bring the store up to this program's version.

    Raises:
        StoreTooNew: the store is newer than this program. Refused: not an admin.
    """
    with opened(register.store) as connection:
        revision = store_revision(connection)
        if revision in REVISIONS:
            require_admin_of_before(connection)
        kept_no_answers = revision in REVISIONS and revision <= consents.LAST_WITHOUT_ANSWERS
        asked_anew = consents.count_false_of_before(connection) if kept_no_answers else 0
    backup = schema.upgrade(register.store, datetime.now(UTC))
    _mend(register)
    with register.reading() as connection:
        if revision != CURRENT:
            register.on_commit(Commit(None, backup=backup_state(connection)))
        if not kept_no_answers:
            return Upgraded(backup)
        return Upgraded(backup, consents.count_unsigned(connection), asked_anew)


def _mend(register: Register) -> None:
    """Make anew what follows from the rest of a register. It is looked for without the write lock:
    that takes long, and hardly ever finds anything."""
    from semble_cli.store.record.contents import erase_unused
    from semble_cli.store.soundness.contents import has_unused
    from semble_cli.store.soundness.keys import all_wrong_keys, make_anew
    from semble_cli.store.soundness.record_keys import make_record_keys_anew, wrong_record_keys
    from semble_cli.store.soundness.relations import join_parted, parted_from_present

    with connected(register.store) as connection:
        with connection.reading():
            wrong = all_wrong_keys(connection)
            faults = given_ids.find_faults(connection, LAST_ID)
            useless = drafts.wrong(connection)
            has_unused_contents = has_unused(connection)
            of_records = [*wrong_record_keys(connection), *parted_from_present(connection)]
        if faults or useless or has_unused_contents or of_records or any(wrong):
            with connection.writing():
                make_anew(connection, wrong)
                make_record_keys_anew(connection)
                join_parted(connection)
                drafts.remove_wrong(connection)
                erase_unused(connection)
                if faults:
                    given_ids.settle(connection, LAST_ID)


_MOST = 1000
"""Findings after which a check ends: nobody reads more, and they would fill the memory."""


def check(register: Register, noted: str | None = None) -> list[Finding]:
    """Everything that is wrong with the store, or deserves a look; nothing, if it is sound.

    Args:
        noted: a head of the journal that was noted down before: what stood up to it must stand
            there still.

    Raises:
        InvalidInput: that is no head.
        StoreDamaged: it is so damaged that it cannot be looked through.
    """
    from semble_cli.store.soundness.run import look_through

    known = parse_head(noted) if noted else None
    with register.reading() as connection:
        return list(islice(look_through(connection, grants_of, known), _MOST))
