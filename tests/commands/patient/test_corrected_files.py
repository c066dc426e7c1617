"""The file of rejected rows: what it is imported with is said; its few dates turn none round."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start

HEADER = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance"
GOOD = "ADRUN;Zoé;31/12/1975;F;Mazoires"
MISTAKEN = "CORSE;Anthony;03/31/1980;M;Ajaccio"
"""A date that is the wrong way round, in a file whose others are not."""
BAD = "NESSI;Michelangelo;07/08/2010;M;Nulle-Part"


@pytest.fixture
def start(store: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.chdir(tmp_path)
    return starter(store)


def shown(start: Start, *words: str, lang: str = "en") -> tuple[int | None, str]:
    code, text = ends(start("--no-input", "patient", "import", *words, SEMBLE_LANG=lang))
    return code, " ".join(text.split())


def birth_dates(start: Start) -> dict[str, str]:
    lines = ends(start("patient", "list", "-f", "ndjson"))[1].splitlines()
    people = map(json.loads, filter(str.strip, lines))
    return {patient["birth_name"]: patient["birth_date"] for patient in people}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_rejected_date_never_turns_round_those_of_other_rejected_rows(
    start: Start, tmp_path: Path, lang: str
) -> None:
    good = [GOOD.replace("ADRUN", f"ADRUN {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    text = "\n".join([HEADER, *good, MISTAKEN, BAD])
    (tmp_path / "export.csv").write_text(text, "utf-8")

    code, said = shown(start, "export.csv", "--rejects", "left.csv", "--on-duplicate", "create")
    assert code == 9
    assert "Next: correct the rows in left.csv, and import that file." in said
    assert "add --date-format DD/MM/YYYY." in said

    left = (tmp_path / "left.csv").read_text("utf-8").replace("Nulle-Part", "Mazoires")
    (tmp_path / "left.csv").write_text(left, "utf-8")
    code, said = shown(start, "left.csv", lang=lang)
    assert code == 4
    assert "Né(e) le" in said
    assert "--date-format" in said
    assert "NESSI" not in birth_dates(start)

    code, said = shown(start, "left.csv", "--date-format", "DD/MM/YYYY")
    assert code == 9
    assert birth_dates(start)["NESSI"] == "2010-08-07"
    assert "CORSE" not in birth_dates(start)


def test_rejected_rows_of_a_file_with_the_month_first_are_imported_with_that_form(
    start: Start, tmp_path: Path
) -> None:
    rows = [HEADER, "ADRUN;Zoé;12/31/1975;F;Mazoires", "CORSE;Anthony;03/31/1980;M;Nulle-Part"]
    (tmp_path / "export.csv").write_text("\n".join(rows), "utf-8")
    _, said = shown(start, "export.csv", "--rejects", "left.csv")
    assert "--date-format" not in said  # the file tells it

    left = (tmp_path / "left.csv").read_text("utf-8").replace("Nulle-Part", "Ajaccio")
    (tmp_path / "left.csv").write_text(left, "utf-8")
    assert "motif (MM/DD/YYYY)" in left
    assert shown(start, "left.csv")[0] == 0
    assert birth_dates(start)["CORSE"] == "1980-03-31"


def test_the_options_that_a_corrected_file_needs_again_are_said(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "my map.toml").write_text('[columns]\n"Nom" = "birth_name"\n', "utf-8")
    (tmp_path / "export.csv").write_text(f"Liste\n{HEADER}\n{GOOD}\n{BAD}\n", "cp1252")
    code, said = shown(
        *(start, "export.csv", "--rejects", "left.csv", "--map", "my map.toml"),
        *("--encoding", "cp1252", "--delimiter", ";", "--header-line", "2"),
        *("--date-format", "JJ/MM/AAAA", "--null", "zip", "--create-tags"),
        *("--accept-incomplete", "--on-duplicate", "update"),
    )
    assert code == 9
    assert (
        "import that file with --map 'my map.toml' --encoding cp1252 --delimiter ';'"
        " --date-format JJ/MM/AAAA --null zip --accept-incomplete --create-tags"
        " --on-duplicate update." in said
    )
    assert "The rest of the file" not in said


def test_rows_of_patients_who_are_there_are_not_said_to_be_corrected(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "export.csv").write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    shown(start, "export.csv")

    for more in ([], ["--dry-run"], ["--rejects", "left.csv"]):
        code, said = shown(start, "export.csv", *more)
        assert code == 9
        assert "Next: --on-duplicate update brings these patients up to the file" in said
        assert "correct the rows" not in said


def test_where_others_are_rejected_too_the_rows_are_to_be_corrected(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "export.csv").write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    shown(start, "export.csv")
    (tmp_path / "export.csv").write_text(f"{HEADER}\n{GOOD}\n{BAD}\n", "utf-8")

    _, said = shown(start, "export.csv")
    assert "Next: --on-duplicate skip --rejects FILE" in said


def test_a_file_of_which_rows_were_taken_says_how_to_go_on_behind_them(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "export.csv").write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    shown(start, "export.csv", "--commit-every", "1")

    _, said = shown(start, "export.csv", "--commit-every", "1")
    assert "An import took rows of this file before: 1. --resume goes on behind them." in said
    _, said = shown(start, "export.csv", "--commit-every", "1", "--resume")
    assert "--resume goes on" not in said
    assert "Rows taken already: 1" in said
