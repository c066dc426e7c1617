"""The fault campaigns in their short form: a round of each, drawn by a fixed seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from faults.cut_short import ended_from_outside, killed
from faults.flipped import flipped
from faults.full_disk import full
from faults.hostile import hostile_text
from faults.permission import refused
from faults.rehearsal import Rehearsal, plays, rehearsed
from faults.run import CAMPAIGNS
from faults.scenarios import SCENARIOS
from faults.tampering import tampered
from faults.writers import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.practice import Place
    from faults.report import Campaign

SEED = "2026"


@pytest.fixture(scope="session")
def one_of_each(place: Place) -> list[Rehearsal]:
    """A scenario of each writing command, in one database and the other by turns."""
    found = []
    for number, (name, scenarios) in enumerate(SCENARIOS.items()):
        scenario = scenarios[number % len(scenarios)]
        registers = place.registers[0 if scenario.in_file else number % 2]
        if plays(place, scenario, registers):
            found.append(rehearsed(place, name, scenario, registers))
    return found


def held(campaign: Campaign) -> None:
    assert campaign.broken == [], campaign.line()
    assert sum(campaign.figures.values()) > 0


def test_a_killed_command_leaves_the_register_as_before_or_as_after(
    place: Place, one_of_each: list[Rehearsal]
) -> None:
    held(killed(place, random.Random(SEED), one_of_each, 1))


def test_a_command_that_is_ended_from_outside_says_what_is_written(
    place: Place, one_of_each: list[Rehearsal]
) -> None:
    held(ended_from_outside(place, random.Random(SEED), one_of_each[::4], 1))


def test_a_full_disk_is_named_and_nothing_is_written(
    place: Place, one_of_each: list[Rehearsal]
) -> None:
    held(full(place, random.Random(SEED), one_of_each[2::4], 1))


SHORT: dict[str, Callable[[Place, random.Random], Campaign]] = {
    "writers": lambda place, draw: at_once(place, draw, 1),
    "permission": lambda place, draw: refused(place, draw, 1),
    "flipped": lambda place, draw: flipped(place, draw, 25),
    "tampering": lambda place, draw: tampered(place, draw, 1),
    "hostile": lambda place, draw: hostile_text(place, draw, 1, at_most=24),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_campaign_holds_in_its_short_form(place: Place, name: str) -> None:
    held(SHORT[name](place, random.Random(SEED)))


def test_every_campaign_has_a_short_form() -> None:
    assert {*SHORT, "kill", "signals", "disk"} == set(CAMPAIGNS)
