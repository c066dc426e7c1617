"""`semble document get`: a document out of the register, byte for byte."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.document.options import DocumentId
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.to_file import new_file
from semble_cli.errors import BadUsage
from semble_cli.services.record.read_documents import open_stored

if TYPE_CHECKING:
    from typing import BinaryIO

    from semble_cli.services.record.read_documents import OpenDocument

_CHECKED_FIRST = 16 << 20
"""Bytes that are read a second time, at no cost that anybody would notice, so that nothing damaged
goes through a pipe at all."""


def get(
    ctx: typer.Context,
    document: DocumentId,
    *,
    output: Annotated[
        str,
        typer.Option(
            *("-o", "--output"),
            metavar="FILE|-",
            help="The new file to write it to; - is standard output.",
        ),
    ],
) -> None:
    """Hand out a document, byte for byte as it was added.

    Its digest is checked. A file is there only when all of it is written and right. To standard
    output a large one goes while it is read: what was damaged in the store is told at the end, with
    the exit code 7.

    Examples:
    semble document get 7 -o letter.pdf
    semble document get 7 -o - | less
    """
    if output == "-" and sys.stdout.isatty():
        raise BadUsage("A document is nothing for a terminal: send it on with > FILE, or -o FILE.")
    with open_stored(context_of(ctx).register, document) as found:
        if output == "-":
            if found.size <= _CHECKED_FIRST:
                found.check()
            end_with_reader()
            _write(found, sys.stdout.buffer)
            return
        with new_file(output) as out:
            _write(found, out.buffer)
    say("Document {id} is written to {file}.", id=document, file=output)


def _write(found: OpenDocument, out: BinaryIO) -> None:
    for chunk in found.chunks():
        out.write(chunk)
