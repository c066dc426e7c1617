"""What an HL7 message tells of a patient, by the French profile of IHE PAM (PAM-FR 2.11).

| of a patient | field |
|---|---|
| numbers, NIR | PID-3, PID-19 |
| birth name and given names; used ones; title | PID-5: `L` (`B`, `M`); `D`; XPN.5 |
| birth date | PID-7, ZFD-1 where it is lunar; fictive by ZFD-4 |
| sex | PID-8 |
| birth place | PID-11 of type `BDL`, PID-23 |
| address, phones, e-mail | PID-11, PID-13, PID-14 |
| language, rank of birth | PID-15, PID-25 |
| death | PID-29, PID-30 |
| flags | PID-31, PID-32 |
| text messages accepted | ZFD-3 |
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.entries.entry_records import FileEntry
from semble_cli.exchange.entries.statuses import status_not_taken
from semble_cli.exchange.headers import OTHER_GIVEN_NAMES
from semble_cli.exchange.hl7.contact_points import (
    birth_place,
    contact_points,
    contact_points_left_out,
)
from semble_cli.exchange.hl7.identifiers import identifiers, identifiers_left_out
from semble_cli.exchange.hl7.syntax import EMPTIED, MISNAMED
from semble_cli.identity.languages import parse_language
from semble_cli.identity.names import fold, words
from semble_cli.identity.patterns import pattern
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.exchange.hl7.syntax import FieldValue, Hl7Message

NO_WORD = (
    *("tags", "occupation", "comments", "religion", "regime", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "billing_name", "billing_address"),
    *("payment_reference", "membership_name", "membership_started_on", "privacy_policy"),
    *(consent for consent in CONSENTS if consent != "receive_sms"),
    *ANSWERS,
    *SIGNATURES,
    *("dmp_visible_patient", "dmp_visible_professionals"),
    *("blocked_on", "blocked_reason", "archived_on", "archive_reason"),
)
"""The fields of a file for which no field of a message is read."""

TO_BE_EMPTIED = Sentence("a value that the sender has emptied: an import leaves it as on record.")

_SEXES = {"F": "F", "M": "M", "O": "I", "U": "I", "A": "I", "N": "I"}
"""HL7 table 0001."""
_FLAGS = {"HOMA": "homonym", "DOUT": "doubtful", "FICT": "fictitious"}
_GONE = ("DESA", "INVA")
"""Identities that the sender has deactivated or found invalid (HL7 table 0445, French codes)."""
_USUAL_STATUSES = ("PROV", "VIDE", *_FLAGS)
VOUCHED_FOR = ("VALI", "RECUP", "QUAL")
"""Statuses by which a sender vouches for an identity."""
_NOTED = frozenset(("MSH", "SFT", "EVN", "PID", "PD1", "PV1", "PV2", "ZFD", "ZBE"))
"""Segments that are read, or that tell of the message and the stay rather than of the patient."""
_BIRTH_TYPES = ("B", "M", "L", "", "U")
"""Types of a name that may be the birth name (HL7 table 0200), the surest first: `L`, the legal
name, is the birth name in the French profile, but elsewhere may stand beside a maiden name."""
_LONGEST_LANGUAGE = 3
_CODE = pattern("[A-Z][A-Z0-9]{1,9}")
_MOMENT = pattern("([0-9]{4})([0-9]{2})?([0-9]{2})?.*")


def read_patient(message: Hl7Message, raw: str, today: date | None) -> FileEntry:
    """The patient of a message, of which *raw* are the segments.

    Raises:
        InvalidInput: it has no PID, or the identity is not in use any more.
    """
    if len(message.fields("PID")) == 1:
        raise InvalidInput("file", "this message has no PID segment.")
    statuses = [each.component(1) for each in message.repetitions("PID", 32)]
    for status in statuses:
        if status in _GONE:
            raise InvalidInput(
                "file", "the sender has deactivated this identity ({code}).", code=status
            )
    given = {name: value for name, value in _given(message, statuses, today) if value}
    return FileEntry(
        raw, given, tuple(_refused(message)), tuple(_left_out(message, statuses, today))
    )


def _given(
    message: Hl7Message, statuses: list[str], today: date | None
) -> Iterator[tuple[str, Any]]:
    yield from identifiers(message, today)
    yield from _names(message.repetitions("PID", 5))
    yield from _birth_date(message)
    sex = message.text("PID", 8)
    yield "sex", _SEXES.get(sex.upper(), sex)
    yield from birth_place(message)
    yield from contact_points(message)
    yield "preferred_language", _language(message.text("PID", 15))
    yield "birth_rank", message.text("PID", 25)
    yield "deceased_on", _day(message.text("PID", 29)) or (_is_dead(message) and "Y")
    flags = [_FLAGS[status] for status in statuses if status in _FLAGS]
    if message.text("PID", 31) == "Y" and "doubtful" not in flags:
        flags.append("doubtful")
    yield "identity_flags", flags
    yield "receive_sms", {"Y": "yes", "N": "no"}.get(message.text("ZFD", 3), "")


def _names(names: list[FieldValue]) -> Iterator[tuple[str, str]]:
    by_type = {each.component(7): each for each in reversed(names) if each.component(1)}
    types = [kind for kind in (*_BIRTH_TYPES, "D") if kind in by_type]
    if not types:
        return
    birth, legal = by_type[types[0]], by_type.get("L")
    used = by_type.get("D") or (legal if types[0] != "L" else None)
    first = birth.component(2) or (legal.component(2) if legal else "")
    yield from (("birth_name", birth.component(1)), ("first_given_name", first))
    others = " ".join(
        (birth.component(3) or (legal.component(3) if legal else "")).replace(",", " ").split()
    )
    is_whole_list = words(others)[: len(words(first))] == words(first)
    yield ("birth_given_names" if is_whole_list else OTHER_GIVEN_NAMES), others
    if used and used is not birth:
        yield "used_name", _if_other(used.component(1), birth.component(1))
        yield "used_given_name", _if_other(used.component(2), first)
    yield "title", next((title for each in names if (title := each.component(5))), "")


def _if_other(name: str, known: str) -> str:
    return "" if fold(name) == fold(known) else name


def _birth_date(message: Hl7Message) -> Iterator[tuple[str, str]]:
    """The birth date. A lunar one (day, month, year) is of the civil registers of countries that
    do not note the day: where it is all there is, the date is settled by it."""
    lunar = next(iter(message.repetitions("ZFD", 1)), None)
    day = _day(message.text("PID", 7))
    if not day and lunar:
        parts = [lunar.component(part) or "0" for part in (1, 2, 3)]
        day = f"{parts[0]:>02}/{parts[1]:>02}/{parts[2]}" if parts[2] != "0" else ""
    yield "birth_date", day
    if day and (lunar or message.text("ZFD", 4) == "Y"):
        yield "birth_date_fictive", "yes"


def _day(moment: str) -> str:
    """The day of a moment as HL7 writes it, with as much of it as is known."""
    found = _MOMENT.fullmatch(moment)
    return "-".join(filter(None, found.groups())) if found else moment


def _language(code: str) -> str:
    """A code of ISO 639; any other text, as the letters of a country are, tells no language."""
    language = code.split("-")[0]
    if len(language) > _LONGEST_LANGUAGE:
        return ""
    with suppress(InvalidInput):
        parse_language("preferred_language", language)
        return language
    return ""


def _is_dead(message: Hl7Message) -> bool:
    return message.text("PID", 30) == "Y"


def _refused(message: Hl7Message) -> Iterator[InvalidInput]:
    day = message.text("PID", 29)
    if _is_dead(message) and not day:
        yield InvalidInput("deceased_on", "the message tells a death (PID-30) without its day.")
    if day and message.text("PID", 30) == "N":
        yield InvalidInput(
            "deceased_on", "PID-29 has the day of a death, and PID-30 tells of none."
        )


def _left_out(message: Hl7Message, statuses: list[str], today: date | None) -> Iterator[Sentence]:
    yield from identifiers_left_out(message, today)
    yield from contact_points_left_out(message)
    if message.is_misnamed:
        yield MISNAMED
    for status in statuses:
        if status in VOUCHED_FOR:
            yield status_not_taken(status)
        elif status not in _USUAL_STATUSES:
            code = status if _CODE.fullmatch(status) else "?"
            yield Sentence("the status {code} of the sender has no field: not taken.", code=code)
    if any(EMPTIED in message.fields(name) for name in ("PID", "ZFD")):
        yield TO_BE_EMPTIED
    for segment in message.segments:
        if segment[0] not in _NOTED:
            yield Sentence("there is no field for the segment {name}: not taken.", name=segment[0])
