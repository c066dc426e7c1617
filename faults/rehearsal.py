"""Each scenario run to its end once: what the register holds before and after it, and how long it
takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from faults.keys import hand_over_key
from faults.program import breach
from faults.registers import contents, without_bytes, without_notes
from faults.scenarios import Scenario, chosen_scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from faults.practice import Place
    from faults.program import Answer, Program
    from faults.registers import Contents, Registers
    from semble_cli.store.database.address import StoreAddress

DONE_CODES = (0, 9)
"""The exit codes of a scenario that is done: an import may have rows to reject."""


class Rehearsal(NamedTuple):
    """A scenario on a database: the two states that there may be, and what `store check` answers
    before and after it."""

    name: str
    scenario: Scenario
    registers: Registers
    before: Contents
    after: Contents
    seconds: float
    checked: tuple[int, int]

    def program(self, place: Place, address: StoreAddress, where: Path) -> Program:
        """The program on a copy, as the scenario wants it."""
        return place.program(address, where, **self.scenario.environment(place.shared))

    def words(self, place: Place, program: Program) -> list[str]:
        """The words of the command on a copy."""
        return self.scenario.spelled(self.name, place.shared, program.results)

    def check_of(self, held: Contents) -> int:
        """What `store check` answers of a register that is as before, or not any more."""
        before, after = self.checked
        return before if self.is_before(held) else after

    def is_before(self, held: Contents) -> bool:
        """Whether a register is as before; of a command that notes first, also once it has."""
        notes = self.scenario.notes_first or self.scenario.opens
        return self._seen(held) == self._seen(self.before) or (
            notes and without_notes(held) == without_notes(self.before)
        )

    def is_after(self, held: Contents) -> bool:
        """Whether a register is as after, of a command that notes last, also before it has; an
        archive bears the time when it was made, and its command is told by how many rows each table
        has."""
        seen, after = self._seen(held), self._seen(self.after)
        notes = self.scenario.notes_last or self.scenario.opens
        if notes and without_notes(seen) == without_notes(after):
            return True
        return seen == after or (self.scenario.notes_first and _sizes(held) == _sizes(self.after))

    def _seen(self, held: Contents) -> Contents:
        """What of a register is compared: but for the bytes of what bears its time."""
        return without_bytes(held) if self.scenario.bears_time else held

    def is_between(self, held: Contents) -> bool:
        """Whether a register is neither as before nor as after."""
        if self.is_before(held) or self.is_after(held):
            return False
        return not (self.scenario.in_steps and self._is_a_part(held))

    def _is_a_part(self, held: Contents) -> bool:
        """Whether all there is is of before or of after, and all that stays is there; of a command
        that makes an archive, which bears its time, by how many rows each table has."""
        if self.scenario.notes_first:
            least, most = _sizes(self.before), _sizes(self.after)
            return all(
                least.get(table, 0) <= size <= most.get(table, 0)
                for table, size in _sizes(held).items()
            )
        all_before, all_after = self._seen(self.before), self._seen(self.after)
        for table, rows in self._seen(held).items():
            if self.scenario.sends and table.startswith(_OF_OUTCOMES):
                known = [len(each.get(table, [])) for each in (all_before, all_after)]
                if not known[0] <= len(rows) <= known[1]:
                    return False
                continue
            before, after = set(all_before.get(table, [])), set(all_after.get(table, []))
            if not before & after <= set(rows) <= before | after:
                return False
        return True


_OF_OUTCOMES = ("share_outcome", "event")
"""How the names of the tables begin in which stands what became of a message."""


def _sizes(held: Contents) -> dict[str, int]:
    return {table: len(rows) for table, rows in held.items()}


class Failed(Exception):
    """A scenario that does not do its work even where nothing is wrong."""


def rehearsals(place: Place, only: Sequence[str] = ()) -> Iterator[Rehearsal]:
    """Every scenario that can be played here, in every database, run to its end; or those alone of
    the commands that begin with some words.

    Raises:
        Failed: one of them does not do its work.
    """
    chosen = chosen_scenarios(only)
    for registers in place.registers:
        for name, scenarios in chosen.items():
            for scenario in scenarios:
                if plays(place, scenario, registers):
                    yield rehearsed(place, name, scenario, registers)


def plays(place: Place, scenario: Scenario, registers: Registers) -> bool:
    """Whether a scenario can be played here, in these registers."""
    return (
        (place.has_card or not scenario.needs_card)
        and (place.has_printer or not scenario.needs_printer)
        and (registers.name == "SQLite" or not scenario.in_file)
    )


def rehearsed(place: Place, name: str, scenario: Scenario, registers: Registers) -> Rehearsal:
    """A scenario run to its end.

    Raises:
        Failed: it does not do its work.
    """
    with registers.copy(scenario.template, place.directory / "rehearsal") as address:
        where = place.directory / "rehearsal"
        program = place.program(address, where, **scenario.environment(place.shared))
        checked_before = place.forge.run(program, "store", "check").code
        before = contents(address)
        started = time.perf_counter()
        answer = program.run(*scenario.spelled(name, place.shared, program.results))
        seconds = time.perf_counter() - started
        hand_over_key(program, address, place.shared)
        _require(name, answer)
        checked = checked_before, place.forge.run(program, "store", "check").code
        if checked[1] and scenario.template != "old":  # whose admin is put in behind its journal
            raise Failed(f"{name}: store check ends with {checked[1]}")
        return Rehearsal(name, scenario, registers, before, contents(address), seconds, checked)


def _require(name: str, answer: Answer) -> None:
    if breach(answer) or answer.code not in DONE_CODES:
        raise Failed(f"{name}: {answer}")
