"""The state of readers and services, and how sure an identity is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

import private_pcscd
from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.people import (
    ADRUN,
    CORSE,
)
from semble_cli.vitale.simulator.run import Simulation
from tests.commands.vitale.practice import (
    YES,
    add,
    card_of,
    document,
    ids,
    insured,
)
from tests.conftest import Said

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.cards import Plug
    from tests.commands.vitale.practice import Semble


def test_the_status_tells_what_is_ready_and_what_to_do_next(
    plug: Plug, practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    plug(card_of("adrun"))
    practice_on_sqlite(*YES, "--beneficiary", 1)  # the reader has seen the card
    found = document(practice_on_sqlite("vitale", "status", "-f", "json"))
    assert found == {
        "ready": True,
        "pyscard": version("pyscard"),
        "readers": [
            {"name": "Virtual PCD 00 00", "card": "vitale 2", "is_held": False, "programs": []},
            {"name": "Virtual PCD 00 01", "card": None, "is_held": False, "programs": []},
        ],
        "problem": None,
        "teleservices": [
            {"service": one, "address": simulation.address, "missing": [], "is_guess": False}
            for one in ("ADRi", "INSi")
        ],
    }
    shown = practice_on_sqlite("vitale", "status").out
    assert "a carte Vitale 2" in shown
    assert "no card: put one in" in shown


@pytest.mark.usefixtures("pcscd")  # where there is none, this says so
def test_where_no_card_can_be_read_a_script_is_told_by_the_exit_code(
    tmp_path: Path, sqlite_store: StoreAddress
) -> None:
    def status(*words: str) -> Said:
        asked = [sys.executable, "-m", "semble_cli", "vitale", "status", *words]
        where = {
            private_pcscd.SOCKET_VARIABLE: service.socket,
            "SEMBLE_STORE": sqlite_store.location,
        }
        done = subprocess.run(
            asked, env=os.environ | where, capture_output=True, text=True, check=False
        )
        return Said(done.returncode, done.stdout, done.stderr)

    with private_pcscd.pcscd_in(tmp_path) as service:
        assert status().code == 0  # a reader without a card is ready for one
        service.stop()
        said = status("-f", "json")
        assert (said.code, json.loads(said.out)["ready"]) == (8, False)
        table = status()
        assert (table.code, "The PC/SC service" in table.out) == (8, True)
        assert table.err == (
            "Error: No card can be read here: the status says why, and what to do about it.\n"
        )
        service.start(with_reader=False)
        without = status()
        assert (without.code, "No card reader is connected" in without.out) == (8, True)
        service.stop()
        service.start()
        assert status().code == 0


def test_without_settings_the_status_says_which_are_missing(plug: Plug, semble: Semble) -> None:
    del plug
    found = document(semble("adri", "status", "-f", "json"))
    assert [one["missing"] for one in found["services"]] == [["environment"], ["environment"]]
    said = " ".join(semble("vitale", "status").out.split())
    way = "semble config set teleservices.environment qualification|production"
    assert f"ADRi not configured → {way}" in said


def test_the_status_names_the_command_that_sets_what_is_missing(
    plug: Plug, semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    del plug
    monkeypatch.setenv("SEMBLE_TELESERVICES_ENVIRONMENT", "qualification")
    said = " ".join(semble("vitale", "status").out.split())
    assert "semble config set teleservices.authorization VALUE" in said
    assert "semble config set teleservices.certificate FILE" in said
    french = " ".join(semble("--lang", "fr", "vitale", "status").out.split())
    assert "INSi non configuré → semble config set teleservices.authorization VALEUR" in french
    assert "semble config set teleservices.certificate FICHIER" in french
    assert "ever run against the real services" in semble("adri", "status").err


def test_each_service_is_tried_with_one_question(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    said = practice_on_sqlite("adri", "test", "-f", "json")
    assert [(one["service"], one["answered"]) for one in json.loads(said.out)] == [
        ("ADRi", True),
        ("INSi", True),
    ]
    insured(practice_on_sqlite, CORSE)
    assert practice_on_sqlite("adri", "test", 1).code == 0
    assert ids(practice_on_sqlite, "unknown") == {1}
    simulation.behave(Behaviour.REFUSE)
    said = practice_on_sqlite("adri", "test")
    assert said.code == 8
    assert said.out.count("does not let this practice in") == 2


def test_a_bridge_is_asked_instead_of_the_services(
    practice_on_sqlite: Semble, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_TELESERVICES_BRIDGE", simulation.bridge)
    monkeypatch.setenv("SEMBLE_TELESERVICES_TOKEN", "a token")
    assert practice_on_sqlite("adri", "test").code == 0
    found = document(practice_on_sqlite("adri", "status", "-f", "json"))
    assert {one["address"] for one in found["services"]} == {simulation.bridge}
    simulation.behave(Behaviour.UNKNOWN_SOFTWARE)
    said = practice_on_sqlite("adri", "test")
    assert said.code == 8
    assert "(desir_550)" in said.out


def test_no_fictitious_person_is_asked_about_in_production(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_TELESERVICES_ENVIRONMENT", "production")
    said = practice_on_sqlite("adri", "test")
    assert said.code == 2
    assert "name a patient" in said.err


def test_insi_is_searched_by_the_traits_on_record(practice: Semble) -> None:
    add(practice, ADRUN._replace(given_names="Zoé"))
    refused = practice("patient", "identity", 1, "--insi")
    assert refused.code == 2
    found = document(practice("patient", "identity", 1, "--insi", "--yes", "-f", "json"))
    assert (found["identity_status"], found["identity_source"]) == ("RECUP", "insi")
    verified = practice("patient", "identity", 1, "--verify")
    assert verified.code == 0
    assert "INSi knows this matricule beside these traits." in verified.err
    unlinked = document(practice("patient", "identity", 1, "--unlink", "-f", "json"))
    assert unlinked["identity_status"] == "PROV"
    nothing = practice("patient", "identity", 1, "--verify")
    assert nothing.code == 4
    assert practice("undo").code == 0
    assert document(practice("patient", "identity", 1, "-f", "json"))["identity_status"] == "RECUP"


def test_a_matricule_that_insi_does_not_know_any_more_is_a_conflict(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    add(practice_on_sqlite, ADRUN)
    practice_on_sqlite("patient", "identity", 1, "--insi", "--yes")
    simulation.behave(Behaviour.NOBODY)
    said = practice_on_sqlite("patient", "identity", 1, "--verify")
    assert said.code == 5
    assert "INSi does not know this matricule beside these traits." in said.err


def test_a_document_that_is_none_and_two_wishes_at_once_are_refused(
    practice_on_sqlite: Semble,
) -> None:
    add(practice_on_sqlite, ADRUN)
    identity = ("patient", "identity", 1)
    wrong = practice_on_sqlite(*identity, "--document", "PERMIS")
    assert wrong.code == 4
    assert "it is one of: national identity card, passport, residence permit" in wrong.err
    assert practice_on_sqlite(*identity, "--verify", "--unlink").code == 2
    assert practice_on_sqlite(*identity, "--document", "PA").code == 0
    assert "VALI" in practice_on_sqlite(*identity, "-f", "json").out
    assert practice_on_sqlite("patient", "identity", 7).code == 3
