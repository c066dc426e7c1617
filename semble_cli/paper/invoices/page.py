"""An invoice as a page: French, A4, PDF/A, with all that the law wants to read on one.

Article 242 nonies A of annex II of the code général des impôts, articles L441-9 and R123-237 of
the code de commerce: names and addresses of both, SIRET, number, day, what for, amounts, rates of
VAT or why there is none.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import EmbeddedFile, pages_pdf
from semble_cli.patient.billing.money import french_amount
from semble_cli.patient.billing.vat import EXEMPT, written_rate
from semble_cli.patient.pages.parts import (
    Align,
    Beside,
    Notice,
    PageColumn,
    PageDocument,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Row,
    Space,
    Table,
    Title,
    Together,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.patient.billing.invoice import Invoice, Seller


class PageAsked(NamedTuple):
    """What stands on a page beside what is frozen on its invoice: what it is called, the invoice
    that a credit note takes back, how the practice is reached, what ends the page, and what of it
    other programs read."""

    heading: str
    credited: Invoice | None = None
    phone: str | None = None
    finess: str | None = None
    footer: str | None = None
    attached: EmbeddedFile | None = None


def prepare() -> None:
    """Load what writes pages."""
    import fpdf  # noqa: F401 - to have it loaded

    from semble_cli.paper.font import face

    face()
    face(bold=True)


def invoice_pdf(invoice: Invoice, asked: PageAsked) -> bytes:
    """The PDF of an invoice, of its day.

    Raises:
        CannotBePrinted: a text on it has letters that paper has none for.
    """
    pages = lay_out(_document(invoice, asked))
    day = datetime.combine(invoice.issued_on, time(), UTC)
    return pages_pdf(pages, asked.heading, day, attached=asked.attached)


def _document(invoice: Invoice, asked: PageAsked) -> PageDocument:
    heading = f"{asked.heading} {invoice.number}"
    seller = invoice.seller
    return PageDocument(
        about=Sentence("Patient {id}", id=invoice.patient_id),
        head=" · ".join(filter(None, (heading, seller and seller.name))),
        head_from=2,
        foot=f"{heading} · {_day(invoice.issued_on)}",
        parts=tuple(_parts(invoice, asked, heading)),
    )


def _parts(invoice: Invoice, asked: PageAsked, heading: str) -> Iterator[Part]:
    yield Beside(tuple(_practice(invoice.seller, asked)), tuple(_addressee(invoice)), 0.55)
    yield Space(8)
    yield Title(heading, f"du {_day(invoice.issued_on)}")
    yield Pairs(tuple(_facts(invoice, asked)))
    yield Space(4)
    yield _table(invoice)
    yield Space(4)
    yield Together(tuple(_below(invoice, asked)))


def _practice(seller: Seller | None, asked: PageAsked) -> Iterator[Part]:
    if seller is None:
        return
    yield Paragraph(seller.name, Tone.STRONG)
    numbers = (
        ("SIRET", seller.siret),
        ("RPPS", seller.rpps),
        ("FINESS", asked.finess),
        ("TVA", seller.vat_number),
        ("Tél.", asked.phone),
    )
    lines = [f"{name} {number}" for name, number in numbers if number]
    yield Paragraph("\n".join((seller.address, *lines)))


def _addressee(invoice: Invoice) -> Iterator[Part]:
    buyer = invoice.buyer
    if buyer is None:
        return
    yield Space(14)
    yield Paragraph(buyer.name, Tone.STRONG)
    lines = [buyer.address or "", f"SIREN {buyer.siren}" if buyer.siren else ""]
    if text := "\n".join(filter(None, lines)):
        yield Paragraph(text)


def _facts(invoice: Invoice, asked: PageAsked) -> Iterator[Pair]:
    buyer = invoice.buyer
    yield Pair("Patient", f"{invoice.patient_name or ''} (dossier {invoice.patient_id})")
    if asked.credited is not None:
        number, day = asked.credited.number, _day(asked.credited.issued_on)
        yield Pair("Annule", f"la facture {number} du {day}", Tone.STRONG)
        yield Pair("Motif", invoice.reason or "")
    if buyer is None:
        return
    for name, text in (
        ("N° de contrat", buyer.policy_number),
        ("N° d'accord", buyer.authorization_code),
        ("Référence", buyer.reference),
    ):
        if text:
            yield Pair(name, text)


def _table(invoice: Invoice) -> Table:
    if not invoice.rates:
        return Table(
            (PageColumn("Acte", 1), PageColumn("Montant", align=Align.RIGHT)),
            tuple(Row((line.label, french_amount(line.amount_cents))) for line in invoice.lines),
            (Row(("Total", french_amount(invoice.total_cents))),),
        )
    right = Align.RIGHT
    return Table(
        (
            PageColumn("Acte", 1),
            PageColumn("Hors taxe", align=right),
            PageColumn("TVA", align=right),
            PageColumn("Montant TTC", align=right),
        ),
        tuple(
            Row(
                (
                    line.label,
                    french_amount(line.net_cents),
                    _rate(line.vat_rate),
                    french_amount(line.amount_cents),
                )
            )
            for line in invoice.lines
        ),
        (
            Row(("Total hors taxe", french_amount(invoice.net_cents), "", "")),
            *(
                Row((f"TVA {_rate(rate)}", french_amount(_vat_of(invoice, rate)), "", ""))
                for rate in invoice.rates
            ),
            Row(("Total TTC", "", "", french_amount(invoice.total_cents))),
        ),
    )


def _below(invoice: Invoice, asked: PageAsked) -> Iterator[Part]:
    if asked.credited is None:
        yield Notice(f"À payer : {french_amount(invoice.total_cents)}", is_alert=False)
    else:
        yield Notice(f"Montant de l'avoir : {french_amount(invoice.total_cents)}", is_alert=False)
    for text in (invoice.exemption, asked.footer):
        if text:
            yield Paragraph(text, Tone.QUIET)


def _vat_of(invoice: Invoice, rate: int) -> int:
    return sum(
        line.amount_cents - line.net_cents for line in invoice.lines if line.vat_rate == rate
    )


def _rate(rate: int) -> str:
    return "exonéré" if rate == EXEMPT else f"{written_rate(rate).replace('.', ',')}\u00a0%"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
