"""A text that a scanner gave: our own code, the INS datamatrix, or neither."""

from __future__ import annotations

from semble_cli.identity.patterns import pattern
from semble_cli.identity.scans.ins_datamatrix import InsTraits, read_ins_datamatrix
from semble_cli.identity.scans.keyboard import as_scanned, shift_unlocked

_OWN = pattern(r"(?i)\s*SEMBLE\s*[:;]\s*([0-9]{1,9})\s*")


def own_code(patient_id: int) -> str:
    """The text of our own code."""
    return f"SEMBLE:{patient_id}"


def read_scan(text: str) -> int | InsTraits | None:
    """The id of our own code, what an INS datamatrix says, or `None` for another text. What a
    French keyboard made of either is read too.

    >>> read_scan("semble:1042"), read_scan("SE?BLEM&à'é"), read_scan("Dupont") is None
    (1042, 1042, True)
    """
    for each in (text, as_scanned(text), as_scanned(shift_unlocked(text))):
        if found := _OWN.fullmatch(each):
            return int(found[1])
        if traits := read_ins_datamatrix(each):
            return traits
    return None
