"""Yes, field by field, or no: what a person at the terminal decides of a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.vitale.practice import card_of, read_corse
from tests.on_terminal import DOWN, UP, answer, document_of, ends, pick

if TYPE_CHECKING:
    from pexpect import spawn

    from tests.cards import Plug
    from tests.commands.vitale.conftest import Bridge
    from tests.on_terminal import Start

READ = ("vitale", "read", "--beneficiary", "1", "--wait", "5", "--lang", "en")
UP_TO_DATE = "Bring the record up to date"


@pytest.fixture
def corse(plug: Plug, start: Start) -> Start:
    """A patient who was read, and whose address and fund were typed by hand since."""
    plug(card_of("corse"))
    read_corse(start)
    moved = ("--city", "Lyon", "--postal-code", "69001", "--fund", "999")
    assert ends(start("patient", "edit", "1", *moved, "--no-input"))[0] == 0
    return start


def after(process: spawn[str], start: Start) -> tuple[str, str]:
    """The city and the fund once the command is done."""
    process.expect("Complete what is missing")
    process.send("\r")
    assert ends(process)[0] == 0
    found = document_of(start)
    return found["address"]["city"], found["coverage"]["fund"]


def test_yes_takes_all_over(corse: Start) -> None:
    process = corse(*READ)
    process.expect("To be replaced: fund, address.")
    pick(process, UP_TO_DATE, UP)
    assert after(process, corse) == ("BASTIA", "631")


def test_field_by_field_an_address_typed_by_hand_is_kept_and_the_rest_taken(corse: Start) -> None:
    process = corse(*READ)
    process.expect("address: typed by hand on")
    pick(process, UP_TO_DATE)  # to choose is what is proposed
    pick(process, "fund: 999 on record, 631 from ADRi. What is to be done\\?")
    pick(process, "city: Lyon on record, BASTIA from ADRi")
    assert after(process, corse) == ("Lyon", "631")


def test_no_leaves_the_record_as_it_is_and_asks_nothing_more(corse: Start) -> None:
    process = corse(*READ)
    pick(process, UP_TO_DATE, DOWN)
    code, shown = ends(process)
    assert code == 0
    assert "Nothing was written." in shown
    assert "Complete" not in shown
    assert document_of(corse)["address"]["city"] == "Lyon"


def test_without_anything_typed_by_hand_yes_is_what_is_proposed(
    plug: Plug, start: Start, bridge: Bridge
) -> None:
    plug(card_of("corse"))
    read_corse(start)
    bridge.fund = {"codeCaisse": "632"}
    process = start(*READ)
    pick(process, UP_TO_DATE)
    assert after(process, start) == ("BASTIA", "632")


def test_what_is_decided_by_an_option_is_not_asked(corse: Start) -> None:
    process = corse(*READ, "--keep", "address", "--take", "fund")
    assert after(process, corse) == ("Lyon", "631")
    assert UP_TO_DATE not in (process.before or "")


def test_one_undo_takes_a_reading_and_its_completion_back(corse: Start) -> None:
    process = corse(*READ)
    pick(process, UP_TO_DATE, UP)
    pick(process, "Complete what is missing", DOWN)
    answer(process, "phones", "mobile:06 39 98 12 34")
    answer(process, "e-mail")
    assert ends(process)[0] == 0
    assert document_of(corse)["phones"][0]["number"] == "06 39 98 12 34"
    assert ends(corse("undo", "--no-input"))[0] == 0
    found = document_of(corse)
    assert (found["address"]["city"], found["phones"]) == ("Lyon", [])


def test_of_a_new_patient_what_is_left_out_field_by_field_is_not_written(
    plug: Plug, start: Start
) -> None:
    plug(card_of("tchitchi"))
    process = start(*READ, "--no-adri", "--no-insi", "--birth-place", "51215")
    pick(process, "The card bears the name")
    pick(process, "Create this patient", DOWN, DOWN)
    pick(process, "NIR: .+ from card", DOWN)
    process.expect("Complete what is missing")
    process.send("\r")
    assert ends(process)[0] == 0
    found = document_of(start)
    assert (found["birth_name"], found["nir"]) == ("TCHITCHI", None)


def test_who_keeps_a_field_is_told_that_it_is_for_this_time(corse: Start) -> None:
    process = corse(*READ)
    pick(process, UP_TO_DATE)
    process.expect("keep what is on record, this time")
    process.sendintr()
    assert ends(process)[0] == 130
