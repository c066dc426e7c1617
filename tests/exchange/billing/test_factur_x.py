"""A Factur-X is valid by the library's schema, holds what the invoice does, and is read out of the
PDF by another program."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import facturx
import pikepdf
import pikepdf.pdfa
import pytest
from lxml import etree

from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.invoices.finding import InvoicesAsked, get_page, list_invoices
from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice, credit_invoice
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from tests.conftest import ADRUN, a_patient
from tests.services.invoices.practice import set_up_practice

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

NAMES = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
}
ADDRESS = {"address_lines": "12 avenue Foch", "postal_code": "75016", "city": "Paris"}
PEELING = InvoiceAsked(["Peeling=120", "Injection=333,33"], vat="20", factur_x=True)


@pytest.fixture
def practice(sqlite_register: Register) -> Register:
    set_up_practice(sqlite_register)
    create_patient(sqlite_register, a_patient(ADRUN | ADDRESS))
    return sqlite_register


def xml_of(register: Register, number: str, tmp_path: Path) -> Any:
    """The XML that another program finds in the PDF of an invoice, which is PDF/A-3."""
    page = get_page(register, number)[1]
    path = tmp_path / f"{number}.pdf"
    path.write_bytes(page)
    with pikepdf.open(path) as read:
        report = pikepdf.pdfa.check(read, "3b")
        # The validator knows no extension schema, which PDF/A-3 has a place for (6.6.2.3.3).
        assert {each.rule for each in report.findings} == {"ISO_19005_3:6.6.2.3.1-1"}
        metadata = read.Root.Metadata.read_bytes().decode()
        assert read.Root.AF[0].AFRelationship == "/Alternative"
    assert "<fx:ConformanceLevel>BASIC</fx:ConformanceLevel>" in metadata
    name, xml = facturx.get_facturx_xml_from_pdf(page)
    assert name == "factur-x.xml"
    assert facturx.xml_check_xsd(xml, flavor="factur-x", level="basic")
    return etree.fromstring(xml)


def texts(root: Any, name: str) -> list[str]:
    return [each.text for each in root.iterfind(f".//ram:{name}", NAMES)]


def test_an_invoice_is_told_to_other_programs(practice: Register, tmp_path: Path) -> None:
    create_invoice(practice, 1, PEELING, nothing_own)
    root = xml_of(practice, "F0001", tmp_path)
    assert facturx.get_level(root) == "basic"
    assert texts(root, "Name") == [
        *("Peeling", "Injection", "Cabinet des Lilas", "ADRUN Zoé"),
    ]
    assert texts(root, "LineTotalAmount") == ["100.00", "277.78", "377.78"]
    assert texts(root, "TaxTotalAmount") == ["75.55"]
    assert texts(root, "GrandTotalAmount") == texts(root, "DuePayableAmount") == ["453.33"]
    assert texts(root, "RateApplicablePercent") == ["20", "20", "20"]
    assert texts(root, "PostcodeCode") == ["63000", "75016"]
    assert texts(root, "CityName") == ["Clermont-Ferrand", "Paris"]
    assert root.findtext("rsm:ExchangedDocument/ram:TypeCode", None, NAMES) == "380"
    identifiers = {each.get("schemeID"): each.text for each in root.iterfind(".//ram:ID", NAMES)}
    assert (identifiers["0002"], identifiers["VA"]) == ("732829320", "FR44732829320")


def test_a_credit_note_names_the_invoice_that_it_takes_back(
    practice: Register, tmp_path: Path
) -> None:
    create_invoice(practice, 1, PEELING, nothing_own)
    credit_invoice(practice, "F0001", "Erreur", nothing_own, factur_x=True)
    root = xml_of(practice, "A0001", tmp_path)
    assert root.findtext("rsm:ExchangedDocument/ram:TypeCode", None, NAMES) == "381"
    assert texts(root, "IssuerAssignedID") == ["F0001"]
    assert texts(root, "Content") == ["Erreur"]


def test_hostile_texts_stay_texts(practice: Register, tmp_path: Path) -> None:
    edit_fields(practice, 1, {"billing_name": '<b>&amp; ]]> "ADRUN" \''})
    asked = PEELING._replace(lines=["<ram:ID>&x;=120"])
    create_invoice(practice, 1, asked, nothing_own)
    root = xml_of(practice, "F0001", tmp_path)
    assert texts(root, "Name")[0] == "<ram:ID>&x;"
    assert texts(root, "Name")[2] == '<b>&amp; ]]> "ADRUN" \''


@pytest.mark.parametrize(
    "address",
    [
        {"address_lines": ""},
        {"postal_code": "", "city": ""},
        {"address_lines": "a\nb\nc\nd"},
        {"postal_code": "1000", "city": "Bruxelles", "country": "Belgique"},
    ],
)
def test_an_address_that_a_factur_x_has_no_room_for_is_refused(
    practice: Register, address: dict[str, str]
) -> None:
    edit_fields(practice, 1, address)
    if address == {"address_lines": ""}:
        create_invoice(practice, 1, PEELING, nothing_own)
        return
    with pytest.raises(InvalidInput, match="in France"):
        create_invoice(practice, 1, PEELING, nothing_own)
    assert list_invoices(practice, InvoicesAsked()) == []


def test_what_is_exempt_is_no_factur_x(practice: Register) -> None:
    with pytest.raises(BadUsage, match="not exempt"):
        create_invoice(practice, 1, InvoiceAsked(["a=1"], factur_x=True), nothing_own)
    create_invoice(practice, 1, InvoiceAsked(["a=1"]), nothing_own)
    with pytest.raises(BadUsage, match="not exempt"):
        credit_invoice(practice, "F0001", "x", nothing_own, factur_x=True)


def test_without_the_library_the_way_to_it_is_told(
    practice: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "facturx":
            raise ImportError(name)
        return load(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BadUsage, match=r"pip install 'semble-cli\[factur-x\]'"):
        create_invoice(practice, 1, PEELING, nothing_own)
    monkeypatch.undo()
    assert list_invoices(practice, InvoicesAsked()) == []
