"""What messages are written of: segments, components, texts, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.exchange.hl7.countries import country_letters
from semble_cli.exchange.hl7.identifiers import PROGRAM
from semble_cli.exchange.hl7.syntax import Delimiters, escaped
from semble_cli.identity.characters import only_shown
from semble_cli.patient.record import PhoneType

if TYPE_CHECKING:
    from datetime import date, datetime

MARKS = Delimiters("|", "^", "~", "\\", "&")
_PHONES = {
    PhoneType.MOBILE: ("PRN", "CP"),
    PhoneType.HOME: ("PRN", "PH"),
    PhoneType.WORK: ("WPN", "PH"),
    PhoneType.OTHER: ("ORN", ""),
}
"""Use and equipment (HL7 tables 0201 and 0202)."""


def segment(name: str, *fields: str) -> str:
    """A segment, its empty fields at the end left out."""
    return "|".join((name, *fields)).rstrip("|")


def numbered(name: str, fields: dict[int, str]) -> str:
    """A segment of the fields with some numbers."""
    return segment(name, *(fields.get(number, "") for number in range(1, max(fields) + 1)))


def parts(*texts: str | None, plain: tuple[int, ...] = ()) -> str:
    """Components as a field holds them; those at a *plain* place are written as they stand."""
    written = (
        (each or "") if place in plain else text(each) for place, each in enumerate(texts, start=1)
    )
    return "^".join(written).rstrip("^")


def text(written: str | None) -> str:
    r"""A text as a message holds it: ends of lines are `\.br\`, and what nobody sees stays out."""
    lines = only_shown(written or "").replace("\t", " ").split("\n")
    return "\\.br\\".join(escaped(line, MARKS) for line in lines)


def day(on: date | None) -> str:
    """A day as a message holds it; nothing where there is none."""
    return f"{on:%Y%m%d}" if on else ""


def moment(at: datetime | None) -> str:
    """A moment as a message holds it; nothing where there is none."""
    return f"{at:%Y%m%d%H%M%S%z}" if at else ""


def phone(kind: str, number: str) -> str:
    """A phone (XTN)."""
    use, equipment = _PHONES[PhoneType(kind)]
    return parts("", use, equipment, *[""] * 8, number)


def email(address: str) -> str:
    """An e-mail address (XTN)."""
    return parts("", "NET", "Internet", address)


def home(
    lines: str | None, city: str | None, postal_code: str | None, country: str | None, kind: str
) -> str:
    """An address of a kind (XAD); nothing where there is none."""
    first, _, more = (lines or "").partition("\n")
    letters = country_letters(country or "")
    told = (first, more, city, "", postal_code, letters)
    return parts(*told, kind) if any(told) else ""


def own_number(patient_id: int, register_id: str) -> str:
    """The number of a patient in our register (CX)."""
    giver = f"{PROGRAM}&{text(register_id)}&UUID"
    return parts(str(patient_id), "", "", giver, "PI", plain=(4,))
