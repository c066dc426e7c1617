"""JSON documents with anybody's keys: French ones, those of a map, and those that nobody knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.exchange import document_records
from tests.exchange.test_round_trip import everybody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said, Semble

FRENCH = {
    "Nom": "ADRUN",
    "Prénom": "Zoé",
    "Date de naissance": "31/12/1975",
    "Sexe": "F",
    "Lieu de naissance": "2A004",
    "Téléphones": [{"type": "portable", "numéro": "06 39 98 00 01"}, "01 99 00 00 02"],
    "Adresse": {"rue": "1 rue de la Paix", "code postal": "01300", "ville": "Belley"},
    "Date de décès": None,
    "Solde dû": 12.5,
}


@pytest.fixture
def import_documents(semble: Semble, tmp_path: Path) -> Callable[..., Said]:
    def run(content: Any, *options: object) -> Any:
        file = tmp_path / "patients.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        return semble("patient", "import", file, *options)

    return run


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda each: each,
        lambda each: [each],
        lambda each: {"patients": [each]},
        lambda each: {"data": [each], "total": 1, "links": {"next": None}, "errors": []},
        lambda each: json.dumps({"patients": [each]}, indent=2),
    ],
)
def test_french_keys_are_understood(
    semble: Semble, import_documents: Callable[..., Said], wrapped: Callable[[Any], Any]
) -> None:
    said = import_documents(wrapped(FRENCH))
    assert said.code == 0, said.err
    assert "Columns not taken, for want of a field: Solde dû." in said.err
    (patient,) = everybody(semble)
    assert (patient["birth_name"], patient["birth_place_code"]) == ("ADRUN", "2A004")
    assert patient["phones"] == [
        {"type": "mobile", "number": "06 39 98 00 01"},
        {"type": "home", "number": "01 99 00 00 02"},
    ]
    assert patient["address"] == {
        "lines": ["1 rue de la Paix"],
        "postal_code": "01300",
        "city": "Belley",
        "country": None,
    }


@pytest.mark.parametrize(
    "beside",
    [{"nom": "CORSE"}, {"person": {"lastName": "CORSE"}}, {"doctors": [{"nom": "CORSE"}]}],
)
def test_a_list_that_stands_beside_something_of_a_patient_holds_no_patients(
    semble: Semble, import_documents: Callable[..., Said], beside: dict[str, Any]
) -> None:
    said = import_documents({"contacts": [FRENCH]} | beside)
    assert said.code == 4
    assert "nothing in it tells what every patient needs: " in said.err
    assert everybody(semble) == []


def test_a_map_places_keys(
    semble: Semble, import_documents: Callable[..., Said], tmp_path: Path
) -> None:
    of_map = tmp_path / "map.toml"
    of_map.write_text(
        '[columns]\n"qui" = "birth_name"\n"birth_name" = "comments"\n'
        '"genre" = { field = "sex", values = { "Dame" = "F" } }\n[constants]\ncountry = "France"\n'
    )
    document = {
        "qui": "ADRUN",
        "birth_name": "note",
        "prénom": "Zoé",
        "genre": "Dame",
        "né(e) le": "12/31/1975",
        "lieu de naissance": "2A004",
        "profession": "N/A",
    }
    options = ("--map", of_map, "--date-format", "MM/DD/YYYY", "--null", "N/A")
    said = import_documents(document, *options)
    assert said.code == 0, said.err
    (patient,) = everybody(semble)
    assert (patient["birth_name"], patient["comments"]) == ("ADRUN", "note")
    assert (patient["sex"], patient["birth_date"]) == ("F", "1975-12-31")
    assert (patient["occupation"], patient["address"]["country"]) == (None, "France")


def test_a_map_to_edit_has_the_keys(import_documents: Callable[..., Said]) -> None:
    out = import_documents([FRENCH], "--map-template").out
    assert '"Adresse code postal" = "postal_code"' in out
    assert '"Solde dû" = ""' in out


OURS = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_date": "1975-12-31",
    "sex": "F",
    "birth_place_code": "2A004",
}


def test_a_key_that_nobody_knows_is_told_and_costs_no_patient(
    semble: Semble, import_documents: Callable[..., Said]
) -> None:
    said = import_documents([OURS | {"solde": 3, "address": {"city": "Lyon", "étage": 2}}])
    assert said.code == 0, said.err
    assert "Columns not taken, for want of a field: solde." in said.err
    assert "étage" in said.err
    assert everybody(semble)[0]["address"]["city"] == "Lyon"


def test_a_key_that_comes_late_is_told_as_well(import_documents: Callable[..., Said]) -> None:
    many: list[dict[str, Any]] = [OURS | {"numbers": f"D={place}"} for place in range(2100)]
    many[2050] |= {"solde dû": 3}
    said = import_documents(many, "--on-duplicate", "create", "--dry-run")
    assert said.code == 0, said.err
    assert "1 × there is no field for the key solde dû: not taken." in said.err


def test_two_keys_of_one_field_are_not_taken(import_documents: Callable[..., Said]) -> None:
    said = import_documents([OURS | {"phones": ["0639980001"], "Tél": "0639980002"}])
    assert said.code == 9
    assert "two keys hold phones; leave one out." in said.err


def test_encodings_and_delimiters_are_for_tables(import_documents: Callable[..., Said]) -> None:
    said = import_documents([OURS], "--delimiter", ";")
    assert said.code == 4
    assert "--encoding, --delimiter and --header-line are for tables" in said.err


def test_the_dates_of_all_documents_decide_whether_the_month_comes_first(
    semble: Semble, import_documents: Callable[..., Said]
) -> None:
    first = FRENCH | {"Date de naissance": "03/04/1975"}
    last = FRENCH | {"Nom": "CORSE", "Date de naissance": "12/31/1980"}
    other = {key: text for key, text in last.items() if key != "Adresse"} | {"Nom": "NESSI"}
    said = import_documents([first, last, other | {"Date de naissance": "05/06/1990"}])
    assert said.code == 0, said.err
    born = {each["birth_name"]: each["birth_date"] for each in everybody(semble)}
    assert born == {"ADRUN": "1975-03-04", "CORSE": "1980-12-31", "NESSI": "1990-05-06"}


def test_so_they_do_for_documents_with_keys_that_the_first_have_not(
    semble: Semble, import_documents: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_records, "_AHEAD", 0)
    first = FRENCH | {"Date de naissance": "12/31/1980"}
    other = {"Nom": "NESSI", "Courriel": "a@example.org", "Date de naissance": "05/06/1990"}
    said = import_documents([first, FRENCH | other])
    assert said.code == 0, said.err
    born = {each["birth_name"]: each["birth_date"] for each in everybody(semble)}
    assert born == {"ADRUN": "1980-12-31", "NESSI": "1990-05-06"}


def test_dates_of_documents_that_do_not_tell_it_are_refused_until_their_form_is_told(
    semble: Semble, import_documents: Callable[..., Said]
) -> None:
    unsure = FRENCH | {"Date de naissance": "03/04/1975"}
    said = import_documents([unsure])
    assert said.code == 4
    assert "may have the day first or the month first; say how they are written" in said.err
    assert import_documents([unsure], "--date-format", "DD/MM/YYYY").code == 0
    assert [each["birth_date"] for each in everybody(semble)] == ["1975-04-03"]


def test_what_is_said_of_rows_is_said_of_documents(import_documents: Callable[..., Said]) -> None:
    numbers = {"NIR": "275126322074974", "Matricule INS": "279035121518989"}
    said = import_documents({**FRENCH, **numbers, "Décédé": "oui"})
    assert said.code == 0, said.err
    assert "1 × the matricule INS is another number than the NIR beside it" in said.err
    assert "1 × died on a day that the file does not tell: archived as deceased." in said.err
