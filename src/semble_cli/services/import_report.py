"""What an import is asked to do, and what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from semble_cli.errors import SembleError


class OnMatch(StrEnum):
    """What to do with a row whose patient the register has already."""

    REPORT = "report"
    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


class Policy(NamedTuple):
    """How an import goes about it.

    `accept_incomplete` stores an unknown sex as I and an unknown birth place as 99999, and tags the
    patient; `strict` takes everything back if a row is rejected; `dry_run` always does.
    `commit_every` makes a transaction and a batch of each so many rows; 0 makes one of all.
    """

    on_match: OnMatch = OnMatch.REPORT
    create_tags: bool = False
    accept_incomplete: bool = False
    strict: bool = False
    dry_run: bool = False
    commit_every: int = 0
    samples: int = 20


DEFAULT = Policy()


class Reject(NamedTuple):
    """A row that was not taken: its line in the file, and every reason."""

    line: int
    reasons: tuple[SembleError, ...]


@dataclass(slots=True)
class Report:
    """What an import did. `causes` counts the reasons of rejects by what they say; `batch` is
    `None` where nothing was written."""

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    warned: int = 0
    rejected: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    first_id: int | None = None
    last_id: int | None = None
    new_tags: list[str] = field(default_factory=list)
    batch: int | None = None
