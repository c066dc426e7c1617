"""The lines of a flat file: made column by column, they are those that documents make."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from semble_cli.exchange import fictitious
from semble_cli.patient.actions import Action
from semble_cli.patient.document import LIGHT_KEYS, RECORD_KEYS, cells, document
from semble_cli.patient.intake import new_patient
from semble_cli.patient.record import ArchiveReason
from semble_cli.services.access import Permission
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.list_all import Listing, all_columns, all_patients
from semble_cli.services.patients.report import REPORT_KEYS, Reported, report_columns, report_lines
from semble_cli.services.patients.tags import add_tag
from tests.conftest import NOW, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register


def of_all_kinds() -> Iterator[Patient]:
    """Patients in every state that a list shows."""
    qualified = {"identity_retrieved": True, "identity_checked": True}
    ins = {"ins_matricule": "279035121518989", "ins_oid": "1.2.250.1.213.1.4.8"}
    yield a_patient(PAT_TROIS, **qualified, **ins, tags=("ALD", "Suivi"))
    yield a_patient(PAT_TROIS, identity_retrieved=True, **ins)
    yield a_patient(doubtful=True, homonym=True, used_given_name="=Zouzou")
    yield a_patient(address_lines="1 rue\r\nBât. B\n", comments="x", birth_date_fictive=True)
    yield a_patient(archived_on=date(2026, 1, 2), archive_reason=ArchiveReason.DECEASED)
    yield a_patient(deceased_on=date(2026, 1, 2), blocked_on=date(2026, 1, 3), blocked_reason="-")
    yield a_patient(nir="8123456789012", merged_into=1)
    for row in fictitious.patients(40, seed=11):
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        yield new_patient(given, NOW.date()).patient


def fill(register: Register) -> None:
    for name in ("ALD", "Suivi"):
        add_tag(register, name, None)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for patient in of_all_kinds():
            work.add(patient, Action.PATIENT_ADD)


def lines(batches: Iterator[tuple[object, list[Sequence[str]]]]) -> list[tuple[str, ...]]:
    return [line for _, columns in batches for line in zip(*columns, strict=True)]


def test_a_list_has_the_cells_of_the_documents(register: Register) -> None:
    fill(register)
    for listing in (Listing(archived=True), Listing(tags=("ald",)), Listing(limit=3)):
        for reveal in (False, True):
            wanted = [
                tuple(cell for key in RECORD_KEYS for cell in cells(key, record[key]).values())
                for record in (
                    document(patient, reveal=reveal) for patient in all_patients(register, listing)
                )
            ]
            assert lines(all_columns(register, listing, RECORD_KEYS, reveal=reveal)) == wanted
            assert wanted


def test_a_list_of_some_fields_has_them_in_the_order_asked_for(register: Register) -> None:
    fill(register)
    (first, *_) = lines(all_columns(register, Listing(tags=("ALD",)), ["tags", "ins", "full_name"]))
    assert first == ("ALD; Suivi", "279035121518989", "1.2.250.1.213.1.4.8", "PAT-TROIS DOMINIQUE")


def test_a_report_has_the_cells_of_its_lines(register: Register) -> None:
    fill(register)
    delete_patient(register, 3, "ADRUN =Zouzou", "double")
    for who in Reported:
        wanted = [
            tuple(cell for key in REPORT_KEYS for cell in cells(key, line[key]).values())
            for line in report_lines(register, who)
        ]
        assert lines(report_columns(register, who, REPORT_KEYS)) == wanted
        assert wanted


def test_an_empty_register_has_no_lines(register: Register) -> None:
    assert lines(all_columns(register, Listing(), LIGHT_KEYS)) == []
    assert lines(report_columns(register, Reported.ALL, REPORT_KEYS)) == []
