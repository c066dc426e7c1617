"""Files that are to be kept, and those that cannot be."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, cast

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange import document_file
from semble_cli.exchange.document_file import DocumentFile, open_document
from semble_cli.patient.around.stored_document import CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIMIT = 4 << 20
LARGE = os.urandom(2 * CHUNK + 17)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "lettre.pdf"
    made.write_bytes(LARGE)
    return made


def refused(path: object, said: str, limit: int = LIMIT) -> None:
    with pytest.raises(InvalidInput, match=said), open_document(str(path), limit):
        pass


def test_a_file_is_read_in_chunks_of_a_mebibyte_as_often_as_asked(file: Path) -> None:
    with open_document(str(file), LIMIT) as opened:
        assert (opened.size, opened.sha256) == (len(LARGE), hashlib.sha256(LARGE).hexdigest())
        assert (opened.file_name, opened.title) == ("lettre.pdf", "lettre")
        for _ in range(2):
            chunks = list(opened.chunks())
            assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, 17]
            assert b"".join(chunks) == LARGE
        opened.check_unchanged()


def test_a_file_of_the_limit_is_taken_and_one_byte_more_is_not(file: Path) -> None:
    with open_document(str(file), len(LARGE)):
        pass
    refused(file, "it has 3 MB, and at most 2 MB are taken", len(LARGE) - 1)


def test_what_is_too_large_is_told_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as out:
        out.truncate(1 << 40)
    monkeypatch.setattr(document_file, "_chunks", None)
    refused(sparse, "it has 1048576 MB, and at most 4 MB are taken")


def test_what_is_no_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    empty, pipe = tmp_path / "empty", tmp_path / "pipe"
    empty.touch()
    os.mkfifo(pipe)
    refused(tmp_path, "it is a directory")
    refused(pipe, "a pipe or a device")
    refused("/dev/zero", "a pipe or a device")
    refused(empty, "it is empty")
    for name in (tmp_path / "nowhere", "", "a\0b", "\ud800", "x" * 10_000):
        refused(name, "it cannot be read")


def test_a_file_that_becomes_a_pipe_before_it_is_opened_is_refused_and_not_waited_for(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    stat = os.stat
    monkeypatch.setattr(os, "stat", lambda path: stat(file if path == str(pipe) else path))
    refused(pipe, "a pipe or a device")


def append(file: Path) -> None:
    with file.open("ab") as out:
        out.write(b"x")


def overwrite(file: Path) -> None:
    with file.open("r+b") as out:
        out.seek(CHUNK + 5)
        out.write(b"another")


def replace(file: Path) -> None:
    other = file.with_suffix(".other")
    other.write_bytes(LARGE)
    other.replace(file)


CHANGES: list[Callable[[Path], object]] = [
    append,
    overwrite,
    replace,
    lambda file: os.truncate(file, 100),
    lambda file: file.unlink(),
    lambda file: os.utime(file, (0, 0)),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_open_is_refused(
    file: Path, change: Callable[[Path], object]
) -> None:
    def read(opened: DocumentFile) -> None:
        change(file)
        for _ in opened.chunks():
            pass
        opened.check_unchanged()

    with (
        open_document(str(file), LIMIT) as opened,
        pytest.raises(InvalidInput, match="it changed, or was taken away"),
    ):
        read(opened)


def test_a_change_that_the_system_does_not_tell_is_found_by_the_digest(file: Path) -> None:
    before = file.stat()
    with open_document(str(file), LIMIT) as opened:
        overwrite(file)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        opened.check_unchanged()
        with pytest.raises(InvalidInput, match="it changed"):
            list(opened.chunks())


class Endless:
    """A file that grows for ever."""

    def seek(self, place: int) -> None:
        pass

    def read(self, size: int) -> bytes:
        return bytes(size)


def test_a_file_that_grows_for_ever_is_given_up(file: Path) -> None:
    with open_document(str(file), LIMIT) as opened:
        growing = opened._replace(source=cast("Any", Endless()))
        with pytest.raises(InvalidInput, match="it changed"):
            list(growing.chunks())


def test_a_disk_that_fails_is_told(file: Path) -> None:
    with open_document(str(file), LIMIT) as opened:
        os.dup2(os.open("/proc/self/mem", os.O_RDONLY), opened.source.fileno())
        with pytest.raises(InvalidInput, match="could not read it to its end"):
            list(opened.chunks())
