"""`semble demo`: fictitious patients, to try things out."""

from __future__ import annotations

import sys
from typing import Annotated, TextIO

import typer

from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.options.shared import LARGEST
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.to_file import new_file
from semble_cli.errors import BadUsage


def demo(
    ctx: typer.Context,
    *,
    patients: Annotated[
        int, typer.Option(metavar="N", help="How many patients.", min=1, max=LARGEST)
    ] = 1000,
    seed: Annotated[
        int,
        typer.Option(metavar="N", help="Another seed makes other patients, the same one the same."),
    ] = 1,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write them to this CSV file."),
    ] = None,
    load: Annotated[
        bool, typer.Option("--load", help="Load them into the register, which must be empty.")
    ] = False,
) -> None:
    """Make fictitious French patients, as CSV for patient import, or straight into a register.

    They have valid NIRs, real birth places, families, and some duplicates with typing errors. None
    of them is a real person.

    Examples:
    semble demo --patients 1000 -o patients.csv
    semble --store /tmp/try.db init && semble --store /tmp/try.db demo --load
    """
    if load and output:
        raise BadUsage("Give either --load or --output.")
    if load:
        _load(context_of(ctx), patients, seed)
    elif output:
        with new_file(output) as file:
            _write(file, patients, seed)
        say("{count} fictitious patients are in {file}.", count=patients, file=output)
    else:
        end_with_reader()
        _write(sys.stdout, patients, seed)


def _write(file: TextIO, count: int, seed: int) -> None:
    from semble_cli.services.demo import write_fictitious

    write_fictitious(file, count, seed)


def _load(context: Context, count: int, seed: int) -> None:
    from semble_cli.services.demo import load_fictitious

    report = load_fictitious(context.register, count, seed)
    say(
        "Batch {batch}: fictitious patients created: {created}.",
        batch=report.batch,
        created=report.created,
    )
