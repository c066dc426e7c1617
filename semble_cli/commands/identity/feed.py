"""`semble identity feed`: messages of the program that holds INSi."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from semble_cli.commands.identity.feeding import Feeding
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import Format, chosen, complain, say
from semble_cli.commands.ui.streams import STDIN, end_with_reader
from semble_cli.errors import BadUsage, DoneInPart, StoreError
from semble_cli.services.identity_feed.feeds import (
    check_right,
    chunks_of,
    is_locked,
    largest_file,
)
from semble_cli.services.identity_feed.folder import Folder

_PAUSE = 1.0
"""Seconds between two looks into a folder."""


def feed(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIR|-",
            help="A file of messages, a folder to be watched, or - for what is piped in.",
            show_default=False,
        ),
    ],
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Read what is in the folder now, and stop.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Take identities from the program that holds INSi: HL7 PAM (A28, A31) or FHIR (FR Core).

    Each message is read once, whoever reads it. The same matricule INS, or the same strict traits,
    is brought up to date; nobody near is created; what is between the two is rejected for you to
    look at. What somebody typed by hand is never overwritten. The matricule INS is taken from
    qualified identities alone.

    A folder is watched until you stop it with Ctrl-C: it stops between two messages. What is
    rejected goes to the folder rejected in it, each file with its reason beside it.

    Examples:
    semble identity feed /var/spool/identities
    semble identity feed messages.hl7
    semble identity feed patients.ndjson -f ndjson | jq -c 'select(.outcome == "rejected")'
    """
    context = context_of(ctx)
    wanted = chosen(form) if form else Format.TABLE
    if wanted not in (Format.TABLE, Format.NDJSON):
        raise BadUsage("Messages are told as they come: as a table, or with --format ndjson.")
    check_right(context.register)
    end_with_reader()
    feeding = Feeding(context.register, wanted)
    if source != STDIN and Path(source).is_dir():
        _watch(source, feeding, once=once)
        if not once:
            return
    elif once:
        raise BadUsage("--once is for a folder.")
    elif source == STDIN:
        for chunk in chunks_of(sys.stdin.buffer):
            feeding.take(chunk)
    else:
        feeding.take(_content(source), Path(source).name)
    if feeding.rejected:
        raise DoneInPart("Messages that were rejected: {count}.", count=feeding.rejected)


def _content(file: str) -> bytes:
    try:
        with open(file, "rb") as source:
            return source.read(largest_file() + 1)
    except (OSError, ValueError):
        raise BadUsage("The file {file} cannot be opened.", file=file) from None


def _watch(path: str, feeding: Feeding, *, once: bool) -> None:
    folder = Folder(path, time.monotonic)
    if once:
        _read(folder, feeding, once=True)
        _say_unfinished(folder)
        return
    say("Watching {folder}. Ctrl-C stops between two messages.", folder=path)
    with suppress(KeyboardInterrupt):  # it is the way to stop
        while True:
            _read(folder, feeding)
            time.sleep(_PAUSE)
    _say_unfinished(folder)
    say(
        "Stopped. Messages read: {count}, rejected: {rejected}.",
        count=feeding.read,
        rejected=feeding.rejected,
    )


def _say_unfinished(folder: Folder) -> None:
    if folder.unfinished:
        names = ", ".join(sorted(folder.unfinished))
        say("Not whole yet, and left where they are: {files}.", files=names)


def _read(folder: Folder, feeding: Feeding, *, once: bool = False) -> None:
    """Read the files that are ready; while another program has the register, they wait."""
    for waiting in folder.ready(at_once=once):
        try:
            feeding.take_file(folder, waiting)
        except StoreError as problem:
            if once or not is_locked(problem):
                raise
            folder.again(waiting)
            complain(problem)
            return
