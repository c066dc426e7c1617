"""The identities of HL7 messages, with how far PID-32 vouches for them (PAM-FR 2.11)."""

from __future__ import annotations

import hashlib
from io import BytesIO
from itertools import repeat
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.exchange.entries.statuses import status_not_taken
from semble_cli.exchange.feed.identities import FedIdentity, FedMessage, qualified_by
from semble_cli.exchange.headers import INS_MATRICULE
from semble_cli.exchange.hl7.identifiers import matricules
from semble_cli.exchange.hl7.patients import VOUCHED_FOR
from semble_cli.exchange.hl7.records import MessageRecords
from semble_cli.exchange.hl7.syntax import delimiters_of, read_message
from semble_cli.exchange.mapping import AS_USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.exchange.feed.identities import Qualified
    from semble_cli.exchange.hl7.syntax import Hl7Message
    from semble_cli.exchange.record import Record

_VALIDATED = "VALI"
_DOUBTED = {"PROV", "VIDE", "DOUT", "FICT", "DOUA"}


def fed_messages(content: bytes, today: date) -> Iterator[FedMessage]:
    """The messages of some HL7.

    Raises:
        InvalidInput: it holds none.
    """
    records = MessageRecords(BytesIO(content), None, AS_USUAL._replace(today=today))
    for batch in records.batches(repeat(1)):
        for row in batch:
            yield _message(records, row, today)


def _message(records: MessageRecords, row: Record, today: date) -> FedMessage:
    text = row.raw.raw
    lines = "\r".join(line for line in text.splitlines() if line)
    digest = hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()
    found = FedMessage(digest, text, other=row.raw.other)
    if found.other:
        return found
    if row.problem:
        return found._replace(problem=row.problem)
    message = read_message(text, delimiters_of(text), records.within)
    given = {name: value for name, value in row.raw.given.items() if name != INS_MATRICULE}
    row = row._replace(raw=row.raw._replace(given=given))
    qualified = _qualified(message, today)
    said = {status_not_taken(status) for status in VOUCHED_FOR} if qualified else set()
    left_out = [each for each in records.left_out(row) if each not in said]
    if isinstance(qualified, Sentence):
        left_out, qualified = [qualified, *left_out], None
    identity = FedIdentity(
        records.given(row), qualified, tuple(records.refused(row)), tuple(left_out)
    )
    return found._replace(identity=identity)


def _qualified(message: Hl7Message, today: date) -> Qualified | Sentence | None:
    statuses = {each.component(1) for each in message.repetitions("PID", 32)}
    is_known = message.text("PID", 31) != "Y"
    return qualified_by(
        matricules(message, today),
        vouched=is_known and _VALIDATED in statuses and statuses.isdisjoint(_DOUBTED),
        document=message.text("ZFD", 7),
    )
