"""Which other programs talk to the PC/SC service now, as far as Linux tells.

The kernel lists the sockets of this machine with who is at the other end and which user they are
of (sock_diag(7)); whose process a socket is, it tells of one's own processes alone (proc(5)). That
a program talks to the service does not say that it holds a card: it may.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVICE = "/run/pcscd/pcscd.comm"
_SERVICE_VARIABLE = "PCSCLITE_CSOCK_NAME"
"""Where the PC/SC service listens, and the variable that says otherwise (pcsc-lite)."""

_PATIENCE = 1.0
_MOST_AT_ONCE = 1 << 16
_MOST_NAMED = 5

# linux/netlink.h, linux/sock_diag.h and linux/unix_diag.h.
_SOCK_DIAG, _BY_FAMILY, _REQUEST_ALL = 4, 20, 0x301
_SHOWN = 0x1 | 0x4 | 0x40
"""The name of each socket, its other end, and its user."""
_NAME, _PEER, _UID = 0, 2, 7
_INODE = 4
_ALL = 0xFFFFFFFF
_HEADER = struct.Struct("=IHHII")
_QUESTION = struct.Struct("=BBHIIIII")
_ANSWER = struct.Struct("=BBBBIII")
_ATTRIBUTE = struct.Struct("=HH")
_NUMBER = struct.Struct("=I")


class _Socket(NamedTuple):
    """A socket of this machine: the file it listens at, the other end, and the user it is of."""

    path: str
    peer: int | None
    user: int | None


def programs_at_readers() -> list[str]:
    """The programs, but for this one, that talk to the PC/SC service: `galss (PID 4711)`, or of
    another user's, `UID 998`. None where nothing can be known."""
    if sys.platform != "linux":
        return []
    try:
        sockets = dict(_sockets())
    except OSError:  # a kernel without it, or a sandbox that hides it
        return []
    where = os.environ.get(_SERVICE_VARIABLE) or _SERVICE
    clients = {one.peer for one in sockets.values() if one.path == where and one.peer}
    owners = dict(_owners(clients))
    strangers = {sockets[one].user for one in clients - owners.keys() if one in sockets}
    mine = {_program(process) for process in owners.values() if process != os.getpid()}
    others = {f"UID {user}" for user in strangers if user is not None}
    return [*sorted(mine), *sorted(others)][:_MOST_NAMED]


def _owners(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Of the sockets with these numbers, the process that has each; other users' stay unknown."""
    wanted = {f"socket:[{number}]": number for number in numbers}
    for process in filter(str.isdecimal, os.listdir("/proc")):
        with suppress(OSError):  # another user's, or gone meanwhile
            for file in os.scandir(f"/proc/{process}/fd"):
                with suppress(OSError):
                    if (number := wanted.get(os.readlink(file.path))) is not None:
                        yield number, int(process)


def _program(process: int) -> str:
    try:
        with open(f"/proc/{process}/comm", encoding="utf-8", errors="replace") as file:
            name = file.read().strip()
    except OSError:
        name = "?"
    # A program gives itself its name, whatever it likes.
    return f"{''.join(one if one.isprintable() else '?' for one in name)} (PID {process})"


def _sockets() -> Iterator[tuple[int, _Socket]]:
    """The UNIX sockets of this machine, by their number (inode).

    Raises:
        OSError: the kernel does not tell.
    """
    question = _QUESTION.pack(socket.AF_UNIX, 0, 0, _ALL, 0, _SHOWN, _ALL, _ALL)
    header = _HEADER.pack(_HEADER.size + len(question), _BY_FAMILY, _REQUEST_ALL, 0, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as kernel:
        kernel.settimeout(_PATIENCE)
        kernel.sendall(header + question)
        while True:
            for kind, content in _messages(kernel.recv(_MOST_AT_ONCE)):
                if kind != _BY_FAMILY:
                    return  # the end of the list, or an error
                yield _ANSWER.unpack_from(content)[_INODE], _socket(content[_ANSWER.size :])


def _messages(received: bytes) -> Iterator[tuple[int, bytes]]:
    """The messages that came at once: what kind each is, and what it holds."""
    while len(received) >= _HEADER.size:
        size, kind, *_ = _HEADER.unpack_from(received)
        yield kind, received[_HEADER.size : size]
        received = received[_aligned(max(size, _HEADER.size)) :]


def _socket(attributes: bytes) -> _Socket:
    found: dict[int, bytes] = {}
    while len(attributes) >= _ATTRIBUTE.size:
        size, kind = _ATTRIBUTE.unpack_from(attributes)
        found[kind] = attributes[_ATTRIBUTE.size : size]
        attributes = attributes[_aligned(max(size, _ATTRIBUTE.size)) :]
    return _Socket(
        os.fsdecode(found.get(_NAME, b"")).rstrip("\0"), _number(found, _PEER), _number(found, _UID)
    )


def _number(attributes: dict[int, bytes], kind: int) -> int | None:
    return int(_NUMBER.unpack(attributes[kind])[0]) if kind in attributes else None


def _aligned(size: int) -> int:
    """Netlink begins everything at a multiple of four."""
    return (size + 3) & ~3
