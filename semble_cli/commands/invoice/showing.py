"""`semble invoice show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from semble_cli.commands.invoice.options import InvoiceNumber
from semble_cli.commands.invoice.telling import STATES, called, shown_amount
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import NOTHING, Format, chosen
from semble_cli.commands.ui.tables import console, shown_day, text, write_one, write_subjects
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.billing.vat import written_rate
from semble_cli.patient.choices.of_practice import MEANS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.billing.invoice import InvoiceLine
    from semble_cli.patient.billing.payment import Payment
    from semble_cli.services.invoices.finding import ShownInvoice


def show(
    ctx: typer.Context,
    invoice: InvoiceNumber,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show an invoice or a credit note: what is frozen on it, what was paid, what is due.

    Examples:
    semble invoice show F0001
    semble invoice show F0001 -f json | jq .due_cents
    """
    from semble_cli.services.invoices.finding import invoice_document, show_invoice

    shown = show_invoice(context_of(ctx).register, invoice)
    form = chosen(form)
    if form is not Format.TABLE or fields is not None:
        write_one(invoice_document(shown), form, fields)
        return
    standing = shown.standing
    day = shown_day(standing.invoice.issued_on.isoformat())
    heading = f"{called(standing)} · {day} · {tr(STATES[standing.state])}"
    console().print(text(heading, "bold"))
    write_subjects((text(name, "dim"), text(said)) for name, said in _subjects(shown) if said)


def _subjects(shown: ShownInvoice) -> Iterator[tuple[str, str]]:
    standing = shown.standing
    invoice, buyer = standing.invoice, standing.invoice.buyer
    yield field_label("patient"), f"{invoice.patient_name or NOTHING} ({invoice.patient_id})"
    if buyer is not None:
        yield tr("to"), "\n".join(filter(None, (buyer.name, buyer.address)))
        yield field_label("policy_number"), buyer.policy_number or ""
        yield field_label("authorization_code"), buyer.authorization_code or ""
        yield field_label("payment_reference"), buyer.reference or ""
    yield tr("takes back"), standing.credits_number or ""
    yield tr("taken back by"), standing.credited_by or ""
    yield field_label("reason"), invoice.reason or ""
    yield tr("for"), "\n".join(map(_line, invoice.lines))
    yield tr("amount"), shown_amount(invoice.total_cents)
    if invoice.rates:
        yield tr("of it VAT"), shown_amount(invoice.vat_cents)
    yield tr("payments"), "\n".join(map(_payment, shown.payments))
    yield (
        tr("to give back" if invoice.is_credit_note else "still due"),
        (shown_amount(standing.due_cents)),
    )


def _line(line: InvoiceLine) -> str:
    rate = f" ({written_rate(line.vat_rate)} %)" if line.vat_rate else ""
    said = f"{shown_amount(line.amount_cents)}{rate}"
    return tr("{what}: {value}", what=line.label, value=said)


def _payment(payment: Payment) -> str:
    means = tr(MEANS.name(Means(payment.means))) if payment.means else NOTHING
    day, amount = shown_day(payment.paid_on.isoformat()), shown_amount(payment.amount_cents)
    said = f"{day}  {amount}  {means}"
    if payment.reverses is None:
        return said
    return tr("{payment} (takes one back)", payment=said)
