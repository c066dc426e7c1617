"""`semble invoice list`: invoices and how they stand, or the takings of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.invoice.options import FromOption, ToOption, days_given
from semble_cli.commands.invoice.telling import STATES, shown_amount
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, OtherPatient
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, shown_day, text, write_all
from semble_cli.errors import BadUsage
from semble_cli.patient.billing.invoice import InvoiceState
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.choices.of_practice import MEANS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from semble_cli.patient.billing.invoice import InvoiceStanding
    from semble_cli.services.invoices.reports import TakenIn


_TODAY = ("today", "aujourd'hui", "aujourd\u2019hui")
"""What may be given for the day that it is."""


def list_invoices(
    ctx: typer.Context,
    *,
    unpaid: Annotated[
        bool, typer.Option("--unpaid", help="Those alone on which something is due.")
    ] = False,
    patient: OtherPatient = None,
    since: FromOption = None,
    until: ToOption = None,
    takings: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|today", help="What came in on that day, by means of payment, instead."
        ),
    ] = None,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List invoices and credit notes in the order in which they were issued, and how they stand.

    Amounts of json and csv are in cents; those of --takings are in euros.

    Examples:
    semble invoice list --unpaid
    semble invoice list --from 01/01/2027 --to 31/01/2027 -f csv
    semble invoice list --takings today
    """
    from semble_cli.services.invoices import finding

    context = context_of(ctx)
    today = context.register.today
    form = chosen(form)
    if takings is not None:
        if unpaid or patient is not None or since is not None or until is not None:
            raise BadUsage("--takings stands alone.")
        _list_takings(ctx, takings, form, fields)
        return
    first, last = days_given(since, until, today)
    asked = finding.InvoicesAsked(first, last, patient, is_unpaid=unpaid)
    found = finding.list_invoices(context.register, asked)
    if form is not Format.TABLE or fields is not None:
        write_all(map(finding.listed_document, found), finding.LISTED_KEYS, form, fields)
    elif found:
        _write(found)
    else:
        say("No invoice is due." if unpaid else "There is no invoice.")


def _write(found: Sequence[InvoiceStanding]) -> None:
    columns = (
        TableColumn(tr("no."), whole=True),
        TableColumn(field_label("issued_on"), whole=True),
        TableColumn(field_label("patient")),
        TableColumn(tr("to"), 2),
        TableColumn(tr("amount"), whole=True),
        TableColumn(tr("still due"), whole=True),
        TableColumn(field_label("state"), 1),
    )
    draw(console(), columns, [list(_cells(each)) for each in found])


def _cells(standing: InvoiceStanding) -> Iterator[Text]:
    invoice = standing.invoice
    done = standing.state in (InvoiceState.PAID, InvoiceState.CREDITED, InvoiceState.SETTLED)
    style = "dim" if done else ""
    buyer = invoice.buyer
    sign = -1 if invoice.is_credit_note else 1
    yield text(invoice.number, style)
    yield text(shown_day(invoice.issued_on.isoformat()), style)
    yield text(f"{invoice.patient_name or NOTHING} ({invoice.patient_id})", style)
    yield text(buyer.name if buyer and buyer.name != invoice.patient_name else NOTHING, style)
    yield text(shown_amount(sign * invoice.total_cents), style)
    yield text(shown_amount(sign * standing.due_cents) if standing.due_cents else NOTHING, style)
    yield text(tr(STATES[standing.state]), style)


def _list_takings(ctx: typer.Context, day: str, form: Format, fields: str | None) -> None:
    from semble_cli.identity.dates import parse_date
    from semble_cli.services.invoices.reports import TAKINGS_KEYS, takings_document, takings_of

    context = context_of(ctx)
    is_today = day.strip().casefold() in _TODAY
    asked = None if is_today else parse_date("day", day, context.register.today)
    takings = takings_of(context.register, asked, context.settings.own)
    found = takings.by_means
    if form is not Format.TABLE or fields is not None:
        write_all(map(takings_document, found), TAKINGS_KEYS, form, fields)
    elif found:
        _write_takings(found)
    else:
        say("Nothing came in on {day}.", day=shown_day(takings.day.isoformat()))


def _write_takings(found: Sequence[TakenIn]) -> None:
    columns = (
        TableColumn(field_label("means")),
        TableColumn(tr("payments"), whole=True),
        TableColumn(tr("amount"), whole=True),
    )
    rows: list[list[Any]] = [
        [_means(each.means), each.number, shown_amount(each.amount_cents)] for each in found
    ]
    total = sum(each.amount_cents for each in found)
    rows.append([tr("total"), sum(each.number for each in found), shown_amount(total)])
    last = len(rows) - 1
    draw(
        console(),
        columns,
        [
            [text(cell, "bold" if number == last else "") for cell in row]
            for number, row in enumerate(rows)
        ],
    )


def _means(code: str | None) -> str:
    return tr(MEANS.name(Means(code))) if code else NOTHING
