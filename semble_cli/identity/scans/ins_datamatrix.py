"""The text of the INS datamatrix, written and read (ANS, Format du datamatrix INS v2.2).

`IS01` and 22 zeros, then blocks: S1 matricule, S2 OID, S3 birth given names, S4 birth name, S5 sex,
S6 birth date (DD-MM-YYYY), S7 birth place (COG). A GS ends a block that is shorter than it may be,
but not the last. It is not signed, and only for qualified identities (Guide d'implémentation INS,
EXI ID 29).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.ins import Ins, parse_ins
from semble_cli.identity.names import strict_given_names, strict_name
from semble_cli.identity.patterns import pattern

HEADER = "IS01" + "0" * 22
GS = "\x1d"
_OID_MOST, _NAME_MOST = 20, 100


class InsTraits(NamedTuple):
    """The identity that an INS datamatrix carries; the birth place may be missing."""

    ins: Ins
    birth_given_names: str
    birth_name: str
    sex: str
    birth_date: date
    birth_place_code: str | None = None

    def __repr__(self) -> str:
        return f"InsTraits({self.ins!r})"


def ins_datamatrix_text(traits: InsTraits) -> str:
    """The text to encode, names in capitals without accents.

    Raises:
        InvalidInput: a name is longer than 100 characters, or no strict trait.
    """
    blocks = (
        ("S1", traits.ins.matricule, 15),
        ("S2", str(traits.ins.oid), _OID_MOST),
        ("S3", strict_given_names(traits.birth_given_names), _NAME_MOST),
        ("S4", strict_name(traits.birth_name), _NAME_MOST),
        ("S5", traits.sex, 1),
        ("S6", traits.birth_date.strftime("%d-%m-%Y"), 10),
        ("S7", traits.birth_place_code or "", 5),
    )
    told = [(name, value, len(value) < most) for name, value, most in blocks if value]
    texts = [f"{name}{value}{GS if is_short else ''}" for name, value, is_short in told]
    return HEADER + "".join(texts)  # the last block has no end: S6 and S7 are as long as may be


_HEADER = pattern(r"IS[0-9]{24}")
_BLOCK = pattern(r"(?s)S([1-7])(.*?)(?=S[1-7]|$)")
_NAME = r"([A-Z][A-Z' -]*)"
_CONTENTS = {
    "1": pattern(r"([0-9][0-9AB ]+)"),
    "2": pattern(r"([0-9. ]+?)(?:029)?(?![0-9.])"),
    "3": pattern(_NAME),
    "4": pattern(_NAME),
    "5": pattern(r"([FMI])"),
    "6": pattern(r"([0-9]{2}[^0-9][0-9]{2}[^0-9][0-9]{4})"),
    "7": pattern(r"([0-9][0-9AB][0-9]{3})"),
}
"""What each block begins with. What follows is its separator, whatever the scanner made of it; only
`029`, which is left of `~029`, might be taken for the end of an OID."""


def read_ins_datamatrix(text: str) -> InsTraits | None:
    """What the text of an INS datamatrix says, in whatever order its blocks are, with its
    separators as scanners give them: GS, nothing, a space, `<GS>`, `^]`, `~029` or other signs.
    `None` for what is none.

    Names hold no figures, so that `S` and a figure always begins a block.
    """
    plain = text.strip().upper()
    header = _HEADER.match(plain)
    if header is None:
        return None
    found = {
        block[1]: content[1].strip()
        for block in _BLOCK.finditer(plain, header.end())
        if (content := _CONTENTS[block[1]].match(block[2].strip()))
    }
    try:
        return InsTraits(
            parse_ins(found["1"].replace(" ", ""), found["2"].replace(" ", "")),
            " ".join(found["3"].split()),
            " ".join(found["4"].split()),
            found["5"],
            _date(found["6"]),
            found.get("7"),
        )
    except (KeyError, ValueError, InvalidInput):
        return None


def _date(text: str) -> date:
    day, month, year = pattern(r"[^0-9]").split(text)
    return date(int(year), int(month), int(day))
