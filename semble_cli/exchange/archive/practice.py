"""The directory in which a whole practice is exported: where everything stands, and how far it has
come, which is kept so that it can go on."""

from __future__ import annotations

import json
from typing import NamedTuple

PROGRESS = "progress.ndjson"
"""What is in a directory so far: it changes while the rest is made, and is no part of it."""
READ_ME, DICTIONARY, PRACTICE, REPORT = (
    *("LISEZ-MOI.pdf", "dictionnaire.csv", "cabinet.json", "rapport-integrite.json"),
)
PRACTICE_ENCRYPTED = "cabinet.zip"
"""What holds `PRACTICE` where archives are encrypted."""

_A_FOLDER = 1000


class Begun(NamedTuple):
    """What the export in a directory is of: the register, and what was asked for."""

    register: str
    everything: bool
    reveal: bool
    pdf: bool
    encrypted: bool = False


class MadeRecord(NamedTuple):
    """A record that is there: as it was after which event of the journal, and what of it is left
    out."""

    patient: int
    seq: int
    name: str
    size: int
    sha256: str
    documents: int
    damaged: tuple[int, ...] = ()
    has_pages: bool = False


class NoProgress(Exception):
    """It does not tell what an export of ours has done."""


def record_name(patient_id: int) -> str:
    """Where the record of a patient stands: a thousand in a folder.

    >>> record_name(12042)
    'patients/000012/12042.zip'
    """
    return f"patients/{patient_id // _A_FOLDER:06}/{patient_id}.zip"


def line_of(told: Begun | MadeRecord) -> bytes:
    """How it is noted."""
    written = {"begun": told._asdict()} if isinstance(told, Begun) else told._asdict()
    return (json.dumps(written, separators=(",", ":")) + "\n").encode()


def read_line(line: bytes) -> Begun | MadeRecord:
    """What a line tells: the first one of what an export is, the others of a record.

    Raises:
        NoProgress: it is none of ours.
    """
    try:
        told = json.loads(line)
        if "begun" in told:
            return Begun(**told["begun"])
        made = MadeRecord(**told)
        return made._replace(damaged=tuple(made.damaged))
    except (ValueError, TypeError, KeyError):
        raise NoProgress from None
