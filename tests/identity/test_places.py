"""Birth places by code and by name, from the data file and from what it is made of."""

from __future__ import annotations

import csv
import io
import json
import tarfile
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import build_places
from semble_cli.errors import InvalidInput
from semble_cli.identity.code_table import WORTH_AN_INDEX, CodeTable
from semble_cli.identity.place_doubts import are_postal_codes, postal_warning, recorded_label
from semble_cli.identity.places import (
    PlaceKind,
    arrondissements,
    code_today,
    codes,
    find_place,
    place_warning,
    postal_readings,
    search_places,
)
from semble_cli.identity.written_places import parse_birth_place
from semble_cli.patient.evidence import tell_apart

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
    table = CodeTable("places.tsv")
    few = {code: table.line(code) for code in every[:50]}
    many = {code: table.line(code) for code in every}
    assert len(every) > WORTH_AN_INDEX
    assert {code: many[code] for code in few} == few
    assert all(line is None or line.decode()[:5] == code for code, line in many.items())


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
        ("Coupy (01126, Ain)", "01126"),
        ("Valserhône (01126, Ain)", "01126"),
        ("Albigny-sur-Saône (69003, Rhône)", "69003"),
        ("Lyon 3", "69383"),
        ("lyon 3e arr.", "69383"),
        ("Lyon 3 Rhône", "69383"),
        ("Marseille 12", "13212"),
        ("Paris 75", "75056"),
        ("Nice (Alpes-Maritimes)", "06088"),
        ("nice alpes maritimes", "06088"),
        ("St Denis Réunion", "97411"),
        ("Bastia 2B", "2B033"),
        ("paris 15ème", "75115"),
        ("Évry 91", "91228"),
        ("Évry-Courcouronnes", "91228"),
        ("Madagascar", "99333"),
        ("97502", "97502"),
    ],
)
def test_a_birth_place_is_read_as_people_write_it(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("98765", "no commune and no country"),
        (
            "Evry",
            r"several places have this name: .*\(91228, Essonne\).*\(89162, Yonne\); give the code",
        ),
        ("Marseille 13", r"Marseille 13e .*\(13213, .*\), Marseille \(13055, Bouches-du-Rhône\)"),
        ("Alger", "no place has this name"),
        (
            "35000",
            r"ever had this code: it is the postal code of Rennes \(35238, Ille-et-Vilaine\)",
        ),
        (
            "69003",
            r"the code of Albigny-sur-Saône .* the postal code of Lyon 3e .*\(69383, Rhône\)",
        ),
        ("13001", r"the code of Aix-en-Provence .* the postal code of Marseille 1er"),
        ("75015", r"the code of Bry-sur-Marne .* the postal code of Paris 15e .*\(75115"),
        ("Nulle-Part", "no place has this name"),
        ("Marne", "no place has this name"),
        (
            "Saint-Denis",
            r"Saint-Denis \(79245, Deux-Sèvres\) → Champdeniers \(79066, Deux-Sèvres\);",
        ),
        ("Dompremy (51216, Marne)", "of two places"),
        ("Dompremy (51999, Marne)", "no commune and no country"),
    ],
)
def test_a_birth_place_that_is_none_or_many_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        parse_birth_place(text)


@pytest.mark.parametrize(
    "code",
    [
        f"{city}{number:03}"
        for city, last in (("75", 20), ("69", 9), ("13", 16))
        for number in range(1, last + 1)
    ],
)
def test_the_postal_code_of_an_arrondissement_is_never_a_birth_place_by_itself(code: str) -> None:
    with pytest.raises(InvalidInput, match="the postal code of") as refused:
        parse_birth_place(code)
    district = postal_readings(code)[0]
    assert district.kind is PlaceKind.DISTRICT
    assert district.code in str(refused.value)


def test_a_code_that_is_certain_may_be_a_postal_code_too_and_a_warning_tells_both() -> None:
    assert parse_birth_place("13001", is_code=True).name == "Aix-en-Provence"
    assert parse_birth_place("01400").name == "Seillonnaz"
    assert str(postal_warning("69003")) == (
        "69003, which is the postal code of Lyon 3e Arrondissement (69383, Rhône) too, was read as"
        " the code of Albigny-sur-Saône (69003, Rhône); check it."
    )
    assert "Châtillon-sur-Chalaronne (01093, Ain), " in str(postal_warning("01400"))
    assert str(postal_warning("01400")).count("Ain), … too") == 1


@pytest.mark.parametrize("code", ["51215", "35000", "98729", "99109", "2A004", "dompremy", ""])
def test_a_code_of_one_reading_has_no_warning(code: str) -> None:
    assert postal_warning(code) is None


@pytest.mark.parametrize(
    ("code", "label", "last_day", "today"),
    [
        ("97123", "Saint-Barthélemy (97123, Guadeloupe)", date(2007, 7, 14), "97701"),
        ("97127", "Saint-Martin (97127, Guadeloupe)", date(2007, 7, 14), "97801"),
        ("98511", "Mamoudzou (98511, Mayotte)", date(2011, 3, 30), "97611"),
        ("98517", "Tsingoni (98517, Mayotte)", date(2011, 3, 30), "97617"),
        ("91352", "Alger (91352, Algérie)", date(1962, 7, 4), "99352"),
        ("94352", "Territoires du Sud (94352, Algérie)", date(1962, 7, 4), "99352"),
        ("98401", "Madagascar (98401)", date(1960, 6, 25), "99333"),
        ("98402", "Comores (98402)", date(1975, 7, 5), "99397"),
        ("98406", "Côte française des Somalis (98406, Djibouti)", date(1977, 6, 26), "99399"),
        ("98205", "Dahomey (98205, Bénin)", date(1960, 7, 31), "99327"),
        ("98303", "Oubangui-Chari (98303, République centrafricaine)", date(1960, 8, 12), "99323"),
    ],
)
def test_a_code_that_was_in_use_is_taken_with_its_years(
    code: str, label: str, last_day: date, today: str
) -> None:
    place = parse_birth_place(code)
    assert (place.label, code_today(code)) == (label, today)
    assert parse_birth_place(label) == place
    assert place_warning(place, last_day) is None
    assert "not used any more" in str(place_warning(place, last_day + timedelta(1)))


def test_a_territory_is_as_wide_as_a_country_and_tells_no_namesakes_apart() -> None:
    assert not tell_apart("91352", date(1950, 3, 3))
    assert tell_apart("98511", date(1990, 3, 3))


def test_a_former_code_leads_to_the_commune_of_today_however_often_it_changed() -> None:
    assert [code_today(code) for code in ("78182", "91182", "78228")] == ["91228"] * 3
    assert all((place := find_place(code)) and place.name for code in codes(PlaceKind.FORMER))


def test_a_city_has_its_arrondissements_and_no_other_place_has() -> None:
    assert [place.code for place in arrondissements("69123")] == [f"6938{n}" for n in range(1, 10)]
    assert (len(arrondissements("75056")), len(arrondissements("13055"))) == (20, 16)
    assert arrondissements("51215") == []


def test_a_place_is_shown_under_the_name_on_record() -> None:
    assert recorded_label("51215", "Dompremy") == "Dompremy (51215, Marne)"
    assert recorded_label("99109", "Germany") == "Germany (99109)"
    assert recorded_label("2A020", "2A020") == "2A020"
    assert recorded_label("2A999", "Somewhere") == "Somewhere (2A999)"


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
        ("35000", "35238"),
        ("paris 15", "75115"),
    ],
)
def test_the_likeliest_place_comes_first(words: str, first: str) -> None:
    assert search_places(words)[0].code == first


def test_five_digits_are_looked_for_as_a_code_and_as_a_postal_code() -> None:
    assert [place.code for place in search_places("69003")] == ["69003", "69383"]
    assert [place.code for place in search_places("69003", 1)] == ["69003"]


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
    paris = find_place("75056")
    assert paris
    assert "by arrondissement (75101–75120)" in str(place_warning(paris, date(1990, 1, 1)))


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
        ],
        {"01126": ["L'Hôpital"]},
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


def test_names_that_were_given_up_are_told_by_the_history_of_communes(tmp_path: Path) -> None:
    archive = tmp_path / "edition.tgz"
    entries = [
        {"type": "COM", "code": "51108", "nom": "Châlons-sur-Marne", "dateFin": "1998-01-04"},
        {"type": "COM", "code": "51108", "nom": "Châlons-en-Champagne"},
        {"type": "COMA", "code": "51108", "nom": "Associée"},
        {"type": "COM", "code": "39032", "nom": "Avignon"},
        {"type": "COM", "code": "21318", "nom": "Ivry"},
        {"type": "COM", "code": "04004", "nom": "Allemagne"},
        {"type": "COM", "code": "78174", "nom": "Corbeil"},
        {"type": "COM", "code": "77390", "nom": "Roissy"},
    ]
    content = json.dumps(entries).encode()
    with tarfile.open(archive, "w:gz") as files:
        member = tarfile.TarInfo("package/data/historique-communes.json")
        member.size = len(content)
        files.addfile(member, io.BytesIO(content))
    rows = [
        build_places.Row("51108", "Châlons-en-Champagne", PlaceKind.COMMUNE, people=40_000),
        build_places.Row("39032", "Avignon-lès-Saint-Claude", PlaceKind.COMMUNE, people=400),
        build_places.Row("84007", "Avignon", PlaceKind.COMMUNE, people=90_000),
        build_places.Row("21318", "Ivry-en-Montagne", PlaceKind.COMMUNE, people=200),
        build_places.Row("94041", "Ivry-sur-Seine", PlaceKind.COMMUNE, people=60_000),
        build_places.Row("77390", "Roissy-en-Brie", PlaceKind.COMMUNE, people=20_000),
        build_places.Row("95527", "Roissy-en-France", PlaceKind.COMMUNE, people=3_000),
        build_places.Row("51169", "Corbeil", PlaceKind.COMMUNE, people=100),
        build_places.Row("04004", "Allemagne-en-Provence", PlaceKind.COMMUNE, people=500),
        build_places.Row("78174", "Corbeil-Essonnes", PlaceKind.FORMER, today="91174"),
        build_places.Row("91174", "Corbeil-Essonnes", PlaceKind.COMMUNE, people=50_000),
    ]
    history = build_places.read_history(archive)
    named = build_places.with_names_given_up(rows, history, {"ALLEMAGNE"})
    assert {row.code: row.also for row in named if row.also} == {
        "51108": ("Châlons-sur-Marne",),
        "78174": ("Corbeil",),
    }


@pytest.mark.parametrize("text", ["nice alpes-maritimes", "alpes maritimes nice", "nice alpes"])
def test_a_place_is_found_by_its_name_and_the_name_of_its_departement(text: str) -> None:
    assert [place.code for place in search_places(text)] == ["06088"]


@pytest.mark.parametrize(
    ("texts", "are_postal"),
    [
        (["33000", "01090", "01100"], True),  # the others are codes of places too
        (["01090", "01100"], False),
        (["51215"], False),
        (["33000", "51215"], False),
        (["33000", "Mazoires", "Dompremy"], False),
        (["33000", "", " "], True),
        ([], False),
    ],
)
def test_a_column_is_of_postal_codes_where_more_of_it_can_be_nothing_else(
    texts: list[str], are_postal: bool
) -> None:
    assert are_postal_codes(texts) is are_postal
