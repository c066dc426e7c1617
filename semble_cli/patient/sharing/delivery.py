"""What became of a message, for each of whom it was for."""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What is known of a message to one recipient."""

    INTENDED = "intended"
    """It was noted before anything left, and nothing after: the sending was cut short."""
    SENT = "sent"
    """The server took it."""
    REFUSED = "refused"
    """The server refused it, in its own words."""
    UNSENT = "unsent"
    """The server was not reached, or the line broke before the message was handed over whole."""
    UNKNOWN = "unknown"
    """The line broke once the message was handed over, before the server answered."""
    WRITTEN = "written"
    """It was written as a file, for the practice's own mail program."""


MAY_HAVE_ARRIVED = frozenset({Outcome.INTENDED, Outcome.SENT, Outcome.UNKNOWN, Outcome.WRITTEN})
"""What is never sent again without a question."""


class Delivery(NamedTuple):
    """The outcome for one recipient: the code and the words of the server, where it refused."""

    outcome: Outcome
    code: int | None = None
    words: str = ""
