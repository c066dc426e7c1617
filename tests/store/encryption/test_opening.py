"""An encrypted register is opened by its key and by nothing else, and says so in a sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.encryption import change
from semble_cli.services.encryption.sources import KeyPlaces, keys_in
from semble_cli.services.patients.create import create_patient
from semble_cli.services.stores import check, count_patients, status
from semble_cli.store.database import errors, sqlite
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.open import connected, opened
from semble_cli.store.encryption.unlock import is_encrypted
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.encrypted import KEY, OTHER, encrypted, given, with_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.register import Register
    from semble_cli.store.encryption.keys import StoreKey

ROOT = Path(__file__).parents[3]


@pytest.fixture
def secret(sqlite_register: Register) -> Register:
    """An encrypted register with a patient."""
    create_patient(sqlite_register, a_patient(ADRUN))
    return encrypted(sqlite_register)


def test_an_encrypted_register_is_opened_by_its_key(secret: Register) -> None:
    assert (count_patients(secret), status(secret).encrypted, check(secret)) == (1, True, [])
    assert is_encrypted(secret.store)


def test_a_register_in_clear_is_opened_whatever_key_there_is(sqlite_register: Register) -> None:
    store = with_key(sqlite_register.store)
    found = status(register_on(store))
    assert (found.patients, found.encrypted, is_encrypted(store)) == (0, False, False)


def test_without_its_key_or_with_another_a_register_says_so_and_nothing_else(
    secret: Register, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(errors.KeyNeeded, match=r"is encrypted\. Name the file of its key"):
        count_patients(register_on(secret.store._replace(keys=None)))
    with pytest.raises(errors.KeyNeeded):
        count_patients(register_on(with_key(secret.store, None)))
    typed = Asked(OTHER.figures)
    with pytest.raises(errors.WrongKey, match="is not that of the store") as refused:
        count_patients(register_on(secret.store._replace(keys=typed)))
    assert (typed.asked, KEY.figures in str(refused.value)) == ([str(secret.store)], False)
    assert capfd.readouterr() == ("", "")


class Asked:
    """A person who types a key when asked for one."""

    def __init__(self, figures: str) -> None:
        self.opened: list[StoreKey] = []
        self.asked: list[str] = []
        self._figures = figures

    def sought(self, store: str, salt: str) -> Iterator[StoreKey]:
        return keys_in(KeyPlaces(ask=self._ask), store, salt)

    def _ask(self, store: str) -> str:
        self.asked.append(store)
        return self._figures


def test_a_key_is_asked_for_once_however_often_the_register_is_opened(secret: Register) -> None:
    typed = Asked(KEY.figures)
    again = register_on(secret.store._replace(keys=typed))
    assert [count_patients(again) for _ in range(3)] == [1, 1, 1]
    assert typed.asked == [str(secret.store)]


@pytest.mark.parametrize("text", ["Nom;Prénom\n" * 900, "x", "\0" * 8192])
def test_a_file_that_is_no_register_asks_for_no_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text)
    typed = Asked(KEY.figures)
    store = StoreAddress(Database.SQLITE, str(tmp_path / "x"), keys=typed)
    with pytest.raises(errors.NotAStore, match="is not a store of semble"), connected(store):
        pass
    assert typed.asked == []


def test_damage_in_an_encrypted_register_is_found(secret: Register) -> None:
    content = bytearray(Path(secret.store.location).read_bytes())
    content[len(content) - 40 * 4096 - 99] ^= 1  # in a page that no opening reads
    Path(secret.store.location).write_bytes(content)
    found = check(secret)
    assert [each for each in found if "HMAC verification failed for page" in str(each)]


def test_who_waits_while_a_register_gets_a_key_comes_to_the_new_file(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_look = threading.Event()
    real = sqlite.Sqlite._connect

    def connect(self: sqlite.Sqlite, address: StoreAddress, key: object) -> object:
        if threading.current_thread() is not threading.main_thread():
            first_look.set()
        return real(self, address, key)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite.Sqlite, "_connect", connect)
    waiting = register_on(with_key(sqlite_register.store))
    added: list[int | None] = []

    def add() -> None:
        added.append(create_patient(waiting, a_patient(ADRUN)).id)

    thread = threading.Thread(target=add)

    def make() -> object:
        thread.start()
        assert first_look.wait(10)
        return KEY

    change.set_key(sqlite_register, given(KEY)._replace(make=make))  # type: ignore[arg-type]
    thread.join()
    assert (added, count_patients(waiting), check(waiting)) == ([1], 1, [])


KILLED = """
import os, signal, sys
from semble_cli.store.database.open import opened
from tests.encrypted import with_key
from semble_cli.store.database.address import parse_address
with opened(with_key(parse_address(sys.argv[1]))) as connection:
    connection.begin_write() if sys.argv[2] == "log" else connection.dialect.begin_first_load(
        connection._cursor
    )
    connection.run("PRAGMA cache_size = 1")
    connection.run("UPDATE store_info SET value = value || 'x'")
    connection.run_many("INSERT INTO tag (name, key) VALUES (?, ?)", [
        (f"{number} {'x' * 900}", f"{number}") for number in range(500)])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("way", ["log", "journal"])
def test_what_a_killed_writer_left_is_taken_back_without_the_key_or_with_it(
    secret: Register, way: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, secret.store.location, way],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = Path(f"{secret.store.location}-{'wal' if way == 'log' else 'journal'}")
    assert left.stat().st_size > 4096
    with pytest.raises(errors.KeyNeeded):
        count_patients(register_on(secret.store._replace(keys=None)))
    assert (check(secret), count_patients(secret)) == ([], 1)


def test_an_encrypted_register_does_what_one_in_clear_does(secret: Register) -> None:
    create_patient(secret, a_patient(PAT_TROIS))
    with opened(secret.store) as connection, connection.reading():
        connection.read_at_length()
        assert connection.value("SELECT count(*) FROM patient") == 2
        assert connection.value("PRAGMA temp_store") == 2  # in memory
        assert os.path.getsize(secret.store.location) % 4096 == 0
