"""Birth places by code and by name, from the data file and from what it is made of."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

import build_places
from semble_cli.errors import InvalidInput
from semble_cli.identity import places
from semble_cli.identity.places import (
    PlaceKind,
    codes,
    find_place,
    parse_birth_place,
    place_warning,
    search_places,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_every_code_that_was_ever_valid_is_there() -> None:
    counted = {kind: len(codes(kind)) for kind in PlaceKind}
    assert counted[PlaceKind.COMMUNE] > 34_900
    assert counted[PlaceKind.DISTRICT] == 45
    assert sum(counted.values()) - counted[PlaceKind.AREA] > 39_400
    with build_places.COUNTRIES.open(encoding="utf-8", newline="") as file:
        assert set(codes(PlaceKind.COUNTRY)) == {row["code"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("51215", "Dompremy (51215, Marne)"),
        ("63220", "Mazoires (63220, Puy-de-Dôme)"),
        ("75101", "Paris 1er Arrondissement (75101, Paris)"),
        ("2A004", "Ajaccio (2A004, Corse-du-Sud)"),
        ("20004", "Ajaccio (20004, Corse)"),
        ("97411", "Saint-Denis (97411, La Réunion)"),
        ("98818", "Nouméa (98818, Nouvelle-Calédonie)"),
        ("99109", "Allemagne (99109)"),
        ("99115", "Tchécoslovaquie (99115)"),
        ("99999", "Inconnu (99999)"),
    ],
)
def test_a_place_is_found_by_its_code(code: str, label: str) -> None:
    place = find_place(code)
    assert place is not None
    assert place.label == label
    assert parse_birth_place(label) == place


@pytest.mark.parametrize("code", ["98765", "2C001", "5121", "512155", "", "ABCDE", "99 00"])
def test_a_code_that_no_place_had_finds_nothing(code: str) -> None:
    assert find_place(code) is None


def test_the_index_of_an_import_finds_what_a_single_look_up_finds() -> None:
    every = [*codes(PlaceKind.COMMUNE)[::97], *codes(PlaceKind.FORMER)[::97], "98765"]
    find_place.cache_clear()
    few = {code: find_place(code) for code in every[:50]}
    many = {code: find_place(code) for code in every}
    assert len(every) > places._WORTH_AN_INDEX
    assert {code: many[code] for code in few} == few
    assert all(place is None or place.code == code for code, place in many.items())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("51215", "51215"),
        (" 2a004 ", "2A004"),
        ("dompremy", "51215"),
        ("Paris", "75056"),
        ("Ajaccio", "2A004"),
        ("Saint-Denis 93", "93066"),
        ("St Denis (974)", "97411"),
        ("Allemagne", "99109"),
        ("Germany", "99109"),
        ("yougoslavie", "99121"),
        ("Bellegarde-sur-Valserine", "01033"),
    ],
)
def test_a_birth_place_is_read_as_people_write_it(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("98765", "no commune and no country"),
        ("Nulle-Part", "no place has this name"),
        ("Marne", "no place has this name"),
        ("Saint-Denis", "several places have this name"),
        ("Dompremy (51216, Marne)", "of two places"),
        ("Dompremy (51999, Marne)", "no commune and no country"),
    ],
)
def test_a_birth_place_that_is_none_or_many_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        parse_birth_place(text)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("512", "51230"),
        ("51215", "51215"),
        ("saint etienne", "42218"),
        ("st etienne 42", "42218"),
        ("etienne loire", "42218"),
        ("marseille 3e", "13203"),
        ("allemagne", "99109"),
        ("2a", "2A004"),
    ],
)
def test_the_likeliest_place_comes_first(words: str, first: str) -> None:
    assert search_places(words)[0].code == first


def test_a_search_is_limited_and_never_gives_a_departement() -> None:
    assert len(search_places("saint", 7)) == 7
    assert len(search_places("saint", 0)) > 3000
    assert search_places("zzzz") == []
    assert search_places("  ") == []
    assert all(place.kind is not PlaceKind.AREA for place in search_places("marne", 0))


def test_a_place_that_was_not_yet_or_no_more_is_a_warning() -> None:
    ajaccio, germany, slovakia = find_place("20004"), find_place("99142"), find_place("99117")
    assert ajaccio
    assert germany
    assert slovakia
    assert place_warning(ajaccio, date(1975, 12, 31)) is None
    assert "not used any more" in str(place_warning(ajaccio, date(1976, 1, 1)))
    assert place_warning(germany, date(1990, 10, 2)) is None
    assert "not used any more" in str(place_warning(germany, date(1990, 10, 3)))
    assert "not yet used" in str(place_warning(slovakia, date(1992, 12, 31)))
    merged = find_place("01126")
    assert merged
    assert "part of today" in str(place_warning(merged, date(1990, 1, 1)))


def test_the_official_files_add_names_and_dates(tmp_path: Path) -> None:
    history = tmp_path / "v_commune_depuis_1943.csv"
    history.write_text(
        "COM,TNCC,NCC,NCCENR,LIBELLE,DATE_DEBUT,DATE_FIN\n"
        "01033,0,BELLEGARDE,Bellegarde,Bellegarde,1943-01-01,1956-10-19\n"
        "01033,0,VALSERHONE,Valserhône,Valserhône,1956-10-19,\n"
        "01126,5,HOPITAL,Hôpital,L'Hôpital,1950-01-01,1971-06-01\n"
        "01999,0,DISPARU,Disparu,Disparu,1943-01-01,1950-01-01\n",
        encoding="utf-8",
    )
    rows = build_places.communes(
        [
            {"code": "01033", "nom": "Valserhône", "type": "commune-actuelle"}
            | {"anciensCodes": ["01126"], "population": 16_000},
        ]
    )
    dated = {row.code: row for row in build_places.dated(rows, history, "COM", "LIBELLE")}
    assert (dated["01033"].since, dated["01033"].until) == ("", "")
    assert dated["01033"].also == ("Bellegarde",)
    assert dated["01126"].name == "L'Hôpital"
    assert dated["01126"].kind is PlaceKind.FORMER
    assert (dated["01126"].since, dated["01126"].until) == ("1950-01-01", "1971-06-01")
    assert dated["01999"].name == "Disparu"
    target = tmp_path / "places.tsv"
    assert build_places.write(dated.values(), target) == 3
    assert "\n01126\tL'Hôpital\tF\t1950-01-01\t1971-06-01\t01033\t|L HOPITAL|\n" in (
        target.read_text("utf-8")
    )
