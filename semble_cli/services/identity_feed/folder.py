"""A folder into which another program puts messages: what is ready in it, and what is rejected."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.exchange.feed.reading import LARGEST, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REJECTED = "rejected"
"""The folder in it for what was rejected."""
REASON = ".reason.txt"
"""What is added to the name of a rejected file for the one that tells why."""

_QUIET = 1.0
"""Seconds for which a file has to be left alone before it is read."""
_PATIENCE = 60.0
"""Seconds after which a file that is not whole will not become so."""
_UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
"""How programs name what they are still writing."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none


class WaitingFile(NamedTuple):
    """A file that is ready: where it is, its bytes, and what is wrong with all of it."""

    path: Path
    content: bytes
    problem: InvalidInput | None = None


class _Seen(NamedTuple):
    """A file as it is: which one, how long, when it was written to."""

    inode: int
    size: int
    written: int


class Folder:
    """A folder that is watched. What was handed out once is handed out again only when it changed.

    Args:
        clock: seconds that go on evenly.

    Raises:
        BadUsage: it is no folder, or nothing can be put into it.
    """

    def __init__(self, path: str, clock: Callable[[], float]) -> None:
        self._path = Path(path)
        self._clock = clock
        self._first_seen: dict[str, tuple[_Seen, float]] = {}
        self._done: dict[str, _Seen] = {}
        self._rejected = self._path / REJECTED
        self.unfinished: set[str] = set()
        """The names of the files that were not whole when they were looked at last."""
        try:
            self._rejected.mkdir(mode=0o700, exist_ok=True)
            writable = os.access(self._rejected, os.W_OK | os.X_OK)
        except OSError:
            writable = False
        if not writable:
            raise BadUsage(
                "The folder {folder} cannot be written to, and what is rejected goes into it.",
                folder=path,
            )

    def ready(self, *, at_once: bool = False) -> Iterator[WaitingFile]:
        """The files that are whole, the oldest first; those that another program moves away
        meanwhile are passed over.

        Args:
            at_once: whether what is there is taken as it is, for nobody waits.

        Raises:
            BadUsage: the folder is there no more.
        """
        for name, seen in self._files():
            if self._done.get(name) == seen:
                continue
            age = self._age(name, seen)
            if age < _QUIET and not at_once:
                continue
            path = self._path / name
            try:
                with path.open("rb") as file:
                    content = file.read(LARGEST + 1)
            except FileNotFoundError:
                continue
            except OSError:
                self._done[name] = seen
                problem = InvalidInput("file", "it cannot be read; look at its permissions.")
                yield WaitingFile(path, b"", problem)
                continue
            self.unfinished.discard(name)
            if len(content) > LARGEST or is_whole(content):
                self._done[name] = seen
                yield WaitingFile(path, content)
            elif age >= _PATIENCE:
                self._done[name] = seen
                yield WaitingFile(path, content, InvalidInput("file", "its end is missing."))
            else:
                self.unfinished.add(name)

    def reject(self, waiting: WaitingFile, reason: str) -> None:
        """Move a file to the rejected ones, with its reason beside it.

        Raises:
            BadUsage: it cannot be moved.
        """
        target = self._free(waiting.path.name)
        self._write(target.with_name(target.name + REASON), reason.encode())
        try:
            waiting.path.rename(target)
        except FileNotFoundError:
            return  # another feed was faster
        except OSError:
            raise self._full() from None

    def set_aside(self, waiting: WaitingFile, message: bytes, digest: str, reason: str) -> None:
        """Put one message of several beside the rejected files, with its reason; the file stays.

        Raises:
            BadUsage: it cannot be written.
        """
        name = f"{waiting.path.stem}.{digest[:12]}{waiting.path.suffix}"
        self._write(self._rejected / (name + REASON), reason.encode())
        self._write(self._rejected / name, message)

    def again(self, waiting: WaitingFile) -> None:
        """Hand a file out again, as if it had not been."""
        self._done.pop(waiting.path.name, None)

    def _files(self) -> list[tuple[str, _Seen]]:
        found = []
        try:
            with os.scandir(self._path) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith(".") or name.lower().endswith(_UNFINISHED):
                        continue
                    if not entry.is_file(follow_symlinks=False):
                        continue
                    told = entry.stat(follow_symlinks=False)
                    found.append((name, _Seen(told.st_ino, told.st_size, told.st_mtime_ns)))
        except FileNotFoundError:
            if self._path.is_dir():
                return self._files()  # a file left while it was looked at
            raise BadUsage("There is no folder {folder}.", folder=self._path) from None
        except OSError:
            raise BadUsage("The folder {folder} cannot be read.", folder=self._path) from None
        for known in (self._done, self._first_seen):
            for name in set(known) - {name for name, _ in found}:
                del known[name]
        self.unfinished.intersection_update(name for name, _ in found)
        return sorted(found, key=lambda each: (each[1].written, each[0]))

    def _age(self, name: str, seen: _Seen) -> float:
        """Seconds for which a file has been as it is: since it was first seen so."""
        now = self._clock()
        known, since = self._first_seen.get(name, (seen, now))
        if known != seen:
            since = now
        self._first_seen[name] = (seen, since)
        return now - since

    def _free(self, name: str) -> Path:
        """A place among the rejected files that no other one has."""
        target = self._rejected / name
        number = 1
        while target.exists():
            number += 1
            target = self._rejected / f"{Path(name).stem}-{number}{Path(name).suffix}"
        return target

    def _write(self, path: Path, content: bytes) -> None:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600)
        except OSError:
            raise self._full() from None
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        except OSError:
            path.unlink(missing_ok=True)
            raise self._full() from None

    def _full(self) -> BadUsage:
        return BadUsage(
            "What is rejected cannot be put into {folder}: see that there is room, and that you may"
            " write there.",
            folder=self._rejected,
        )
