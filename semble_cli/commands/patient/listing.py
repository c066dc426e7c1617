"""`semble patient list`: all the patients, in order."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.plain import FORMAT, RESULT
from semble_cli.commands.ui.options.shared import (
    FieldsOption,
    LimitOption,
    OutputOption,
    RevealOption,
)
from semble_cli.commands.ui.output import (
    Format,
    chosen,
    columns_of,
    is_separated,
    line_of,
    refuse_workbook_here,
    say,
    write_line,
    write_pieces,
    write_records,
)
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.tables import write_table
from semble_cli.commands.ui.to_file import redirected, write_partitioned
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.identity.status import IdentityStatus
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.choices.words import ORDERS, STATUSES
from semble_cli.patient.document import LIGHT_KEYS, RECORD_KEYS, document
from semble_cli.patient.interchange import Interchange
from semble_cli.patient.order import Order
from semble_cli.services.patients.export import exported, loses_state
from semble_cli.services.patients.list_all import (
    Listing,
    all_columns,
    all_patients,
    all_with_allergies,
    count_patients,
    note_list,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.register import Register

T = TypeVar("T")


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


LIST_FORMATS: Choices[ListFormat] = Choices(
    {form: ("table", "tableau") if form is ListFormat.TABLE else () for form in ListFormat}
)

_INTERCHANGE = {ListFormat.FHIR: Interchange.FHIR, ListFormat.SEMBLE: Interchange.SEMBLE}

SortOption = Annotated[
    Order | None,
    choice_option(
        ORDERS,
        "--sort",
        help_text="In this order, from A to Z or from Z to A.",
        metavar="birth-name|first-name[:desc]",
        panel=RESULT,
        default="birth-name in lists, the best match first in searches",
    ),
]


def list_patients(
    ctx: typer.Context,
    *,
    sort: SortOption = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only patients with this tag.")
    ] = None,
    status: Annotated[
        IdentityStatus | None,
        choice_option(STATUSES, "--status", help_text="Only patients with this identity status."),
    ] = None,
    limit: LimitOption = 0,
    archived: Annotated[bool, typer.Option("--archived", help="Archived patients too.")] = False,
    form: Annotated[
        ListFormat | None,
        choice_option(
            LIST_FORMATS,
            *FORMAT.names,
            help_text="How to write the list; fhir (FR Core) and semble (its API) are JSON, one a"
            " line.",
        ),
    ] = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="The whole record, not only what a search shows.")
    ] = False,
    documents: Annotated[
        bool,
        typer.Option("--documents", help="With -f fhir --whole: the bytes of documents as well."),
    ] = False,
    reveal: RevealOption = False,
) -> None:
    """List all patients, from A to Z by birth name unless another order is asked for.

    A list with --whole and --reveal can be imported into another register and loses nothing but
    what the register keeps by itself.

    With -f fhir, --whole has all that stands around the patients too: relations, allergies and
    whether any is known, and for who may read them treatments and documents, of these the bytes
    only with --documents.

    Examples:
    semble patient list --sort first-name:desc
    semble patient list -o list.csv --fields id,birth_name,birth_date
    semble patient list --whole --reveal -o patients.csv
    semble patient list -f fhir -o patients.ndjson
    semble patient list -f fhir --whole --documents --reveal -o everything.ndjson
    """
    is_everything = whole and form is ListFormat.FHIR
    if documents and not is_everything:
        raise BadUsage("--documents goes with -f fhir --whole.")
    listing = Listing(sort or Order.BIRTH_NAME, limit, tuple(tag or ()), status, archived)
    context = context_of(ctx)
    register = context.register
    known = RECORD_KEYS if whole else LIGHT_KEYS
    keys = columns_of(known, fields)
    ours = Format(form) if form and form not in _INTERCHANGE else None
    if output is None:
        refuse_workbook_here(ours)
    with redirected(output) as file:
        noted = form.value if form else chosen(ours, file).value
        note_list(register, listing, noted, whole=whole, documents=documents, reveal=reveal)
        end_with_reader()
        if is_everything:
            _write_everything(register, listing, reveal=reveal, documents=documents)
            return
        if form and (interchange := _INTERCHANGE.get(form)):
            _write_interchange(register, listing, interchange, reveal=reveal)
            return
        how = chosen(ours, file)
        if how is Format.TABLE:
            _write_table(context, listing, keys if fields else None, reveal=reveal)
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
            write_records(records, keys, how, reveal=reveal)


def _write_everything(
    register: Register, listing: Listing, *, reveal: bool, documents: bool
) -> None:
    """All of each patient as resources of FHIR, one a line."""
    from semble_cli.services.patients.export_whole import (
        WholeExport,
        reads_all,
        whole_resources,
    )

    for each in whole_resources(register, listing, WholeExport(reveal, documents)):
        write_pieces(each.pieces(line_of(each.resource)))
    if not reads_all(register):
        say("Treatments and documents were left out: your role does not read medical contents.")


def _write_interchange(
    register: Register, listing: Listing, interchange: Interchange, *, reveal: bool
) -> None:
    """The patients as another program reads them, one a line, and what these lines do not tell."""
    untold = 0
    for patient in all_patients(register, listing):
        write_line(exported(patient, interchange, reveal=reveal))
        untold += loses_state(patient, interchange)
    if untold:
        say(
            "This format has no word for a death, an archive or a block: {count} × such a patient"
            " stands in it as one who is present.",
            count=untold,
        )


def _write_table(
    context: Context, listing: Listing, keys: list[str] | None, *, reveal: bool
) -> None:
    """The table of a list, on a terminal through the pager, and how many of how many it has."""
    from semble_cli.commands.patient.display.table import write_list

    register = context.register
    shown = 0
    is_at_end = False

    def counted(rows: Iterable[T]) -> Iterator[T]:
        nonlocal shown, is_at_end
        for row in rows:
            shown += 1
            yield row
        is_at_end = True

    with paged(context):
        if keys is None:
            write_list(counted(all_with_allergies(register, listing)))
        else:
            everybody = counted(all_patients(register, listing))
            write_table((document(each, reveal=reveal) for each in everybody), keys, reveal=reveal)
    everyone = count_patients(register, listing)
    if is_at_end:
        say("Patients: {count} of {all}.", count=shown, all=everyone)
    else:
        say("Patients: {all}. The list was left before its end.", all=everyone)
