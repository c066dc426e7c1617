"""A key that is set, changed or removed among kills and on a full disk: the register opens with the
key of before or with the new one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from faults.cut_short import killed
from faults.full_disk import full
from faults.rehearsal import rehearsed
from faults.scenarios import SCENARIOS

if TYPE_CHECKING:
    from faults.practice import Place

NAMES = ("store key set", "store key change", "store key remove")


@pytest.mark.parametrize("name", NAMES)
def test_a_key_is_set_changed_and_removed_whole_or_not_at_all(place: Place, name: str) -> None:
    draw = random.Random(name)
    found = [rehearsed(place, name, each, place.registers[0]) for each in SCENARIOS[name]]
    for campaign in (killed(place, draw, found, 6), full(place, draw, found, 2)):
        assert campaign.broken == [], campaign.line()
