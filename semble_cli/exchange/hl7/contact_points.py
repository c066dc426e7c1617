"""Addresses, phones and e-mail addresses of PID: data types XAD and XTN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.entries.entry_records import NO_FAX, SECOND_ADDRESS, SECOND_EMAIL
from semble_cli.exchange.headers import BIRTH_COUNTRY, BIRTH_POSTAL_CODE
from semble_cli.exchange.hl7.countries import BIRTH_CODES, country_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.errors import Sentence
    from semble_cli.exchange.hl7.syntax import FieldValue, Hl7Message

_BIRTH = "BDL"
_HOMES = ("H", "P", "C", "L", "M", "")
"""Types of addresses at which somebody lives or has letters sent (HL7 table 0190), the surest
first; any other comes last."""

_NOT_CALLED = ("FX", "BP", "MD", "TDD")
"""Equipment that nobody calls (HL7 table 0202)."""
_NET = ("NET", "Internet", "X.400")
_WORK = ("WPN",)
_HOME = ("PRN", "ORN", "VHN")
_OTHER = "ORN"
"""The use of what is none of them: said of no equipment, as ours are."""


def birth_place(message: Hl7Message) -> Iterator[tuple[str, str]]:
    """The place of birth: its INSEE code (XAD.9) or that of a foreign country, else town, postal
    code and country; where no address is of it, PID-23."""
    born = next((each for each in _addresses(message) if each.component(7) == _BIRTH), None)
    if born is None:
        yield "birth_place", message.text("PID", 23)
    elif code := born.component(9) or BIRTH_CODES.get(born.component(6), ""):
        yield "birth_place_code", code
    else:
        yield from (("birth_place", born.component(3)), (BIRTH_POSTAL_CODE, born.component(5)))
        yield BIRTH_COUNTRY, country_name(born.component(6))
        if not any(map(born.component, (3, 5, 6))):
            yield "birth_place", message.text("PID", 23)


def address(message: Hl7Message) -> Iterator[tuple[str, str]]:
    """The one address that a record has."""
    if homes := _homes(message):
        home = homes[0]
        street = home.component(1) or f"{home.component(1, 3)} {home.component(1, 2)}".strip()
        yield "address_lines", "\n".join(filter(None, (street, home.component(2))))
        yield from (("postal_code", home.component(5)), ("city", home.component(3)))
        yield "country", country_name(home.component(6))


def phones(message: Hl7Message) -> list[dict[str, str]]:
    """The phones of PID-13 and, of work, PID-14."""
    return [
        {"type": kind, "number": number}
        for place, each in _telecoms(message)
        if (number := _number(each)) and not _is_email(each)
        for kind in [_kind(each, is_of_work=place == 14)]
        if kind is not None
    ]


def emails(message: Hl7Message) -> list[str]:
    """The e-mail addresses of the same fields."""
    return [
        email
        for _, each in _telecoms(message)
        if _is_email(each) and (email := each.component(4) or each.component(1))
    ]


def contact_points_left_out(message: Hl7Message) -> Iterator[Sentence]:
    """What of them has no field."""
    yield from [SECOND_ADDRESS] * (len(_homes(message)) - 1)
    yield from [SECOND_EMAIL] * (len(emails(message)) - 1)
    yield from [NO_FAX for _, each in _telecoms(message) if each.component(3) in _NOT_CALLED]


def contact_points(message: Hl7Message) -> Iterator[tuple[str, Any]]:
    """The fields that they give."""
    yield from address(message)
    yield "phones", phones(message)
    yield "email", next(iter(emails(message)), "")


def _addresses(message: Hl7Message) -> list[FieldValue]:
    return message.repetitions("PID", 11)


def _homes(message: Hl7Message) -> list[FieldValue]:
    """The addresses but that of birth, and but those of a country alone; the surest first."""
    found = [
        each
        for each in _addresses(message)
        if each.component(7) != _BIRTH
        and any(map(each.component, (1, 2, 3, 5)) or each.component(1, 2))
    ]
    return sorted(found, key=lambda each: _rank(each.component(7)))


def _rank(kind: str) -> int:
    return _HOMES.index(kind) if kind in _HOMES else len(_HOMES)


def _telecoms(message: Hl7Message) -> Iterator[tuple[int, FieldValue]]:
    for place in (13, 14):
        for each in message.repetitions("PID", place):
            yield place, each


def _is_email(each: FieldValue) -> bool:
    return (
        each.component(2) in _NET
        or each.component(3) in _NET
        or bool(each.component(4) and not _number(each))
        or "@" in each.component(1)
    )


def _number(each: FieldValue) -> str:
    """A number as it is dialled: as a whole (XTN.12, XTN.1), else from its parts."""
    whole = each.component(12) or each.component(1)
    if whole:
        return whole
    country, area, local = (each.component(part) for part in (5, 6, 7))
    return f"+{country.removeprefix('+')} {area}{local}" if country and local else f"{area}{local}"


def _kind(each: FieldValue, *, is_of_work: bool) -> str | None:
    """Our type of a phone; empty where its number is to tell, `None` for what nobody calls."""
    use, equipment = each.component(2), each.component(3)
    if equipment in _NOT_CALLED:
        return None
    if equipment == "CP":
        return "mobile"
    if use in _WORK or is_of_work:
        return "work"
    if use == _OTHER and not equipment:
        return "other"
    return "home" if use in _HOME and equipment == "PH" else ""
