"""Tables as programs and spreadsheets leave them: what their columns hold, and what is missing; the
files of `tests/exchange/shapes` beyond that are in `test_corpus.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.imports.importing_commands import everybody, imported

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

SHAPES = Path(__file__).parents[2] / "exchange" / "shapes"


def test_a_stray_quote_costs_its_row_and_no_other(semble: Semble, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    report = imported(semble, SHAPES / "stray_quotes.csv", "--rejects", rejects)
    assert (report["created"], report["rejected"]) == (3, 2)
    for line in (4, 5):
        assert f"Line {line}: file: a quote in this line is not closed" in report["said"]
    assert '\nNIKO;"Jean;01/01/1990;M;63220;;;;file: a quote' in rejects.read_text("cp1252")
    again = imported(semble, rejects, "--rejects", tmp_path / "again.csv")
    assert (again["rejected"], again["created"]) == (2, 0)
    assert (tmp_path / "again.csv").read_bytes() == rejects.read_bytes()


def test_needed_columns_that_are_missing_are_one_error_before_any_row(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    file = write("ADRUN;Zoé;31/12/1975;F;x\n" * 30, header="Nom;Prénom;Dat n.;Sx;Solde\n")
    rejects = tmp_path / "rejects.csv"
    said = semble("patient", "import", file, "--rejects", rejects)
    assert said.code == 4
    assert said.err.count("Error") == 1
    assert "needs: birth date (perhaps Dat n.), birth place. Place it" in said.err
    assert "Line 2" not in said.err
    assert not rejects.exists()
    assert everybody(semble) == []
    partly = semble("patient", "import", file, "--accept-incomplete")
    assert partly.code == 4
    assert "needs: birth date (perhaps Dat n.). Place it" in partly.err


def test_a_title_may_stand_for_the_sex_and_a_constant_for_any_column(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    header = "Civilité;Nom;Prénom;DDN\n"
    given = tmp_path / "map.toml"
    given.write_text('[constants]\nbirth_place = "63220"\n', "utf-8")
    said = semble("patient", "import", write("Mme;ADRUN;Zoé;31/12/1975\n", header=header))
    assert "needs: birth place. Place it" in said.err
    file = write("Mme;ADRUN;Zoé;31/12/1975\n", header=header)
    assert semble("patient", "import", file, "--map", given).code in (0, 9)


def test_a_file_without_any_column_that_is_known_is_refused_without_its_cells(
    semble: Semble, write: Callable[..., Path]
) -> None:
    said = semble(
        "patient", "import", write("CORSE;Anthony;02/03/1980;M\n", header="ADRUN;Zoé;x;y\n")
    )
    assert said.code == 4
    error = said.err[said.err.index("Error") :]
    assert "no column is recognised; every patient needs: birth name" in error
    assert "--header-line" in error
    assert "ADRUN" not in error


def test_every_column_is_shown_with_its_field_and_a_value(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;N° Sécu;Solde;id;tags;ins\n"
    row = "ADRUN;Zoé;31/12/1975;F;63220;2 75 12 63 220 749 74;12,50;7;;\n"
    said = imported(semble, write(";;;;;;;;;\n" + row, header=header), "--dry-run")["said"]
    shown = said[said.index("Columns:") :].splitlines()[1:11]
    assert shown == [
        "  Nom → birth_name (ADRUN)",
        "  Prénom → first_given_name (Zoé)",
        "  Né(e) le → birth_date (DD/MM/YYYY) (31/12/1975)",
        "  Sexe → sex (F)",
        "  Lieu de naissance → birth_place (63220)",
        "  N° Sécu → nir (• •• •• •• ••• ••• ••)",
        "  Solde → not taken (12,50)",
        "  id → not taken (7)",
        "  tags → tags",
        "  ins → ins_number",
    ]
    assert "Columns not taken, for the register keeps them by itself: id." in said
    assert "for want of a field: Solde." in said


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[columns]\n"Prenom" = "first_given_name"', "no column Prenom; nearest are: Prénom"),
        ('[columns]\n"qqq" = ""', "the file has no column qqq."),
        ('[column]\n"Nom" = ""', "there is no key column; known here are: columns, constants."),
        ('[columns]\n"Nom" = {field = "birth_name", value = {}}', "there is no key value; known"),
        ('[constants]\ncountry = "x"\npays = "y"', "two constants are given for country."),
        (
            '[columns]\n"Nom" = {split = " ", fields = ["city", "city"]}',
            "a column is split into two of one field.",
        ),
        ('[columns]\n"Solde" = "sex"', "columns Sexe and Solde both hold sex"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_before_any_row(
    semble: Semble, write: Callable[..., Path], tmp_path: Path, toml: str, said: str
) -> None:
    given = tmp_path / "map.toml"
    given.write_text(toml, "utf-8")
    row = "ADRUN;Zoé;31/12/1975;F;63220;12\n"
    file = write(row, header="Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Solde\n")
    refused = semble("patient", "import", file, "--map", given)
    assert refused.code == 4
    assert said in refused.err
    assert everybody(semble) == []


def test_two_columns_of_one_name_for_a_field_that_takes_one_are_refused(
    semble: Semble, write: Callable[..., Path]
) -> None:
    row = "ADRUN;CORSE;Zoé;31/12/1975;F;63220\n"
    file = write(row, header="Nom;Nom;Prénom;Né(e) le;Sexe;Lieu de naissance\n")
    said = semble("patient", "import", file)
    assert said.code == 4
    assert "the columns Nom #1 and Nom #2 both hold birth_name" in said.err


@pytest.mark.parametrize(
    ("toml", "name"),
    [
        ('"Nom #1" = ""', "CORSE"),
        ('"Nom #2" = ""', "ADRUN"),
        ('"Nom #2" = "comments"\n"Nom" = "birth_name"', "ADRUN"),
    ],
)
def test_a_map_names_one_of_two_columns_of_one_name_by_its_place(
    semble: Semble, write: Callable[..., Path], tmp_path: Path, toml: str, name: str
) -> None:
    given = tmp_path / "map.toml"
    given.write_text(f"[columns]\n{toml}\n", "utf-8")
    row = "ADRUN;CORSE;Zoé;31/12/1975;F;63220\n"
    file = write(row, header="Nom;Nom;Prénom;Né(e) le;Sexe;Lieu de naissance\n")
    assert '"Nom #1" = "family_name"' in semble("patient", "import", file, "--map-template").out
    assert semble("patient", "import", file, "--map", given).code == 0
    assert [each["birth_name"] for each in everybody(semble)] == [name]


def test_a_map_names_a_column_however_its_accents_are_put_together(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    given = tmp_path / "map.toml"
    given.write_text('[columns]\n"Pre\u0301nom" = "first_given_name"\n', "utf-8")
    row = "ADRUN;Zoé;31/12/1975;F;63220\n"
    file = write(row, header="Nom;Prénom;Né(e) le;Sexe;Lieu de naissance\n")
    assert semble("patient", "import", file, "--map", given).code == 0


def test_several_columns_of_comments_are_joined(semble: Semble, write: Callable[..., Path]) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Remarques;Notes;Infos\n"
    file = write("ADRUN;Zoé;31/12/1975;F;63220;Sourde;;Interphone\n", header=header)
    assert semble("patient", "import", file).code == 0
    [patient] = json.loads(semble("patient", "list", "--whole", "-f", "json").out)
    assert patient["comments"] == "Sourde\nInterphone"


@pytest.mark.parametrize("value", ["02/03/1980", "279035121518989", "06 39 98 12 34", "z@x.org"])
def test_a_file_without_names_of_columns_is_told_so(
    semble: Semble, write: Callable[..., Path], value: str
) -> None:
    file = write("ADRUN;Zoé;x\n", header=f"CORSE;Anthony;{value}\n")
    said = semble("patient", "import", file)
    assert said.code == 4
    error = said.err[said.err.index("Error") :]
    assert "put a line with the names above the first one" in error
    assert value not in error


def test_a_column_that_is_called_by_a_day_is_no_patient(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write("ADRUN;Zoé;31/12/1975;F;x\n", header="Nom;Prénom;Né(e) le;Sexe;01/02/2026\n")
    said = semble("patient", "import", file)
    assert said.code == 4
    assert "no column is placed for what every patient needs: birth place" in said.err


def test_the_line_of_the_header_may_be_told_for_the_template_too(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write("a;b;c;d;e;f\n", "Nom;Nom;Prénom\n", header="Nom;Prénom;Sexe;x;y;z\n")
    told = semble("patient", "import", file, "--header-line", 3, "--map-template").out
    assert told.count('"Nom #1" = "family_name"') == 1
    assert '"Prénom" = "first_given_name"' in told
    assert '"x"' not in told
    said = semble("patient", "import", file, "--header-line", 7)
    assert (said.code, "nothing stands on line 7" in said.err) == (4, True)


def test_a_number_that_a_spreadsheet_shortened_is_refused_as_that(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;N° Sécu;N° adhérent;Tél. portable\n"
    lost = "ADRUN;Zoé;31/12/1975;F;63220;2,75E+14;1,2E+09;6,4E+08\n"
    whole = "ADRUN;Zoé;31/12/1975;F;63220;2,75126322074974E+14;;639980001\n"
    report = imported(semble, write(lost, whole, header=header))
    assert (report["created"], report["rejected"]) == (1, 1)
    for field in ("NIR", "member number", "phones"):
        assert report["said"].count(f"Line 2: {field}: ") == 1
        assert f"Line 2: {field}: a spreadsheet has shortened this number" in report["said"]
    (patient,) = everybody(semble)
    assert patient["phones"][0]["number"] == "0639980001"


def test_json_has_no_line_of_a_header(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "patients.ndjson"
    file.write_text('{"birth_name": "ADRUN"}\n', "utf-8")
    said = semble("patient", "import", file, "--header-line", 2)
    assert said.code == 4
    assert "--header-line" in said.err
