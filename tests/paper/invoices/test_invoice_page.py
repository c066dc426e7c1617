"""The page of an invoice bears all that the law wants, is PDF/A, and gives its words back."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pikepdf.pdfa
import pytest

from semble_cli.errors import CannotBePrinted
from semble_cli.paper.invoices.page import PageAsked, invoice_pdf
from semble_cli.patient.billing.invoice import InvoiceLine
from tests.patient.billing.test_lines import INVOICE, NOTE

if TYPE_CHECKING:
    from semble_cli.patient.billing.invoice import Invoice

ASKED = PageAsked("Facture")


def words(invoice: Invoice, asked: PageAsked = ASKED) -> str:
    """What another program reads of a page, with plain spaces."""
    pdf = invoice_pdf(invoice, asked)
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    text = said.stdout.decode().replace("\u202f", " ").replace("\u00a0", " ")
    return " ".join(text.split())


def test_it_bears_what_the_law_wants() -> None:
    invoice = INVOICE._replace(
        lines=(InvoiceLine("Consultation", 123450, 123450), InvoiceLine("Œuvre à 2", 5, 5)),
        total_cents=123455,
        net_cents=123455,
        exemption="Exonération de TVA, article 261-4-1° du CGI.",
        buyer=INVOICE.buyer
        and INVOICE.buyer._replace(
            name="MUTUELLE TEST",
            address="2 rue X\n69000 Lyon",
            siren="732829320",
            policy_number="P-1",
            authorization_code="PEC-2",
            reference="R-3",
        ),
    )
    said = words(invoice, PageAsked("Facture", None, "01 99 00 00 01", "750000001", "IBAN FR76"))
    for text in (
        *("Cabinet des Lilas", "1 rue de la Paix", "SIRET 73282932000074", "RPPS 10001234565"),
        *("FINESS 750000001", "Tél. 01 99 00 00 01", "Facture F0001", "du 23/11/2026"),
        *("MUTUELLE TEST", "69000 Lyon", "SIREN 732829320", "ADRUN Zoé (dossier 1)"),
        *("P-1", "PEC-2", "R-3", "Consultation 1 234,50 €", "Œuvre à 2 0,05 €"),
        *("Total 1 234,55 €", "À payer : 1 234,55 €", "article 261-4-1° du CGI.", "IBAN FR76"),
    ):
        assert text in said, text


def test_acts_that_are_not_exempt_bear_the_rate_and_the_vat() -> None:
    seller = INVOICE.seller and INVOICE.seller._replace(vat_number="FR44732829320")
    line = InvoiceLine("Peeling", 12000, 10000, 2000)
    said = words(INVOICE._replace(seller=seller, lines=(line,), total_cents=12000, net_cents=10000))
    for text in (
        *("TVA FR44732829320", "Peeling 100,00 € 20 % 120,00 €", "Total hors taxe 100,00 €"),
        *("TVA 20 % 20,00 €", "Total TTC 120,00 €"),
    ):
        assert text in said, text


def test_a_credit_note_names_the_invoice_and_why() -> None:
    said = words(NOTE._replace(reason="Saisie deux fois"), PageAsked("Avoir", INVOICE))
    for text in (
        *("Avoir A0001", "Annule la facture F0001 du 23/11/2026", "Motif Saisie deux fois"),
        "Montant de l'avoir : 26,50 €",
    ):
        assert text in said, text
    assert "À payer" not in said


def test_it_is_pdf_a_the_same_each_time_and_says_nothing_but_its_page() -> None:
    pdf = invoice_pdf(INVOICE, ASKED)
    assert pdf == invoice_pdf(INVOICE, ASKED)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert pikepdf.pdfa.check(read, "2b").findings == []
        metadata = read.Root.Metadata.read_bytes().decode()
    assert ">Facture</rdf:li>" in metadata
    assert "ADRUN" not in metadata


def test_many_lines_go_over_pages_with_the_total_on_the_last() -> None:
    lines = tuple(InvoiceLine(f"Acte {n}", 100, 100) for n in range(500))
    pdf = invoice_pdf(INVOICE._replace(lines=lines, total_cents=50000, net_cents=50000), ASKED)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert len(read.pages) > 8


def test_what_paper_has_no_letters_for_is_refused() -> None:
    with pytest.raises(CannotBePrinted, match="CJK"):
        invoice_pdf(INVOICE._replace(lines=(InvoiceLine("診察", 1, 1),)), ASKED)
