"""Cards and services that misbehave: their own sentence, exit code, and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.people import (
    ADRUN,
    CORSE,
)
from semble_cli.vitale.simulator.run import Simulation
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import (
    READ,
    YES,
    count,
    document,
)

if TYPE_CHECKING:
    from tests.cards import Plug
    from tests.commands.vitale.practice import Semble


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (Behaviour.FAULT, "has a technical failure (insi_102)"),
        (Behaviour.REFUSE, "does not let this practice in (HTTP 403)"),
        (Behaviour.BROKEN, "is out of order (HTTP 503)"),
        (Behaviour.SOMEBODY_ELSE, "ADRi answered about somebody else"),
        (Behaviour.GARBAGE, "gave an answer that cannot be understood"),
        (Behaviour.ENTITIES, "gave an answer that cannot be understood"),
        (Behaviour.HALF, "hung up before its answer was whole"),
        (Behaviour.ENDLESS, "an answer without an end"),
        (Behaviour.DROP, "hung up before its answer was whole"),
    ],
)
def test_a_service_that_misbehaves_leaves_the_register_alone(
    plug: Plug,
    practice_on_sqlite: Semble,
    simulation: Simulation,
    behaviour: Behaviour,
    sentence: str,
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    simulation.behave(behaviour)
    said = practice_on_sqlite(*YES)
    assert (said.code, said.out) == (8, "")
    assert sentence in said.err
    assert "ADRUN" not in said.err.partition("Error:")[2]
    assert ADRUN.matricule not in said.err
    assert count(practice_on_sqlite) == 0
    simulation.behave(Behaviour.ANSWER)
    assert document(practice_on_sqlite(*YES))["id"] == 1  # the card was released


def test_an_identity_of_somebody_else_is_refused(
    plug: Plug, practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    simulation.behave(Behaviour.SOMEBODY_ELSE)
    said = practice_on_sqlite(*YES, "--no-adri")
    assert said.code == 8
    assert "INSi answered about somebody else" in said.err
    assert count(practice_on_sqlite) == 0


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (Behaviour.NOBODY, "INSi found nobody (01)"),
        (Behaviour.SEVERAL, "INSi found several people (02)"),
    ],
)
def test_where_insi_finds_nobody_or_several_the_identity_stays_provisional(
    plug: Plug,
    practice_on_sqlite: Semble,
    simulation: Simulation,
    behaviour: Behaviour,
    sentence: str,
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    simulation.behave(behaviour)
    said = practice_on_sqlite(*YES)
    assert document(said)["identity_status"] == "PROV"
    assert sentence in said.err
    searched = practice_on_sqlite("patient", "identity", 1, "--insi", "--yes")
    assert searched.code == 1
    assert sentence in searched.err


def test_a_card_with_a_wrong_key_is_read_with_a_warning(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(nir="275126322074911")]))
    said = practice_on_sqlite(*READ, "--no-adri", "--no-insi", "--yes", "-f", "json")
    assert document(said)["nir"] == "2 75 •• •• ••• ••• ••"
    assert "the key of the NIR is wrong; the number was kept as received." in said.err


def test_a_card_with_a_birth_date_known_in_part_is_read(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(birth_date="19630000", nir=None)]))
    read = (*READ, "--no-adri", "--no-insi", "--yes", "--sex", "F", "--birth-place", "63220")
    found = document(practice_on_sqlite(*read, "-f", "json"))
    assert (found["birth_date"], found["birth_date_fictive"]) == ("1963-12-31", True)
    assert found["card"]["birth_date"] == "1963-00-00"


def test_a_card_with_an_empty_name_asks_for_the_name(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(name="")]))
    read = (*READ, "--no-adri", "--no-insi", "--yes")
    refused = practice_on_sqlite(*read)
    assert refused.code == 4
    assert "birth name: it is missing" in refused.err
    assert practice_on_sqlite(*read, "--birth-name", "ADRUN").code == 0


def test_a_card_with_nineteen_people_is_read(plug: Plug, practice_on_sqlite: Semble) -> None:
    family = [ADRUN.on_card()] * 18 + [CORSE.on_card()]
    plug(VirtualCard.of(family))
    read = (*READ, "--no-adri", "--no-insi", "--yes", "--birth-place", "Bastia 2B")
    found = document(practice_on_sqlite(*read, "--beneficiary", 19, "-f", "json"))
    assert found["full_name"] == "CORSE ANTHONY"
    assert found["card"]["beneficiaries"] == 19


def test_no_card_and_no_such_reader_are_said(plug: Plug, practice_on_sqlite: Semble) -> None:
    del plug
    said = practice_on_sqlite("vitale", "read")
    assert said.code == 8
    assert "No card is in the reader" in said.err
    waited = practice_on_sqlite("vitale", "read", "--wait", "0.3")
    assert "Insert the carte Vitale in Virtual PCD 00 00…" in waited.err
    other = practice_on_sqlite("vitale", "read", "--reader", "Omnikey")
    assert "No reader has Omnikey in its name" in other.err
