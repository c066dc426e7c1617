"""A feed as commands reach it: its messages, and whether it may write."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from semble_cli.exchange.feed import reading
from semble_cli.services.access import Permission
from semble_cli.store.database.errors import StoreLocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.errors import StoreError
    from semble_cli.exchange.feed.identities import FedMessage
    from semble_cli.services.register import Register


def check_right(register: Register) -> None:
    """See that who works here may change patients, before anything is read.

    Raises:
        Refused: no right. StoreError: the store cannot be read.
    """
    with register.reading(Permission.EDIT_PATIENTS):
        pass


def is_locked(problem: StoreError) -> bool:
    """Whether another program only has the register for a while."""
    return isinstance(problem, StoreLocked)


def largest_file() -> int:
    """How many bytes a file of messages may have."""
    return reading.LARGEST


def messages_in(content: bytes, today: date) -> Iterator[FedMessage]:
    """As `exchange.feed.reading.messages_in`."""
    return reading.messages_in(content, today)


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """As `exchange.feed.reading.chunks_of`."""
    return reading.chunks_of(stream)
