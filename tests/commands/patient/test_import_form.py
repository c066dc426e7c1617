"""A form to fill in: what `patient import --template` writes is imported without a map."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from semble_cli.commands.patient.importing.form import COLUMNS
from semble_cli.exchange.headers import FILE_FIELDS
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES
from semble_cli.services.imports.form import form_columns

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_form_is_imported_without_a_map(
    semble: Semble, tmp_path: Path, language: str, ending: str
) -> None:
    rows = form_rows(semble, tmp_path / f"form.{ending}", language)
    rows[1][0] = "ADRUNE"
    said = semble("--lang", "en", "patient", "import", written(tmp_path, rows), "-f", "json")
    assert said.code == 0, said.err
    assert (json.loads(said.out)["created"], "not taken" in said.err) == (1, False)
    assert "Warning" not in said.err
    (patient,) = json.loads(semble("patient", "list", "-f", "json").out)
    assert (patient["birth_name"], patient["birth_place_code"]) == ("ADRUNE", "63220")
    assert patient["identity_flags"] == ["fictitious"]
    assert patient["phones"] == [{"type": "mobile", "number": "06 39 98 00 01"}]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("is_strict", [False, True])
def test_the_example_is_left_out_as_long_as_nobody_wrote_over_it(
    semble: Semble, tmp_path: Path, language: str, ending: str, is_strict: bool
) -> None:
    file = tmp_path / f"form.{ending}"
    form_rows(semble, file, language)
    strictly = ("--strict",) if is_strict else ()
    said = semble("--lang", "en", "patient", "import", file, "-f", "json", *strictly)
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert (told["created"], told["skipped"], told["rejected"]) == (0, 1, 0)
    assert "the example of the form is no patient: left out." in said.err


def test_the_example_is_known_by_the_columns_that_are_left(semble: Semble, tmp_path: Path) -> None:
    header, example, *_ = form_rows(semble, tmp_path / "form.csv", "fr")
    kept = [place for place, name in enumerate(header) if not name.startswith("attributs")]
    other = ["DUPONT", "Paul", "15/02/1980", "M", "Mazoires", *[""] * (len(header) - 5)]
    rows = [[row[place] for place in kept] for row in (header, other, example)]
    said = semble("patient", "import", written(tmp_path, rows), "-f", "json")
    assert (json.loads(said.out)["created"], json.loads(said.out)["skipped"]) == (1, 1)


def test_somebody_who_is_nearly_the_example_is_imported(semble: Semble, tmp_path: Path) -> None:
    header, example, *_ = form_rows(semble, tmp_path / "form.csv", "fr")
    rows = [row[:5] for row in (header, example)]
    said = semble("patient", "import", written(tmp_path, rows), "-f", "json")
    assert json.loads(said.out)["created"] == 1, said.err
    flags = header.index("attributs de l'identité")
    homonym = [*example[:flags], "homonyme", *example[flags + 1 :]]
    said = semble("patient", "import", written(tmp_path, [header, homonym]), "-f", "json")
    assert json.loads(said.out)["skipped"] == 0, said.err
    example[header.index("profession")] = "boulangère"
    said = semble("patient", "import", written(tmp_path, [header, example]), "-f", "json")
    assert json.loads(said.out)["skipped"] == 0, said.err


def test_a_row_that_cannot_be_read_stands_before_the_example(
    semble: Semble, tmp_path: Path
) -> None:
    header, example, *_ = form_rows(semble, tmp_path / "form.csv", "fr")
    last = header.index("nom de naissance")
    moved = [[*row[last + 1 :], row[last]] for row in (header, example)]
    rows = [moved[0], ["Zoé", "31/12/1975"], moved[1]]
    said = semble("patient", "import", written(tmp_path, rows), "-f", "json")
    told = json.loads(said.out)
    assert (told["skipped"], told["rejected"]) == (1, 1), said.err


def form_rows(semble: Semble, file: Path, language: str) -> list[list[str]]:
    """The rows of a new form, as somebody sees them."""
    said = semble("--lang", language, "patient", "import", "--template", file)
    assert said.code == 0, said.err
    if file.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        return [list(map(str, row)) for row in sheet.to_python()]
    text = file.read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if language == "fr" else ","))


def written(tmp_path: Path, rows: list[list[str]]) -> Path:
    file = tmp_path / "filled-in.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(rows)
    return file


def test_the_form_has_a_column_for_every_field_that_a_practice_fills_in() -> None:
    fields = {column.field for column in form_columns()}
    left = {"birth_place_code", *SIGNATURES, *ANSWERS}
    assert fields == set(FILE_FIELDS) - left


def test_a_second_sheet_explains_the_values(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "formulaire.xlsx"
    assert semble("--lang", "fr", "patient", "import", "--template", file).out == ""
    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["Patients", "Valeurs"]
    first, second = (book.get_sheet_by_index(place).to_python() for place in (0, 1))
    assert [line[0] for line in second[1:]] == first[0]
    assert ["sexe", "oui", "une valeur parmi : féminin, masculin, indéterminé"] in second
    assert ["caisse", "", "un code en chiffres, comme sur la carte ; pas de nom"] in second
    assert all(line[2] for line in second)
    assert len(first) == 2


def test_beside_a_csv_the_explanation_is_the_result(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    said = semble("patient", "import", "--template", file, "-f", "json")
    explained = json.loads(said.out)
    assert tuple(explained[0]) == COLUMNS
    assert [each["column"] for each in explained if each["needed"]] == [
        *("birth name", "first given name", "birth date", "sex", "birth place"),
    ]
    assert file.read_bytes().startswith(b"\xef\xbb\xbfbirth name,")
    french = tmp_path / "french.csv"
    semble("--lang", "fr", "patient", "import", "--template", french)
    assert french.read_text("utf-8-sig").startswith("nom de naissance;")


def test_the_form_needs_no_register(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "nowhere.db"))
    assert semble("patient", "import", "--template", tmp_path / "form.xlsx").code == 0


def test_a_form_is_a_new_file_of_a_known_kind(semble: Semble, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    assert semble("patient", "import", "--template", there).code == 2
    assert there.read_text() == "mine"
    said = semble("patient", "import", "--template", tmp_path / "form.pdf")
    assert (said.code, (tmp_path / "form.pdf").exists()) == (2, False)
    assert "FILE.xlsx or FILE.csv" in said.err


def test_files_are_imported_or_a_form_is_written(semble: Semble, tmp_path: Path) -> None:
    for words in ((), (tmp_path / "a.csv", "--template", tmp_path / "b.csv")):
        said = semble("patient", "import", *words)
        assert said.code == 2
        assert "Give the files to import, or --template" in said.err
