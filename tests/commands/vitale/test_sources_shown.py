"""Every source of what was retrieved stays visible; what no field takes is shown, not stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.vitale.simulator.people import ADRUN
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import READ, YES, document

if TYPE_CHECKING:
    from tests.cards import Plug
    from tests.commands.vitale.conftest import Bridge
    from tests.commands.vitale.practice import Semble


def test_the_name_on_the_card_stands_beside_that_of_insi_and_is_proposed_as_the_used_name(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(name="MARTIN")]))
    bridge.person = {"nomUsuel": "ADRUN", "nomPatronymique": "ADRUN"}
    said = practice_on_sqlite(*YES)
    found = document(said)
    assert (found["birth_name"], found["used_name"]) == ("ADRUN", "MARTIN")
    lines = said.err.splitlines()
    place = next(number for number, line in enumerate(lines) if "birth name" in line)
    assert lines[place].split()[-2:] == ["ADRUN", "INSi"]
    assert lines[place + 1].split() == ["MARTIN", "card"]
    assert "the card bears another name than INSi; it is taken as the used name" in said.err


def test_without_insi_the_name_on_the_card_is_proposed_beside_that_of_adri(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(name="MARTIN")]))
    bridge.person = {"nomUsuel": "ADRUN", "nomPatronymique": "ADRUN"}
    said = practice_on_sqlite(*YES, "--no-insi")
    found = document(said)
    assert (found["birth_name"], found["used_name"]) == ("ADRUN", "MARTIN")
    assert "the card bears another name than ADRi" in said.err


def test_the_number_s_birth_place_stands_beside_that_of_insi_both_by_name_and_code(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    bridge.traits = {"LieuNaissance": "51215"}
    said = practice_on_sqlite(*YES)
    assert document(said)["birth_place_code"] == "51215"
    table = " ".join(said.err.split())
    assert "birth place Dompremy (51215, Marne) INSi" in table
    assert "Mazoires (63220, Puy-de-Dôme) proposed from the NIR" in table


def test_what_no_field_takes_is_shown_and_not_stored(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    bridge.fund = {"codeCaisse": "9" * 220}
    bridge.person = {
        "lstPeriodeAMO": [
            {"dateDebut": "20200101", "dateFin": "99991231"},
            {"dateDebut": "20300101", "dateFin": "20290101"},
        ]
    }
    said = practice_on_sqlite(*YES)
    found = document(said)
    assert found["coverage"]["fund"] is None
    assert "Not taken from ADRi: fund: 999" in said.err
    assert "at most 200 characters are taken" in said.err
    assert (
        "Not taken from ADRi: rights: AMO 2030-01-01 – 2029-01-01: this period ends before it"
        " begins." in said.err
    )
    assert found["rights"]["state"] == "open"
    amo = [period for period in found["rights"]["periods"] if period["kind"] == "amo"]
    assert [period["starts_on"] for period in amo] == ["2020-01-01"]


def test_rights_that_would_seem_closed_for_an_odd_period_are_not_stored(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    bridge.person = {"lstPeriodeAMO": [{"dateDebut": "20300101", "dateFin": "20200101"}]}
    said = practice_on_sqlite(*YES)
    assert document(said)["rights"]["state"] == "unknown"
    assert "this period ends before it begins" in said.err
    refreshed = practice_on_sqlite("adri", "refresh", 1, "--pause", "0")
    assert refreshed.code == 9
    assert "ADRi gives periods of rights that cannot be" in refreshed.out


def test_a_code_that_no_place_can_have_refuses_the_answer_of_insi(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    bridge.traits = {"LieuNaissance": "6" * 300}
    said = practice_on_sqlite(*YES)
    assert said.code == 8
    assert "INSi gives a code that no place can have" in said.err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_comparison_fits_eighty_columns(
    plug: Plug,
    practice_on_sqlite: Semble,
    bridge: Bridge,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    plug(VirtualCard.of([ADRUN.on_card()]))
    document(practice_on_sqlite(*YES))
    practice_on_sqlite(
        *("patient", "edit", 1, "--address", "Résidence du Parc; 12 avenue des Tilleuls"),
        *("--birth-place", "51215", "--fund", "999", "--amc-number", "777"),
    )
    bridge.person = {"adresse1": "1 BOULEVARD DU GENERAL DE GAULLE RESIDENCE LES ROSES"}
    monkeypatch.setenv("SEMBLE_LANG", language)
    said = practice_on_sqlite(*READ)
    assert said.code == 2
    table = said.err.split("(1)")[1].rsplit("\n", 2)[0]
    assert "≠" in table
    assert "No room for" not in said.err
    assert [line for line in table.splitlines() if len(line) > 80] == []
