"""What must not outlive a command: records in clear, half files. A command that ends, however it
ends, takes its own away; of one that was killed, the next command does. So it is with what must not
outlive a session on a terminal.

Each stands in a directory for temporary files under a name with the number of its process: a
directory with records, a link to a half file somewhere else, or a file of the session.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OURS = "semble-"
_LONGEST = 9
"""Digits of the number of a process."""
_REPLACED = ".replaced"
_AT_ONCE = 1 << 20
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, where the half file is a store."""


@contextmanager
def directory_for_records() -> Iterator[Path]:
    """A directory that its owner alone may enter, gone when the block ends."""
    import shutil
    import tempfile
    from pathlib import Path

    made = tempfile.mkdtemp(prefix=f"semble-record-{os.getpid()}-", dir=_place())
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def half_file(file: str) -> Iterator[str]:
    """The name under which a file is written that is to stand there whole or not at all. What is
    still under that name when the block ends is taken away."""
    half = f"{file}.{os.getpid()}.part"
    place = _place() or os.path.dirname(half)
    link = os.path.join(place, f"semble-half-{os.getpid()}-{os.urandom(4).hex()}")
    with suppress(OSError, ValueError):  # without it the file is written all the same
        os.symlink(os.path.abspath(half), link)
    try:
        yield half
    finally:
        _unlink(half)
        _unlink(link)


def place_of_replaced(file: str) -> str:
    """The name, for `half_file`, under which a file that another one replaces stands until it is
    overwritten."""
    return file + _REPLACED


def overwrite(handle: int) -> bool:
    """Write over all of an open file, down to the disk, and empty it, unless it has another name
    under which somebody wants it; whether that was done.

    Raises:
        OSError: it could not be.
    """
    found = os.fstat(handle)
    if found.st_nlink > 1:
        return False
    os.lseek(handle, 0, os.SEEK_SET)
    left = found.st_size
    while left:
        left -= os.write(handle, bytes(min(left, _AT_ONCE)))
    os.fsync(handle)
    os.ftruncate(handle, 0)
    return True


def session_file(name: str) -> str | None:
    """The path of a small file that lasts as long as the session of this terminal: the directory of
    the person's own is taken before others. `None` where a session is only this one command."""
    leader = os.getsid(0)
    if leader in (0, os.getpid()):
        return None
    own = os.environ.get("XDG_RUNTIME_DIR")
    place = own if own and os.access(own, os.W_OK | os.X_OK) else _place()
    whole = f"{_OURS}session-{leader}-{os.getuid()}-{_beginning_of(leader)}-{name}"
    return os.path.join(place, whole) if place else None


def _beginning_of(process: int) -> str:
    """When a process began, where the system tells: its number may be another's one day."""
    with suppress(OSError, IndexError), open(f"/proc/{process}/stat", encoding="utf-8") as stat:
        return stat.read().rpartition(")")[2].split()[_BEGAN]
    return "0"


_BEGAN = 19
"""Where that stands behind the name of the program (proc(5), field 22)."""


def clear_leftovers() -> None:
    """Take away what killed commands of this user left behind, and sessions that have ended."""
    if os.name != "posix":
        return
    for place in set(_places()):
        with suppress(OSError):
            for name in os.listdir(place):
                process = _process_of(name) if name.startswith(_OURS) else None
                if process and not _runs(process):
                    _clear(os.path.join(place, name))


def _process_of(name: str) -> int | None:
    """The process that left something of this name, or `None` for what is not ours."""
    kind, _, rest = name.removeprefix(_OURS).partition("-")
    number, dash, end = rest.partition("-")
    if kind not in ("record", "half", "session") or not (dash and end):
        return None
    return _number(number)


def _is_half(file: str) -> bool:
    """Whether a file has the name of one that is being written: `list.csv.4711.part`."""
    beginning, _, end = file.rpartition(".")
    whole, _, number = beginning.rpartition(".")
    return end == "part" and bool(whole and _number(number))


def _is_replaced(half: str) -> bool:
    return half.rsplit(".", 2)[0].endswith(_REPLACED)


def _overwrite_named(path: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        overwrite(handle)
    finally:
        os.close(handle)


def _number(digits: str) -> int | None:
    is_one = digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST
    return int(digits) if is_one else None


def _clear(path: str) -> None:
    with suppress(OSError):
        if not _is_mine(path):
            return
        if os.path.isdir(path) and not os.path.islink(path):
            import shutil

            shutil.rmtree(path, ignore_errors=True)
            return
        if not os.path.islink(path):
            os.unlink(path)
            return
        half = os.readlink(path)
        os.unlink(path)
        if _is_half(half) and _is_mine(half):
            if _is_replaced(half):
                _overwrite_named(half)
            _unlink(half)


def _unlink(path: str) -> None:
    for beside in _BESIDE:
        with suppress(OSError, ValueError):  # of a name that no file may have
            os.unlink(path + beside)


def _is_mine(path: str) -> bool:
    return os.lstat(path).st_uid == os.getuid()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _place() -> str | None:
    """The directory for temporary files: the one that was named, or one in memory that goes with
    the person's session, or the system's; `None` where none of them is there."""
    return next((place for place in _places() if os.access(place, os.W_OK | os.X_OK)), None)


def _places() -> Iterator[str]:
    for variable in ("TMPDIR", "XDG_RUNTIME_DIR"):
        if place := os.environ.get(variable):
            yield place
    yield "/tmp"  # noqa: S108 - what stands there has a name that nobody knows before
