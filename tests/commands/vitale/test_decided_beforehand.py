"""What a script decides of a reading: `--yes`, `--take`, `--keep`; what is never overwritten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.vitale.simulator.people import ADRUN
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import READ, YES, card_of, document, today

if TYPE_CHECKING:
    from tests.cards import Plug
    from tests.commands.vitale.conftest import Bridge
    from tests.commands.vitale.practice import Semble

CORSE = (*READ, "--beneficiary", 1, "-f", "json")
BASTIA = ["3 QUAI DU PORT"]


def read_then_moved(practice: Semble) -> None:
    """A patient who was read, and whose address was typed by hand since."""
    document(practice(*YES, "--beneficiary", 1))
    assert practice("patient", "edit", 1, "--city", "Lyon", "--postal-code", "69001").code == 0


def test_an_address_typed_by_hand_stays_and_is_said_unless_it_is_named(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("corse"))
    read_then_moved(practice)
    refused = practice(*CORSE)
    assert refused.code == 2
    assert "≠" in refused.err
    assert "Lyon" in refused.err
    assert "BASTIA" in refused.err
    assert "--yes agrees" in refused.err
    assert "--take and --keep decide" in refused.err
    left = practice(*CORSE, "--yes")
    assert document(left)["changes"] == {}
    assert (
        f"Left as somebody typed it on {today()}: postal code: 69001 on record, 20200 from ADRi;"
        " city: Lyon on record, BASTIA from ADRi. --take address takes it over." in left.err
    )
    agreed = practice(*CORSE, "--yes", "--take", "address")
    found = document(agreed)
    assert found["changes"] == {"postal_code": ["69001", "20200"], "city": ["Lyon", "BASTIA"]}
    assert "Brought up to the card: CORSE ANTHONY, born 1980-03-02 (1). Undo: " in agreed.err
    assert "\n  city: Lyon → BASTIA\n" in agreed.err
    assert found["version"] == 3


def test_what_a_reading_or_an_import_wrote_is_overwritten_by_the_next_agreement(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    practice = practice_on_sqlite
    plug(card_of("corse"))
    document(practice(*YES, "--beneficiary", 1))
    bridge.person = {"adresse1": "1 RUE DE LA PAIX", "adresse2": "69001 LYON"}
    found = document(practice(*CORSE, "--yes"))
    assert found["address"]["city"] == "LYON"
    practice("patient", "edit", 1, "--city", "Reims")
    practice("undo")
    practice("patient", "edit", 1, "--city", "")
    bridge.person = {"adresse1": "1 RUE DE LA PAIX", "adresse2": "69001 NICE"}
    assert document(practice(*CORSE, "--yes"))["changes"] == {"city": [None, "NICE"]}


def test_an_address_given_beside_the_card_is_one_typed_by_hand(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(card_of("corse"))
    there = ("--address", "1 rue X", "--postal-code", "69001", "--city", "Lyon")
    document(practice_on_sqlite(*YES, "--beneficiary", 1, *there))
    left = practice_on_sqlite(*CORSE, "--yes")
    assert document(left)["address"]["lines"] == ["1 rue X"]
    assert "Left as somebody typed it" in left.err
    assert practice_on_sqlite("store", "check").code == 0
    assert practice_on_sqlite("audit", "verify").code == 0


def test_an_empty_field_is_filled_and_that_overwrites_nothing(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(card_of("corse"))
    document(practice_on_sqlite(*YES, "--beneficiary", 1))
    practice_on_sqlite("patient", "edit", 1, "--city", "Bastia", "--address", "")
    filled = practice_on_sqlite(*CORSE, "--yes")
    assert document(filled)["changes"] == {"address_lines": [None, BASTIA[0]]}
    assert "\n+  address lines" in filled.err


def test_one_field_may_be_kept_and_another_taken_without_a_general_agreement(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(card_of("corse"))
    read_then_moved(practice_on_sqlite)
    practice_on_sqlite("patient", "edit", 1, "--fund", "999")
    undecided = practice_on_sqlite(*CORSE, "--keep", "address")
    assert undecided.code == 2
    decided = practice_on_sqlite(*CORSE, "--keep", "address", "--take", "fund")
    assert document(decided)["changes"] == {"fund": ["999", "631"]}
    assert "Left as" not in decided.err
    kept = practice_on_sqlite(*CORSE, "--keep", "adresse")
    assert document(kept)["changes"] == {}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--take", "phones"), "--take is one of: birth name, "),
        (("--keep", "x"), "--keep is one of: birth name, "),
        (("--take", "city", "--keep", "address"), "address: either --take or --keep, not both."),
    ],
)
def test_what_cannot_be_decided_is_refused(
    semble: Semble, words: tuple[str, ...], sentence: str
) -> None:
    said = semble("vitale", "read", *words)
    assert said.code == 2
    assert sentence in said.err


def test_a_complementary_number_of_adri_that_it_no_longer_names_is_taken_away(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    document(practice_on_sqlite(*YES))
    bridge.more = {"mutuelle": None}
    gone = practice_on_sqlite(*READ, "--yes", "-f", "json")
    found = document(gone)
    assert found["changes"]["amc_number"] == ["00012345", None]
    assert not any(period["kind"] == "amc" for period in found["rights"]["periods"])
    again = practice_on_sqlite(*READ, "-f", "json")
    assert document(again)["changes"] == {}
    assert "AMC number" not in again.err


def test_a_complementary_number_that_somebody_typed_stays_and_the_difference_is_shown(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    practice = practice_on_sqlite
    plug(VirtualCard.of([ADRUN.on_card()]))
    bridge.more = {"mutuelle": None}
    document(practice(*YES))
    practice("patient", "edit", 1, "--amc-number", "777")
    left = practice(*READ, "-f", "json")  # there is nothing to agree to
    assert document(left)["coverage"]["amc_number"] == "777"
    assert "AMC number: 777 on record, – from ADRi. --take amc_number takes it over." in left.err
    bridge.more = {}
    named = practice(*READ, "--yes", "-f", "json")
    assert document(named)["coverage"]["amc_number"] == "777"
    assert "AMC number: 777 on record, 00012345 from ADRi" in named.err
    assert practice("adri", "refresh", 1, "--pause", "0", "--older-than", "0").code in (0, 1)
    taken = document(practice(*READ, "--yes", "--take", "amc_number", "-f", "json"))
    assert taken["coverage"]["amc_number"] == "00012345"


def test_a_refresh_neither_takes_a_complementary_number_away_nor_replaces_a_typed_one(
    plug: Plug, practice_on_sqlite: Semble, bridge: Bridge
) -> None:
    practice = practice_on_sqlite
    plug(VirtualCard.of([ADRUN.on_card()]))
    document(practice(*YES, "--no-adri"))
    bridge.more = {"mutuelle": None}
    practice("patient", "edit", 1, "--amc-number", "777", "--regime", "01", "--birth-rank", "1")
    assert practice("adri", "refresh", 1, "--pause", "0").code == 0
    assert shown(practice)["coverage"]["amc_number"] == "777"
    practice("undo")
    bridge.more = {}
    assert practice("adri", "refresh", 1, "--pause", "0").code == 0
    assert shown(practice)["coverage"]["amc_number"] == "777"
    assert shown(practice)["rights"]["state"] == "open"
    practice("patient", "edit", 1, "--amc-number", "")
    for more in ({}, {"mutuelle": None}):  # told by ADRi, and then not any more
        bridge.more = more
        assert practice("adri", "refresh", 1, "--pause", "0").code == 0
        assert shown(practice)["coverage"]["amc_number"] == "00012345"


def shown(practice: Semble) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(practice("patient", "show", 1, "-f", "json").out)
    return found
