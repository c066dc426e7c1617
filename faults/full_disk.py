"""A disk that is full while a command writes: its cause is told, and nothing is written."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from faults.backups import broken_backups
from faults.disks import files_no_longer_than, fill_up, small_disk
from faults.keys import hand_over_key
from faults.program import breach
from faults.registers import OnServer, contents
from faults.rehearsal import DONE_CODES
from faults.report import Campaign
from semble_cli.errors import StoreError

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from faults.practice import Place
    from faults.program import Answer
    from faults.registers import Registers
    from faults.rehearsal import Rehearsal

_SIZE = 24 << 20
"""Bytes of a small disk."""

_CAUSES = ("There is no room left", "cannot read or write where the store")
_CODES = (2, 7)
_WRITTEN_BUT = 10
_SEARCH = ("patient", "search", "adrun")


def full(
    place: Place, draw: random.Random, rehearsals: Sequence[Rehearsal], rounds: int
) -> Campaign:
    """Every scenario on a disk on which there is room for a part of it."""
    campaign = Campaign("full disk")
    on_files = [each for each in rehearsals if each.registers.name == "SQLite"]
    on_server = [each for each in rehearsals if each.registers.name == "Postgres"]
    for _ in range(rounds):
        for rehearsal in on_files:
            _with_a_limit(campaign, place, draw, rehearsal)
    with small_disk(place.directory / "disk", _SIZE) as disk:
        if disk is None:
            campaign.note("no disk may be mounted here: files are limited instead")
            return campaign
        for _ in range(rounds):
            for rehearsal in on_files:
                _on_disk(campaign, place, draw, rehearsal, disk)
    for registers in place.registers:
        if isinstance(registers, OnServer):
            with _on_small_disk(registers) as (small, disk):
                for _ in range(rounds):
                    for rehearsal in on_server:
                        _on_disk(campaign, place, draw, rehearsal, disk, small)
    return campaign


def _with_a_limit(
    campaign: Campaign, place: Place, draw: random.Random, rehearsal: Rehearsal
) -> None:
    first = files_no_longer_than(draw.choice((0, 1, 4096, draw.randrange(1 << 17))))
    _Round(campaign, place, rehearsal, rehearsal.registers, place.directory / "round").play(
        lambda: lambda: None, first
    )


def _on_disk(
    campaign: Campaign,
    place: Place,
    draw: random.Random,
    rehearsal: Rehearsal,
    disk: Path,
    registers: Registers | None = None,
) -> None:
    leave = draw.choice((0, draw.randrange(1 << 12), draw.randrange(1 << 18)))
    where = place.directory / "round" if registers else disk / "round"

    def fill() -> Callable[[], None]:
        return fill_up(disk, leave).unlink

    _Round(campaign, place, rehearsal, registers or rehearsal.registers, where).play(fill, None)


class _Round:
    """One command without room, and what is found when there is room again."""

    def __init__(
        self,
        campaign: Campaign,
        place: Place,
        rehearsal: Rehearsal,
        registers: Registers,
        where: Path,
    ) -> None:
        self._campaign = campaign
        self._place = place
        self._rehearsal = rehearsal
        self._registers = registers
        self._where = where
        self._told = f"{rehearsal.name} {' '.join(rehearsal.scenario.words)} ({registers.name})"

    def play(
        self, fill: Callable[[], Callable[[], None]], first: Callable[[], None] | None
    ) -> None:
        """Run the command after *fill*, whose result makes room again."""
        rehearsal = self._rehearsal
        with self._registers.copy(rehearsal.scenario.template, self._where) as address:
            program = rehearsal.program(self._place, address, self._where)
            empty = fill()
            try:
                answer = program.run(*rehearsal.words(self._place, program), first=first)
                with suppress(StoreError):  # no room to open it
                    hand_over_key(program, address, self._place.shared)
                found = program.run(*_SEARCH, first=first)
            finally:
                empty()
            hand_over_key(program, address, self._place.shared)
            checked = self._place.forge.run(program, "store", "check")
            self._registers.settle(address)
            self._hold(not program.leftovers(), f"left: {program.leftovers()}")
            broken = broken_backups(program)
            self._hold(not broken, f"half as whole: {broken}")
            held = contents(address)
            self._hold(not rehearsal.is_between(held), f"is between: {answer}")
            sound = rehearsal.check_of(held)
            self._hold(checked.code == sound, f"store check: {checked}")
            self._judge(answer, was_written=held != rehearsal.before)
            self._judge_search(found)

    def _judge(self, answer: Answer, *, was_written: bool) -> None:
        self._hold(breach(answer) is None, str(breach(answer)))
        if answer.code in DONE_CODES:
            self._campaign.count("had room enough")
            return
        self._campaign.count("had no room")
        named = any(cause in answer.err for cause in _CAUSES)
        self._hold(named, f"the cause is not named: {answer}")
        told = answer.code == _WRITTEN_BUT if was_written else answer.code in _CODES
        self._hold(told or self._rehearsal.scenario.in_steps, f"written: {was_written}; {answer}")

    def _judge_search(self, found: Answer) -> None:
        self._hold(breach(found) is None, f"a search: {breach(found)}")
        if self._rehearsal.scenario.template == "practice" and found.code not in (0, 1):
            self._hold(any(cause in found.err for cause in _CAUSES), f"a search: {found}")

    def _hold(self, holds: object, text: str) -> bool:
        return self._campaign.hold(holds, f"{self._told}: {text}")


@contextmanager
def _on_small_disk(registers: OnServer) -> Iterator[tuple[OnServer, Path]]:
    """Registers whose tables, though not the server's own files, lie on a small disk."""
    where = Path(tempfile.mkdtemp(prefix="semble-disk-", dir=tempfile.gettempdir()))
    where.chmod(0o755)
    with small_disk(where, 2 * _SIZE) as disk:
        assert disk
        tables = disk / "tables"
        tables.mkdir()
        owner = os.stat(registers.directory())
        os.chown(tables, owner.st_uid, owner.st_gid)
        with registers.tablespace(tables) as small:
            yield small, disk
    shutil.rmtree(where)
