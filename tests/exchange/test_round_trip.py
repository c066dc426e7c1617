"""A list written here, imported into another register, makes the same register."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

OF_THE_REGISTER = ("id", "identity_source", "created_at", "updated_at", "version")
"""What a register keeps by itself."""

RICH = {
    "birth_name": "D’Œuvré",
    "first_given_name": "Zoé",
    "birth_given_names": "Zoé Marie-Louise",
    "used_name": "=ADRUN",
    "birth_date": "1975-12-31",
    "sex": "F",
    "birth_place": "63220",
    "nir": "275126322074974",
    "phones": [
        {"type": "work", "number": "+33 6 39 98 00 01"},
        {"type": "home", "number": "01 99 00 00 02"},
    ],
    "email": "zoe@example.org",
    "address": {"lines": "1 rue de la Paix\nBâtiment B", "postal_code": "01300", "city": "Belley"},
    "occupation": "+33 métiers",
    "comments": "Première ligne\nseconde; fin\tC:\\neuf _x0041_",
    "coverage": {
        "regime": "01",
        "birth_rank": 2,
        "amc_name": "MUTUELLE",
        "amc_number": "09990001",
        "fund": "631",
    },
    "billing": {"name": "ADRUN Zoé", "address": "2 rue", "membership_started_on": "2020-02-01"},
    "numbers": [
        {"name": "Dossier", "value": "0012"},
        {"name": "Hôpital; a=b", "value": "4;2\\"},
        {"name": "Chemin", "value": "\\\\serveur=1"},
    ],
    "privacy_policy": "accepted",
    "preferences": {"receive_sms": True, "dmp_consent": True, "dmp_visible_patient": True},
    "identity_flags": ["homonym"],
}


def everybody(semble: Semble, leaving: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The records of a register, but for what it keeps by itself."""
    out = semble("patient", "list", "--whole", "--reveal", "--archived", "-f", "ndjson").out
    records = [json.loads(line) for line in out.splitlines()]
    return [
        {key: value for key, value in record.items() if key not in (*OF_THE_REGISTER, *leaving)}
        for record in records
    ]


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "ndjson", "json"])
def test_our_own_formats_lose_nothing(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    semble("demo", "--load", "--patients", 80)
    assert semble("tag", "add", "à\\revoir").code == 0
    rich = {**RICH, "used_name": "ADRUN", "tags": ["à\\revoir"]}
    added = semble("patient", "add", "--json", "-", stdin=json.dumps(rich))
    assert added.code == 0, added.err
    patient = added.out.strip()
    semble("patient", "deceased", patient, "--on", "01/02/2026")
    semble("patient", "block", patient, "--reason", "impayés; 3 fois")
    semble("patient", "archive", patient, "--reason", "deceased")
    file = tmp_path / f"list.{form}"
    written = semble("patient", "list", "--whole", "--reveal", "--archived", "-o", file, "-f", form)
    assert written.code == 0, written.err
    before = everybody(semble)
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file, "--on-duplicate", "create", "--create-tags")
    assert said.code == 0, said.err
    after = everybody(semble)
    assert after == before


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'", "'=", "''-", "'s-"])
def test_what_begins_like_a_formula_reads_back_as_it_was(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, start: str
) -> None:
    texts = {"occupation": f"{start}1+1", "comments": f"{start}x", "tags": [f"{start}t"]}
    rich = RICH | {"used_name": "ADRUN"} | texts
    semble("tag", "add", "--", f"{start}t")
    assert semble("patient", "add", "--json", "-", stdin=json.dumps(rich)).code == 0
    file = tmp_path / f"list.{form}"
    assert semble("patient", "list", "--whole", "--reveal", "-o", file, "-f", form).code == 0
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    assert semble("patient", "import", file, "--create-tags").code == 0
    (record,) = everybody(semble)
    assert {key: record[key] for key in texts} == texts


def test_rejected_rows_keep_what_begins_like_a_formula(semble: Semble, tmp_path: Path) -> None:
    """They are the file's own: fed back, they must mean what they meant."""
    file, rejects = tmp_path / "list.csv", tmp_path / "rejects.csv"
    file.write_text("nom,prénom,profession,né le,sexe,né à\n=1,@x,'=1,,,\n")
    assert semble("patient", "import", file, "--rejects", rejects).code == 9
    header, row = rejects.read_text().splitlines()
    assert (header.startswith("nom,prénom,profession,"), row.startswith("'=1,'@x,'=1,")) == (
        True,
        True,
    )


@pytest.mark.parametrize("form", ["fhir", "semble"])
def test_other_vocabularies_lose_only_what_they_have_no_word_for(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    semble("demo", "--load", "--patients", 80)
    file = tmp_path / "list.ndjson"
    assert semble("patient", "list", "--reveal", "-o", file, "-f", form).code == 0
    before = everybody(semble)
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file, "--on-duplicate", "create", "--create-tags")
    assert said.code == 0, said.err
    kept = (
        *("birth_name", "first_given_name", "birth_given_names", "birth_date", "sex"),
        *("birth_place_code", "nir", "email", "used_name", "address"),
        *(("phones",) if form == "fhir" else ()),
    )
    for record, other in zip(before, everybody(semble), strict=True):
        assert {key: record.get(key) for key in kept} == {key: other.get(key) for key in kept}


def test_a_list_with_numbers_in_full_is_noted(semble: Semble) -> None:
    semble("demo", "--load", "--patients", 5)
    assert "•" in semble("patient", "list", "-f", "csv").out
    assert "•" not in semble("patient", "list", "-f", "csv", "--reveal").out
    commands = json.loads(semble("undo", "--list", "-f", "json").out)
    assert "patient.reveal" in {command["action"] for command in commands}
