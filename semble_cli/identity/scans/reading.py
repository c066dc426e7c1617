"""A text that a scanner gave: our own code, the INS datamatrix, or neither."""

from __future__ import annotations

from semble_cli.identity.patterns import pattern
from semble_cli.identity.scans.ins_datamatrix import InsTraits, read_ins_datamatrix
from semble_cli.identity.scans.keyboard import as_scanned

_BEFORE = pattern(r"(?i)[\s\x00-\x1f]*(?:\]d[12])?")
"""What may stand before a code: the sign of a DataMatrix (ISO/IEC 15424), which scanners can be set
to send, and characters that nobody sees."""
_OWN = pattern(r"(?i)SEMBLE\s*[:;]\s*([0-9]{1,9})[\s\x00-\x1f]*")


def own_code(patient_id: int) -> str:
    """The text of our own code."""
    return f"SEMBLE:{patient_id}"


def read_scan(text: str) -> int | InsTraits | None:
    """The id of our own code, what an INS datamatrix says, or `None` for another text. What a
    French keyboard made of either is read too.

    >>> read_scan("semble:1042"), read_scan("SE?BLEM&à'é"), read_scan("Dupont") is None
    (1042, 1042, True)
    """
    for each in as_scanned(text):
        plain = _BEFORE.sub("", each, count=1)
        if found := _OWN.fullmatch(plain):
            return int(found[1])
        if traits := read_ins_datamatrix(plain):
            return traits
    return None
