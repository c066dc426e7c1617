"""Fields made of several columns, and columns that hold several fields."""

from __future__ import annotations

import pytest

from semble_cli.exchange.cells.parted_dates import TWO_DATES
from semble_cli.exchange.full_names import full_name
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.parts import OTHER_MATRICULE
from semble_cli.exchange.placement import Placement


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("DUPONT Marie", ("DUPONT", "", "Marie")),
        ("Marie DUPONT", ("DUPONT", "", "Marie")),
        ("DE LA TOUR Anne-Lise", ("DE LA TOUR", "", "Anne-Lise")),
        ("Dupont, Marie Anne", ("Dupont", "", "Marie Anne")),
        ("DUPONT Marie (née MARTIN)", ("MARTIN", "DUPONT", "Marie")),
        ("DUPONT Marie née MARTIN", ("MARTIN", "DUPONT", "Marie")),
        ("Mme DUPONT Marie (nee Le Goff)", ("Le Goff", "DUPONT", "Marie")),
        ("MARTIN Marie ép. DUPONT", ("MARTIN", "DUPONT", "Marie")),
        ("MARTIN Marie (épouse DUPONT)", ("MARTIN", "DUPONT", "Marie")),
        ("MARTIN Marie vve DUPONT", ("MARTIN", "DUPONT", "Marie")),
        ("DUPONT née MARTIN Marie", ("MARTIN", "DUPONT", "Marie")),
        ("DUPONT née LE GOFF Marie Anne", ("LE GOFF", "DUPONT", "Marie Anne")),
        ("DUPONT (née MARTIN) Marie", ("MARTIN", "DUPONT", "Marie")),
        ("Dupont (née Martin) Marie", ("Martin", "Dupont", "Marie")),
        ("DUPONT Marie, née MARTIN", ("MARTIN", "DUPONT", "Marie")),
        ("DUPONT (née MARTIN), Marie", ("MARTIN", "DUPONT", "Marie")),
        ("MARTIN épouse DUPONT Marie", ("MARTIN", "DUPONT", "Marie")),
        ("MARTIN (ép. DUPONT) Marie", ("MARTIN", "DUPONT", "Marie")),
        ("MARTIN Marie, épouse DUPONT", ("MARTIN", "DUPONT", "Marie")),
        ("DUPONT née MARTIN", ("MARTIN", "", "")),
        ("Dupont née Martin Marie", ("Martin Marie", "", "")),
        ("M. ADRUN  Zoé", ("ADRUN", "", "Zoé")),
        ("EPSTEIN Marie", ("EPSTEIN", "", "Marie")),
        ("NEE Marie", ("NEE", "", "Marie")),
        ("DUPONT NULL Marie", ("DUPONT", "", "Marie")),
        ("DUPONT NULL", ("DUPONT", "", "")),
        ("DUPONT None", ("DUPONT", "", "")),
        ("DUPONT - Marie", ("DUPONT", "", "Marie")),
        ("Marie N/A DUPONT", ("DUPONT", "", "Marie")),
        ("DUPONT MARIE", ("DUPONT MARIE", "", "")),
        ("dupont marie", ("dupont marie", "", "")),
        ("DUPONT Marie MARTIN", ("DUPONT Marie MARTIN", "", "")),
        ("DUPONT", ("DUPONT", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_full_name_is_taken_apart_where_its_writing_tells(
    cell: str, names: tuple[str, str, str]
) -> None:
    assert full_name(cell) == names


@pytest.mark.parametrize(
    ("row", "is_said"),
    [
        ("279035121518989;275126322074974;", True),
        ("279035121518989;2751263220749;74", True),
        ("279035121518989;2 79 03 51 215 189;", False),
        ("297022A02077878;297022a020778;78", False),
        ("279035121518989;;", False),
        ("279035121518989;NULL;", False),
        (";275126322074974;", False),
    ],
)
def test_a_matricule_ins_that_is_another_number_than_the_nir_is_said(
    row: str, is_said: bool
) -> None:
    cells = row.split(";")
    placement = Placement(["Matricule INS", "NIR", "Clé"], None, Reading(), [cells])
    placement.texts([cells, cells])
    assert placement.restoring.said == ({OTHER_MATRICULE: 2} if is_said else {})


def given(header: str, row: str) -> dict[str, str]:
    cells = row.split(";")
    return Placement(header.split(";"), None, Reading(frozenset({"NULL"})), [cells]).given(cells)


@pytest.mark.parametrize(
    ("header", "row", "fields"),
    [
        (
            "Jour naissance;Année de naissance;Mois naissance",
            "3;1975;12",
            {"birth_date": "3/12/1975"},
        ),
        ("Jour naissance;Mois naissance;Année naissance", ";;1975", {"birth_date": "00/00/1975"}),
        ("Jour naissance;Mois naissance;Année naissance", "3;12;", {}),
        ("Jour naissance;Mois naissance", "3;12", {}),
        ("Né(e) le;Année naissance", "3/12/1975;1975", {"birth_date": "3/12/1975"}),
        ("Né(e) le;Année naissance", "3/12/75;1975", {"birth_date": "3/12/75"}),
        ("Né(e) le;Année naissance", "3/12/1975;75", {"birth_date": "3/12/1975"}),
        ("Né(e) le;Année naissance", ";1975", {"birth_date": "00/00/1975"}),
        ("Né(e) le;Année naissance", "x;1975", {"birth_date": "x"}),
        ("Né(e) le;Année naissance", "3/12/1975;1985", {"birth_date": TWO_DATES}),
        ("Né(e) le;Année naissance", "3/12/75;1985", {"birth_date": TWO_DATES}),
        (
            "Né(e) le;Mois naissance;Année naissance",
            "3/12/1975;11;1975",
            {"birth_date": TWO_DATES},
        ),
        (
            "Né(e) le;Jour naissance;Mois naissance;Année naissance",
            "3/12/1975;4;12;1975",
            {"birth_date": TWO_DATES},
        ),
        (
            "Né(e) le;Jour naissance;Mois naissance;Année naissance",
            "00/12/1975;4;12;1975",
            {"birth_date": "00/12/1975"},
        ),
        ("N° SS;Clé", "2790351215189;89", {"nir": "279035121518989"}),
        ("Clé;N° SS", "9;2 79 03 51 215 189", {"nir": "2 79 03 51 215 18909"}),
        ("N° SS;Clé", "279035121518989;89", {"nir": "279035121518989"}),
        ("N° SS;Clé", "2790351215189;NULL", {"nir": "2790351215189"}),
        ("N° SS;Clé", ";89", {}),
        ("Matricule INS;NIR", "279035121518989;", {"nir": "279035121518989"}),
        ("Matricule INS;NIR", "279035121518989;175129935212345", {"nir": "175129935212345"}),
        (
            "Prénom 1;Prénom 2;Prénom 3",
            "Zoé;Marie;Anne",
            {"first_given_name": "Zoé", "birth_given_names": "Zoé Marie Anne"},
        ),
        ("Prénom;2e prénom", "Zoé;", {"first_given_name": "Zoé"}),
        ("Prénom;2e prénom", "Zoé;NULL", {"first_given_name": "Zoé"}),
        (
            "Prénom;Prénoms;Autres prénoms",
            "Zoé;Zoé Lou;Marie",
            {"first_given_name": "Zoé", "birth_given_names": "Zoé Lou"},
        ),
        (
            "Prénoms",
            "Zoé Marie",
            {"first_given_name": "Zoé", "birth_given_names": "Zoé Marie"},
        ),
        (
            "Nom;Nom de naissance",
            "DUPONT;NULL",
            {"birth_name": "DUPONT"},
        ),
        (
            "Nom complet;Prénom",
            "DUPONT Marie;Zoé",
            {"birth_name": "DUPONT", "first_given_name": "Zoé"},
        ),
        (
            "Nom Prénom;Nom de jeune fille",
            "DUPONT Marie;MARTIN",
            {"birth_name": "MARTIN", "used_name": "DUPONT", "first_given_name": "Marie"},
        ),
        (
            "Nom Prénom;Nom de jeune fille",
            "DUPONT Marie;",
            {"birth_name": "DUPONT", "first_given_name": "Marie"},
        ),
        (
            "Nom Prénom;Nom de jeune fille",
            "DUPÊTRE Marie;Dupetre",
            {"birth_name": "Dupetre", "first_given_name": "Marie"},
        ),
        (
            "Nom Prénom;Nom de jeune fille;Nom d'usage",
            "DUPONT Marie;MARTIN;DURAND",
            {"birth_name": "MARTIN", "used_name": "DURAND", "first_given_name": "Marie"},
        ),
        (
            "Nom Prénom;Nom de jeune fille;Prénom",
            "dupont marie;MARTIN;Marie",
            {"birth_name": "MARTIN", "used_name": "dupont", "first_given_name": "Marie"},
        ),
        (
            "Nom Prénom;Nom de jeune fille",
            "DUPONT Marie (née MARTIN);MARTINEZ",
            {"birth_name": "MARTINEZ", "used_name": "DUPONT", "first_given_name": "Marie"},
        ),
        (
            "Nom complet;Prénom",
            "SAINT MARTIN Luc;Martin",
            {"birth_name": "SAINT MARTIN", "first_given_name": "Martin"},
        ),
        *(
            ("Nom Prénom;Prénom", f"{cell};Zoé", {"birth_name": name, "first_given_name": "Zoé"})
            for cell, name in (
                ("de la tour zoe", "de la tour"),
                ("ZOÉ DUPONT", "DUPONT"),
                ("Zoé", "Zoé"),
                ("DUPONT", "DUPONT"),
                ("DUPONT LÉA", "DUPONT LÉA"),
            )
        ),
        ("Tel 1;Tel 2;Tel 3", "0639981234;;0139981234", {"phones": "0639981234; 0139981234"}),
        (
            "N° voie;Type de voie;Nom voie;CP Ville",
            "12 bis;rue;des Lilas;1400 Châtillon-sur-Chalaronne",
            {
                "address_lines": "12 bis rue des Lilas",
                "postal_code": "01400",
                "city": "Châtillon-sur-Chalaronne",
            },
        ),
        (
            "N° voie;Rue;Complément;CP / Ville",
            "12;rue des Lilas;Bât. B;Lyon (69003)",
            {
                "address_lines": "12 rue des Lilas\nBât. B",
                "postal_code": "69003",
                "city": "Lyon",
            },
        ),
        ("Adresse 1;Adresse 2", "1 rue X;Bât. B", {"address_lines": "1 rue X\nBât. B"}),
    ],
)
def test_columns_are_put_together(header: str, row: str, fields: dict[str, str]) -> None:
    assert given(header, row) == fields


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("'0639980001", "0639980001"),
        ("'2A004", "2A004"),
        ('="0639980001"', "0639980001"),
        ('="dite ""Lou"""', 'dite "Lou"'),
        ('\'="01300"', "01300"),
        ('="NULL"', ""),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("'1 rue", "'1 rue"),
        ('="a"&"b"', '="a"&"b"'),
    ],
)
def test_what_marks_a_cell_as_a_text_is_taken_off_but_in_our_own_lists(
    cell: str, meant: str
) -> None:
    assert Placement(["Nom", "Téléphone"], None, Reading()).clean(cell) == meant
    own = Placement(["birth_name", "phones"], None, Reading()).clean(cell)
    assert own == (cell[1:] if cell.startswith("'=") else cell)
