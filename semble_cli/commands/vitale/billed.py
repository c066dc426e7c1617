"""A reading of billing software, from where `--from` says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.streams import STDIN
from semble_cli.errors import BadUsage
from semble_cli.identity.patterns import pattern
from semble_cli.services.insurance.billing import (
    PATIENCE,
    largest_reading,
    reading_at,
    reading_in,
)

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.services.insurance.billing import BilledReading

_URL = pattern("[A-Za-z][A-Za-z0-9+.-]+://.*")


def read_from(context: Context, source: str, wait: float) -> BilledReading:
    """The reading in a file, in what is piped in, or at an address.

    Raises:
        BadUsage: the file cannot be opened, or *wait* is given for one.
        InvalidInput: it holds no reading. TeleserviceError: what is at the address gives none.
    """
    today = context.register.today
    if _URL.fullmatch(source):
        say("Asking the billing software…")
        return reading_at(source, context.caller, wait or PATIENCE, today)
    if wait:
        raise BadUsage("--wait is for a card in a reader, or for the program at a URL.")
    return reading_in(_content(source), source, today)


def _content(source: str) -> bytes:
    most = largest_reading()
    if source == STDIN:
        return sys.stdin.buffer.read(most)
    try:
        with open(source, "rb") as file:
            return file.read(most)
    except (OSError, ValueError):
        raise BadUsage("The file {file} cannot be opened.", file=source) from None
