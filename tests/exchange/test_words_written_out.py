"""Texts that are words for nothing in the files of others come back from our own as they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.exchange.mapping import AS_USUAL, Column, GivenMap
from semble_cli.exchange.placement import Placement
from tests.exchange.test_round_trip import everybody

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

ADDED = {
    "birth_name": "NULL",
    "first_given_name": "Zoé",
    "birth_date": "1975-12-31",
    "sex": "F",
    "birth_place_code": "63220",
    "occupation": "N/A",
    "comments": "Néant",
    "address": {"city": "?", "country": "NC"},
    "numbers": [{"name": "NC", "value": "None"}],
}


@pytest.mark.parametrize("name", ["list.csv", "list.tsv", "list.xlsx", "list.ndjson"])
def test_words_for_nothing_that_are_texts_come_back(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    added = semble("patient", "add", "--json", "-", stdin=json.dumps(ADDED))
    assert added.code == 0, added.err
    before = everybody(semble)
    file = tmp_path / name
    assert semble("patient", "list", "--whole", "-o", file).code == 0
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file)
    assert said.code == 0, said.err
    assert everybody(semble) == before
    assert before[0]["occupation"] == "N/A"


def test_what_stood_for_nothing_in_a_rejected_row_still_does(
    semble: Semble, tmp_path: Path
) -> None:
    file, rejects = tmp_path / "a.csv", tmp_path / "rejects.csv"
    file.write_text(
        "Nom,Prénom,Né(e) le,Sexe,Lieu de naissance,Profession,Commentaire\n"
        "ADRUN,Zoé,31/12/1975,F,nulle part,-,N/A\n"
    )
    assert semble("patient", "import", file, "--rejects", rejects).code == 9
    line = rejects.read_text().splitlines()[1]
    assert line.startswith("ADRUN,Zoé,31/12/1975,F,nulle part,-,N/A,")
    rejects.write_text(rejects.read_text().replace("nulle part", "63220"))
    assert semble("patient", "import", rejects).code == 0
    (patient,) = everybody(semble)
    assert (patient["occupation"], patient["comments"]) == (None, None)


def test_a_word_for_nothing_in_a_cell_that_a_map_splits_is_no_name() -> None:
    given = GivenMap({"Nom": Column(("birth_name", "first_given_name"), split=" ")}, {})
    placement = Placement(["Nom"], given, AS_USUAL)
    assert placement.given(["DUPONT NULL"]) == {"birth_name": "DUPONT"}
