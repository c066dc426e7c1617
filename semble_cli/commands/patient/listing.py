"""`semble patient list`: all the patients, in order."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options import FieldsOption, LimitOption, OutputOption, RevealOption
from semble_cli.commands.ui.output import (
    Format,
    chosen,
    columns_of,
    is_separated,
    refuse_workbook_here,
    say,
    write_line,
)
from semble_cli.commands.ui.plain_options import RESULT
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.to_file import redirected, write_partitioned
from semble_cli.identity.status import IdentityStatus
from semble_cli.patient.document import LIGHT_KEYS, RECORD_KEYS, document
from semble_cli.patient.interchange import Interchange
from semble_cli.patient.order import Order
from semble_cli.services.patients.export import exported
from semble_cli.services.patients.list_all import Listing, all_columns, all_patients, note_reveal


class ListFormat(StrEnum):
    """How a list is written: as any result, or as another program reads it."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    FHIR = "fhir"
    SEMBLE = "semble"


_INTERCHANGE = {ListFormat.FHIR: Interchange.FHIR, ListFormat.SEMBLE: Interchange.SEMBLE}

SortOption = Annotated[
    Order | None,
    typer.Option(
        metavar="birth-name|first-name[:desc]",
        help="In this order, from A to Z or from Z to A.",
        rich_help_panel=RESULT,
        show_default="birth-name in lists, the best match first in searches",
    ),
]


def list_patients(
    ctx: typer.Context,
    *,
    sort: SortOption = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Bears this tag.")] = None,
    status: Annotated[
        IdentityStatus | None,
        typer.Option(
            metavar="PROV|RECUP|VALI|QUAL", help="Of this identity status.", case_sensitive=False
        ),
    ] = None,
    limit: LimitOption = 0,
    archived: Annotated[bool, typer.Option("--archived", help="Archived patients too.")] = False,
    form: Annotated[
        ListFormat | None,
        typer.Option(
            "-f",
            "--format",
            metavar="table|json|ndjson|csv|tsv|xlsx|fhir|semble",
            help="How to write the list; fhir (FR Core) and semble (its API) are JSON, one a line.",
        ),
    ] = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="The whole record, not only what a search shows.")
    ] = False,
    reveal: RevealOption = False,
) -> None:
    """List all patients, from A to Z by birth name unless another order is asked for.

    A list with --whole and --reveal can be imported into another register and loses nothing but
    what the register keeps by itself.

    Examples:
    semble patient list --sort first-name:desc
    semble patient list -o list.csv --fields id,birth_name,birth_date
    semble patient list --whole --reveal -o patients.csv
    semble patient list -f fhir -o patients.ndjson
    """
    listing = Listing(sort or Order.BIRTH_NAME, limit, tuple(tag or ()), status, archived)
    register = context_of(ctx).register
    known = RECORD_KEYS if whole else LIGHT_KEYS
    keys = columns_of(known, fields)
    ours = Format(form) if form and form not in _INTERCHANGE else None
    if output is None:
        refuse_workbook_here(ours)
    with redirected(output) as file:
        if reveal:
            note_reveal(register)
        end_with_reader()
        if form and (interchange := _INTERCHANGE.get(form)):
            for patient in all_patients(register, listing):
                write_line(exported(patient, interchange, reveal=reveal))
            return
        how = chosen(ours, file)
        if how is Format.TABLE and fields is None:
            from semble_cli.commands.patient.display.table import write_list

            say("Patients: {count}.", count=write_list(all_patients(register, listing)))
        elif is_separated(how):
            write_partitioned(
                partial(all_columns, register, listing, keys, reveal=reveal),
                keys,
                how,
                file,
                reveal=reveal,
            )
        else:
            records = (document(each, reveal=reveal) for each in all_patients(register, listing))
            write_all(records, known, how, fields, reveal=reveal)
