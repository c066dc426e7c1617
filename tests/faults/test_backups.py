"""What the campaigns take for a half backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faults.backups import broken_backups
from faults.cut_short import killed
from faults.full_disk import full
from faults.program import Program
from faults.rehearsal import plays, rehearsed
from faults.scenarios import SCENARIOS
from semble_cli.services.backups.make import back_up

if TYPE_CHECKING:
    from faults.practice import Place
    from semble_cli.services.register import Register

import random

NAMES = ("store backup", "store restore")


@pytest.mark.parametrize("spoil", ["cut", "emptied", "changed", "lost"])
def test_a_half_backup_under_its_name_is_seen(
    register: Register, tmp_path: Path, spoil: str
) -> None:
    program = Program(register.store.location, tmp_path)
    file = Path(back_up(register, str(program.results / "backup")).file)
    assert broken_backups(program) == []
    whole = file.read_bytes()
    match spoil:
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "emptied":
            file.write_bytes(b"")
        case "changed":
            file.write_bytes(whole[:-1] + b"x")
        case "lost":
            file.unlink()
    assert broken_backups(program) != []


@pytest.mark.parametrize("database", [0, 1])
@pytest.mark.parametrize("name", NAMES)
def test_a_backup_and_a_restoring_stand_whole_or_not_at_all(
    place: Place, name: str, database: int
) -> None:
    draw = random.Random(name)
    registers = place.registers[database]
    found = [
        rehearsed(place, name, each, registers)
        for each in SCENARIOS[name]
        if plays(place, each, registers)
    ]
    for campaign in (killed(place, draw, found, 2), full(place, draw, found, 1)):
        assert campaign.broken == [], campaign.line()
