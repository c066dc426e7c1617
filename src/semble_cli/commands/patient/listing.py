"""`semble patient list`: all the patients, in order."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.options import FieldsOption, FormatOption, OutputOption
from semble_cli.commands.output import (
    Format,
    chosen,
    columns_of,
    is_separated,
    say,
    write_columns,
    write_line,
)
from semble_cli.commands.state import state_of
from semble_cli.commands.tables import write_all
from semble_cli.commands.to_file import redirected
from semble_cli.identity.document import LIGHT_KEYS, light_document
from semble_cli.identity.status import IdentityStatus
from semble_cli.services.exporting import Vocabulary, exported
from semble_cli.services.listing import Listing, Order, all_columns, all_patients

SortOption = Annotated[
    Order | None,
    typer.Option(
        metavar="birth-name|first-name[:desc]", help="In this order, from A to Z or from Z to A."
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
    limit: Annotated[int, typer.Option(help="At most so many; 0 for all.", min=0)] = 0,
    archived: Annotated[bool, typer.Option("--archived", help="Archived patients too.")] = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
    vocabulary: Annotated[
        Vocabulary | None,
        typer.Option(
            "--as",
            metavar="fhir|semble",
            help="A JSON document a line: FHIR R4 (FR Core), or of Semble's API.",
        ),
    ] = None,
) -> None:
    """List all patients, from A to Z by birth name unless another order is asked for.

    Examples:
    semble patient list --sort first-name:desc
    semble patient list --as fhir -o patients.ndjson
    semble patient list -o list.csv --fields id,birth_name,birth_date
    """
    listing = Listing(sort or Order.BIRTH_NAME, limit, tuple(tag or ()), status, archived)
    desk = state_of(ctx).desk
    patients = all_patients(desk, listing)
    with redirected(output) as file:
        if vocabulary is not None:
            for patient in patients:
                write_line(exported(patient, vocabulary))
        elif chosen(form, file) is Format.TABLE and fields is None:
            from semble_cli.commands.patient.patient_table import write_list

            say("{count} patients.", count=write_list(patients))
        elif is_separated(chosen(form, file)):
            keys = columns_of(LIGHT_KEYS, fields)
            write_columns(all_columns(desk, listing, keys), keys, chosen(form, file))
        else:
            write_all(map(light_document, patients), LIGHT_KEYS, chosen(form, file), fields)
