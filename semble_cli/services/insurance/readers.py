"""Card readers, as commands reach them: `vitale.readers` does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.vitale import pcsc, readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.vitale_card import CardInReader, InsertedCard, ReaderState
    from semble_cli.vitale.looking import AtRest, Tell


def read_card(reader: str | None, wait: float, tell: Tell) -> CardInReader:
    """As `vitale.readers.read_card`."""
    return readers.read_card(reader, wait, tell)


def cards_one_by_one(reader: str | None, tell: Tell, at_rest: AtRest) -> Iterator[InsertedCard]:
    """As `vitale.readers.cards_one_by_one`."""
    return readers.cards_one_by_one(reader, tell, at_rest)


def reader_states() -> list[ReaderState]:
    """As `vitale.readers.reader_states`."""
    return readers.reader_states()


def pyscard_version() -> str | None:
    """The version of pyscard, or `None` where it is not installed."""
    return pcsc.pyscard_version()
