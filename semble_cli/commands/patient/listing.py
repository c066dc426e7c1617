"""`semble patient list`: all the patients, in order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from semble_cli.commands.patient.formats import (
    EventOption,
    PatientFormat,
    PatientFormatOption,
    check_options,
    interchange_of,
    say_left_out,
    say_untold,
    usual_format,
    write_text,
    write_yaml,
)
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.plain import RESULT
from semble_cli.commands.ui.options.shared import (
    FieldsOption,
    LimitOption,
    OutputOption,
    RevealOption,
)
from semble_cli.commands.ui.output import (
    Format,
    chosen,
    chosen_of,
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
from semble_cli.patient.choices.of_commands import ORDERS
from semble_cli.patient.choices.of_patients import STATUSES
from semble_cli.patient.document import LIGHT_KEYS, RECORD_KEYS, document
from semble_cli.patient.interchange import PatientEvent
from semble_cli.patient.order import Order
from semble_cli.services.patients.export import WantedExport, exported_patients
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
    form: PatientFormatOption = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="The whole record, not only what a search shows.")
    ] = False,
    documents: Annotated[
        bool,
        typer.Option("--documents", help="With -f fhir --whole: the bytes of documents as well."),
    ] = False,
    event: EventOption = None,
    reveal: RevealOption = False,
) -> None:
    """List all patients, from A to Z by birth name unless another order is asked for.

    A list with --whole and --reveal can be imported into another register and loses nothing but
    what the register keeps by itself.

    With -f fhir, --whole has all that stands around the patients too: relations, allergies and
    whether any is known, consents and appointments, and for who may read them treatments and
    documents, of these the bytes only with --documents.

    What another program reads is one patient a line, or one message or card after the other.

    Examples:
    semble patient list --sort first-name:desc
    semble patient list -o list.csv --fields id,birth_name,birth_date
    semble patient list --whole --reveal -o patients.csv
    semble patient list -f fhir -o patients.ndjson
    semble patient list -f hl7 --event A31 --reveal -o patients.hl7
    semble patient list -f fhir --whole --documents --reveal -o everything.ndjson
    """
    is_everything = whole and form is PatientFormat.FHIR
    if documents and not is_everything:
        raise BadUsage("--documents goes with -f fhir --whole.")
    check_options(form, fields, event)
    listing = Listing(sort or Order.BIRTH_NAME, limit, tuple(tag or ()), status, archived)
    context = context_of(ctx)
    register = context.register
    known = RECORD_KEYS if whole else LIGHT_KEYS
    keys = columns_of(known, fields)
    ours, interchange = usual_format(form), interchange_of(form)
    if output is None:
        refuse_workbook_here(ours)
    with redirected(output) as file:
        noted = form.value if form else chosen(ours, file).value
        note_list(register, listing, noted, whole=whole, documents=documents, reveal=reveal)
        end_with_reader()
        if is_everything:
            _write_everything(register, listing, reveal=reveal, documents=documents)
            return
        if interchange:
            wanted = WantedExport(interchange, reveal, event or PatientEvent.ADDED)
            _write_interchange(register, listing, wanted)
            return
        records = (document(each, reveal=reveal) for each in all_patients(register, listing))
        if form is PatientFormat.YAML:
            for record in records:
                write_yaml(chosen_of(record, keys, reveal=reveal))
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
        say_left_out()


def _write_interchange(register: Register, listing: Listing, wanted: WantedExport) -> None:
    """The patients as another program reads them, and what is not told of them."""
    untold = []
    is_whole = True
    for exported in exported_patients(register, listing, wanted):
        if isinstance(exported.content, str):
            write_text(exported.content)
        else:
            write_line(exported.content)
        if exported.untold:
            untold.append(exported.untold)
        is_whole = is_whole and exported.is_whole
    say_untold(untold)
    if not is_whole:
        say_left_out()


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
