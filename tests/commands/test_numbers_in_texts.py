"""A NIR that people wrote into another text: masked in what is shown, whole where it is revealed,
and never lost by a record that goes out and comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

NIR = "279035121518989"
SPACED = "2 79 03 51 215 189 89"
MASKED = "2 79 •• •• ••• ••• ••"
LIST = ("patient", "list", "--whole")


@pytest.fixture
def noted(semble: Semble) -> Semble:
    """Commands on a register with one patient, the NIR of whose mother is in two texts."""
    said = semble(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220", "--given-names", "Zoé"),
        *("--comment", f"mère : {SPACED}", "--number", f"mère={NIR}", "--no-input"),
    )
    assert said.code == 0, said.err
    return semble


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "tsv"])
def test_it_is_masked_in_each_format_and_whole_where_it_is_revealed(
    noted: Semble, form: str
) -> None:
    for command in (LIST, ("patient", "show", "1"), ("patient", "history", "1")):
        hidden = noted(*command, "-f", form).out
        assert NIR not in hidden.replace(" ", "")
    shown = noted("patient", "show", "1", "-f", form)
    assert f"mère : {MASKED}" in shown.out
    revealed = noted("patient", "show", "1", "-f", form, "--reveal").out
    assert SPACED in revealed
    assert NIR in revealed


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "fhir", "semble", "ndjson"])
def test_it_is_masked_in_a_list_that_goes_to_a_file(
    noted: Semble, tmp_path: Path, form: str
) -> None:
    hidden, revealed = tmp_path / "hidden", tmp_path / "revealed"
    assert noted(*LIST, "-f", form, "-o", hidden).code == 0
    assert NIR.encode() not in hidden.read_bytes().replace(b" ", b"")
    assert noted(*LIST, "-f", form, "-o", revealed, "--reveal").code == 0
    if form != "xlsx":
        assert NIR.encode() in revealed.read_bytes().replace(b" ", b"")


def test_a_document_that_goes_out_and_comes_back_leaves_the_texts_as_they_are(
    noted: Semble,
) -> None:
    document = json.loads(noted("patient", "show", "1", "-f", "json").out)
    document["occupation"] = "sage-femme"
    said = noted("patient", "edit", "1", "--json", "-", stdin=json.dumps(document))
    assert said.code == 0, said.err
    assert "comments: a NIR in it is masked here, and it was not taken." in said.err
    after = json.loads(noted("patient", "show", "1", "-f", "json", "--reveal").out)
    assert after["occupation"] == "sage-femme"
    assert after["comments"] == f"mère : {SPACED}"
    assert after["numbers"] == [{"name": "mère", "value": NIR}]


def test_a_list_that_is_imported_brings_no_masked_text_and_counts_it(
    noted: Semble, tmp_path: Path
) -> None:
    file, other = tmp_path / "list.csv", tmp_path / "other.db"
    assert noted(*LIST, "-f", "csv", "-o", file).code == 0
    assert noted("--store", other, "init").code == 0
    said = noted("--store", other, "patient", "import", file, "-f", "json")
    assert said.code == 0, said.err
    assert json.loads(said.out)["warned"] == 1
    imported = json.loads(noted("--store", other, "patient", "show", "1", "-f", "json").out)
    assert (imported["birth_name"], imported["comments"], imported["numbers"]) == (
        "ADRUN",
        None,
        [],
    )


def test_a_file_without_headings_tells_no_number_of_its_first_row(
    semble: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(f"birth_name,{NIR}\nADRUN,2\n", "utf-8")
    said = semble("patient", "import", file, "--dry-run")
    assert MASKED in said.err
    assert NIR not in said.err
    assert NIR not in semble("patient", "import", file, "--map-template").out


@pytest.mark.parametrize("form", ["csv", "json", "fhir"])
def test_a_revealed_list_is_an_event_and_another_is_none(noted: Semble, form: str) -> None:
    def actions() -> list[str]:
        commands = json.loads(noted("undo", "--list", "-f", "json").out)
        return [command["action"] for command in commands]

    before = actions()
    assert noted(*LIST, "-f", form).code == 0
    assert actions() == before
    assert noted(*LIST, "-f", form, "--reveal").code == 0
    assert actions() == ["patient.reveal", *before]
