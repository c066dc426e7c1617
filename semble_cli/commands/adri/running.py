"""A run of `semble adri refresh`: patients asked about one by one, a bar, keys and a report."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.screen.keys import Keys
from semble_cli.commands.ui.signals import Terminated
from semble_cli.errors import CardError, Interrupted, Sentence
from semble_cli.services.insurance.refresh import RefreshOutcome, refresh_rights

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from semble_cli.commands.ui.context import Context
    from semble_cli.errors import SembleError
    from semble_cli.services.insurance.refresh import Refreshed

    Show = Callable[[str], None]

AGAIN = Sentence(
    "Interrupted. {asked} of {count} answers are written; the same command goes on there."
)
AGAIN_NAMED = Sentence(
    "Interrupted. {asked} of {count} answers are written; with --older-than 0 the same command goes"
    " on there."
)

_MOST_UNANSWERED = 3
"""Patients in a row about whom no answer comes, before the service is out of order for all."""

_GLANCE = 0.1
_MOST_IDS = 20


class Tally:
    """What became of each patient of a run, so far."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.by_outcome: dict[RefreshOutcome, list[int]] = {one: [] for one in RefreshOutcome}
        self.by_state: dict[str, int] = {}

    def note(self, found: Refreshed) -> None:
        self.by_outcome[found.outcome].append(found.patient_id)
        if found.outcome is RefreshOutcome.ASKED and found.state:
            self.by_state[found.state.value] = self.by_state.get(found.state.value, 0) + 1

    @property
    def asked(self) -> int:
        return len(self.by_outcome[RefreshOutcome.ASKED])

    @property
    def done(self) -> int:
        return sum(map(len, self.by_outcome.values()))


class Run:
    """Asks about patients one by one. What is wrong with the service, whoever it is asked about,
    stops the run (`stopped_by`), and so does whoever watches it (`is_stopped`)."""

    def __init__(self, context: Context, adri: Any, ids: list[int], pause: float) -> None:
        self._context = context
        self._adri = adri
        self._ids = ids
        self._pause = pause
        self._keys = Keys(wanted=context.may_ask)
        self._unanswered = 0
        self.tally = Tally(len(ids))
        self.stopped_by: SembleError | None = None
        self.is_stopped = False
        self.made: list[dict[str, Any]] = []

    def records(self) -> Generator[dict[str, Any], None, None]:
        """A record for each patient, once the answer about them is written."""
        with _bar(self._context, self.tally) as show:
            rested = True
            for patient_id in self._ids:
                try:
                    if not rested and not self._goes_on(show):
                        return
                    found = refresh_rights(self._context.register, self._adri, patient_id)
                except CardError as problem:
                    self.stopped_by = problem
                    return
                except Terminated:
                    raise
                except KeyboardInterrupt:  # what was done so far is shown nevertheless
                    self.is_stopped = True
                    return
                rested = found.outcome is RefreshOutcome.NOT_ASKED
                self.tally.note(found)
                show("")
                self.made.append(_record(found))
                yield self.made[-1]
                if self._is_out_of_order(found):
                    self.stopped_by = found.problem
                    return

    def interrupted(self, again: Sentence) -> Interrupted:
        """The error for a run that somebody stopped, with how it goes on."""
        return Interrupted(again.text, asked=self.tally.asked, count=self.tally.count)

    def _goes_on(self, show: Show) -> bool:
        """Rest, for a service for all of France is not to be hammered, and longer if the person
        wants; whether to go on then."""
        until = time.monotonic() + self._pause
        paused = False
        with self._keys.heard() as pressed:
            while True:
                match pressed():
                    case "p" | " ":
                        paused = not paused
                        show(tr("paused") if paused else "")
                    case "q":
                        self.is_stopped = True
                        return False
                    case "" if not paused and (left := until - time.monotonic()) <= 0:
                        return True
                    case "":
                        time.sleep(_GLANCE if paused else min(_GLANCE, left))

    def _is_out_of_order(self, found: Refreshed) -> bool:
        """Whether no answer came so often in a row that none will."""
        if found.outcome is RefreshOutcome.NO_ANSWER:
            self._unanswered += 1
        elif found.outcome is not RefreshOutcome.NOT_ASKED:
            self._unanswered = 0
        return self._unanswered == _MOST_UNANSWERED


def say_report(tally: Tally, way_back: Sentence | None) -> None:
    """Say what became of the patients, a line for each outcome that is anybody's."""
    asked = Sentence(
        "Patients asked about: {asked} of {count}; with closed rights: {closed}.",
        asked=tally.asked,
        count=tally.count,
        closed=tally.by_state.get("closed", 0),
    )
    say_done(asked, way_back)
    for outcome, sentence in _OUTCOMES.items():
        if ids := tally.by_outcome[outcome]:
            shown = ", ".join(map(str, ids[:_MOST_IDS]))
            more = ", …" if len(ids) > _MOST_IDS else ""
            say(sentence.text, number=len(ids), ids=f"{shown}{more}")
    if left := tally.count - tally.done:
        say("Still to be asked about: {number}.", number=left)


_OUTCOMES = {
    RefreshOutcome.NOT_ASKED: Sentence(
        "Not asked about, for the record lacks something or is gone: {number} ({ids})."
    ),
    RefreshOutcome.REFUSED: Sentence(
        "ADRi refused, or answered what cannot be taken: {number} ({ids})."
    ),
    RefreshOutcome.NO_ANSWER: Sentence("No answer came: {number} ({ids})."),
    RefreshOutcome.NOT_WRITTEN: Sentence(
        "Changed meanwhile, so that the answer was not written: {number} ({ids})."
    ),
}


@contextmanager
def _bar(context: Context, tally: Tally) -> Iterator[Show]:
    """A bar with how many are done, the time that is left and the keys, where a person is there."""
    if not context.may_ask:
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from semble_cli.commands.ui.tables import messages_console

    bar = Progress(
        *(BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn()),
        console=messages_console(),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        task = bar.add_task("", total=tally.count)

        def show(state: str) -> None:
            said = tr(
                "{done} of {count}, closed: {closed} · p: pause · q: stop",
                done=tally.done,
                count=tally.count,
                closed=tally.by_state.get("closed", 0),
            )
            bar.update(
                task,
                description=f"{said} · {state}" if state else said,
                completed=tally.done,
            )
            bar.refresh()

        show("")
        yield show


def _record(found: Refreshed) -> dict[str, Any]:
    return {
        "id": found.patient_id,
        "full_name": found.patient.full_name if found.patient else None,
        "outcome": found.outcome.value,
        "rights_state": found.state.value if found.state else None,
        "problem": "; ".join(explain(found.problem)) if found.problem else None,
    }
