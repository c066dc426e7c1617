"""`semble invoice pay`."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.invoice.options import InvoiceNumber, MeansOption
from semble_cli.commands.invoice.telling import due_line, shown_amount
from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say
from semble_cli.commands.ui.tables import write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import Sentence
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.choices.of_practice import MEANS

_PAID = Sentence("Paid on {number}: {amount} ({means}).")
_BACK = Sentence("Given back on {number}: {amount} ({means}).")


def pay(
    ctx: typer.Context,
    invoice: InvoiceNumber,
    *,
    amount: Annotated[
        str | None,
        typer.Option(
            metavar="AMOUNT", help="How much, in euros: 20, 23,50.", show_default="all that is due"
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day it was paid.", show_default="today"),
    ] = None,
    by: MeansOption = None,
    form: FormatOption = None,
) -> None:
    """Note a payment on an invoice, or on a credit note what was given back.

    An invoice may be paid in parts. A payment that was noted wrongly is taken back with semble
    undo, which notes the contrary.

    Examples:
    semble invoice pay F0001 --amount 20 --by card
    semble invoice pay F0001 --by cheque --on 04/01/2027
    """
    from semble_cli.services.invoices.finding import listed_document, payment_document
    from semble_cli.services.invoices.paying import PaymentAsked, pay_invoice

    refuse_workbook_here(form)
    context = context_of(ctx)
    asked = PaymentAsked(by or _asked_means(context), amount, on)
    paid = pay_invoice(context.register, invoice, asked, context.settings.own)
    standing = paid.standing
    done = _BACK if standing.invoice.is_credit_note else _PAID
    said = Sentence(
        done.text,
        number=standing.invoice.number,
        amount=shown_amount(abs(paid.payment.amount_cents)),
        means=MEANS.name(Means(paid.payment.means)),
    )
    say_done(said, undo_hint())
    say(due_line(standing))
    if form is not None:
        document = listed_document(standing) | {"payment": payment_document(paid.payment)}
        write_one(document, chosen(form))


def _asked_means(context: Context) -> Means | None:
    if not context.may_ask:
        return None
    from semble_cli.commands.ui.prompts import choose

    chosen_one = choose(
        tr("How was it paid?"), [(means.value, tr(MEANS.name(means))) for means in MEANS.values]
    )
    return Means(chosen_one)
