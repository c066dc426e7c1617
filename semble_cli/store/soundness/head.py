"""The journal's head, noted down elsewhere: what stood before it then stands there still."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.store.event_chain import GENESIS, Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection

_WRITTEN = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


def written_head(head: Head) -> str:
    """A head as people note it down.

    >>> written_head(Head(0, GENESIS))[:5]
    '0:000'
    """
    return f"{head.seq}:{head.chain}"


def parse_head(text: str) -> Head:
    """A head that somebody noted down, or copied from a table that broke it into two lines.

    Raises:
        InvalidInput: it is no number, a colon and a chain of 64 figures.
    """
    found = _WRITTEN.fullmatch("".join(text.split()).lower())
    if found is None:
        raise InvalidInput("head", "write SEQ:CHAIN, as semble store status prints it.")
    return Head(int(found[1]), found[2])


def compare_head(connection: Connection, noted: Head) -> Iterator[Sentence]:
    """Whether the journal has another event where a noted head stood, or none any more.

    That the events before it lead up to it is for `chain.find_breaks` to tell.
    """
    chain = connection.value("SELECT chain FROM event WHERE seq = ?", (noted.seq,))
    if noted.seq == 0:
        chain = GENESIS
    if chain is None:
        yield Sentence(
            "journal: event {seq}, which was noted, is not there: the journal was cut or replaced.",
            seq=noted.seq,
        )
    elif chain != noted.chain:
        yield Sentence(
            "journal: event {seq} is not the one that was noted: what stands up to there was"
            " changed or replaced.",
            seq=noted.seq,
        )
