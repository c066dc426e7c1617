"""`semble vitale read`, through a real pcscd with a virtual reader and services over real TLS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semble_cli.store.database import sqlite
from semble_cli.vitale.simulator.people import (
    ADRUN,
    PAT_TROIS,
)
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import (
    READ,
    YES,
    card_of,
    count,
    document,
    options,
    today,
)

if TYPE_CHECKING:
    import pytest

    from tests.cards import Plug
    from tests.commands.vitale.practice import Semble


def test_a_card_creates_the_patient_and_a_second_reading_changes_nothing(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("corse"))
    found = document(practice(*YES, "--beneficiary", 1))
    assert found["full_name"] == "CORSE ANTHONY"
    assert (found["identity_status"], found["identity_source"]) == ("RECUP", "insi")
    assert (found["birth_place_code"], found["ins"]) == ("2B020", None)
    assert found["coverage"]["regime"] == "01"
    assert found["address"] == {
        "lines": ["3 QUAI DU PORT"],
        "postal_code": "20200",
        "city": "BASTIA",
        "country": None,
    }
    assert found["rights"] == {
        "state": "open",
        "since": f"{today().year}-01-01",
        "until": f"{today().year}-12-31",
        "checked_on": today().isoformat(),
        "periods": [
            {
                "kind": "amo",
                "label": None,
                "starts_on": f"{today().year}-01-01",
                "ends_on": f"{today().year}-12-31",
            },
            {
                "kind": "ald",
                "label": "15",
                "starts_on": f"{today().year}-01-01",
                "ends_on": f"{today().year}-12-31",
            },
        ],
    }
    assert found["card"] == {
        "reader": "Virtual PCD 00 00",
        "beneficiary": 1,
        "beneficiaries": 2,
        "name": "CORSE",
        "given_name": "ANTHONY",
        "birth_date": "1980-03-02",
        "nir": "1 80 •• •• ••• ••• ••",
        "insured_nir": "1 80 •• •• ••• ••• ••",
    }
    assert found["changes"]["birth_name"] == [None, "CORSE"]
    assert found["changes"]["nir"] == [None, "1 80 •• •• ••• ••• ••"]

    # The record keeps regime and rank: nobody has to tell them again.
    again = practice(*READ, "--beneficiary", 1, "-f", "json")
    assert document(again)["changes"] == {}
    assert document(again)["version"] == 1
    assert "Nothing was written" in again.err
    assert count(practice) == 1


def test_a_dependant_is_found_and_insured_under_the_holder(plug: Plug, practice: Semble) -> None:
    plug(card_of("adrun"))
    unnamed = practice(*YES)
    assert unnamed.code == 2
    assert "The card bears 3 people: say who it is about with --beneficiary N." in unnamed.err
    assert practice(*YES, "--beneficiary", 4).code == 2
    found = document(practice(*YES, "--beneficiary", 3))
    assert found["full_name"] == "NESSI MICHELANGELO"
    assert found["birth_given_names"] == "MICHELANGELO ANTHONY"
    assert found["rights"]["state"] == "closed"
    assert found["card"]["nir"] is None
    assert found["nir"] == "2 75 •• •• ••• ••• ••"
    again = document(practice(*YES, "--beneficiary", 3))
    assert (again["id"], again["changes"]) == (1, {})


def test_a_matricule_that_changed_comes_with_those_before(plug: Plug, practice: Semble) -> None:
    plug(card_of("adrun"))
    document(practice(*YES, "--beneficiary", 2))
    qualified = document(practice("patient", "identity", 1, "--document", "cn", "-f", "json"))
    assert qualified["identity_status"] == "QUAL"
    assert qualified["identity_document"] == "CN"
    assert qualified["identity_checked_on"] == today().isoformat()
    assert qualified["ins"]["matricule"] == "109076322083489"
    assert [past["matricule"] for past in qualified["ins_history"]] == [
        "209076322083439",
        "209066322012355",
    ]
    found = practice("patient", "search", "--ins", "209066322012355", "-f", "ndjson")
    assert json.loads(found.out)["id"] == 1


def test_a_differing_strict_trait_is_left_without_its_own_agreement(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("corse"))
    practice(*YES, "--beneficiary", 1)
    practice("patient", "edit", 1, "--birth-place", "Bastia 2B")
    left = practice(*READ, "--beneficiary", 1, "--yes", "-f", "json")
    assert document(left)["identity_status"] == "PROV"
    assert (
        "Left as it was: birth place: Bastia (2B033, Haute-Corse) on record,"
        " Aregno (2B020, Haute-Corse) from INSi." in left.err
    )
    assert "--take birth_place_code" in left.err
    assert "The matricule INS was not taken" in left.err
    taken = practice(
        *(*READ, "--beneficiary", 1, "--yes", "-f", "json"), "--take", "birth_place_code"
    )
    assert document(taken)["identity_status"] == "RECUP"
    assert document(taken)["birth_place_code"] == "2B020"


def test_a_wrong_person_is_refused(plug: Plug, practice: Semble) -> None:
    practice("patient", "add", *options(PAT_TROIS), "--no-input")
    plug(card_of("corse"))
    wrong = practice(*YES, "--beneficiary", 1, "--patient", 1)
    assert (wrong.code, wrong.out) == (5, "")
    assert "The card is not that patient's" in wrong.err
    assert practice(*YES, "--beneficiary", 1, "--patient", 9).code == 3
    assert practice(*YES, "--beneficiary", 1, "--patient", "31b").code == 2
    assert count(practice) == 1


def test_who_may_be_one_of_several_is_said_by_the_script(plug: Plug, practice: Semble) -> None:
    near = ADRUN._replace(birth_date="1975-10-31")
    practice("patient", "add", *options(near), "--no-input")
    plug(VirtualCard.of([ADRUN.on_card()._replace(nir=None)]))
    read = (*READ, "--no-adri", "--no-insi", "--yes", "--sex", "F", "--birth-place", "63220")
    unsure = practice(*read)
    assert unsure.code == 5
    assert "likely to be the same person: 1. Say who it is with --patient ID" in unsure.err
    assert document(practice(*read, "--patient", "new", "-f", "json"))["id"] == 2
    assert practice(*read, "--patient", 1).code == 0


def test_somebody_who_surely_is_there_is_no_new_patient(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(card_of("corse"))
    practice_on_sqlite(*YES, "--beneficiary", 1)
    said = practice_on_sqlite(*YES, "--beneficiary", 1, "--patient", "new")
    assert said.code == 5
    assert "Patient 1 of the register is this person" in said.err
    assert count(practice_on_sqlite) == 1


def test_a_matricule_says_more_than_the_number_of_the_insured(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    practice_on_sqlite(*YES)
    practice_on_sqlite("patient", "edit", 1, "--nir", "")
    again = ("--nir", ADRUN.insured, "--on-duplicate", "create", "--no-input")
    practice_on_sqlite("patient", "add", *options(ADRUN), *again)
    assert document(practice_on_sqlite(*YES))["id"] == 1


def test_without_the_services_a_card_alone_makes_a_provisional_identity(
    plug: Plug, practice: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    said = practice(*READ, "--no-adri", "--no-insi", "--yes", "-f", "json")
    found = document(said)
    assert (found["identity_status"], found["identity_source"]) == ("PROV", "vitale")
    assert (found["sex"], found["birth_place_code"]) == ("F", "63220")
    assert found["rights"]["state"] == "unknown"
    assert "proposed from the NIR" in said.err


def test_a_dependant_without_a_number_needs_sex_and_birth_place(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("adrun"))
    read = (*READ, "--no-adri", "--no-insi", "--beneficiary", 3, "--yes")
    refused = practice(*read)
    assert refused.code == 4
    assert "sex: it is missing" in refused.err
    assert "birth place: it is missing" in refused.err
    assert (
        document(practice(*read, "--sex", "M", "--birth-place", "63220", "-f", "json"))["full_name"]
        == "NESSI MICHELANGELO"
    )


def test_adri_is_told_regime_and_rank_or_refuses_by_name(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    refused = practice_on_sqlite(*READ, "--yes", "--regime", "01")
    assert refused.code == 4
    assert "birth rank: it is missing, and ADRi has to be told it." in refused.err
    assert "regime" not in refused.err
    assert count(practice_on_sqlite) == 0


def test_services_that_are_not_configured_are_passed_over_and_it_is_said(
    plug: Plug, semble: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    said = semble(*READ, "--yes", "-f", "json")
    assert document(said)["identity_status"] == "PROV"
    assert "ADRi is not configured" in said.err


def test_insi_is_not_called_about_a_doubtful_identity(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    practice = practice_on_sqlite
    practice("patient", "add", *options(ADRUN), "--flag", "doubtful", "--no-input")
    plug(VirtualCard.of([ADRUN.on_card()]))
    said = practice(*YES)
    assert document(said)["identity_status"] == "PROV"
    assert "INSi is not called" in said.err
    assert document(said)["rights"]["state"] == "open"
    searched = practice("patient", "identity", 1, "--insi", "--yes")
    assert searched.code == 4
    assert "INSi is not called about a doubtful" in searched.err
    named = practice(*YES, "--patient", 1)
    assert document(named)["identity_status"] == "PROV"


def test_who_may_only_read_asks_no_service_and_writes_nothing(
    plug: Plug, practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice_on_sqlite("user", "add", "somebody", "--role", "reader")
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    plug(card_of("tchitchi"))
    said = practice_on_sqlite(*YES)
    assert said.code == 6
    assert "Your role may not change patients." in said.err
    assert "ADRi" not in said.err
