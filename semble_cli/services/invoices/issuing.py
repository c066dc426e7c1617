"""Invoices issued, and taken back by credit notes: number, ledger, page and document in one
transaction, under the write lock, so that no number is lost and none is given twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, Conflict, InvalidSetting
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT, to_plain
from semble_cli.patient.billing.invoice import (
    Invoice,
    InvoiceKind,
    digest_of_invoice,
    read_lines,
)
from semble_cli.patient.billing.numbering import (
    Series,
    next_in,
    refuse_mixed_up,
    written_number,
)
from semble_cli.patient.billing.vat import EXEMPT, parse_vat_rate
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.agenda.rules import day_at_practice
from semble_cli.services.invoices.pages import PAGE_NAMES, page_of, prepare_pages
from semble_cli.services.invoices.sides import (
    patient_as_buyer,
    payer_meant,
    seller_of,
)
from semble_cli.services.practice.settings import value_within
from semble_cli.store.billing import invoices, pages, series
from semble_cli.store.event_chain import CREATED, INVOICE, RECORD
from semble_cli.store.patients import rows as patients
from semble_cli.store.record.contents import InMemory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.billing.invoice import InvoiceStanding
    from semble_cli.services.agenda.rules import Own
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class InvoiceAsked(NamedTuple):
    """What is to be invoiced, as it is typed: lines as `LABEL=AMOUNT`, who pays in the patient's
    place, the rate of VAT where care is not exempt, and whether other programs are to read it."""

    lines: Sequence[str]
    payer: str | None = None
    vat: str | None = None
    factur_x: bool = False


class Issued(NamedTuple):
    """What was issued, how it stands, and the number of the document that its page is; `None` where
    the patient is no more in the register."""

    standing: InvoiceStanding
    document_id: int | None


_SERIES = {
    InvoiceKind.INVOICE: ("invoices.series", "invoices.first_number"),
    InvoiceKind.CREDIT_NOTE: ("invoices.credit_series", "invoices.credit_first_number"),
}


def create_invoice(register: Register, patient_id: int, asked: InvoiceAsked, own: Own) -> Issued:
    """Issue an invoice to a patient, or in the patient's name to who insures or pays.

    Raises:
        NoSuchRecord: nobody has this id, or there is no such relation. InvalidInput: what was given
            cannot be taken. InvalidSetting: what an invoice bears is not set. Refused: the relation
            does not pay, or the clock is before the last invoice. BadUsage: an exempt invoice is no
            Factur-X, or what makes it one is not installed.
    """
    rate = EXEMPT if asked.vat is None else parse_vat_rate("vat", asked.vat)
    lines = read_lines(asked.lines, rate)
    if asked.factur_x and rate == EXEMPT:
        raise _exempt()
    prepare_pages(factur_x=asked.factur_x)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        today = day_at_practice(work.connection, work.at, own)
        seller, exemption = seller_of(work.connection, own, is_exempt=rate == EXEMPT)
        buyer = patient_as_buyer(patient)
        if asked.payer is not None:
            buyer = payer_meant(work.connection, patient, asked.payer, today)
        invoice = Invoice(
            number="",
            kind=InvoiceKind.INVOICE.value,
            issued_on=today,
            issued_at=work.at,
            issued_by=work.actor,
            patient_id=patient_id,
            patient_name=patient.full_name,
            seller=seller,
            buyer=buyer,
            lines=lines,
            total_cents=sum(line.amount_cents for line in lines),
            net_cents=sum(line.net_cents for line in lines),
            exemption=exemption,
        )
        return _issue(work, invoice, own, factur_x=asked.factur_x)


def credit_invoice(
    register: Register, meant: str, reason: str, own: Own, *, factur_x: bool = False
) -> Issued:
    """Take an invoice back by a credit note of all of it. It bears what the invoice did; also where
    the patient is no more in the register.

    Raises:
        NoSuchRecord: there is no such invoice. BadUsage: no reason. InvalidInput: it cannot be
            taken. Conflict: it is a credit note, was taken back already, or is of before this
            program. Otherwise as `create_invoice`.
    """
    why = parse_reason("reason", reason)
    if not why:
        raise BadUsage("Say with --reason why the invoice is taken back.")
    prepare_pages(factur_x=factur_x)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        invoice = invoices.get(work.connection, meant)
        (standing,) = invoices.standings(work.connection, [invoice])
        if invoice.is_credit_note:
            raise Conflict(
                "{number} is a credit note itself. Make a new invoice.", number=invoice.number
            )
        if standing.credited_by:
            raise Conflict(
                "{number} was taken back already, by credit note {note}.",
                number=invoice.number,
                note=standing.credited_by,
            )
        if invoice.seller is None:
            raise Conflict(
                "{number} was not issued by this program: take it back where it was made.",
                number=invoice.number,
            )
        note = invoice._replace(
            id=None,
            kind=InvoiceKind.CREDIT_NOTE.value,
            issued_on=day_at_practice(work.connection, work.at, own),
            issued_at=work.at,
            issued_by=work.actor,
            reason=why,
            credits=invoice.id,
            sha256=None,
        )
        if factur_x and not invoice.rates:
            raise _exempt()
        return _issue(work, note, own, credited=invoice, factur_x=factur_x)


def _issue(
    work: UnitOfWork,
    invoice: Invoice,
    own: Own,
    *,
    credited: Invoice | None = None,
    factur_x: bool = False,
) -> Issued:
    """Give a number, make the page, and write all of it."""
    place = _next_place(work, InvoiceKind(invoice.kind), invoice.issued_on, own)
    number = written_number(place.name, place.last_position)
    if series.is_taken(work.connection, number):
        raise Conflict(
            "There is an invoice {number} already, of before this program. Begin another series"
            " with semble config set.",
            number=number,
        )
    invoice = invoice._replace(number=number, series=place.name, position=place.last_position)
    page = InMemory(page_of(work.connection, invoice, own, credited, factur_x=factur_x))
    pages.keep(work.connection, page)
    written = invoices.insert(work.connection, invoice._replace(sha256=page.sha256))
    action = Action.INVOICE_CREDIT if invoice.is_credit_note else Action.INVOICE_CREATE
    work.journal.append(action, written.patient_id, {INVOICE: told_of(written)})
    (standing,) = invoices.standings(work.connection, [written])
    return Issued(standing, _among_documents(work, written))


def _exempt() -> BadUsage:
    return BadUsage("A Factur-X is of acts that are not exempt, invoiced with --vat.")


def told_of(invoice: Invoice) -> dict[str, Any]:
    """What an event tells of an invoice."""
    return {
        "id": invoice.id,
        "number": invoice.number,
        "total_cents": invoice.total_cents,
        "digest": digest_of_invoice(invoice),
    }


def _next_place(work: UnitOfWork, kind: InvoiceKind, today: date, own: Own) -> Series:
    setting, first = _SERIES[kind]
    name = value_within(work.connection, setting, own(setting)) or ""
    known = series.all_series(work.connection)
    refuse_mixed_up(setting, name, kind.value, known)
    _refuse_shared(work, own)
    begun = next((each for each in known if each.name == name), None)
    if begun is not None:
        place = next_in(begun, today)
        series.come_to(work.connection, place)
        return place
    position = int(value_within(work.connection, first, own(first)) or 1)
    place = Series(name, kind.value, position, position, today)
    series.begin(work.connection, place)
    return place


def _refuse_shared(work: UnitOfWork, own: Own) -> None:
    """Refuse one series for both: the first credit note would find it taken."""
    names = [
        value_within(work.connection, setting, own(setting)) for setting, _ in _SERIES.values()
    ]
    if names[0] == names[1]:
        raise InvalidSetting(
            "invoices.series and invoices.credit_series are the same: credit notes have a series of"
            " their own. Set another with semble config set."
        )


def _among_documents(work: UnitOfWork, invoice: Invoice) -> int | None:
    """Have the page of an invoice among the patient's documents; its number there. The event tells
    it in clear: nothing of it is medical, and who issues invoices need not read what is."""
    if not patients.get_many(work.connection, [invoice.patient_id]):
        return None
    title = f"{PAGE_NAMES[InvoiceKind(invoice.kind)]} {invoice.number}"
    document = pages.add_to_documents(
        work.connection, invoice, title, f"{invoice.number}.pdf", work.at, work.actor
    )
    told = {"kind": DOCUMENT.name, "id": document.id, CREATED: to_plain(DOCUMENT, document)}
    work.journal.append(Action.DOCUMENT_ADD, invoice.patient_id, {RECORD: told})
    return document.id
