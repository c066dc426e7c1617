"""Who may take what stands around patients out in a file, and bring it in: on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.imports.whole_records import bring, file_of, fill, resources, said
from tests.services.record.conftest import working_as
from tests.services.record.documents import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.services.record.conftest import As

__all__ = ["working_as"]


@pytest.fixture
def people(register: Register) -> Register:
    """The register in which `working_as` adds the users: with nobody in it."""
    return register


@pytest.mark.parametrize("role", ["reader", "secretary"])
def test_below_clinician_no_medical_contents_leave(
    register: Register, working_as: As, tmp_path: Path, role: str
) -> None:
    fill(register, tmp_path)
    with working_as(role) as asked:
        file = file_of(asked, reveal=False)
    kinds = {each["resourceType"] for each in resources(file)}
    assert kinds == {"Patient", "RelatedPerson", "AllergyIntolerance"}
    text = file.decode()
    for told in ("urticaire", "une\\nfois", "2020-03-04", "Essai A", "Toux", "lettre"):
        assert told not in text
    for told in ("Pénicilline", "severe", "refuted", "No known allergy"):
        assert told in text


def test_a_secretary_brings_in_relations_and_what_a_patient_told(
    register: Register, working_as: As, tmp_path: Path, other_register: Register
) -> None:
    fill(other_register, tmp_path)
    file = file_of(other_register)
    with working_as("secretary") as asked:
        report = bring(asked, file)
    kinds = {line: each["resourceType"] for line, each in enumerate(resources(file), start=1)}
    refused = {kinds[line] for line in said(report)}
    assert refused == {"AllergyIntolerance", "MedicationStatement", "DocumentReference"}
    assert {text.split(".")[0] for text in said(report).values()} == {
        "Your role may not change medical contents, nor read them",
        "Reaction, day and comment are medical contents: a clinician notes them",
        "Your role notes an allergy as told by the patient, unconfirmed; a clinician confirms or"
        " refutes it",
    }
    assert rows_of(register, "relation") == rows_of(other_register, "relation")
    assert (rows_of(register, "allergy"), rows_of(register, "no_known_allergy")) == (1, 3)
    for table in ("consultation", "treatment", "document", "document_content"):
        assert rows_of(register, table) == 0


def test_a_clinician_brings_in_all_of_it(
    register: Register, working_as: As, tmp_path: Path, other_register: Register
) -> None:
    fill(other_register, tmp_path)
    file = file_of(other_register)
    with working_as("clinician") as asked:
        report = bring(asked, file)
    assert said(report) == {}
    assert rows_of(register, "document") == rows_of(other_register, "document")
