"""What an import is asked to do, and what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import AlreadyThere, InvalidInput, Sentence, field_id
from semble_cli.identity.patterns import pattern
from semble_cli.patient.on_duplicate import OnDuplicate

if TYPE_CHECKING:
    from semble_cli.errors import SembleError

_PLACES = pattern(r"\{(\w+)\}")


class Policy(NamedTuple):
    """How an import goes about it.

    `accept_incomplete` stores an unknown sex as I and an unknown birth place as 99999, and tags the
    patient; `drop_bad_cells` takes a row without what cannot be taken in its optional fields;
    `strict` takes everything back if a row is rejected; `dry_run` always does.
    `commit_every` makes a transaction and a batch of each so many rows; 0 makes one of all.
    `keeps_texts` has the texts of rows handed out with those that are not taken.
    `document_limit` is how many MB a document may have, where who works here set it as their own.
    """

    on_duplicate: OnDuplicate = OnDuplicate.REPORT
    create_tags: bool = False
    accept_incomplete: bool = False
    strict: bool = False
    dry_run: bool = False
    commit_every: int = 0
    samples: int = 20
    document_limit: str | None = None
    drop_bad_cells: bool = False
    keeps_texts: bool = False


DEFAULT = Policy()


class Reject(NamedTuple):
    """A row that was not taken: its line in the file, and every reason."""

    line: int
    reasons: tuple[SembleError, ...]


class Note(NamedTuple):
    """What deserves a look in a row that was taken: its line in the file, and why."""

    line: int
    sentence: Sentence


@dataclass(slots=True)
class Report:
    """What an import did. `already_there` are the rejects that are of patients whom the register
    has; `causes` counts the reasons of rejects by what they say; `notes` are of strict traits that
    an update changed, or left; `left_out` counts what rows gave that was not taken,
    `codes_in_doubt` the codes of birth places that are postal codes too; `batch` is `None` where
    nothing was written; `updated_id` is the patient who was updated last."""

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    warned: int = 0
    rejected: int = 0
    already_there: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    left_out: Counter[Sentence] = field(default_factory=Counter)
    codes_in_doubt: Counter[str] = field(default_factory=Counter)
    first_id: int | None = None
    last_id: int | None = None
    new_tags: list[str] = field(default_factory=list)
    batch: int | None = None
    updated_id: int | None = None
    dropped: Counter[str] = field(default_factory=Counter)
    """Cells that were dropped from rows that were taken, by the same causes as those of rejects."""
    taken_by_dropping: int = 0
    """Rejected rows that could be taken without their bad cells, as a trial counts them."""
    records: int = 0
    """What was written around the patients: relations, allergies, treatments, documents."""

    def roll_back(self, *, is_trial: bool) -> None:
        """Forget what was not written after all; a trial tells what would have been, but no ids."""
        self.first_id = self.last_id = self.updated_id = None
        if not is_trial:
            self.created = self.updated = self.records = 0
            self.new_tags.clear()
            self.notes.clear()
            self.dropped.clear()

    @property
    def dropped_cells(self) -> int:
        """How many cells were dropped from rows that were taken."""
        return self.dropped.total()

    @property
    def only_id(self) -> int | None:
        """The patient whom an import wrote, where it wrote one."""
        return (self.first_id or self.updated_id) if self.created + self.updated == 1 else None

    def note(self, line: int, sentence: Sentence) -> None:
        """Keep what deserves a look in a row that was taken."""
        self.warned += 1
        self.notes.append(Note(line, sentence))

    def reject(self, line: int, reasons: tuple[SembleError, ...], *, samples: int) -> None:
        """Count a row that was not taken; the first *samples* are kept."""
        self.rejected += 1
        self.already_there += all(isinstance(reason, AlreadyThere) for reason in reasons)
        self.causes.update(map(cause_of, reasons))
        if len(self.rejects) < samples:
            self.rejects.append(Reject(line, reasons))


def cause_of(reason: SembleError) -> str:
    """What a reason says, whatever the row: its field and its message."""
    field = reason.field if isinstance(reason, InvalidInput) else ""
    return f"{field}|{reason.sentence.text}"


def cause_sentence(cause: str) -> Sentence:
    """A cause for people; what changes from row to row stands as dots."""
    field, _, text = cause.partition("|")
    said = Sentence(text, **dict.fromkeys((place[1] for place in _PLACES.finditer(text)), "…"))
    if not field:
        return said
    return Sentence("{field}: {problem}", field=Sentence(field_id(field)), problem=said)
