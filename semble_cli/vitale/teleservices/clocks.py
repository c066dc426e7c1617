"""How far this machine's clock is from a service's: an assertion lasts five minutes, and a
certificate is good between two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.vitale.teleservices.address import host_of
from semble_cli.vitale.teleservices.errors import TeleserviceError
from semble_cli.vitale.teleservices.https import time_told

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from semble_cli.errors import Sentence
    from semble_cli.vitale.teleservices.https import Endpoint

MOST = 60
"""Seconds by which clocks may differ before that is worth a look."""


class Clock(NamedTuple):
    """A host, and the seconds by which this machine's clock is ahead of its own (behind: below
    zero); or why that is not known."""

    host: str
    seconds: int | None
    problem: Sentence | None = None

    @property
    def agrees(self) -> bool:
        return self.seconds is not None and abs(self.seconds) <= MOST


def clock_of(endpoint: Endpoint, clock: Callable[[], datetime]) -> Clock:
    """Compare the clock (UTC) with that of a service, which is asked for nothing else."""
    host = host_of(endpoint.url)
    try:
        told = time_told(endpoint)
    except TeleserviceError as error:
        return Clock(host, None, error.sentence)
    return Clock(host, round((clock() - told).total_seconds()))
