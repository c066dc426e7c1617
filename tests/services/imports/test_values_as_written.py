"""Files whose values are as people and programs write them: what comes to the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.imports.importing_commands import everybody, imported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]

BORN = "31/12/1975"
ALL = ("--on-duplicate", "create")


def birth_places(semble: Semble) -> list[str]:
    return [patient["birth_place_code"] for patient in everybody(semble)]


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        *(("H", "M"), ("1", "M"), ("Homme", "M"), ("Monsieur", "M"), ("M.", "M"), ("Masc.", "M")),
        *(("2", "F"), ("Mme", "F"), ("fille", "F"), ("Mademoiselle", "F"), ("Fém.", "F")),
    ],
)
def test_a_sex_is_written_in_many_ways(
    semble: Semble, write: Callable[..., Path], written: str, sex: str
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance\n"
    imported(semble, write(f"ADRUN;Zoé;{BORN};{written};51215\n", header=header))
    assert [patient["sex"] for patient in everybody(semble)] == [sex]


def test_the_sex_is_told_by_the_title_where_no_column_has_it(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Civilité;Nom;Prénom;Né(e) le;Lieu de naissance\n"
    titles = ("Mme", "M.", "Dr", "M. et Mme")
    names = ("ADRUN", "CORSE", "NESSI", "ECETINSI")
    rows = [f"{title};{name};Zoé;{BORN};51215\n" for title, name in zip(titles, names, strict=True)]
    report = imported(semble, write(*rows, header=header), *ALL)
    assert report["rejected"] == 2
    assert "Civilité → title, sex" in report["said"]
    assert {patient["birth_name"]: patient["sex"] for patient in everybody(semble)} == {
        "ADRUN": "F",
        "CORSE": "M",
    }


def test_words_for_nothing_are_nothing_in_every_column_and_never_a_name(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Ville;Portable;Prénoms;Mél;N° Sécu\n"
    words = [
        "NULL",
        "None",
        "NaN",
        "N/A",
        "NC",
        "-",
        "?",
        "néant",
        " Null ",
        "N.R.",
        "nd",
        "(vide)",
    ]
    words += ["#N/D", "#REF!", "#valeur!", "#DIV/0!", "#Nom?", "#NUM!", "<NA>", "undefined"]
    rows = [f"ADRUN;Zoé;{BORN};F;51215;{word};{word};{word};{word};{word}\n" for word in words]
    rows += [f"{word};Zoé;{BORN};F;51215;;;;;\n" for word in words]
    report = imported(semble, write(*rows, header=header), *ALL)
    assert (report["created"], report["rejected"]) == (len(words), len(words))
    assert "birth name: it is missing" in report["said"]
    patient = everybody(semble)[0]
    assert (patient["birth_given_names"], patient["phones"], patient["email"]) == ("Zoé", [], None)
    assert patient["address"]["city"] is None


def test_null_adds_to_the_words_for_nothing_whatever_their_case(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Ville\n"
    rows = [f"ADRUN;Zoé;{BORN};F;51215;absent\n", f"CORSE;Zoé;{BORN};F;51215;N/A\n"]
    imported(semble, write(*rows, header=header), "--null", "ABSENT", *ALL)
    assert [patient["address"]["city"] for patient in everybody(semble)] == [None, None]


def test_nc_is_new_caledonia_among_other_codes_of_countries(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Pays\n"
    codes = {"ADRUN": "FR", "CORSE": "NC", "DUREE": " NC ", "NESSI": "NR", "MARTIN": "ND"}
    rows = [f"{name};Zoé;{BORN};F;51215;{code}\n" for name, code in codes.items()]
    imported(semble, write(*rows, header=header), *ALL)
    countries = {each["birth_name"]: each["address"]["country"] for each in everybody(semble)}
    there = "Nouvelle-Calédonie"
    known = {"ADRUN": "FR", "CORSE": there, "DUREE": there, "NESSI": "Nauru", "MARTIN": None}
    assert countries == known


def test_words_for_nothing_alone_make_no_column_of_codes_of_countries(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Pays\n"
    imported(semble, write(f"ADRUN;Zoé;{BORN};F;51215;NR\n", header=header), *ALL)
    assert everybody(semble)[0]["address"]["country"] is None


@pytest.mark.parametrize(
    ("word", "sex"),
    [
        *(("1.0", "M"), ("2.0", "F"), ("01", "M"), ("02", "F"), ("Fils", "M"), ("Fille", "F")),
        *(("Melle", "F"), ("Mle.", "F"), ("Féminine", "F"), ("Inconnue", "I")),
    ],
)
def test_sexes_are_read_as_programs_and_people_write_them(
    semble: Semble, write: Callable[..., Path], word: str, sex: str
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance\n"
    imported(semble, write(f"ADRUN;Zoé;{BORN};{word};51215\n", header=header), *ALL)
    assert everybody(semble)[0]["sex"] == sex


def test_the_values_of_a_map_are_met_in_any_case_and_before_words_for_nothing(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    header = "Nom;Prénom;Né(e) le;X;Lieu de naissance\n"
    rows = [f"ADRUN;Zoé;{BORN}; garçon  né ;51215\n", f"CORSE;Zoé;{BORN};NC;51215\n"]
    given = tmp_path / "map.toml"
    values = '{ "Garçon né" = "M", "nc" = "I" }'
    given.write_text(f'[columns]\n"X" = {{ field = "sex", values = {values} }}\n', "utf-8")
    assert imported(semble, write(*rows, header=header), "--map", given, *ALL)["created"] == 2
    assert sorted(patient["sex"] for patient in everybody(semble)) == ["I", "M"]


def test_phones_stand_side_by_side_with_words(semble: Semble, write: Callable[..., Path]) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tél\n"
    cell = "06 39 98 12 34 (mère) ou 01 99 00 12 34, (0)6 39 98 12 35"
    report = imported(semble, write(f"ADRUN;Zoé;{BORN};F;51215;{cell}\n", header=header))
    assert "note beside a number is not kept" in report["said"]
    assert [phone["number"] for phone in everybody(semble)[0]["phones"]] == [
        "06 39 98 12 34",
        "01 99 00 12 34",
        "(0)6 39 98 12 35",
    ]


def test_a_column_of_postal_codes_decides_together_with_the_town(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Code INSEE naissance;Ville naissance\n"
    towns = [("33000", "Bordeaux"), ("75012", "PARIS"), ("69003", "Lyon"), ("13001", "Marseille")]
    rows = [
        f"ADRUN-{'ABCD'[place]};Zoé;{BORN};F;{code};{town}\n"
        for place, (code, town) in enumerate(towns)
    ]
    report = imported(semble, write(*rows, header=header), *ALL)
    assert "Code INSEE naissance → birth_postal_code" in report["said"]
    assert birth_places(semble) == ["33063", "75112", "69383", "13201"]


def test_a_column_of_postal_codes_alone_is_refused_or_not_known(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Code INSEE naissance\n"
    codes = ("33000", "13001", "69003", "35000")
    rows = [f"ADRUN-{'ABCD'[place]};Zoé;{BORN};F;{code}\n" for place, code in enumerate(codes)]
    file = write(*rows, header=header)
    report = imported(semble, file, *ALL)
    assert (report["created"], report["rejected"]) == (0, 4)
    assert "a postal code alone is no birth place: 13001 is that of Marseille 1er" in report["said"]
    assert imported(semble, file, "--accept-incomplete", *ALL)["created"] == 4
    assert birth_places(semble) == ["99999"] * 4


def test_codes_of_places_are_not_taken_for_postal_codes(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Code INSEE naissance\n"
    codes = ("33063", "13001", "2A004", "35000")
    rows = [f"ADRUN-{'ABCD'[place]};Zoé;{BORN};F;{code}\n" for place, code in enumerate(codes)]
    assert imported(semble, write(*rows, header=header), *ALL)["rejected"] == 1
    assert birth_places(semble) == ["33063", "13001", "2A004"]


def test_the_departement_and_the_country_of_birth_tell_places_apart(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Ville naissance;Dépt naissance;Pays de naissance\n"
    places = [
        *("Saint-Denis;93;France", "Saint-Denis;974;", "SAINT DENIS;Seine-St-Denis;FR"),
        *("Alger;99;Algérie", ";;Maroc", "51215;51;FRANCE", "Paris 12;75;"),
    ]
    rows = [f"ADRUN-{'ABCDEFG'[place]};Zoé;{BORN};F;{born}\n" for place, born in enumerate(places)]
    imported(semble, write(*rows, header=header), *ALL)
    wanted = ["93066", "97411", "93066", "99352", "99350", "51215", "75112"]
    assert birth_places(semble) == wanted


def test_the_nir_proposes_which_place_of_a_name_is_meant(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Ville naissance;NIR\n"
    rows = [
        f"ADRUN;Zoé;{BORN};F;Saint-Denis;2751293066001\n",
        f"CORSE;Zoé;{BORN};F;Saint-Denis;2751251215001\n",
    ]
    report = imported(semble, write(*rows, header=header), *ALL)
    assert report["rejected"] == 2
    assert (
        "the NIR is of somebody born in Saint-Denis (93066, Seine-Saint-Denis): write it"
        in report["said"]
    )
    assert "several places have this name: " in report["said"]


def test_a_date_whose_parts_tell_another_is_refused(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Année naissance;Sexe;Lieu de naissance\n"
    rows = ["ADRUN;Zoé;31/12/1975;1975;F;51215\n", "CORSE;Zoé;31/12/1975;1985;F;51215\n"]
    said = semble("patient", "import", write(*rows, header=header), *ALL)
    assert said.code == 9
    assert "Line 3: birth date: the columns of its day, month and year tell another" in said.err
    assert said.err.count("Line 3: ") == 1
    assert [each["birth_name"] for each in everybody(semble)] == ["ADRUN"]
