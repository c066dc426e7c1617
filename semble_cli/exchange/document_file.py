"""A file that is to be kept as a document: opened once, read twice, and the same both times.

It is read once for its digest, without anybody waiting, and once more while it is written to the
store: so nothing of it has to be held in memory, and what changes meanwhile is found out.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.media_type import BEGINNING, media_type_of
from semble_cli.patient.around.file_names import base_name, title_of
from semble_cli.patient.around.stored_document import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

MEGABYTE = 1 << 20

_SAME = ("st_dev", "st_ino", "st_size", "st_mtime_ns")
"""What tells that a file is the one it was."""


class DocumentFile(NamedTuple):
    """A file that is open: its cleaned name, what it is, its size and the digest of its bytes."""

    path: str
    source: BufferedReader
    opened: os.stat_result
    file_name: str
    media_type: str
    size: int
    sha256: str

    @property
    def title(self) -> str:
        """What it is called where nobody says it."""
        return title_of(self.file_name)

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, 1 MiB at a time.

        Raises:
            InvalidInput: they are not those that were there when it was opened, or cannot be read.
        """
        digest = hashlib.sha256()
        for chunk in _chunks(self.source, self.size):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != self.sha256:
            raise _changed()

    def check_unchanged(self) -> None:
        """See to it that the file still stands there as it was opened.

        Raises:
            InvalidInput: it is gone, or another by now.
        """
        try:
            now = os.stat(self.path)
        except OSError:
            raise _changed() from None
        if any(getattr(now, each) != getattr(self.opened, each) for each in _SAME):
            raise _changed()


@contextmanager
def open_document(path: str, limit: int) -> Iterator[DocumentFile]:
    """Open a file that is to be kept, and look at all of it.

    Args:
        limit: the bytes that it may have; that it has more is said before it is read.

    Raises:
        InvalidInput: there is no such file, it cannot be read, is none (a directory, a pipe, a
            device), is empty, too large, or changes while it is read.
    """
    with _opened(path, limit) as source:
        opened = os.fstat(source.fileno())
        _refuse(opened, limit)  # what stands there now may not be what was looked at before
        digest, beginning = hashlib.sha256(), b""
        for chunk in _chunks(source, opened.st_size):
            digest.update(chunk)
            beginning = beginning or chunk[:BEGINNING]
        name = base_name(path)
        file = DocumentFile(
            path,
            source,
            opened,
            name,
            media_type_of(beginning, name),
            opened.st_size,
            digest.hexdigest(),
        )
        file.check_unchanged()
        yield file


def _opened(path: str, limit: int) -> BufferedReader:
    try:
        _refuse(os.stat(path), limit)  # to open a device, or a pipe, may do something
        return open(path, "rb", opener=_without_waiting)
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        raise InvalidInput(
            "file", "it cannot be read; look whether it is there, and whether you may read it."
        ) from None


def _without_waiting(path: str, flags: int) -> int:
    # Should it have become a pipe since, nobody waits for what is never written.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _refuse(found: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise InvalidInput("file", "it is a directory; give one file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise InvalidInput("file", "it is no file but a pipe or a device; save it to a file first.")
    if not found.st_size:
        raise InvalidInput("file", "it is empty; look whether it was saved.")
    if found.st_size > limit:
        raise InvalidInput(
            "file",
            "it has {size} MB, and at most {limit} MB are taken; make it smaller, or set"
            " document_limit.",
            size=-(-found.st_size // MEGABYTE),
            limit=limit // MEGABYTE,
        )


def _chunks(source: BufferedReader, size: int) -> Iterator[bytes]:
    """The bytes of a file of this size, from its beginning."""
    read = 0
    try:
        source.seek(0)
        while chunk := source.read(CHUNK):
            read += len(chunk)
            if read > size:  # it grows, maybe for ever
                break
            yield chunk
    except OSError:
        raise InvalidInput(
            "file", "the system could not read it to its end; check its disk."
        ) from None
    if read != size:
        raise _changed()


def _changed() -> InvalidInput:
    return InvalidInput(
        "file",
        "it changed, or was taken away, while it was read; repeat when nothing writes to it.",
    )
