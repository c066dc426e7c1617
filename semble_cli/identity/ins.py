"""The INS: a matricule, and the OID that says of which kind it is (Référentiel INS v2.1)."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.nir import mask_nir, plain_number, unjudged_nir

_WHOLE = 15


class InsOid(StrEnum):
    """The OIDs of matricules; each is named by the nature that stands after a printed matricule."""

    NIR = "1.2.250.1.213.1.4.8"
    NIA = "1.2.250.1.213.1.4.9"
    TEST = "1.2.250.1.213.1.4.10"
    DEMO = "1.2.250.1.213.1.4.11"


NATURES: dict[InsOid, Sentence] = {
    InsOid.NIR: Sentence("social security number"),
    InsOid.NIA: Sentence("number until a social security number is given"),
    InsOid.TEST: Sentence("test number"),
    InsOid.DEMO: Sentence("demonstration number"),
}
"""What each nature means."""


class Ins(NamedTuple):
    """A matricule of 15 characters, as received, and its OID; `parse_ins` makes it."""

    matricule: str
    oid: InsOid

    def __repr__(self) -> str:
        return f"Ins({mask_nir(self.matricule)}, {self.oid.name})"

    @property
    def nature(self) -> str:
        """NIR, NIA, TEST or DEMO, to stand in brackets after the matricule."""
        return self.oid.name


class PastIns(NamedTuple):
    """A matricule that somebody had, and from when to when, where that is known."""

    matricule: str
    oid: InsOid
    valid_from: date | None = None
    valid_until: date | None = None

    def __repr__(self) -> str:
        return f"PastIns({mask_nir(self.matricule)})"


def parse_matricule(text: str, field: str = "ins") -> str:
    """A whole matricule, without the spaces, dots and hyphens in it: 15 characters.

    Its key is not checked: INSi has given wrong ones, and such a patient must be found too.

    Raises:
        InvalidInput: only part of a matricule (it is no search criterion), or another structure.

    >>> parse_matricule("2 79 03 51 215 189 89")
    '279035121518989'
    """
    number = plain_number(text)
    if len(number) != _WHOLE:
        raise InvalidInput(field, "give the matricule INS whole: 15 characters with its key.")
    return str(unjudged_nir(number, field))


def parse_ins(matricule: str, oid: str, field: str = "ins") -> Ins:
    """The INS that INSi, a card or a datamatrix gave; the OID with or without `urn:oid:`.

    Raises:
        InvalidInput: as `parse_matricule`; also for an OID that is of no matricule.
    """
    try:
        return Ins(parse_matricule(matricule, field), InsOid(oid.strip().removeprefix("urn:oid:")))
    except ValueError:
        raise InvalidInput(
            field, "the OID is not one of a matricule INS; read the INS again."
        ) from None
