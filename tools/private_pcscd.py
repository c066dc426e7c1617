"""A pcscd of one's own, with a virtual reader: no root, no system service, any number side by side.

pcscd is started as systemd would start it on demand: it finds its socket already open. Needs the
Debian packages pcscd and vsmartcard-vpcd.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PCSCD = Path("/usr/sbin/pcscd")
DRIVERS = Path("/usr/lib/pcsc/drivers/serial")
PACKAGES = "pcscd vsmartcard-vpcd"
READER = "Virtual PCD 00 00"
SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
"""The variable by which programs find the socket; read when they first use PC/SC."""

_PATIENCE = 10.0
_FIRST_PASSED = 3
"""The number that the first handed-over socket has (sd_listen_fds)."""


class Pcscd:
    """A pcscd with its files in a directory: its socket, the port of its first virtual reader, and
    its process while it runs. It may be stopped and started again, with the reader or without."""

    def __init__(self, directory: Path) -> None:
        self.port = _free_port()
        self.socket = str(directory / "pcscd.comm")
        self._readers = directory / "readers"
        self._log = directory / "pcscd.log"
        self._readers.mkdir()
        self.process = self.start()

    def start(self, *, with_reader: bool = True) -> subprocess.Popen[bytes]:
        """Start it, which it must not be yet; it is ready when this comes back."""
        described = self._readers / "vpcd"
        described.unlink(missing_ok=True)
        if with_reader:
            described.write_text(_described(self.port))
        Path(self.socket).unlink(missing_ok=True)
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening,
            self._log.open("ab") as log,
        ):
            listening.bind(self.socket)
            listening.listen(16)
            self.process = subprocess.Popen(
                # pcscd takes the socket only if LISTEN_PID is its own number: a shell sets it.
                [
                    *("/bin/sh", "-c", 'LISTEN_PID=$$ exec "$0" "$@"', str(PCSCD)),
                    *("--foreground", "--info", "-c", str(self._readers)),
                    *_without_polkit(),
                ],
                env=os.environ | {"LISTEN_FDS": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=(_FIRST_PASSED,),
                preexec_fn=lambda: os.dup2(listening.fileno(), _FIRST_PASSED),
            )
        if with_reader:
            self._await_reader()
        return self.process

    def _await_reader(self) -> None:
        try:
            _await_reader(self.process, self.port, self._log)
        except RuntimeError:
            self.stop()
            raise

    def stop(self) -> None:
        """End it; whoever was connected is cut off."""
        self.process.terminate()
        self.process.wait(5)


def is_installed() -> bool:
    """Whether pcscd and the driver of the virtual reader are there."""
    return PCSCD.exists() and any(DRIVERS.glob("libifdvpcd.so*"))


@contextmanager
def pcscd_in(directory: Path) -> Iterator[Pcscd]:
    """A pcscd with its files in an empty directory, until the block ends."""
    running = Pcscd(directory)
    try:
        yield running
    finally:
        running.stop()


def _free_port() -> int:
    """A port that is free, as the one after it is: the virtual reader has two slots."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _described(port: int) -> str:
    """The virtual reader, as pcscd wants its readers described."""
    driver = sorted(DRIVERS.glob("libifdvpcd.so*"))[0]
    return (
        'FRIENDLYNAME "Virtual PCD"\n'
        f"DEVICENAME /dev/null:0x{port:X}\n"
        f"LIBPATH {driver}\n"
        f"CHANNELID 0x{port:X}\n"
    )


def _without_polkit() -> list[str]:
    """Newer builds ask polkit who may talk to them; it would refuse an ordinary user."""
    shown = subprocess.run([PCSCD, "--help"], capture_output=True, text=True, check=False)
    return ["--disable-polkit"] if "--disable-polkit" in shown.stdout + shown.stderr else []


def _await_reader(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            # The second slot: a connection to the first would count as a card put in.
            socket.create_connection(("127.0.0.1", port + 1), 0.2).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"pcscd did not start:\n{log.read_text()}") from None
            time.sleep(0.02)
