"""Writing commands killed, or ended from outside, at random moments."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

from faults.backups import broken_backups
from faults.keys import hand_over_key
from faults.program import ended
from faults.registers import contents, people, without_readings
from faults.rehearsal import DONE_CODES
from faults.report import Campaign

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from faults.practice import Place
    from faults.program import Answer, Program
    from faults.registers import Contents
    from faults.rehearsal import Rehearsal
    from semble_cli.store.database.address import StoreAddress

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

_INTERRUPTED = 130
_NOTHING = ("Nothing was written.", "Interrupted. 0 of ")


class Moments:
    """Random moments of a command: half of them all over it, half where it was last seen to go from
    before to after, which is where it writes."""

    def __init__(self, draw: random.Random, seconds: float) -> None:
        self._draw = draw
        self._seconds = seconds
        self._before = seconds * 0.4
        self._after = seconds

    def next(self) -> float:
        """The next moment, in seconds from the start."""
        if self._draw.random() < 0.5:
            return self._draw.uniform(0, self._seconds * 1.05)
        low, high = sorted((self._before, self._after))
        return self._draw.uniform(low * 0.95, high * 1.05)

    def learn(self, moment: float, *, was_written: bool) -> None:
        """Where the register was found after a moment."""
        if was_written:
            self._after = moment
        else:
            self._before = moment


def killed(
    place: Place, draw: random.Random, rehearsals: Iterable[Rehearsal], rounds: int
) -> Campaign:
    """`kill -9` in the middle of every writing command."""
    return _campaign("kill -9", place, draw, rehearsals, rounds, (signal.SIGKILL,))


def ended_from_outside(
    place: Place, draw: random.Random, rehearsals: Iterable[Rehearsal], rounds: int
) -> Campaign:
    """SIGTERM, SIGHUP and SIGINT in the middle of every writing command."""
    return _campaign("signals", place, draw, rehearsals, rounds, ENDING)


def _campaign(
    name: str,
    place: Place,
    draw: random.Random,
    rehearsals: Iterable[Rehearsal],
    rounds: int,
    signals: tuple[signal.Signals, ...],
) -> Campaign:
    campaign = Campaign(name)
    for rehearsal in rehearsals:
        moments = Moments(draw, rehearsal.seconds)
        for _ in range(rounds):
            _Round(campaign, place, rehearsal, draw.choice(signals)).play(moments)
    return campaign


class _Round:
    """One command that is cut short, and what is found afterwards."""

    def __init__(
        self, campaign: Campaign, place: Place, rehearsal: Rehearsal, number: signal.Signals
    ) -> None:
        self._campaign = campaign
        self._place = place
        self._rehearsal = rehearsal
        self._signal = number
        self._told = ""

    def play(self, moments: Moments) -> None:
        """Cut the command short at the next moment, and look."""
        moment = moments.next()
        registers = self._rehearsal.registers
        self._told = (
            f"{self._rehearsal.name} {' '.join(self._rehearsal.scenario.words)}"
            f" ({registers.name}, {self._signal.name} after {moment * 1000:.0f} ms)"
        )
        where = self._place.directory / "round"
        with registers.copy(self._rehearsal.scenario.template, where) as address:
            program = self._rehearsal.program(self._place, address, where)
            answer = self._cut(program, moment)
            registers.settle(address)
            hand_over_key(program, address, self._place.shared)
            checked = self._place.forge.run(program, "store", "check")
            self._hold(not program.leftovers(), f"left: {program.leftovers()}")
            broken = broken_backups(program)
            self._hold(not broken, f"half as whole: {broken}")
            held = contents(address)
            self._judge(answer, checked, held)
            moments.learn(moment, was_written=self._rehearsal.is_after(held))
            self._go_on(program, address, held)

    def _cut(self, program: Program, moment: float) -> Answer:
        process = program.start(self._rehearsal.words(self._place, program))
        time.sleep(moment)
        process.send_signal(self._signal)
        return ended(process)

    @property
    def _reads(self) -> bool:
        """Whether the command only reads: who read is noted, and nothing that its user wrote."""
        return without_readings(self._rehearsal.before) == without_readings(self._rehearsal.after)

    def _judge(self, answer: Answer, checked: Answer, held: Contents) -> None:
        before, after = self._rehearsal.is_before(held), self._rehearsal.is_after(held)
        state = "before" if before else "after" if after else "in part"
        self._campaign.count("cut short")
        self._campaign.count(f"found as {state}" if before or after else "found in part")
        if not self._hold(not self._rehearsal.is_between(held), f"is between: {answer}"):
            return
        self._hold(checked.code == self._rehearsal.check_of(held), f"store check: {checked}")
        fitting = (*DONE_CODES, _INTERRUPTED, -self._signal)
        self._hold(answer.code in fitting, f"exit code {answer.code}: {answer.err[-300:]}")
        # Before our first line, an interrupt is the interpreter's, which shows where it was.
        is_ours = "Traceback" in answer.err and ", in main" in answer.err
        self._hold(not is_ours, f"a traceback: {answer.err[-300:]}")
        if self._rehearsal.before == self._rehearsal.after:
            return
        if answer.code in DONE_CODES:
            self._hold(after, f"said to be done, and is not: {answer}")
        is_noted = before and held != self._rehearsal.before  # a number that was shown is told of
        if answer.code == _INTERRUPTED and not self._reads and not is_noted:
            told = any(said in answer.err for said in _NOTHING) == before
            self._hold(told, f"what it says is not so ({state}): {answer.err[-300:]}")

    def _go_on(self, program: Program, address: StoreAddress, held: Contents) -> None:
        """The next command works: the same one where it was not done, another one where it was."""
        rehearsal = self._rehearsal
        if rehearsal.is_after(held) and rehearsal.after != rehearsal.before:
            again = self._place.forge.run(program, "tag", "add", "Encore")
            self._hold(again.code == 0, f"the next command: {again}")
            return
        more = rehearsal.scenario.again if held != rehearsal.before else ()
        for path in filter(Path.is_file, program.results.iterdir()):
            path.unlink()
        again = self._place.forge.run(program, *rehearsal.words(self._place, program), *more)
        self._hold(again.code in DONE_CODES, f"once more: {again}")
        self._hold(
            people(contents(address)) == people(rehearsal.after),
            "once more, it does not come to the same",
        )

    def _hold(self, holds: object, text: str) -> bool:
        return self._campaign.hold(holds, f"{self._told}: {text}")
