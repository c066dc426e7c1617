"""An import that notes a death tells what is to come; and what is over is in the whole record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.agenda.booking import When, add_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.show import show_patient
from tests.clock import stand
from tests.conftest import NOW, a_patient, register_on

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def booked(semble_on_both: Semble, store: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> Semble:
    """ADRUN Zoé has an appointment to come, the number 1."""
    stand(monkeypatch, NOW)
    register = register_on(store)
    create_patient(register, a_patient())
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    add_appointment(register, 1, When("2027-01-04T09:00", 20), "Suivi", nothing_own)
    return semble_on_both


def test_an_import_that_closes_records_lists_what_is_to_come(
    booked: Semble, tmp_path: Path
) -> None:
    header = "birth_name,first_given_name,birth_date,sex,birth_place,deceased_on\n"
    row = "ADRUN,Zoé,31/12/1975,F,63220,02/01/2026\n"
    (tmp_path / "deaths.csv").write_text(header + row)
    words = ("patient", "import", str(tmp_path / "deaths.csv"), "--on-duplicate", "update")
    dry = booked(*words, "--dry-run")
    assert "Appointments to come:" not in dry.err
    said = booked(*words)
    assert said.code == 0, said.err
    assert "Patient 1:" in said.err
    assert "Appointments to come:" in said.err


def test_what_is_over_stands_in_the_whole_record(store: StoreAddress, booked: Semble) -> None:
    later = register_on(store, NOW + timedelta(days=2000))
    assert "past_appointments" not in show_patient(later, 1).document
    shown = show_patient(later, 1, whole=True).document
    assert shown["appointments"] == []
    (past,) = shown["past_appointments"]
    assert (past["id"], past["today"], past["start"]) == (1, False, "2027-01-04T09:00+01:00")
    assert show_patient(register_on(store), 1, whole=True).document["past_appointments"] == []
    assert booked("patient", "show", "1", "--whole", "-f", "table").code == 0
