"""The directory in which a whole practice is exported: where everything stands, and how far it has
come, which is kept so that it can go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PROGRESS = "progress.ndjson"
"""What is in a directory so far: it changes while the rest is made, and is no part of the export."""

_A_FOLDER = 1000


class Begun(NamedTuple):
    """What the export in a directory is of: the register, and what was asked for."""

    register: str
    everything: bool
    reveal: bool
    pdf: bool


class Made(NamedTuple):
    """A record that is there: as it was after which event of the journal, and what of it is left
    out."""

    patient: int
    seq: int
    name: str
    size: int
    sha256: str
    documents: int
    damaged: tuple[int, ...] = ()


class NoProgress(Exception):
    """It does not tell what an export of ours has done."""


def record_name(patient_id: int) -> str:
    """Where the record of a patient stands: a thousand in a folder.

    >>> record_name(12042)
    'patients/000012/12042.zip'
    """
    return f"patients/{patient_id // _A_FOLDER:06}/{patient_id}.zip"


def begun_line(begun: Begun) -> str:
    return _line({"begun": begun._asdict()})


def made_line(made: Made) -> str:
    return _line(made._asdict())


def read_progress(lines: Iterable[str]) -> tuple[Begun, dict[int, Made]]:
    """What an export is of, and which records are there; a last line that was cut off is none.

    Raises:
        NoProgress: it is none of ours.
    """
    begun: Begun | None = None
    made: dict[int, Made] = {}
    for line in lines:
        if not line.endswith("\n"):
            break
        try:
            told = json.loads(line)
            if begun is None:
                begun = Begun(**told["begun"])
                continue
            one = Made(**told)
            made[one.patient] = one._replace(damaged=tuple(one.damaged))
        except (ValueError, TypeError, KeyError):
            raise NoProgress from None
    if begun is None:
        raise NoProgress
    return begun, made


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, separators=(",", ":")) + "\n"
