"""A cupsd of one's own, with printers that listen on this machine: no root, no system service, any
number side by side.

It needs neither Avahi nor D-Bus. Needs the Debian packages cups and cups-client.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CUPSD = Path("/usr/sbin/cupsd")
PARTS = Path("/usr/lib/cups")
PACKAGES = "cups cups-client"
SERVER_VARIABLE = "CUPS_SERVER"
"""The variable by which programs find the print server."""

_PATIENCE = 20.0
_PROGRAMS = ("lpadmin", "cupsdisable", "cupsenable", "cupsreject", "cupsaccept", "cancel", "lpstat")

_SAYS = """#!/bin/sh
[ $# -eq 0 ] && exit 0
echo "STATE: +$(echo "$DEVICE_URI" | cut -d: -f2)" >&2
echo "INFO: Attente" >&2
exec sleep 600
"""
"""A backend that reports a reason, that of its address, and takes nothing: `says:media-empty`."""

_DRIVER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "DRIVER.PPD"
*Manufacturer: "Semble"
*Product: "(Driver)"
*PSVersion: "(3010.000) 0"
*ModelName: "Driver"
*ShortNickName: "Driver"
*NickName: "Driver"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize Letter/US Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion Letter/US Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "18 36 577 806"
*ImageableArea Letter/US Letter: "18 36 594 756"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/US Letter: "612 792"
"""
"""The description of a PostScript printer, in the words that CUPS needs."""

_FILES = """
ServerRoot {at}/etc
ServerBin {at}/bin
RequestRoot {at}/spool
TempDir {at}/tmp
CacheDir {at}/cache
StateDir {at}/state
AccessLog {at}/access.log
ErrorLog {at}/error.log
PageLog {at}/page.log
"""
_SERVER = """
ServerName localhost
LogLevel debug
Listen 127.0.0.1:{port}
Listen {at}/sock
DefaultAuthType None
WebInterface No
Browsing Off
PreserveJobFiles No
{more}
<Location />
Order allow,deny
Allow localhost
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow localhost
</Limit>
</Policy>
"""


class Cups(NamedTuple):
    """A running cupsd: the directory of its files, its port, and its process."""

    directory: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def server(self) -> str:
        """Its socket, as `CUPS_SERVER` names it."""
        return f"{self.directory}/sock"

    def run(self, program: str, *words: str) -> str:
        """Run one of the programs of CUPS on it; what it writes.

        Raises:
            RuntimeError: it fails.
        """
        done = subprocess.run(
            [_program(program), *words],
            env=os.environ | {SERVER_VARIABLE: self.server, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
        )
        if done.returncode and "No destinations added" not in done.stderr:
            raise RuntimeError(f"{program}: {done.stderr}")
        return done.stdout

    def add(self, name: str, address: str, *words: str) -> None:
        """A printer at an address, started, which takes jobs."""
        self.run("lpadmin", "-p", name, "-E", "-v", address, *words)

    @property
    def driver(self) -> Path:
        """The driver of a printer that prints A4 and Letter alone."""
        return self.directory / "driver.ppd"

    def page_log(self) -> str:
        """What it keeps of the jobs that were printed."""
        return (self.directory / "page.log").read_text()

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)


class Listening:
    """A printer that takes what is sent to its port; it keeps each job, as bytes.

    Args:
        most: bytes after which it breaks off, each time.
    """

    def __init__(self, most: int | None = None) -> None:
        self.jobs: list[bytes] = []
        self.has_begun = Event()
        self._most = most
        self._socket = socket.socket()
        if most is not None:  # what lies in a buffer counts as printed
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.address = f"socket://127.0.0.1:{self._socket.getsockname()[1]}/?snmp=false"
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return  # it was closed
            self.has_begun.set()
            with connection:
                self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        taken = bytearray()
        while part := connection.recv(1 << 16):
            taken += part
            if self._most is not None and len(taken) > self._most:
                linger = b"\1\0\0\0\0\0\0\0"  # with a reset, as when the plug is pulled
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return
        self.jobs.append(bytes(taken))

    def recover(self) -> None:
        """From here on it takes all that comes."""
        self._most = None

    def close(self) -> None:
        """It is off: nobody answers at its port."""
        with suppress(OSError):  # it was closed before
            self._socket.shutdown(socket.SHUT_RDWR)  # who waits for a connection is woken
        self._socket.close()


def is_installed() -> bool:
    """Whether cupsd, its backend for sockets and its programs are there."""
    programs = all(Path(_program(name)).exists() for name in _PROGRAMS)
    return programs and CUPSD.exists() and (PARTS / "backend/socket").exists()


def _program(name: str) -> str:
    return f"/usr/sbin/{name}" if name.startswith(("lpadmin", "cups")) else f"/usr/bin/{name}"


@contextmanager
def cups_in(directory: Path, more: str = "") -> Iterator[Cups]:
    """A cupsd with its files in an empty directory, until the block ends; *more* is for its
    configuration."""
    directory.chmod(0o755)  # its backends run as a user of their own, where it is root's
    for name in ("etc", "etc/ssl", "bin", "bin/backend", "cache", "state", "spool", "tmp"):
        (directory / name).mkdir()
    for name in ("filter", "daemon", "notifier"):
        (directory / "bin" / name).symlink_to(PARTS / name)
    (directory / "bin/backend/socket").symlink_to(PARTS / "backend/socket")
    (directory / "driver.ppd").write_text(_DRIVER)
    says = directory / "bin/backend/says"
    says.write_text(_SAYS)
    says.chmod(0o755)
    port = _free_port()
    files, server = directory / "etc/cups-files.conf", directory / "etc/cupsd.conf"
    files.write_text(_FILES.format(at=directory))
    server.write_text(_SERVER.format(at=directory, port=port, more=more))
    with (directory / "cupsd.log").open("wb") as log:
        process = subprocess.Popen(
            [CUPSD, "-f", "-c", server, "-s", files],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    running = Cups(directory, port, process)
    try:
        _await_socket(running)
        yield running
    finally:
        running.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _await_socket(cups: Cups) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(cups.server)
            return
        except OSError:
            if cups.process.poll() is not None or time.monotonic() > deadline:
                said = [
                    each.read_text(errors="replace")
                    for each in (cups.directory / "cupsd.log", cups.directory / "error.log")
                    if each.exists()
                ]
                raise RuntimeError("\n".join(["cupsd did not start:", *said])) from None
            time.sleep(0.02)
