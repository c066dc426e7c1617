"""Results that go to a file: whole or not at all, for its owner alone."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext, redirect_stdout
from typing import TYPE_CHECKING

from semble_cli.commands.ui.csv_lines import lines_of
from semble_cli.commands.ui.output import DELIMITERS, header_of, write_lines
from semble_cli.commands.ui.safe_text import discreet_column
from semble_cli.commands.ui.streams import STDOUT, OutputFailed, result_to
from semble_cli.errors import BadUsage, Sentence, cannot_be_written
from semble_cli.leftovers import half_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from semble_cli.commands.ui.output import Format
    from semble_cli.parallel.partition import Partition
    from semble_cli.patient.flat import Columns


@contextmanager
def redirected(file: str | None, *, errors: str | None = None) -> Iterator[str | None]:
    """Write the results to a new file, or to standard output for `None`; the file's name. *errors*
    is what becomes of text that is none, as `open` has it; without it, `OutputFailed` is raised.

    Raises:
        BadUsage, OutputFailed: as `new_file`.
    """
    if file is None:
        yield None
        return
    with new_file(file, errors) as out, redirect_stdout(out):
        yield file


@contextmanager
def new_file(
    file: str,
    errors: str | None = None,
    encoding: str = "utf-8",
    *,
    replaces: bool = False,
) -> Iterator[TextIO]:
    """A new file to write results to; one that *replaces* what is there.

    It is there under its name only when all of it is written: it holds health data, and half a list
    looks like a whole one. That it can be written is found out before anything else is done.

    Raises:
        BadUsage: the file is there already, or its directory cannot be written to.
        OutputFailed: it could not be written to its end.
    """
    with half_file(file) as half:
        there = None if replaces else file
        with result_to(_opened(half, file, os.O_EXCL, there), errors, encoding) as out:
            yield out
        try:
            os.replace(half, file)
        except OSError as error:
            raise OutputFailed(
                Sentence("The result cannot be written where it should go.")
            ) from error


@contextmanager
def growing_file(
    file: str, *, goes_on: bool, errors: str | None = None, encoding: str = "utf-8"
) -> Iterator[TextIO]:
    """A file that keeps whatever is written to it: a new one, or one that *goes_on*.

    Raises:
        BadUsage: as `new_file`.
    """
    there = None if goes_on else file
    handle = _opened(file, file, os.O_APPEND | (0 if goes_on else os.O_EXCL), there)
    os.lseek(handle, 0, os.SEEK_END)  # whoever writes to it sees that there is something
    with result_to(handle, errors, encoding) as out:
        yield out


def _opened(path: str, file: str, how: int, there: str | None) -> int:
    """The file at a path, opened to become *file*; what must not be *there* yet is another one."""
    if file == STDOUT:  # whoever means standard output finds no file of this name
        raise BadUsage(
            "Give the name of a file in place of -; without one, results go to standard output."
        )
    try:
        if there is not None and os.path.lexists(there):
            raise FileExistsError(file)
        return os.open(path, os.O_CREAT | os.O_WRONLY | how, 0o600)
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise cannot_be_written(file, error) from error


def write_partitioned(
    read: Callable[[Partition], Iterator[tuple[object, Columns]]],
    keys: Sequence[str],
    form: Format,
    file: str | None,
    *,
    reveal: bool = False,
) -> None:
    """Write columns of texts as CSV or TSV; NIRs are masked unless *reveal*. Where they go to a
    file, several processes read them and make the lines."""
    from semble_cli.parallel.partition import WHOLE, read_partitioned

    header = header_of(keys)

    def lines(partition: Partition) -> Iterator[tuple[object, str]]:
        for moment, columns in read(partition):
            shown = columns if reveal else list(map(discreet_column, header, columns))
            yield moment, lines_of(shown, DELIMITERS[form], header)

    with (
        read_partitioned(lines) if file else nullcontext(text for _, text in lines(WHOLE)) as texts
    ):
        write_lines(texts, header, form)
