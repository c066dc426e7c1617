"""A practice brings its patients in: one dry run, one import, one corrected file, at a terminal."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start

PHONES = [f"Tél {number}" for number in range(1, 13)]
HEADER = ["N° dossier", "Civilité", "Nom", "Prénom", "Né(e) le", "Ville naissance", "N° Sécu"]
HEADER += [*PHONES, "Mél", "Observations"]
TITLES = ["Cabinet du Centre - liste des patients", "Éditée le 02/03/2026"]

GOOD = [
    "1;Mme;ADRUN;Zoé;31/12/1975;Mazoires;275126322074974;06 39 98 00 01;01 99 00 00 01",
    "2;M.;CORSE;Anthony;02/03/1980;Ajaccio;;;;0639980002;;;;;;;;;0199000002",
    "3;M.;NESSI;Michelangelo;07/08/2010;Mazoires;110086322083060",
    "9;Mme;CORSE;Zoé;16/01/1976;Mazoires;;;;;;;;;;;;;;zoe@example.org;voir l'ancien dossier",
]
BAD = [
    "4;Mme;TCHITCHI;Catarina;32/06/1936;Mazoires",
    "5;M.;ADRTROIS;Toussaint;01/01/1960;Mazoire",
    "6;Mme;ADRTROIS;Dominique;26/02/1997;Ajaccio;297022A02077879",
    "7;M.;ECETINSI;Pierre-Alain;14/07/2009;Mazoires;;06 39 98",
    "8;Mme;ADRUN;;15/01/1976;Mazoires",
]
MENDED = {
    "32/06/1936": "21/06/1936",
    "Mazoire": "Mazoires",
    "297022A02077879": "297022A02077878",
    "06 39 98": "06 39 98 00 07",
}
WHY = {
    "fr": [
        "Ligne 8 : date de naissance : aucun calendrier n'a ce jour",
        "Ligne 9 : lieu de naissance : aucun lieu n'a ce nom",
        "Ligne 10 : NIR : la clé ne correspond pas au numéro",
        "Ligne 11 : téléphones : un numéro en France a dix chiffres",
        "Ligne 12 : premier prénom : information manquante",
    ],
    "en": [
        "Line 8: birth date: no calendar has this day",
        "Line 9: birth place: no place has this name",
        "Line 10: NIR: the key does not match the number",
        "Line 11: phones: a number in France has ten digits",
        "Line 12: first given name: it is missing",
    ],
}
NEXT = {
    "fr": (
        "Ensuite : --rejects FICHIER au lieu de --dry-run",
        "Ensuite : corrigez les lignes de to-correct.csv, et importez ce fichier.",
    ),
    "en": (
        "Next: --rejects FILE in place of --dry-run",
        "Next: correct the rows in to-correct.csv, and import that file.",
    ),
}


@pytest.fixture
def start(store: StoreAddress) -> Start:
    return starter(store)


def whole(row: str) -> str:
    """A row with all its cells."""
    return row + ";" * (len(HEADER) - 1 - row.count(";"))


def shown(start: Start, *words: str, lang: str) -> tuple[int | None, str]:
    """What a command says, as one line."""
    code, text = ends(start("patient", "import", *words, SEMBLE_LANG=lang))
    return code, " ".join(text.split())


def patients(start: Start) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in ends(start("patient", "list", "-f", "ndjson"))[1].split("\n")
        if line.strip()
    ]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_export_goes_in_with_one_dry_run_and_one_corrected_file(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [*TITLES, ";".join(HEADER), *map(whole, [*GOOD, *BAD])]
    (tmp_path / "export.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))

    code, said = shown(start, "export.csv", "--dry-run", lang=lang)
    assert code == 9
    for sentence in (*WHY[lang], NEXT[lang][0], "csv, cp1252, “;”", "Tél 12 → phones"):
        assert sentence in said
    assert patients(start) == []

    code, said = shown(start, "export.csv", "--rejects", "to-correct.csv", lang=lang)
    assert code == 9
    for sentence in (*WHY[lang], NEXT[lang][1]):
        assert sentence in said
    assert len(patients(start)) == len(GOOD)

    with (tmp_path / "to-correct.csv").open(newline="", encoding="cp1252") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header == [*HEADER, "motif"]
    assert [row[:-1] for row in rows] == [whole(row).split(";") for row in BAD]
    corrected = [[MENDED.get(cell, cell) for cell in row] for row in rows]
    corrected[-1][HEADER.index("Prénom")] = "Marie"
    with (tmp_path / "to-correct.csv").open("w", newline="", encoding="cp1252") as file:
        csv.writer(file, delimiter=";").writerows([header, *corrected])

    code, said = shown(start, "to-correct.csv", lang=lang)
    assert code == 0, said
    everybody = {
        patient["birth_name"] + patient["first_given_name"]: patient for patient in patients(start)
    }
    assert len(everybody) == len(GOOD) + len(BAD)
    assert [phone["number"] for phone in everybody["CORSEAnthony"]["phones"]] == [
        "0639980002",
        "0199000002",
    ]
    assert [phone["number"] for phone in everybody["ECETINSIPierre-Alain"]["phones"]] == [
        "06 39 98 00 07"
    ]
