"""An invoice as Factur-X 1.0, profile BASIC: the XML that goes into its PDF, made by its schema.

The names are those of UN/CEFACT's Cross Industry Invoice; what must stand where is said by EN 16931
and by the specification of FNFE-MPE, whose schema comes with the library `factur-x`. Amounts of
lines are without VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.patient.billing.money import written_amount
from semble_cli.patient.billing.vat import written_rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.patient.billing.invoice import Buyer, Invoice, InvoiceLine, Seller

FILE_NAME = "factur-x.xml"
"""What the XML is called in the PDF: programs look for that name."""

_PROFILE = "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"
_INVOICE, _CREDIT_NOTE = "380", "381"
_UNIT = "C62"  # one (UN/ECE recommendation 20)
_SIREN = "0002"  # of ISO 6523
_SPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
_TOWN = pattern(r"(?P<code>[0-9]{5}) +(?P<city>.+)")
_MOST_LINES = 3
_PAYABLE = "À réception de la facture"

Node = ElementTree.Element


class _Address(NamedTuple):
    """A French address: what stands above the town, and the town."""

    lines: tuple[str, ...]
    postal_code: str
    city: str


def require_library() -> None:
    """Go on only where the library is that brings the schema.

    Raises:
        BadUsage: it is not installed.
    """
    _library()


def factur_x_xml(invoice: Invoice, credited: Invoice | None, footer: str | None) -> bytes:
    """The XML of an invoice that has its number, valid by the schema.

    Raises:
        InvalidInput: an address is none in France, or stands on too many lines. BadUsage: the
            library is not installed.
    """
    if invoice.seller is None or invoice.buyer is None:
        raise ValueError(invoice.number)
    root = _element("rsm:CrossIndustryInvoice")
    context = _sub(root, "rsm:ExchangedDocumentContext")
    _sub(_sub(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", _PROFILE)
    document = _sub(root, "rsm:ExchangedDocument")
    _sub(document, "ram:ID", invoice.number)
    _sub(document, "ram:TypeCode", _CREDIT_NOTE if invoice.is_credit_note else _INVOICE)
    _day(_sub(document, "ram:IssueDateTime"), "udt:DateTimeString", invoice.issued_on)
    for note in filter(None, (invoice.reason, footer)):
        _sub(_sub(document, "ram:IncludedNote"), "ram:Content", note)
    trade = _sub(root, "rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(invoice.lines, 1):
        _add_line(trade, number, line)
    agreement = _sub(trade, "ram:ApplicableHeaderTradeAgreement")
    if invoice.buyer.reference:
        _sub(agreement, "ram:BuyerReference", invoice.buyer.reference)
    _add_seller(agreement, invoice.seller)
    _add_buyer(agreement, invoice.buyer)
    delivery = _sub(trade, "ram:ApplicableHeaderTradeDelivery")
    event = _sub(delivery, "ram:ActualDeliverySupplyChainEvent")
    _day(_sub(event, "ram:OccurrenceDateTime"), "udt:DateTimeString", invoice.issued_on)
    _add_settlement(trade, invoice, credited)
    xml: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    _library().xml_check_xsd(xml, flavor="factur-x", level="basic")
    return xml


def _library() -> Any:
    try:
        import facturx
    except ImportError:
        raise BadUsage(
            "What a Factur-X is checked with is not installed. Install it with: python3 -m pip"
            " install 'semble-cli[factur-x]'"
        ) from None
    return facturx


def _add_line(trade: Node, number: int, line: InvoiceLine) -> None:
    item = _sub(trade, "ram:IncludedSupplyChainTradeLineItem")
    _sub(_sub(item, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(number))
    _sub(_sub(item, "ram:SpecifiedTradeProduct"), "ram:Name", line.label)
    net = written_amount(line.net_cents)
    price = _sub(_sub(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _sub(price, "ram:ChargeAmount", net)
    delivery = _sub(item, "ram:SpecifiedLineTradeDelivery")
    _sub(delivery, "ram:BilledQuantity", "1", unitCode=_UNIT)
    settlement = _sub(item, "ram:SpecifiedLineTradeSettlement")
    tax = _sub(settlement, "ram:ApplicableTradeTax")
    _sub(tax, "ram:TypeCode", "VAT")
    _sub(tax, "ram:CategoryCode", "S")
    _sub(tax, "ram:RateApplicablePercent", written_rate(line.vat_rate))
    sums = _sub(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _sub(sums, "ram:LineTotalAmount", net)


def _add_seller(agreement: Node, seller: Seller) -> None:
    party = _sub(agreement, "ram:SellerTradeParty")
    _sub(party, "ram:Name", seller.name)
    organisation = _sub(party, "ram:SpecifiedLegalOrganization")
    _sub(organisation, "ram:ID", seller.siret[:9], schemeID=_SIREN)
    _add_address(party, _address(seller.address))
    registration = _sub(party, "ram:SpecifiedTaxRegistration")
    _sub(registration, "ram:ID", seller.vat_number, schemeID="VA")


def _add_buyer(agreement: Node, buyer: Buyer) -> None:
    party = _sub(agreement, "ram:BuyerTradeParty")
    _sub(party, "ram:Name", buyer.name)
    if buyer.siren:
        organisation = _sub(party, "ram:SpecifiedLegalOrganization")
        _sub(organisation, "ram:ID", buyer.siren, schemeID=_SIREN)
    _add_address(party, _address(buyer.address or ""))


def _add_address(party: Node, address: _Address) -> None:
    node = _sub(party, "ram:PostalTradeAddress")
    _sub(node, "ram:PostcodeCode", address.postal_code)
    for name, line in zip(("LineOne", "LineTwo", "LineThree"), address.lines, strict=False):
        _sub(node, f"ram:{name}", line)
    _sub(node, "ram:CityName", address.city)
    _sub(node, "ram:CountryID", "FR")


def _address(text: str) -> _Address:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and fold(lines[-1]) == "FRANCE":
        lines.pop()
    town = _TOWN.fullmatch(lines[-1]) if lines else None
    if town is None or len(lines) > _MOST_LINES + 1:
        raise InvalidInput(
            "address",
            "a Factur-X needs the address of both sides, in France: at most three lines, then"
            " postal code and town on the last one. Complete it, or leave --factur-x out.",
        )
    return _Address(tuple(lines[:-1]), town["code"], town["city"])


def _add_settlement(trade: Node, invoice: Invoice, credited: Invoice | None) -> None:
    settlement = _sub(trade, "ram:ApplicableHeaderTradeSettlement")
    _sub(settlement, "ram:InvoiceCurrencyCode", "EUR")
    for rate, amount, net in _by_rate(invoice):
        tax = _sub(settlement, "ram:ApplicableTradeTax")
        _sub(tax, "ram:CalculatedAmount", written_amount(amount - net))
        _sub(tax, "ram:TypeCode", "VAT")
        _sub(tax, "ram:BasisAmount", written_amount(net))
        _sub(tax, "ram:CategoryCode", "S")
        _sub(tax, "ram:RateApplicablePercent", written_rate(rate))
    _sub(_sub(settlement, "ram:SpecifiedTradePaymentTerms"), "ram:Description", _PAYABLE)
    sums = _sub(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    total = written_amount(invoice.total_cents)
    _sub(sums, "ram:LineTotalAmount", written_amount(invoice.net_cents))
    _sub(sums, "ram:TaxBasisTotalAmount", written_amount(invoice.net_cents))
    _sub(sums, "ram:TaxTotalAmount", written_amount(invoice.vat_cents), currencyID="EUR")
    _sub(sums, "ram:GrandTotalAmount", total)
    _sub(sums, "ram:DuePayableAmount", total)
    if credited is not None:
        reference = _sub(settlement, "ram:InvoiceReferencedDocument")
        _sub(reference, "ram:IssuerAssignedID", credited.number)
        issued = _sub(reference, "ram:FormattedIssueDateTime")
        _day(issued, "qdt:DateTimeString", credited.issued_on)


def _by_rate(invoice: Invoice) -> Iterator[tuple[int, int, int]]:
    """For each rate, what is paid for its lines, and how much of that is not VAT."""
    for rate in invoice.rates:
        some = [line for line in invoice.lines if line.vat_rate == rate]
        yield rate, sum(line.amount_cents for line in some), sum(line.net_cents for line in some)


def _day(node: Node, name: str, day: date) -> None:
    _sub(node, name, f"{day:%Y%m%d}", format="102")


def _element(name: str) -> Node:
    for prefix, space in _SPACES.items():
        ElementTree.register_namespace(prefix, space)
    return ElementTree.Element(_qualified(name))


def _sub(parent: Node, name: str, text: str | None = None, **attributes: str) -> Node:
    node = ElementTree.SubElement(parent, _qualified(name), attributes)
    node.text = text
    return node


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"
