"""Whether the journal is whole: its chain, and what stood there when its head was noted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.store import journal
from semble_cli.store.soundness.chain import find_breaks
from semble_cli.store.soundness.head import compare_head, parse_head, written_head
from semble_cli.store.soundness.medical import find_medical_breaks

if TYPE_CHECKING:
    from semble_cli.errors import Sentence
    from semble_cli.services.register import Register

_MOST = 1000
"""Breaks after which it ends: nobody reads more."""


class Verified(NamedTuple):
    """What the journal is found to be: how many events it has by its last one, its head, how many
    came since the head that was *noted*, and what is wrong with it."""

    events: int
    head: str
    noted: str | None
    since: int | None
    breaks: tuple[Sentence, ...]

    @property
    def is_intact(self) -> bool:
        return not self.breaks


def verify(register: Register, noted: str | None = None) -> Verified:
    """Verify the whole chain, as `semble store check` does, and nothing else of the register.

    Args:
        noted: a head of the journal that was noted down before.

    Raises:
        InvalidInput: that is no head. Refused: no user of the register.
    """
    known = parse_head(noted) if noted else None
    with register.reading() as connection:
        head = journal.head(connection)
        breaks = [*islice(find_breaks(connection), _MOST)]
        breaks += islice(find_medical_breaks(connection), _MOST - len(breaks))
        breaks += compare_head(connection, known) if known else ()
    return Verified(
        head.seq,
        written_head(head),
        written_head(known) if known else None,
        head.seq - known.seq if known else None,
        tuple(breaks),
    )
