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
from typing import TYPE_CHECKING, NamedTuple

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


class Pcscd(NamedTuple):
    """A running pcscd: its socket, the port of its first virtual reader, and its process."""

    socket: str
    port: int
    process: subprocess.Popen[bytes]


def is_installed() -> bool:
    """Whether pcscd and the driver of the virtual reader are there."""
    return PCSCD.exists() and any(DRIVERS.glob("libifdvpcd.so*"))


@contextmanager
def pcscd_in(directory: Path) -> Iterator[Pcscd]:
    """A pcscd with its files in an empty directory, until the block ends."""
    port = _free_port()
    _describe_reader(directory / "readers", port)
    where = str(directory / "pcscd.comm")
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening,
        (directory / "pcscd.log").open("wb") as log,
    ):
        listening.bind(where)
        listening.listen(16)
        process = subprocess.Popen(
            # pcscd takes the socket only if LISTEN_PID is its own number: a shell sets it.
            [
                *("/bin/sh", "-c", 'LISTEN_PID=$$ exec "$0" "$@"', str(PCSCD)),
                *("--foreground", "--info", "-c", str(directory / "readers")),
                *_without_polkit(),
            ],
            env=os.environ | {"LISTEN_FDS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(_FIRST_PASSED,),
            preexec_fn=lambda: os.dup2(listening.fileno(), _FIRST_PASSED),
        )
    try:
        _await_reader(process, port, directory / "pcscd.log")
        yield Pcscd(where, port, process)
    finally:
        process.terminate()
        process.wait(5)


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


def _describe_reader(directory: Path, port: int) -> None:
    directory.mkdir()
    driver = sorted(DRIVERS.glob("libifdvpcd.so*"))[0]
    (directory / "vpcd").write_text(
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
