"""What a simulator of teleservices and cards is asked for: values that its command needs too."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

READER_PORT = 35963
"""The port on which the virtual reader (vpcd) listens unless it is told another."""


class Behaviour(StrEnum):
    """What the simulator may be told to do with every question."""

    ANSWER = "answer"
    NOBODY = "01"
    SEVERAL = "02"
    FAULT = "fault"
    UNKNOWN_SOFTWARE = "unknown-software"
    REFUSE = "refuse"
    BROKEN = "broken"
    SOMEBODY_ELSE = "somebody-else"
    SLOW = "slow"
    GARBAGE = "garbage"
    ENTITIES = "entities"
    HALF = "half"
    ENDLESS = "endless"
    DROP = "drop"
    DROP_ONCE = "drop-once"


class SimulatorPlace(NamedTuple):
    """Where a simulator is to be: a directory for its files, the port of its server (0 for any
    free one), and that of the virtual reader."""

    directory: str
    port: int = 0
    reader_port: int = READER_PORT
