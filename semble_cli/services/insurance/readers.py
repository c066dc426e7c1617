"""The door to the card readers: what commands need of `vitale.readers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.vitale import pcsc
from semble_cli.vitale import readers as card_readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.vitale_card import CardInReader, InsertedCard, ReaderState


def read_card(reader: str | None, wait: float, say_wait: Callable[[str], None]) -> CardInReader:
    """As `vitale.readers.read_card`."""
    return card_readers.read_card(reader, wait, say_wait)


def cards_one_by_one(reader: str | None, say_wait: Callable[[str], None]) -> Iterator[InsertedCard]:
    """As `vitale.readers.cards_one_by_one`."""
    return card_readers.cards_one_by_one(reader, say_wait)


def reader_states() -> list[ReaderState]:
    """As `vitale.readers.reader_states`."""
    return card_readers.reader_states()


def pyscard_version() -> str | None:
    """The version of pyscard, or `None` where it is not installed."""
    return pcsc.pyscard_version()
