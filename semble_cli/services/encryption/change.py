"""Set, change and remove the key of a register in a file."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, Conflict
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission, enter, require
from semble_cli.services.register import Commit
from semble_cli.store import journal
from semble_cli.store.backup_state import backup_state
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import connected
from semble_cli.store.encryption.alone import held_alone
from semble_cli.store.encryption.convert import Steps, convert
from semble_cli.store.encryption.copies import copies_in_clear
from semble_cli.store.soundness.head import written_head

if TYPE_CHECKING:
    from semble_cli.services.encryption.new_keys import NewKey
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class Rekeyed(NamedTuple):
    """A register after its key was set, changed or removed.

    Attributes:
        encrypted: whether it is now.
        head: that of its journal.
        overwritten: whether the file as it was before was written over.
        copies_in_clear: files beside it that hold it, or a past of it, in clear.
    """

    store: str
    encrypted: bool
    head: str
    overwritten: bool
    copies_in_clear: list[str]


def require_keyless(register: Register) -> None:
    """Let pass an admin of a register that has no key, before anything is asked.

    Raises:
        Refused: who works here is no admin. Conflict: it has one. BadUsage: it can have none.
    """
    _require(register, Action.KEY_SET)


def require_keyed(register: Register) -> None:
    """Let pass an admin of a register that has a key.

    Raises:
        Refused: who works here is no admin. Conflict: it has none. BadUsage: it can have none.
    """
    _require(register, Action.KEY_CHANGE)


def set_key(register: Register, new: NewKey) -> Rekeyed:
    """Encrypt a register with a key.

    Raises:
        as `require_keyless`; BadUsage, Refused: the key cannot be had.
        StoreError: somebody has the register open, or it could not be done. It is as it was.
    """
    return _rekey(register, Action.KEY_SET, new)


def change_key(register: Register, new: NewKey) -> Rekeyed:
    """Encrypt a register with another key.

    Raises:
        as `require_keyed` and `set_key`; Conflict: the key is the one that it has.
    """
    return _rekey(register, Action.KEY_CHANGE, new)


def remove_key(register: Register) -> Rekeyed:
    """Have a register in clear again.

    Raises:
        as `require_keyed` and `set_key`.
    """
    return _rekey(register, Action.KEY_REMOVE, None)


def _rekey(register: Register, action: Action, new: NewKey | None) -> Rekeyed:
    _refuse_server(register)
    with held_alone(register.store, lambda connection: _admit(connection, action)) as held:
        key = new.make() if new else None
        if key and register.store.keys and key in register.store.keys.opened:
            raise Conflict("The new key is the one that the register has. Name another one.")
        event = _Event(register, action)
        steps = Steps(lambda salt: new.keep(salt, key) if new and key else None, event.note)
        try:
            overwritten = convert(held, key, steps)
        finally:  # an interrupt may come when it is done
            if held.is_replaced:
                register.on_commit(event.commit)
    if key and register.store.keys:
        register.store.keys.opened.insert(0, key)
    return Rekeyed(
        str(register.store),
        key is not None,
        event.head,
        overwritten,
        copies_in_clear(register.store.location) if key else [],
    )


class _Event:
    """The event that tells what was done, in the copy that is to be the register."""

    def __init__(self, register: Register, action: Action) -> None:
        self._at = register.clock().astimezone(UTC).replace(microsecond=0)
        self._action = action
        self.commit = Commit(None)
        self.head = ""

    def note(self, copy: Connection) -> None:
        entry = journal.Journal(copy, actor=copy.login(), at=self._at)
        entry.append(self._action)
        self.commit = Commit(entry.batch, backup=backup_state(copy))
        self.head = written_head(journal.head(copy))


def _require(register: Register, action: Action) -> None:
    _refuse_server(register)
    with connected(register.store) as connection, connection.reading():
        _admit(connection, action)


def _refuse_server(register: Register) -> None:
    if register.store.database is Database.POSTGRES:
        raise BadUsage(
            "A key is for a register in a file. On Postgres, encrypt the disk of the server and of"
            " its backups."
        )


def _admit(connection: Connection, action: Action) -> None:
    require(connection, enter(connection, connection.login()), Permission.ADMINISTER)
    if connection.is_encrypted and action is Action.KEY_SET:
        raise Conflict(
            "The register is encrypted already. Another key is set with semble store key change."
        )
    if not connection.is_encrypted and action is not Action.KEY_SET:
        raise Conflict("The register has no key. Set one with semble store key set.")
