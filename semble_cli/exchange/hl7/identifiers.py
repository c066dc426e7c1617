"""The identifiers of PID-3: the matricule INS, the NIR, and the numbers of the sender's own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.exchange.headers import INS_MATRICULE
from semble_cli.identity.ins import InsOid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.exchange.hl7.syntax import FieldValue, Hl7Message

INS_C = Sentence("an INS-C, which is used no more, is not taken.")
EXPIRED = Sentence("an identifier that is not valid any more is not taken.")

_INS_C_OIDS = ("1.2.250.1.213.1.4.2", "1.2.250.1.213.1.4.6", "1.2.250.1.213.1.4.7")
_INS_TYPES = ("INS", "INS-NIR", "INS-NIA")
_NIR_TYPES = ("NH", "SS", "NNFRA")
"""National health identifiers of HL7 table 0203."""
PROGRAM = "SEMBLE-CLI"
"""The name of this program as a sender, and of its numbers of patients."""

OWN_NUMBER = "RI"
"""The type of a number of the practice's own, in messages of this program (HL7 table 0203)."""

_OF_THE_SENDER = {"PI": "IPP"}
"""What French software calls an identifier of this type."""
_WITHOUT_KEY = 13


def identifiers(message: Hl7Message, today: date | None) -> Iterator[tuple[str, Any]]:
    """The fields that identifiers give. A matricule INS is the NIR where no other is given: only
    INSi makes one a matricule of the register."""
    valid = [each for each in _all(message) if not _is_over(each, today) and not _is_ins_c(each)]
    nirs = [each for each in valid if not _is_ins(each) and each.component(5) in _NIR_TYPES]
    yield "nir", _number(nirs[0]) if nirs else message.text("PID", 19)
    matricules = sorted(filter(_is_ins, valid), key=lambda each: _oid(each) == InsOid.NIA)
    yield INS_MATRICULE, _number(matricules[0]) if matricules else ""
    yield (
        "numbers",
        [
            {"name": _name(each), "value": each.component(1)}
            for each in valid
            if each not in nirs and not _is_ins(each) and each.component(1)
        ],
    )


def identifiers_left_out(message: Hl7Message, today: date | None) -> Iterator[Sentence]:
    """What of the identifiers is not taken."""
    for each in _all(message):
        if _is_ins_c(each):
            yield INS_C
        elif _is_over(each, today):
            yield EXPIRED


class Matricule(NamedTuple):
    """A matricule INS as it is written, the OID of who assigned it, whether it is of the past, and
    from when to when it holds."""

    number: str
    oid: str
    is_over: bool
    period: tuple[date | None, date | None] = (None, None)

    def __repr__(self) -> str:
        return "Matricule()"


def matricules(message: Hl7Message, today: date | None) -> list[Matricule]:
    """The matricules INS of a message, that of a person with a NIR before a NIA."""
    found = [each for each in _all(message) if _is_ins(each) and not _is_ins_c(each)]
    return [
        Matricule(_number(each), _oid(each), _is_over(each, today), (_day(each, 7), _day(each, 8)))
        for each in sorted(found, key=lambda each: _oid(each) == InsOid.NIA)
    ]


def _day(each: FieldValue, number: int) -> date | None:
    try:
        return datetime.strptime(each.component(number)[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _all(message: Hl7Message) -> list[FieldValue]:
    return message.repetitions("PID", 3)


def _oid(each: FieldValue) -> str:
    return each.component(4, 2)


def _is_ins(each: FieldValue) -> bool:
    return each.component(5) in _INS_TYPES or _oid(each) in tuple(InsOid)


def _is_ins_c(each: FieldValue) -> bool:
    return _oid(each) in _INS_C_OIDS or each.component(5) == "INS-C"


def _is_over(each: FieldValue, today: date | None) -> bool:
    expiry = each.component(8)[:8]
    return bool(today and expiry.isdigit() and expiry < f"{today:%Y%m%d}")


def _number(each: FieldValue) -> str:
    """A number with its key, which may stand by itself (CX.2)."""
    number = each.component(1)
    return number + each.component(2) if len(number) == _WITHOUT_KEY else number


def _name(each: FieldValue) -> str:
    """The name of a number of the sender's own: of which type, and who gave it."""
    kind = each.component(5)
    giver = each.component(4) or _oid(each)
    if kind == OWN_NUMBER and giver and each.message.text("MSH", 3) == PROGRAM:
        return giver
    return " ".join(filter(None, (_OF_THE_SENDER.get(kind, kind), giver))) or "PID-3"
