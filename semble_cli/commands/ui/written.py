"""What the command in hand has written for good: what is to be said when it cannot end well, and
how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, Sentence

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.services.register import Commit

_commits: list[Commit] = []
_named: list[str] = []
"""The store of the command, where it was named on the command line."""
_readings: list[bool] = []
"""Whether the journal notes what the command read."""


def note(commit: Commit, named: str | None = None) -> None:
    """A transaction is written for good, in a store that was *named* on the command line."""
    _commits.append(commit)
    _named[:] = [named] if named else []


def note_reading() -> None:
    """The journal notes what the command reads, or is about to hand out."""
    _readings[:] = [True]


def forget() -> None:
    """Another command begins."""
    _commits.clear()
    _readings.clear()
    _named.clear()


def is_anything() -> bool:
    """Whether the command has written anything."""
    return bool(_commits)


def is_a_note() -> bool:
    """Whether all that the command has written is the note of what it read."""
    return bool(_readings) and not _commits


def batches() -> list[int]:
    """The numbers of what the command has written, as `semble undo --list` shows them."""
    return [commit.batch for commit in _commits if commit.batch is not None]


def what() -> Sentence:
    """What the command has written, by the numbers that `semble undo --list` shows."""
    numbers = batches()
    if not _commits:
        if _readings:
            return Sentence("Nothing was written but the note in the journal of what was read.")
        return Sentence("Nothing was written.")
    if not numbers:
        return Sentence("What it did is written.")
    if len(numbers) == 1:
        return Sentence("Command {batch} is written.", batch=numbers[0])
    return Sentence(
        "Commands written: {count}, from {first} to {last}.",
        count=len(numbers),
        first=numbers[0],
        last=numbers[-1],
    )


def backup_warning(now: datetime, own: str | None) -> Sentence | None:
    """What is to be said where the command wrote to a register that was not backed up for more than
    so many days as the user set as their *own*, or the practice did; 0 for never."""
    states = [commit.backup for commit in _commits if commit.backup and commit.backup.since]
    days = _days_before_warning(own or states[-1].warning_days) if states else 0
    if not days:
        return None
    try:
        since = now - now.fromisoformat(states[-1].since or "")
    except (ValueError, TypeError):  # of no program of ours: `store check` finds it
        return None
    if since.days < days:
        return None
    return Sentence(
        "The register was not backed up for {count} days. Do it with semble store backup DIR.",
        count=since.days,
    )


def _days_before_warning(text: str | None) -> int:
    from semble_cli.settings.table import BY_NAME

    setting = BY_NAME["backup_warning_days"]
    default = int(setting.default or 0)
    try:
        return int(setting.kind.read(setting.name, text)) if text else default
    except InvalidInput:  # in the register, by no program of ours: `config list` tells
        return default


def undo_hint(number: int | None = None) -> Sentence | None:
    """How who works here takes back what the command has written, by its *number* where it may be
    wanted later; `None` where nothing of it can be."""
    undoable = [commit for commit in _commits if commit.is_undoable]
    if not undoable:
        return None
    which = "" if number is None else f" {number}"
    return Sentence("Undo: {command}", command=_on_this_store("undo", which, several=undoable[1:]))


def redo_hint() -> Sentence | None:
    """How who works here does again what the command has taken back; `None` where it cannot be."""
    if not any(commit.is_undoable for commit in _commits):
        return None
    return Sentence("Do it again: {command}", command=_on_this_store("redo"))


def _on_this_store(verb: str, which: str = "", several: object = None) -> str:
    """A command line that works on the store that this command was told to work on."""
    line = f"semble {verb}{' --list' if several else which}"
    if not _named:
        return line
    from shlex import quote

    return f"{line} --store {quote(_named[0])}"
