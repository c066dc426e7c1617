"""Where an import writes beside the register: one file of rejected rows and one report for all the
files it reads, opened before the first row is written."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TextIO

from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.streams import STDOUT, standard_output
from semble_cli.commands.ui.to_file import growing_file, new_file
from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from semble_cli.errors import SembleError
    from semble_cli.services.imports.report import Policy
    from semble_cli.services.imports.shared_rejects import SharedRejects
    from semble_cli.services.imports.source import Input, SourceOptions
    from semble_cli.services.imports.writer import Told

_AS_IT_CAME = "surrogateescape"
"""How bytes that are no text go to the rejected rows: unchanged."""


def refuse_as_output(files: Sequence[str], *outputs: str | None) -> None:
    """See that no file is both read and written, or written twice.

    Raises:
        BadUsage: one is.
    """
    read = [there for file in files if (there := _where(file)) is not None]
    seen: set[str] = set()
    for file in outputs:
        if file is None or file == STDOUT:
            continue
        path, is_read = file, False
        with suppress(OSError, ValueError):  # some names no file may have
            path = os.path.realpath(file)
            there = os.stat(file)
            is_read = any(os.path.samestat(each, there) for each in read)
        if is_read or path in seen:
            raise BadUsage(
                "The file {file} would be read and written, or written twice: give another name.",
                file=file,
            )
        seen.add(path)


def _where(file: str) -> os.stat_result | None:
    """What the system knows a file by that is read, or what is piped in."""
    with suppress(OSError, ValueError, AttributeError):  # some are no files of the system's
        return os.fstat(sys.stdin.fileno()) if file == STDOUT else os.stat(file)
    return None


@contextmanager
def rejects_of(
    file: str | None, inputs: Sequence[Input], asked: SourceOptions, policy: Policy
) -> Iterator[TextIO | None]:
    """Where the rejected rows of some files go, in one form; `None` for nowhere.

    A new file is there when all is written. Where rows are written for good piece by piece, so are
    the rejects, and a run that goes on adds to them. What an earlier run rejected of these files is
    replaced.

    Raises:
        BadUsage: the file cannot be written, or is somebody else's; or the files that are read are
            of several kinds.
    """
    if file is None:
        yield None
        return
    from semble_cli.services.imports.shared_rejects import SharedRejects

    shared = SharedRejects(inputs, asked)
    if file == STDOUT:
        if sys.stdout.isatty():
            raise BadUsage(
                "Rejected rows go out as they came, which is nothing for a terminal: name a file,"
                " or send them on with >."
            )
        out: AbstractContextManager[TextIO] = standard_output(_AS_IT_CAME, shared.encoding)
    else:
        is_in_pieces = policy.commit_every or len(inputs) > 1
        out = _to_file(file, shared, grows=bool(is_in_pieces and not policy.dry_run))
    with out as stream:
        yield stream


def _to_file(file: str, shared: SharedRejects, *, grows: bool) -> AbstractContextManager[TextIO]:
    kept = _kept_of_earlier(file, shared)
    if not grows:
        return new_file(file, _AS_IT_CAME, shared.encoding, replaces=kept is not None)
    if kept is not None:
        with suppress(OSError):  # then it cannot be opened either
            os.truncate(file, kept)
    return growing_file(
        file, goes_on=kept is not None, errors=_AS_IT_CAME, encoding=shared.encoding
    )


def _kept_of_earlier(file: str, shared: SharedRejects) -> int | None:
    """How much of a file of rejects is of before, and stays; `None` if there is none of ours."""
    if not os.path.isfile(file) or os.path.islink(file):
        return None
    with suppress(OSError), open(file, "rb") as before:
        return shared.kept_of_earlier(before)
    return None


def teller(each: Input, out: TextIO | None, *, is_one_of_several: bool) -> Told:
    """Takes the rows of a file that are not taken, or not whole, to where they are written; the
    reasons begin with the file's name, where there are several."""
    if out is None:
        return lambda *_: None
    rejects = each.opened.records.rejects(out)
    out.flush()  # before another process has a part of it as well

    def told(record: Any, reasons: tuple[SembleError, ...], is_taken: bool) -> None:
        text = "; ".join(line for reason in reasons for line in explain(reason))
        text = tr("Taken, but for this: {problem}", problem=text) if is_taken else text
        rejects.write(record, f"{each.name}: {text}" if is_one_of_several else text)
        out.flush()

    return told


def report_to(file: str | None) -> AbstractContextManager[TextIO | None]:
    """Where the report of an import goes, if anywhere.

    Raises:
        BadUsage: the file cannot be written.
    """
    return nullcontext() if file is None else new_file(file)
