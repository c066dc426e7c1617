"""The patient report holds identity and contact data: nothing of what stands around a patient,
medical contents least of all, whatever a record holds; and so does what is kept of one deleted."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.store.tables.grants import MEDICAL
from semble_cli.store.tables.schema import METADATA
from tests.conftest import register_on
from tests.planted import fill, plant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

PLANTED = "Zyxwvu"
AROUND = {
    *MEDICAL,
    *("contact", "contact_phone", "relation", "allergy", "no_known_allergy", "section_keyword"),
    *("practitioner", "appointment", "invoice", "medical_content"),
    *("invoice_series", "invoice_line", "invoice_payment"),
    *("share", "share_document", "share_recipient", "share_outcome"),
}
"""The tables of what stands around patients."""

THEIR_OWN = {
    *("patient", "phone", "extra_number", "tag", "patient_tag", "ins_history", "rights_period"),
    *("word", "vocabulary"),
}
"""The tables of what a patient is."""

OF_THE_REGISTER = {
    *("store_info", "app_user", "event", "former_patient", "draft", "practice_setting"),
}


def texts(file: Path) -> Iterator[str]:
    """All that is written in a file, a workbook's parts among it."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            yield from (book.read(name).decode() for name in book.namelist())
    else:
        yield file.read_text()


def test_every_table_is_of_the_patient_around_one_or_of_the_register() -> None:
    tables = {table.name for table in METADATA.sorted_tables}
    assert tables == AROUND | THEIR_OWN | OF_THE_REGISTER


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "json", "ndjson"])
def test_a_report_holds_nothing_of_what_stands_around_patients(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path, form: str
) -> None:
    register = register_on(store)
    fill(register)
    plant(register, PLANTED, [each for each in METADATA.sorted_tables if each.name in AROUND])
    told = str(show_patient(register, 1, whole=True).document)
    assert PLANTED in told
    for state in ("all", "former", "present"):
        file = tmp_path / f"{state}.{form}"
        said = semble_on_both("patient", "report", "--state", state, "-f", form, "-o", file)
        assert said.code == 0, said.err
        assert not [each for each in texts(file) if PLANTED in each]
    delete_patient(register, 1, show_patient(register, 1).patient.full_name, "doublon")
    gone = tmp_path / f"gone.{form}"
    assert (
        semble_on_both("patient", "report", "--state", "former", "-f", form, "-o", gone).code == 0
    )
    assert not [each for each in texts(gone) if PLANTED in each]
