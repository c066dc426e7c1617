"""Birth places as people write them: what tells a name from others, and how it is spelled."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.code_table import WORTH_AN_INDEX, CodeTable
from semble_cli.identity.places import PlaceKind, codes, find_place, place_names
from semble_cli.identity.written_places import (
    is_postal_code_alone,
    parse_birth_place,
    places_named,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Paris 12", "75112"),
        ("Paris 12 ème", "75112"),
        ("Paris XII", "75112"),
        ("Paris 2nd", "75102"),
        ("Lyon 2d", "69382"),
        ("MARSEILLE 01", "13201"),
        ("Marseille 1", "13201"),
        ("Nice (6)", "06088"),
        ("Paris XIXe arr.", "75119"),
        ("Paris 05", "75105"),
        ("PARIS 5EME ARDT", "75105"),
        ("12e Paris", "75112"),
        ("20e", "75120"),
        ("20ème arrondissement", "75120"),
        ("Lyon 3e", "69383"),
        ("Lyon III", "69383"),
        ("Marseille IXe", "13209"),
    ],
)
def test_an_arrondissement_is_written_in_many_ways(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("33000 Bordeaux", "33063"),
        ("Bordeaux 33000", "33063"),
        ("33000 BORDEAUX CEDEX 9", "33063"),
        ("33076 Bordeaux cedex", "33063"),
        ("75012 Paris", "75112"),
        ("Paris (75012)", "75112"),
        ("75000 Paris", "75056"),
        ("69003 Lyon", "69383"),
        ("13001 Marseille", "13201"),
        ("13001 Aix-en-Provence", "13001"),
        ("13100 Aix-en-Provence", "13001"),
        ("93200 Saint-Denis", "93066"),
        ("97400 Saint-Denis", "97411"),
        ("20200 Bastia", "2B033"),
        ("20000 Ajaccio", "2A004"),
        ("98800 Nouméa", "98818"),
        ("Bordeaux (33000)", "33063"),
        ("Albigny-sur-Saône (69003)", "69003"),
    ],
)
def test_a_postal_code_beside_the_town_decides(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Villeurbanne (Rhône)", "69266"),
        ("Bordeaux (33)", "33063"),
        ("Saint-Denis (Réunion)", "97411"),
        ("Saint-Denis (Seine-St-Denis)", "93066"),
        ("93 Saint-Denis", "93066"),
        ("(93) - Saint-Denis", "93066"),
        ("Saint-Denis 093", "93066"),
        ("Bastia (20)", "2B033"),
        ("Lyon (France)", "69123"),
    ],
)
def test_a_departement_before_or_behind_a_name_tells_it_from_others(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MANS (LE)", "72181"),
        ("Mans, Le", "72181"),
        ("MANS (LE) 72", "72181"),
        ("SABLES-D'OLONNE (LES)", "85194"),
        ("Haÿ-les-Roses (L')", "94038"),
        ("Rochelle (La) (17)", "17300"),
        ("Neuilly s/ Seine", "92051"),
        ("Neuilly s/Seine", "92051"),
        ("Neuilly/Seine", "92051"),
        ("92200 NEUILLY S/ SEINE", "92051"),
        ("Vitry s Seine (94)", "94081"),
        ("Fontenay s/s Bois", "94033"),
        ("Fontenay ss Bois", "94033"),
    ],
)
def test_articles_behind_and_words_cut_short_are_read(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Cherbourg", ["50129"]),
        ("CHERBOURG (50)", ["50129"]),
        ("Châlons-sur-Marne", ["51108"]),
        ("Chalons s/ Marne", ["51108"]),
        ("Digne", ["04070"]),
        ("Asnières (92)", ["92004"]),
        ("Charleville (08)", ["08105"]),
        ("Charleville", ["08105", "51129"]),
        ("Corbeil", ["51169", "78174"]),
        ("Corbeil (51)", ["51169"]),
        # A larger place has the name; others begin with it.
        ("Avignon", ["84007"]),
        ("Sens", ["89387"]),
        ("Ivry", []),
        ("Roissy", []),
        ("Roissy (77)", []),
        # A département and a country have these names.
        ("Gironde", []),
        ("Allemagne", ["99109"]),
    ],
)
def test_a_name_that_a_commune_gave_up_is_its_name_at_birth(text: str, codes: list[str]) -> None:
    assert sorted(place.code for place in places_named(text)) == codes


@pytest.mark.parametrize("text", ["Congo", "Mbandaka (Congo)"])
def test_of_two_countries_of_one_name_none_is_guessed(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"Congo \(99312\), Congo \(99324\)"):
        parse_birth_place(text)


@pytest.mark.parametrize("text", ["Bordeaux ?", "Paris (?)", "?Lyon"])
def test_a_place_that_is_marked_as_in_doubt_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="its question mark says that it is in doubt"):
        parse_birth_place(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Alger (Algérie)", "99352"),
        ("16000 Alger (Algérie)", "99352"),
        ("Casablanca, Maroc", "99350"),
        ("Lisbonne - Portugal", "99139"),
        ("Séoul/Corée du Sud", "99239"),
        ("Tunis Tunisie", "99351"),
        ("Valence (Espagne)", "99134"),
        ("London (UK)", "99132"),
        ("Londres GB", "99132"),
        ("Belfast (Irlande du Nord)", "99132"),
        ("Kinshasa (RDC)", "99312"),
        ("Kinshasa (R.D.C.)", "99312"),
        ("Kinshasa (Congo)", "99312"),
        ("Lubumbashi Congo", "99312"),
        ("Brazzaville (Congo)", "99324"),
        ("Congo-Brazzaville", "99324"),
        ("Pointe-Noire, Congo", "99324"),
        ("New York (U.S.A.)", "99404"),
        ("New York (États-Unis d'Amérique)", "99404"),
        ("Abidjan (RCI)", "99326"),
        ("Bonn (R.F.A.)", "99142"),
        ("Skopje (Macédoine)", "99156"),
    ],
)
def test_a_town_abroad_is_its_country(text: str, code: str) -> None:
    assert parse_birth_place(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "33000 Lyon",
        "Nouvelle-Guinée",
        "Congo belge",
        "Lieu (inconnu)",
        "Alger",
        "0e",
        "21e",
        "(93)",
    ],
)
def test_what_names_no_place_is_none(text: str) -> None:
    assert places_named(text) == []


def test_an_arrondissement_of_no_city_is_of_each_that_has_it() -> None:
    assert [place.code for place in places_named("12e")] == ["75112", "13212"]
    assert [place.code for place in places_named("1er")] == ["75101", "69381", "13201"]
    with pytest.raises(InvalidInput, match="several places"):
        parse_birth_place("3e")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CP 33000", r"is no birth place: 33000 is that of Bordeaux \(33063, Gironde\); give the"),
        ("code postal 13001", r"that of Marseille 1er"),
        ("Dompremy (51216)", "of two places"),
        ("cp 33076", "is no birth place; give the town beside it"),
    ],
)
def test_a_postal_code_that_says_it_is_one_is_refused_alone_and_so_is_a_wrong_code(
    text: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        parse_birth_place(text)


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("CP 13001", True),
        ("33000", True),
        (" 33000 ", True),
        ("13001", False),
        ("33063", False),
        ("99999", False),
        ("33000 Bordeaux", False),
        ("", False),
    ],
)
def test_a_postal_code_alone_is_told_from_codes_of_places(text: str, is_alone: bool) -> None:
    assert is_postal_code_alone(text) is is_alone


def test_the_index_of_names_finds_what_a_single_look_up_finds() -> None:
    table = CodeTable("places.tsv")
    names = [name for code in codes(PlaceKind.COMMUNE)[::120] for name in place_names(code)]
    assert len(names) > WORTH_AN_INDEX
    few = {name: list(table.lines_named(name.encode())) for name in names[:50]}
    many = {name: list(table.lines_named(name.encode())) for name in names}
    assert {name: many[name] for name in few} == few
    assert all(many.values())
    assert list(table.lines_named(b"NOWHERE")) == []


def test_every_commune_is_found_by_its_name_with_its_postal_code_before_it() -> None:
    for code in codes(PlaceKind.COMMUNE)[::400]:
        place = find_place(code)
        assert place is not None
        assert place in places_named(f"{code} {place.name}")
