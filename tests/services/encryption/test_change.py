"""Who may set, change and remove the key of a register, and what the journal tells of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Conflict, Refused
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.encryption import change
from semble_cli.services.patients.create import create_patient
from semble_cli.services.register import Commit, Register
from semble_cli.services.stores import check, status
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store import journal
from semble_cli.store.database.open import connected
from semble_cli.store.encryption.convert import OnlyKey
from tests.conftest import ADRUN, a_patient, in_database, login, register_on
from tests.encrypted import KEY, OTHER, encrypted, given, with_key

if TYPE_CHECKING:
    from collections.abc import Callable


def noted(register: Register) -> list[tuple[str, str, object]]:
    """The events of keys: who, what, with which content."""
    with connected(register.store) as connection, connection.reading():
        events = [
            event
            for seq in range(1, journal.head(connection).seq + 1)
            for event in journal.of_batch(connection, seq)
        ]
    return [(each.actor, each.action, each.content) for each in events if "key" in each.action]


def test_each_is_an_event_without_the_key(sqlite_register: Register) -> None:
    first = encrypted(sqlite_register)
    change.change_key(first, given(OTHER))
    second = register_on(with_key(sqlite_register.store, OTHER))
    done = change.remove_key(second)
    me = login()
    assert noted(sqlite_register) == [
        (me, "key.set", {}),
        (me, "key.change", {}),
        (me, "key.remove", {}),
    ]
    found = status(sqlite_register)
    assert (done.head, done.encrypted, found.encrypted) == (found.head, False, False)
    assert check(sqlite_register) == []
    content = Path(sqlite_register.store.location).read_bytes()
    for key in (KEY, OTHER):
        assert key.figures.encode() not in content
        assert bytes.fromhex(key.figures) not in content


def test_what_is_done_is_told_as_written_once(sqlite_register: Register) -> None:
    told: list[Commit] = []
    done = change.set_key(sqlite_register._replace(on_commit=told.append), given(KEY))
    assert [(each.batch, each.is_undoable) for each in told] == [(2, False)]
    assert (told[0].backup is not None, done.head[:2]) == (True, "2:")


def test_a_key_is_not_undone_and_what_was_before_is(sqlite_register: Register) -> None:
    create_patient(sqlite_register, a_patient(ADRUN))
    secret = encrypted(sqlite_register)
    with pytest.raises(Refused, match="cannot be taken back"):
        undo_command(secret, 3)
    assert last_of_mine(secret).number == 2


USES: list[tuple[Callable[[Register], object], Callable[[Register], object]]] = [
    (change.require_keyless, lambda register: change.set_key(register, given(OTHER))),
    (change.require_keyed, lambda register: change.change_key(register, given(OTHER))),
    (change.require_keyed, change.remove_key),
]


@pytest.mark.parametrize(("before", "use"), USES)
@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY, Role.CLINICIAN, None])
def test_only_an_admin_may(
    sqlite_register: Register,
    before: Callable[[Register], object],
    use: Callable[[Register], object],
    role: Role | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if role:
        users.add(sqlite_register, "paul", role)
    register = sqlite_register if before is change.require_keyless else encrypted(sqlite_register)
    content = Path(register.store.location).read_bytes()
    monkeypatch.setattr("semble_cli.store.database.sqlite.operating_system_login", lambda: "paul")
    for each in (before, use):
        with pytest.raises(Refused):
            each(register)
    assert Path(register.store.location).read_bytes() == content


def test_a_register_has_one_key_or_none(sqlite_register: Register) -> None:
    for each in (change.require_keyed, change.remove_key, USES[1][1]):
        with pytest.raises(Conflict, match=r"has no key\. Set one with semble store key set"):
            each(sqlite_register)
    secret = encrypted(sqlite_register)
    for each in (change.require_keyless, USES[0][1]):
        with pytest.raises(Conflict, match=r"is encrypted already\. Another key is set with"):
            each(secret)
    with pytest.raises(Conflict, match="The new key is the one that the register has"):
        change.change_key(secret, given(KEY))
    assert [action for _, action, _ in noted(secret)] == ["key.set"]


def test_a_register_on_a_server_has_none(postgres: str, postgres_template: str) -> None:
    register = register_on(in_database(postgres, postgres_template))
    for before, use in USES:
        for each in (before, use):
            with pytest.raises(BadUsage, match="encrypt the disk of the server"):
                each(register)


def test_a_key_that_cannot_be_kept_is_not_set(sqlite_register: Register) -> None:
    def keep(*_: object) -> None:
        raise Refused("no")

    with pytest.raises(Refused):
        change.set_key(sqlite_register, given(KEY)._replace(keep=keep))
    assert (noted(sqlite_register), status(sqlite_register).encrypted) == ([], False)


def test_a_key_is_kept_for_the_salt_of_the_file_before_that_counts(
    sqlite_register: Register,
) -> None:
    kept: list[tuple[str, object, bytes]] = []
    file = Path(sqlite_register.store.location)

    def keep(salt: str, key: object) -> None:
        kept.append((salt, key, file.read_bytes()[:6]))

    change.set_key(sqlite_register, given(KEY)._replace(keep=keep))
    assert kept == [(file.read_bytes()[:16].hex(), KEY, b"SQLite")]


def test_the_command_goes_on_with_the_new_key(sqlite_register: Register) -> None:
    keys = OnlyKey(None)
    register = register_on(sqlite_register.store._replace(keys=keys))
    change.set_key(register, given(KEY))
    change.change_key(register, given(OTHER))
    assert (keys.opened[0], status(register).encrypted) == (OTHER, True)


def test_copies_in_clear_beside_it_are_named(sqlite_register: Register) -> None:
    file = Path(sqlite_register.store.location)
    content = file.read_bytes()
    named = [
        f"{file}.0009.20261127T020000Z.backup",
        str(file.with_name("semble-1a2b3c4d-20261127T020000Z-0009.db")),
    ]
    for name in (*named, str(file.with_name("other.db"))):
        Path(name).write_bytes(content)
    Path(f"{file}.txt").write_text("notes")
    Path(f"{file}.directory").mkdir()
    done = change.set_key(sqlite_register, given(KEY))
    assert done.copies_in_clear == named
    Path(f"{file}.copy").write_bytes(file.read_bytes())
    secret = register_on(with_key(sqlite_register.store))
    assert change.change_key(secret, given(OTHER)).copies_in_clear == named
    second = register_on(with_key(sqlite_register.store, OTHER))
    assert change.remove_key(second).copies_in_clear == []
