"""The directory in which a practice is exported: one export writes to it at a time, each file is
whole under its name or not there, and what is there is noted as it comes."""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage
from semble_cli.exchange.archive.checking import opens_with
from semble_cli.exchange.archive.manifest import ManifestFile
from semble_cli.exchange.archive.names import MANIFEST
from semble_cli.exchange.archive.practice import (
    PROGRESS,
    Begun,
    MadeRecord,
    NoProgress,
    line_of,
    read_line,
    record_name,
)
from semble_cli.exchange.archive.writing import archive_chunks, write_encrypted
from semble_cli.store.backups.writing import file_errors, whole_file, write_whole
from semble_cli.store.database.errors import StoreFull

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from typing import BinaryIO

    from semble_cli.exchange.archive.writing import Member


class ExportDirectory:
    """A directory that is being filled. `made` tells of each record that is there after which event
    of the journal it was read."""

    def __init__(self, path: str, progress: BinaryIO, made: dict[int, int]) -> None:
        self.path = path
        self.made = made
        self._progress = progress

    def write(self, name: str, chunks: Iterable[bytes]) -> ManifestFile:
        """Write a file, whole or not at all, for its owner alone.

        Raises:
            StoreFull: there is no room for it. BadUsage: it cannot be written.
        """
        with self._place_of(name) as place:
            return ManifestFile(name, *write_whole(chunks, place))

    def write_archive(
        self, name: str, members: Sequence[Member], at: datetime, passphrase: str | None
    ) -> ManifestFile:
        """Write an archive, encrypted where there is a passphrase.

        Raises:
            StoreFull, BadUsage: as `write`.
        """
        if passphrase is None:
            return self.write(name, archive_chunks(members, at))
        with self._place_of(name) as place:
            with whole_file(place) as out:
                write_encrypted(out, members, at, passphrase.encode(), is_file=True)
                out.seek(0)
                digest = hashlib.file_digest(out, "sha256").hexdigest()
                size = out.tell()
            return ManifestFile(name, size, digest)

    @contextmanager
    def _place_of(self, name: str) -> Iterator[str]:
        """Where a file is written, its directories made."""
        place = os.path.join(self.path, name)
        with file_errors(place):
            for at in (at for at, sign in enumerate(name) if sign == "/"):
                with suppress(FileExistsError):
                    os.mkdir(os.path.join(self.path, name[:at]), 0o700)
        try:
            yield place
        except StoreFull:  # which says that nothing was written: here what was made stays
            raise StoreFull("There is no room left for {file}.", file=place) from None

    def note(self, made: MadeRecord) -> None:
        """A record is there."""
        with file_errors(progress_name(self.path)):
            self._progress.write(line_of(made))
            self._progress.flush()
        self.made[made.patient] = made.seq

    def remove(self, name: str) -> None:
        """Take a file away that is no part of the export any more."""
        with file_errors(os.path.join(self.path, name)):
            try:
                os.unlink(os.path.join(self.path, name))
            except FileNotFoundError:
                return

    def forget(self, patient_id: int) -> None:
        """A record is not there any more."""
        del self.made[patient_id]

    def records(self) -> Iterator[MadeRecord]:
        """What was noted of each record that is there, one by one."""
        told = set()
        with file_errors(progress_name(self.path)), open(progress_name(self.path), "rb") as lines:
            for each in map(read_line, lines):
                if isinstance(each, MadeRecord) and self.made.get(each.patient) == each.seq:
                    if each.patient not in told:
                        yield each
                    told.add(each.patient)


@contextmanager
def export_directory(
    path: str, begun: Begun, passphrase: str | None = None
) -> Iterator[ExportDirectory]:
    """A new directory, an empty one, or one in which the same export goes on.

    Args:
        passphrase: by which its archives are encrypted, if they are.

    Raises:
        BadUsage: something else is in it, it cannot be written to, another export is being written
            there, or what is there is of another register, was asked for otherwise, or is encrypted
            by another passphrase.
    """
    place = progress_name(path)
    with file_errors(path):
        os.makedirs(path, mode=0o700, exist_ok=True)
        is_new = not os.path.lexists(place)
        if is_new and os.listdir(path):
            raise BadUsage(
                "{directory} holds other files. Name a new directory, or an empty one.",
                directory=path,
            )
        handle = os.open(place, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "r+b") as progress:
        _lock(handle, path)
        made = _made_before(progress, path, begun)
        if passphrase is not None:
            _refuse_other_passphrase(path, made, passphrase)
        directory = ExportDirectory(path, progress, made)
        directory.remove(MANIFEST)  # until it is written anew, the export is not finished
        yield directory


def _lock(handle: int, path: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BadUsage("Another export is writing to {directory}.", directory=path) from None


def _made_before(progress: BinaryIO, path: str, begun: Begun) -> dict[int, int]:
    """What is there already; in a new directory, what the export is of is noted. A line that was
    cut off is taken away: what it was about is made anew."""
    made: dict[int, int] = {}
    length = 0
    try:
        for line in progress:
            if not line.endswith(b"\n"):
                break
            told = read_line(line)
            if isinstance(told, Begun) != (length == 0):
                raise NoProgress
            if isinstance(told, Begun):
                _refuse_other(told, begun, path)
            elif _is_there(path, told):
                made[told.patient] = told.seq
            else:
                made.pop(told.patient, None)
            length += len(line)
    except NoProgress:
        raise BadUsage(
            "What stands in {file} is not what an export notes. Name a new directory.",
            file=progress_name(path),
        ) from None
    with file_errors(progress_name(path)):
        progress.truncate(length)
        progress.seek(length)
        if not length:
            progress.write(line_of(begun))
            progress.flush()
    return made


def _is_there(path: str, made: MadeRecord) -> bool:
    """Whether a record is there in its length: the machine may have stopped before it was."""
    try:
        return os.stat(os.path.join(path, record_name(made.patient))).st_size == made.size
    except OSError:
        return False


def _refuse_other(there: Begun, begun: Begun, path: str) -> None:
    if there.register != begun.register:
        raise BadUsage("The export in {directory} is of another register.", directory=path)
    if there != begun:
        raise BadUsage(
            "The export in {directory} was begun with other options: go on with the same, or name"
            " a new directory.",
            directory=path,
        )


def _refuse_other_passphrase(path: str, made: dict[int, int], passphrase: str) -> None:
    """The archives of a directory open with one passphrase: the first of them tells."""
    if made and not opens_with(os.path.join(path, record_name(min(made))), passphrase):
        raise BadUsage(
            "The export in {directory} was begun with another passphrase: go on with that, or name"
            " a new directory.",
            directory=path,
        )


def progress_name(path: str) -> str:
    """Where it is noted what a directory holds."""
    return os.path.join(path, PROGRESS)
