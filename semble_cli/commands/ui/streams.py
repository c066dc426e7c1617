"""Where results and messages go, so that what cannot be written is told apart from all else."""

from __future__ import annotations

import codecs
import io
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from semble_cli.errors import NO_ROOM, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator


STDOUT = "-"
"""What is given for a file by who wants standard output."""

STDIN = "-"
"""What is given for a file by who pipes it in."""


class OutputFailed(Exception):
    """A part of the result could not be written, and not because nobody reads it any more."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(str(reason))
        self.reason = reason


class ReaderGone(Exception):
    """Nobody reads the result any more, and the command is for nothing else (`| head`)."""


class _Result(io.FileIO):
    """Where a result goes. After a fault, the rest goes nowhere: it was told already."""

    is_read = True
    ends_with_reader = False
    _is_lost = False

    def write(self, data: Any) -> int:
        if self._is_lost or not self.is_read:
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except BrokenPipeError:
            self.is_read = False
        except OSError as error:
            self._is_lost = True
            raise OutputFailed(_reason(error)) from error
        if self.ends_with_reader:
            raise ReaderGone
        return memoryview(data).nbytes

    def close(self) -> None:
        try:
            super().close()
        except OSError as error:  # of some file systems, a full one says so only then
            raise OutputFailed(_reason(error)) from error


class _Messages(io.FileIO):
    """Where messages go. One that cannot be said stops nothing."""

    has_failed = False

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            pass
        except OSError:
            self.has_failed = True
        return memoryview(data).nbytes


def _reason(error: OSError) -> Sentence:
    if error.errno in NO_ROOM:
        return Sentence("There is no room left to write the result.")
    return Sentence("The result cannot be written where it should go.")


_ENCODING = "semble-result"


def _has_no_sign(error: UnicodeError) -> NoReturn:
    raise OutputFailed(
        Sentence(
            "The encoding {encoding} has no sign for a part of the result: use UTF-8.",
            encoding=getattr(error, "encoding", ""),
        )
    )


codecs.register_error(_ENCODING, _has_no_sign)


def result_to(handle: int, errors: str | None = None, encoding: str = "utf-8") -> TextIO:
    """A file that is open, by its number, as the place of a result; it is closed with it.

    *errors* is what becomes of text that is none; without it, `OutputFailed` is raised.
    """
    raw = io.BufferedWriter(_Result(handle, "wb"))
    return io.TextIOWrapper(raw, encoding, errors or _ENCODING, newline="")


class _Counted(io.TextIOWrapper):
    """A text that tells how far it has come, also in a pipe."""

    _count = 0

    def write(self, text: str, /) -> int:
        self._count += len(text)
        return super().write(text)

    def tell(self) -> int:
        return self._count


@contextmanager
def standard_output(errors: str, encoding: str) -> Iterator[TextIO]:
    """Standard output as the place of a result in some encoding; it stays open."""
    out = _Counted(sys.stdout.buffer, encoding, errors, newline="")
    try:
        yield out
        out.flush()
    finally:
        with suppress(OutputFailed):  # it was told already
            out.detach()


class _ReadByPerson(io.TextIOWrapper):
    """A pipe to a pager: for whoever writes to it, a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def read_by_person(handle: int) -> Iterator[TextIO]:
    """A pipe to a pager, by its number, as the place of a result; it is closed in the end.

    Raises:
        ReaderGone: the pager was left.
    """
    raw = _Result(handle, "wb")
    raw.ends_with_reader = True
    with _ReadByPerson(io.BufferedWriter(raw), "utf-8", _ENCODING, newline="") as out:
        yield out


@contextmanager
def guarded() -> Iterator[None]:
    """Inside, standard output raises `OutputFailed`, and what cannot be said stops nothing.

    Whoever reads the result may go away: the command goes on to its end all the same, unless
    `end_with_reader` was called.
    """
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _over(sys.stdout, _Result), _over(sys.stderr, _Messages)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def end_with_reader() -> None:
    """From here on the command does nothing but show: it ends when nobody reads any more."""
    raw = _raw(sys.stdout)
    if isinstance(raw, _Result):
        raw.ends_with_reader = True


def messages_failed() -> bool:
    """Whether a message could not be said, and not because nobody reads them any more."""
    return getattr(_raw(sys.stderr), "has_failed", False)


def _raw(stream: Any) -> Any:
    """The file below a stream; of an unbuffered one it is what the text goes to."""
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)


def _over(stream: Any, kind: type[_Result | _Messages]) -> Any:
    """The same stream over a file of ours; a stream over no file (a test's) is left as it is."""
    raw = _raw(stream)
    if type(raw) is not io.FileIO:
        return stream
    stream.flush()
    mine: Any = kind(raw.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        mine if stream.buffer is raw else io.BufferedWriter(mine),
        stream.encoding,
        _ENCODING if stream.errors == "strict" else stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
