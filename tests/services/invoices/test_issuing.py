"""Invoices are issued with a number, a page and a document, or not at all; a credit note takes one
back."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import (
    BadUsage,
    CannotBePrinted,
    Conflict,
    InvalidSetting,
    NoSuchRecord,
    Refused,
)
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.audit.log import LogQuery, logged_events
from semble_cli.services.invoices import issuing
from semble_cli.services.invoices.finding import (
    InvoicesAsked,
    get_page,
    list_invoices,
    show_invoice,
)
from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice, credit_invoice
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.history import history_of
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.read_documents import documents_of, open_stored
from semble_cli.services.record.relations import edit_relation, relate
from semble_cli.services.stores import check
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database.open import connected
from tests.conftest import NOW, a_patient, register_on
from tests.services.invoices.conftest import DOCTOR, INSURES, PAYS
from tests.services.invoices.practice import PRACTICE

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.invoices.conftest import Issue


def setting(register: Register, name: str, value: str | None) -> None:
    set_setting(register, BY_NAME[name], value)


def numbers(register: Register) -> list[str]:
    return [each.invoice.number for each in list_invoices(register, InvoicesAsked())]


def test_an_invoice_is_frozen_with_both_sides(office: Register, issue: Issue) -> None:
    issued = issue("Consultation=26,50", "ECG=14.26").standing.invoice
    assert (issued.number, issued.issued_on, issued.total_cents) == ("F0001", NOW.date(), 4076)
    assert issued.seller is not None
    assert issued.seller.siret == PRACTICE["practice.siret"]
    assert issued.seller.vat_number is None
    assert issued.exemption == PRACTICE["invoices.exemption"]
    assert issued.buyer is not None
    assert (issued.buyer.kind, issued.buyer.id, issued.buyer.name) == ("patient", 1, "ADRUN Zoé")
    setting(office, "practice.name", "Autre cabinet")
    edit_fields(office, 1, {"used_name": "AUTRE", "city": "Lyon"})
    shown = show_invoice(office, "f0001").standing.invoice
    assert shown == issued
    assert check(office) == []


def test_it_is_made_out_as_the_patient_is_billed(office: Register, issue: Issue) -> None:
    edit_fields(
        office,
        1,
        {
            "billing_name": "Tutelle Essai",
            "billing_address": "3 rue Y\n75001 Paris",
            "payment_reference": "T-77",
        },
    )
    buyer = issue().standing.invoice.buyer
    assert buyer is not None
    assert (buyer.name, buyer.address) == ("Tutelle Essai", "3 rue Y\n75001 Paris")
    assert buyer.reference == "T-77"


def test_an_insurer_and_a_relation_that_pays_are_invoiced_in_the_name_of_the_patient(
    office: Register, issue: Issue
) -> None:
    insurer = issue(payer="mutu").standing.invoice
    assert insurer.patient_name == "ADRUN Zoé"
    assert insurer.buyer is not None
    assert insurer.buyer._asdict() == {
        "kind": "contact",
        "id": 2,
        "name": "MUTUELLE TEST",
        "address": "2 rue de la Mutuelle\n69000 Lyon",
        "siren": "732829320",
        "policy_number": "P-1",
        "authorization_code": "PEC-2",
        "reference": None,
    }
    parent = issue(payer=str(PAYS)).standing.invoice.buyer
    assert parent is not None
    assert (parent.kind, parent.id, parent.name) == ("patient", 2, "ADRUN Claude")
    assert check(office) == []


@pytest.mark.parametrize(
    ("payer", "error", "said"),
    [
        (str(DOCTOR), Refused, "neither insures nor pays"),
        ("martin", Refused, "neither insures nor pays"),
        ("99", NoSuchRecord, "no such relation"),
        ("nobody", NoSuchRecord, "no such relation"),
        ("", NoSuchRecord, "no such relation"),
    ],
)
def test_nobody_else_is_invoiced(
    office: Register, issue: Issue, payer: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        issue(payer=payer)
    assert numbers(office) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"until": "2026-11-22"}, "ended on 2026-11-22"),
        ({"since": "2026-11-24"}, "begins on a day to come"),
        ({"type": "other", "label": "ami", "is_payer": "no"}, "neither insures nor pays"),
    ],
)
def test_a_payer_who_stopped_paying_is_refused(
    office: Register, issue: Issue, given: dict[str, str], said: str
) -> None:
    edit_relation(office, 1, INSURES, given)
    with pytest.raises(Refused, match=said):
        issue(payer=str(INSURES))


def test_a_payer_pays_until_the_last_day(office: Register, issue: Issue) -> None:
    edit_relation(office, 1, INSURES, {"since": "2026-11-23", "until": "2026-11-23"})
    assert issue(payer=str(INSURES)).standing.invoice.number == "F0001"


def test_a_relation_that_stands_in_anothers_record_does_not_pay(issue: Issue) -> None:
    with pytest.raises(NoSuchRecord):
        issue(patient=2, payer=str(PAYS))


def test_of_those_who_are_called_alike_the_one_that_pays_is_meant(
    office: Register, issue: Issue
) -> None:
    relate(office, 1, {"type": "gp", "new": "MUTUELLE"})
    assert issue(payer="mutuelle").standing.invoice.buyer == issue(payer="2").standing.invoice.buyer
    edit_fields(office, 2, {"used_name": "MUTUELLE"})
    with pytest.raises(Refused, match="Several relations of patient 1 are called so: 2, 3"):
        issue(payer="mutuelle")


@pytest.mark.parametrize("name", [*PRACTICE])
def test_what_an_invoice_must_bear_is_named_where_it_is_missing(
    office: Register, issue: Issue, name: str
) -> None:
    setting(office, name, None)
    vat = "20" if name == "practice.vat_number" else None
    with pytest.raises(InvalidSetting, match=name):
        issue(vat=vat)
    assert numbers(office) == []
    assert documents_of(office, 1) == []
    setting(office, name, PRACTICE[name])
    assert issue(vat=vat).standing.invoice.number == "F0001"


def test_all_that_is_missing_is_named_at_once(register: Register) -> None:
    create_patient(register, a_patient())
    with pytest.raises(InvalidSetting) as raised:
        create_invoice(register, 1, InvoiceAsked(["a=1"]), nothing_own)
    assert all(name in str(raised.value) for name in PRACTICE if name != "practice.vat_number")


def test_what_somebody_set_as_their_own_holds(office: Register) -> None:
    own = {"invoices.series": "Z-", "practice.name": "Annexe"}.get
    issued = create_invoice(office, 1, InvoiceAsked(["a=1"]), own).standing.invoice
    assert issued.number == "Z-0001"
    assert issued.seller is not None
    assert issued.seller.name == "Annexe"


def test_acts_that_are_not_exempt_bear_the_vat(office: Register, issue: Issue) -> None:
    issued = issue("Peeling=120", "Injection=333,33", vat="20").standing.invoice
    assert [line.net_cents for line in issued.lines] == [10000, 27778]
    assert (issued.total_cents, issued.net_cents, issued.vat_cents) == (45333, 37778, 7555)
    assert issued.exemption is None
    assert issued.seller is not None
    assert issued.seller.vat_number == "FR44732829320"
    assert check(office) == []


def test_numbers_begin_where_the_practice_says_and_each_series_has_its_own(
    office: Register, issue: Issue
) -> None:
    setting(office, "invoices.first_number", "1042")
    issue()
    issue()
    setting(office, "invoices.first_number", "7")
    issue()
    setting(office, "invoices.series", "G")
    issue()
    setting(office, "invoices.series", "F")
    issue()
    setting(office, "invoices.credit_first_number", "12")
    credit_invoice(office, "F1042", "doublon", nothing_own)
    assert numbers(office) == ["F1042", "F1043", "F1044", "G0007", "F1045", "A0012"]
    assert check(office) == []


def test_one_series_for_invoices_and_credit_notes_is_refused(
    office: Register, issue: Issue
) -> None:
    setting(office, "invoices.credit_series", "F")
    with pytest.raises(InvalidSetting, match="are the same"):
        issue()
    setting(office, "invoices.credit_series", "A")
    issue()
    setting(office, "invoices.series", "A2")
    setting(office, "invoices.credit_series", "F")
    with pytest.raises(InvalidSetting, match="is the other's"):
        credit_invoice(office, "F0001", "doublon", nothing_own)


def test_a_clock_that_was_set_back_gives_no_number(office: Register, issue: Issue) -> None:
    issue()
    before = register_on(office.store, NOW - timedelta(days=1))
    with pytest.raises(Refused, match="numbers follow time"):
        create_invoice(before, 1, InvoiceAsked(["a=1"]), nothing_own)
    later = register_on(office.store, NOW + timedelta(days=1))
    issued = create_invoice(later, 1, InvoiceAsked(["a=1"]), nothing_own).standing.invoice
    assert (issued.number, issued.issued_on) == ("F0002", date(2026, 11, 24))


def test_the_day_is_that_of_the_practice(office: Register) -> None:
    setting(office, "practice.time_zone", "Indian/Reunion")
    night = register_on(office.store, NOW.replace(hour=21))
    issued = create_invoice(night, 1, InvoiceAsked(["a=1"]), nothing_own).standing.invoice
    assert issued.issued_on == date(2026, 11, 24)


def test_what_fails_leaves_no_gap(
    office: Register, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue()
    with monkeypatch.context() as patched:
        patched.setattr(issuing, "told_of", _fails)
        with pytest.raises(ZeroDivisionError):
            issue()
    with pytest.raises(CannotBePrinted, match="HEBREW"):
        issue("עברית=1")
    issue()
    assert numbers(office) == ["F0001", "F0002"]
    assert check(office) == []


def _fails(*_: object) -> dict[str, object]:
    raise ZeroDivisionError


def test_the_page_is_among_the_documents_and_stays_what_was_issued(
    office: Register, issue: Issue
) -> None:
    issued = issue()
    ((document, _),) = documents_of(office, 1)
    assert (document.id, document.title) == (issued.document_id, "Facture F0001")
    assert (document.file_name, document.kind) == ("F0001.pdf", "administrative")
    (added,) = (each for each in history_of(office, 1) if each.action == "document.add")
    assert (added.changes or {})["title"] == [None, "Facture F0001"]
    found, page = get_page(office, "F0001")
    assert found == issued.standing.invoice
    assert page[:5] == b"%PDF-"
    with open_stored(office, document.id or 0) as stored:
        assert b"".join(stored.chunks()) == page


def test_terms_of_payment_end_an_invoice_and_no_credit_note(office: Register, issue: Issue) -> None:
    set_setting(office, BY_NAME["invoices.footer"], "Payable au comptant")
    issue()
    credit_invoice(office, "F0001", "Erreur", nothing_own)
    for number, has_terms in (("F0001", True), ("A0001", False)):
        page = get_page(office, number)[1]
        read = subprocess.run(["pdftotext", "-", "-"], input=page, capture_output=True, check=True)
        assert ("Payable au comptant" in read.stdout.decode()) is has_terms


def test_who_opens_an_invoice_and_who_takes_its_page_out_is_noted(
    office: Register, issue: Issue
) -> None:
    issue()
    show_invoice(office, "F0001")
    get_page(office, "F0001")
    taken, opened = list(logged_events(office, LogQuery(limit=2)))
    assert (opened.action, opened.patient_id) == ("patient.open", 1)
    assert (taken.action, taken.patient_id) == ("invoice.export", 1)
    assert taken.details == {"number": "F0001"}
    assert check(office) == []


def test_a_credit_note_takes_all_of_an_invoice_back_in_a_series_of_its_own(
    office: Register, issue: Issue
) -> None:
    issue("Consultation=26,50", payer="mutuelle")
    note = credit_invoice(office, "F0001", "saisie deux fois", nothing_own)
    assert note.standing.credits_number == "F0001"
    credited = show_invoice(office, "F0001").standing
    assert (credited.credited_by, credited.due_cents) == ("A0001", 0)
    assert note.standing.invoice.buyer == credited.invoice.buyer
    assert note.standing.invoice.lines == credited.invoice.lines
    assert note.standing.invoice.reason == "saisie deux fois"
    assert [each.document.title for each in documents_of(office, 1)] == [
        "Facture F0001",
        "Avoir A0001",
    ]
    with pytest.raises(Conflict, match="taken back already, by credit note A0001"):
        credit_invoice(office, "F0001", "encore", nothing_own)
    with pytest.raises(Conflict, match="credit note itself"):
        credit_invoice(office, "A0001", "encore", nothing_own)
    for reason in ("", "   "):
        with pytest.raises(BadUsage):
            credit_invoice(office, "F0001", reason, nothing_own)
    with pytest.raises(NoSuchRecord):
        credit_invoice(office, "F0009", "encore", nothing_own)
    assert numbers(office) == ["F0001", "A0001"]
    assert check(office) == []


@pytest.mark.parametrize("meant", ["F0002", "", "1 OR 1=1", "0", "99999999999999", "é", "2"])
def test_an_invoice_that_is_not_there(office: Register, issue: Issue, meant: str) -> None:
    issue()
    with pytest.raises(NoSuchRecord):
        show_invoice(office, meant)


def test_an_invoice_of_before_is_shown_and_taken_back_elsewhere(office: Register) -> None:
    with connected(office.store) as connection:
        connection.run(
            "INSERT INTO invoice (number, kind, issued_on, patient_id, total_cents, net_cents)"
            " VALUES ('F0001', 'invoice', '2025-01-02', 1, 2650, 2650)"
        )
    assert show_invoice(office, "F0001").standing.due_cents == 2650
    with pytest.raises(Conflict, match="not issued by this program"):
        credit_invoice(office, "F0001", "doublon", nothing_own)
    with pytest.raises(NoSuchRecord, match="no page"):
        get_page(office, "F0001")
    with pytest.raises(Conflict, match="already, of before this program"):
        create_invoice(office, 1, InvoiceAsked(["a=1"]), nothing_own)
    assert check(office) == []


def test_a_patient_who_is_not_there_is_not_invoiced(issue: Issue) -> None:
    with pytest.raises(NoSuchRecord):
        issue(patient=99)
