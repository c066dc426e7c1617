"""What the command in hand has written for good: what is to be said when it cannot end well."""

from __future__ import annotations

from semble_cli.errors import Sentence

_batches: list[int | None] = []
"""The batch of each transaction; `None` where it has none in the journal."""


def note(batch: int | None) -> None:
    """A transaction is written for good."""
    _batches.append(batch)


def forget() -> None:
    """Another command begins."""
    _batches.clear()


def is_anything() -> bool:
    """Whether the command has written anything."""
    return bool(_batches)


def what() -> Sentence:
    """What the command has written, by the numbers that `semble undo --list` shows."""
    numbers = [batch for batch in _batches if batch is not None]
    if not _batches:
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
