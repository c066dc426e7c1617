"""Columns and maps name the fields as people do: by the glossary's French terms as by our own."""

from __future__ import annotations

import io

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.headers import FAMILY_NAME, SYNONYMS, target_of
from semble_cli.exchange.mapping import Column, read_map
from semble_cli.identity.names import fold
from semble_cli.patient.catalogue import CATALOGUE

TYPED = [field for field in CATALOGUE if field.typed]


@pytest.mark.parametrize("field", TYPED, ids=[field.name for field in TYPED])
def test_the_french_term_of_a_field_heads_its_column(field: object) -> None:
    name, french = getattr(field, "name"), getattr(field, "french")  # noqa: B009
    assert target_of(french) == name
    assert target_of(name.replace("_", " ")) == name


def test_what_files_call_a_column_wins_over_the_glossary() -> None:
    for target, names in SYNONYMS.items():
        for name in names:
            assert target_of(name) == target, name
    assert target_of("nom") == FAMILY_NAME
    assert fold("Prénom") == "PRENOM"


def test_a_map_may_be_written_in_french() -> None:
    given = read_map(
        io.BytesIO(
            '[columns]\n"A" = "nom de naissance"\n"B" = "téléphone portable"\n'
            '"C" = { field = "Sexe", values = { "2" = "féminin" } }\n'
            '"D" = { split = " ", fields = ["nom de naissance", "prénom"] }\n'
            '[constants]\n"pays" = "France"\n'.encode()
        )
    )
    assert given.columns == {
        "A": Column(("birth_name",)),
        "B": Column(("phones",), "mobile"),
        "C": Column(("sex",), values={"2": "féminin"}),
        "D": Column(("birth_name", "first_given_name"), split=" "),
    }
    assert given.constants == {"country": "France"}


def test_a_field_that_nobody_knows_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidInput, match="there is no field pointure; see"):
        read_map(io.BytesIO(b'[columns]\n"A" = "pointure"\n'))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("birth_nam", "birth_name"),
        ("date de naissanse", "birth_date"),
        ("adress_lines", "address_lines"),
        ("ful_name", "full_name"),
    ],
)
def test_a_field_that_is_nearly_one_names_it(name: str, near: str) -> None:
    with pytest.raises(InvalidInput, match=f"no field {name}; nearest are: .*{near}"):
        read_map(io.BytesIO(f'[columns]\n"A" = "{name}"\n'.encode()))
