"""The patient report in every format: each patient, present or former, on one line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import PAT_TROIS, a_patient, register_on
from tests.services.patients.test_recover import deleted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said

    Semble = Callable[..., Said]


def test_nobody_stands_twice_in_a_report_of_any_format(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    register = register_on(store)
    for given in (None, PAT_TROIS, None):
        deleted(register, a_patient(given))
    words = ("patient", "report", "--fields", "id")
    assert [line["id"] for line in json.loads(semble_on_both(*words, "-f", "json").out)] == [
        1,
        2,
        3,
    ]
    lines = semble_on_both(*words, "-f", "ndjson").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, 2, 3]
    rows = csv.DictReader(io.StringIO(semble_on_both(*words, "-f", "csv").out))
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    table = semble_on_both("patient", "report", "-f", "table", "--fields", "id").out
    assert [line.strip() for line in table.splitlines() if line.strip().isdecimal()] == list("123")
    file = tmp_path / "report.xlsx"
    assert semble_on_both(*words, "-o", file).code == 0
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    assert [str(row[0]).removesuffix(".0") for row in sheet[1:]] == list("123")


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_a_report_has_as_many_lines_as_there_were_patients(semble: Semble, form: str) -> None:
    semble("demo", "--load", "--patients", 12)
    present = json.loads(semble("patient", "list", "-f", "json").out)
    for patient in present[:5]:
        semble("patient", "delete", patient["id"], "--confirm", patient["full_name"])
    said = semble("patient", "report", "-f", form)
    assert len(said.out.splitlines()) == len(present) + (form == "csv")


@pytest.mark.parametrize(
    ("options", "is_said"),
    [
        (("--fields", "id,birth_name,birth_date"), True),
        (("--fields", "birth_name", "--state", "former"), True),
        (("--fields", "birth_name", "--state", "present"), False),
        (("--fields", "id,state,birth_name"), False),
        (("--fields", "birth_name,deleted_at"), False),
        ((), False),
    ],
)
def test_a_report_that_an_import_would_take_for_a_list_of_patients_says_so(
    semble: Semble, options: tuple[str, ...], is_said: bool
) -> None:
    said = semble("patient", "report", "-f", "csv", *options)
    assert ("an import of this list would take all of them for present." in said.err) is is_said
