"""Results that go to a file: whole or not at all, for its owner alone."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext, redirect_stdout
from typing import TYPE_CHECKING

from semble_cli.commands.ui.csv_lines import lines_of
from semble_cli.commands.ui.output import DELIMITERS, write_lines
from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from semble_cli.commands.ui.output import Format
    from semble_cli.parallel.partition import Partition
    from semble_cli.patient.flat import Columns


@contextmanager
def redirected(file: str | None, *, errors: str = "strict") -> Iterator[str | None]:
    """Write the results to a new file, or to standard output for `None`; the file's name. *errors*
    is what becomes of text that is none, as `open` has it.

    The file is there under its name only when all of it is written: it holds health data, and half
    a list looks like a whole one.

    Raises:
        BadUsage: the file is there already, or its directory cannot be written to.
    """
    if file is None:
        yield None
        return
    temporary = f"{file}.{os.getpid()}.part"
    try:
        if os.path.exists(file):
            raise FileExistsError(file)
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise BadUsage(
            "The file {file} cannot be written, or is there already.", file=file
        ) from error
    try:
        with (
            open(handle, "w", encoding="utf-8", errors=errors, newline="") as out,
            redirect_stdout(out),
        ):
            yield file
        os.replace(temporary, file)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
    finally:
        sys.stdout.flush()


def write_partitioned(
    read: Callable[[Partition], Iterator[tuple[object, Columns]]],
    keys: Sequence[str],
    form: Format,
    file: str | None,
) -> None:
    """Write columns of texts as CSV or TSV. Where they go to a file, several processes read them
    and make the lines."""
    from semble_cli.parallel.partition import WHOLE, read_partitioned

    def lines(partition: Partition) -> Iterator[tuple[object, str]]:
        return (
            (moment, lines_of(columns, DELIMITERS[form])) for moment, columns in read(partition)
        )

    with (
        read_partitioned(lines) if file else nullcontext(text for _, text in lines(WHOLE)) as texts
    ):
        write_lines(texts, keys, form)
