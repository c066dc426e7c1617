"""The files of an import: all of them opened and looked at before the first row is written."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from semble_cli.commands.patient.importing.messages import describe
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.errors import BadUsage, InvalidInput, UndecidedDates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import ExitStack

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.imports.report import Policy
    from semble_cli.services.imports.source import Input, Source, SourceOptions


@contextmanager
def opened_file(file: str) -> Iterator[BinaryIO]:
    """A file, or `-` for what is piped in.

    Raises:
        BadUsage: it cannot be opened.
    """
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        source = open(file, "rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        raise BadUsage("The file {file} cannot be opened.", file=file) from error
    with source:
        yield source


class Stream(NamedTuple):
    """A file as it can be read twice: what it is called, and its bytes."""

    name: str
    source: BinaryIO
    is_piped: bool = False


def streams_of(context: Context, files: Sequence[str], stack: ExitStack) -> list[Stream]:
    """Files as they can be read twice; an archive of several as those in it.

    Raises:
        BadUsage: one cannot be opened. InvalidInput: an archive is none, or there is no room for
            what is piped in or unpacked.
    """
    from semble_cli.services.imports.source import files_within, rewindable

    store = context.register.store
    opened = [stack.enter_context(opened_file(file)) for file in files]
    found = []
    for file, each in zip(files, opened, strict=True):
        source = stack.enter_context(rewindable(each, store))
        with _named(file, is_one_of_several=len(files) > 1):
            inner = [
                Stream(f"{file}/{name}", one, file == "-")
                for name, one in files_within(source, stack, store)
            ]
        found += inner or [Stream(file, source, file == "-")]
    return found


def opened_inputs(
    context: Context,
    streams: Sequence[Stream],
    asked: SourceOptions,
    policy: Policy,
    *,
    resume: bool,
) -> list[Input]:
    """Files as they are to be imported.

    Raises:
        InvalidInput, BadUsage: one of them is no file of patients, or cannot be imported as asked.
        StoreError: the store cannot be read.
    """
    from semble_cli.services.imports.run import check_source, rows_done
    from semble_cli.services.imports.source import Input, digest_of

    found = []
    for file, source, is_piped in streams:
        with _named(file, is_one_of_several=len(streams) > 1):
            identity = digest_of(source) if policy.commit_every and not is_piped else None
            opened = read_as_asked(context, source, asked)
            try:
                check_source(opened.records, policy)
            except InvalidInput:
                describe(opened)  # where each column goes shows what is missing
                raise
        before = rows_done(context.register, identity) if identity else 0
        if before and not resume:
            say(
                "An import took rows of this file before: {count}. --resume goes on behind them.",
                count=before,
            )
        done = before if resume else 0
        found.append(Input(file, source, opened, identity, done))
    return found


def read_as_asked(context: Context, file: BinaryIO, asked: SourceOptions) -> Source:
    """The file, opened; a person is asked how its dates are written, where they do not tell.

    Raises:
        UndecidedDates: nobody is there to ask. InvalidInput: the file cannot be read.
    """
    from semble_cli.services.imports.source import open_source

    start = file.tell()
    try:
        return open_source(file, asked, context.register.today)
    except UndecidedDates as undecided:
        if not context.may_ask:
            raise
        from semble_cli.commands.ui.prompts import choose

        file.seek(start)
        forms = [("", "DD/MM/YYYY"), ("month", "MM/DD/YYYY")]
        say(undecided.sentence)
        answer = choose(tr("How are these dates written?"), forms)
        return open_source(file, asked._replace(month_first=bool(answer)), context.register.today)


@contextmanager
def _named(file: str, *, is_one_of_several: bool) -> Iterator[None]:
    """Inside, what is wrong with a file is said with its name, where there are several."""
    try:
        yield
    except InvalidInput as problem:
        if not is_one_of_several:
            raise
        raise InvalidInput(
            problem.field, "{file}: {problem}", file=file, problem=problem.sentence
        ) from problem
