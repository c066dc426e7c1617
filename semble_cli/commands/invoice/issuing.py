"""`semble invoice create` and `credit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.invoice.options import FacturXOption, InvoiceNumber
from semble_cli.commands.invoice.telling import due_line, shown_amount
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here, say, warn, write
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import BadUsage, Sentence

if TYPE_CHECKING:
    from semble_cli.services.invoices.issuing import Issued


def create(
    ctx: typer.Context,
    patient: PatientId,
    *,
    lines: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            metavar="LABEL=AMOUNT",
            help="What for, and how much, VAT included: Consultation=26,50. May be repeated.",
        ),
    ] = None,
    payer: Annotated[
        str | None,
        typer.Option(
            metavar="RELATION",
            help="Who pays in the patient's place: an insurer, or a relation that pays, by its"
            " number or the beginning of the name.",
            show_default="the patient",
        ),
    ] = None,
    vat: Annotated[
        str | None,
        typer.Option(
            metavar="RATE",
            help="The rate of VAT, for acts that are not exempt: 20.",
            show_default="exempt",
        ),
    ] = None,
    factur_x: FacturXOption = False,
    form: FormatOption = None,
) -> None:
    """Issue an invoice. The number is printed, or the whole document with --format json.

    It is numbered without a gap and stays as it is: semble invoice credit takes it back. Its page
    is among the patient's documents; semble invoice get hands it out.

    Examples:
    semble invoice create 1042 --line "Consultation=26,50" --line "ECG=14,26"
    semble invoice create 1042 --payer mgen --line "Bilan=60"
    semble invoice create 1042 --line "Certificat=40" --vat 20 --factur-x
    """
    from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice

    refuse_workbook_here(form)
    context = context_of(ctx)
    asked = InvoiceAsked(lines or _asked_lines(context), payer, vat, factur_x)
    issued = create_invoice(context.register, patient, asked, context.settings.own)
    invoice = issued.standing.invoice
    say(
        "Invoice {number} is issued: {patient} ({id}), {amount}, to {buyer}.",
        number=invoice.number,
        patient=invoice.patient_name,
        id=invoice.patient_id,
        amount=shown_amount(invoice.total_cents),
        buyer=invoice.buyer.name if invoice.buyer else "",
    )
    warn(_doubts(issued))
    _tell(issued, form)


def credit(
    ctx: typer.Context,
    invoice: InvoiceNumber,
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is taken back.")] = "",
    factur_x: FacturXOption = False,
    form: FormatOption = None,
) -> None:
    """Take an invoice back, all of it, by a credit note of a series of its own.

    The invoice stays. What was paid on it is to be given back, which semble invoice pay notes on
    the credit note.

    Examples:
    semble invoice credit F0001 --reason "entered twice"
    """
    from semble_cli.services.invoices.issuing import credit_invoice

    refuse_workbook_here(form)
    context = context_of(ctx)
    if not reason and context.may_ask:
        from semble_cli.commands.ui.prompts import ask_text

        reason = ask_text(tr("Why is it taken back?"))
    issued = credit_invoice(
        context.register, invoice, reason, context.settings.own, factur_x=factur_x
    )
    note = issued.standing.invoice
    say(
        "Credit note {number} is issued: {patient} ({id}), it takes back {credited}, {amount}.",
        number=note.number,
        patient=note.patient_name,
        id=note.patient_id,
        credited=issued.standing.credits_number,
        amount=shown_amount(note.total_cents),
    )
    say(due_line(issued.standing))
    _tell(issued, form)


def _asked_lines(context: Context) -> list[str]:
    """The lines that a person types, one after the other, until one is left empty."""
    if not context.may_ask:
        raise BadUsage("Say what is invoiced with --line LABEL=AMOUNT.")
    from semble_cli.commands.ui.prompts import ask_text

    lines: list[str] = []
    while label := ask_text(tr("What for?") if not lines else tr("What else? Enter ends.")):
        lines.append(f"{label}={ask_text(tr('How much?'))}")
    return lines


def _doubts(issued: Issued) -> list[Sentence]:
    buyer = issued.standing.invoice.buyer
    if buyer is None or buyer.address:
        return []
    return [Sentence("it bears no address of who pays, for none is noted.")]


def _tell(issued: Issued, form: Format | None) -> None:
    if issued.document_id is not None:
        say(
            "Its page is document {id}: semble invoice get {number} -o FILE.pdf hands it out.",
            id=issued.document_id,
            number=issued.standing.invoice.number,
        )
    if form is None or form is Format.TABLE:
        write(issued.standing.invoice.number)
        return
    from semble_cli.services.invoices.finding import ShownInvoice, invoice_document

    write_one(invoice_document(ShownInvoice(issued.standing, [])), chosen(form))
