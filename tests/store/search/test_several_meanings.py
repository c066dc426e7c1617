"""What may be meant in several ways is found in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.record import Phone, PhoneType
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.tags import add_tag
from tests.conftest import a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def test_a_mistyped_name_beside_a_year_or_the_end_of_a_phone_is_found(register: Register) -> None:
    phones = (Phone(PhoneType.MOBILE, "06 39 98 19 44"),)
    patient = create_patient(register, a_patient()._replace(phones=phones))
    for bar in (f"adrum {patient.birth_date.year}", "adrum 1944"):
        (hit,) = search_patients(register, SearchQuery(bar=bar)).hits
        assert (hit.patient.id, str(hit.reason)) == (patient.id, "called nearly so")


def test_a_tag_with_an_apostrophe_is_found_however_it_is_typed(register: Register) -> None:
    add_tag(register, "Suivi d'anémie", None)
    patient = create_patient(register, a_patient()._replace(tags=("Suivi d'anémie",)))
    for bar in ("suivi d'anémie", "suivi d anemie", "adrun suivi d’anémie"):
        (hit,) = search_patients(register, SearchQuery(bar=bar)).hits
        assert hit.patient.id == patient.id
