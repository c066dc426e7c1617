"""What a vCard tells of a patient.

| of a patient | property |
|---|---|
| names, title | `N`; `FN` where there is no `N`; `X-MAIDENNAME` |
| birth date, place | `BDAY`; `BIRTHPLACE` (RFC 6474) |
| sex | `GENDER`, `X-GENDER`, else the title |
| phones, e-mail, address | `TEL`, `EMAIL`, `ADR` |
| occupation, language, comments | `ROLE` or `TITLE`, `LANG`, `NOTE` |
| death | `DEATHDATE` (RFC 6474) |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.entries.entry_records import (
    NO_FAX,
    SECOND_ADDRESS,
    SECOND_EMAIL,
    FileEntry,
)
from semble_cli.exchange.full_names import full_name
from semble_cli.exchange.headers import OTHER_GIVEN_NAMES
from semble_cli.exchange.vcard.contacts import phone_of
from semble_cli.exchange.vcard.syntax import first_parts, first_text, parts_of
from semble_cli.identity.patterns import pattern
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import ANSWERS, SIGNATURES
from semble_cli.patient.reading.phones import find_phone_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.exchange.vcard.syntax import Properties, Property

NO_WORD = (
    *("birth_date_fictive", "birth_place_code", "used_given_name", "nir", "numbers", "tags"),
    *("identity_flags", "religion", "regime", "birth_rank", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "billing_name", "billing_address"),
    *("payment_reference", "membership_name", "membership_started_on", "privacy_policy"),
    *CONSENTS,
    *ANSWERS,
    *SIGNATURES,
    *("dmp_visible_patient", "dmp_visible_professionals"),
    *("blocked_on", "blocked_reason", "archived_on", "archive_reason"),
)
"""The fields of a file that a card has no property for; its date or place may be known in part, or
be a code, all the same."""

NO_PERSON = Sentence("a card of an organisation or a group is no patient: left out.")
NO_RELATION = Sentence("a relation of a card is not taken: add it with semble patient relate.")

_PLACED = frozenset(
    (
        *("N", "FN", "X-MAIDENNAME", "BDAY", "BIRTHPLACE", "GENDER", "X-GENDER", "TEL", "EMAIL"),
        *("ADR", "ROLE", "TITLE", "LANG", "NOTE", "DEATHDATE", "RELATED", "X-ABRELATEDNAMES"),
    )
)
_OF_CARDS = frozenset(
    (
        *("VERSION", "PRODID", "REV", "UID", "KIND", "SOURCE", "CLIENTPIDMAP", "SORT-STRING"),
        *("MAILER", "CLASS", "NAME", "PROFILE", "LABEL", "X-ABLABEL", "X-ABADR", "X-ABUID"),
        *("X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND", "X-SEMBLE-PATIENT"),
    )
)
"""What tells of the card itself, or of how a program shows it."""
_FAX = frozenset(("fax", "pager", "homefax", "workfax"))
_SEXES = {"M": "M", "F": "F", "O": "I", "N": "I", "U": "I"}
"""The sexes of `GENDER` (RFC 6350, 6.2.7)."""
_LONGEST_NAME = 40

_NO_YEAR = pattern(r"--.*")
_MOMENT = pattern(
    r"(?P<day>[0-9]{4}-?[0-9]{2}-?[0-9]{2})T(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})?.*?(?P<zone>Z)?"
)
_LABEL = pattern(r"_\$!<(.*)>!\$_")
"""How Apple writes a label that it translates."""


def read_patient(of: Properties, raw: str) -> FileEntry:
    """The patient of a card, of which *raw* are the lines."""
    given: dict[str, Any] = {name: value for name, value in _given(of) if value}
    refused: list[InvalidInput] = []
    for field, name in (("birth_date", "BDAY"), ("deceased_on", "DEATHDATE")):
        if name in of and (written := _day(of[name][0])):
            given[field] = written
            if _has_no_year(of[name][0]):
                refused.append(InvalidInput(field, "the card has no year of it; add the year."))
    return FileEntry(
        raw, given, tuple(refused), tuple(_left_out(of)), NO_PERSON if _is_no_person(of) else None
    )


def _is_no_person(of: Properties) -> bool:
    kind = (first_text(of, "KIND") or first_text(of, "X-ADDRESSBOOKSERVER-KIND") or "").lower()
    if kind:
        return kind != "individual"
    is_shown_as_company = (first_text(of, "X-ABSHOWAS") or "").upper() == "COMPANY"
    is_named = any(first_parts(of, "N", 2))
    company = first_parts(of, "ORG", 1)[0]
    return is_shown_as_company or (
        company is not None and not is_named and first_text(of, "FN") in (company, None)
    )


def _given(of: Properties) -> Iterator[tuple[str, Any]]:
    yield from _names(of)
    yield "sex", _sex(of)
    place = of["BIRTHPLACE"][0] if "BIRTHPLACE" in of else None
    if place and place.parameters.get("VALUE", "").lower() != "uri":
        yield "birth_place", place.text.strip()
    yield "phones", [_phone(each, of) for each in of.get("TEL", ()) if not _is_fax(each)]
    emails = _by_preference(of.get("EMAIL", ()))
    yield "email", emails[0].text.strip().removeprefix("mailto:") if emails else None
    if addresses := _addresses(of):
        box, extended, street, city, region, code, country = parts_of(addresses[0], 7)
        yield "address_lines", "\n".join(filter(None, (box, extended, street, region)))
        yield from (("city", city), ("postal_code", code), ("country", country))
    yield "occupation", first_text(of, "ROLE") or first_text(of, "TITLE")
    languages = _by_preference(of.get("LANG", ()))
    yield "preferred_language", languages[0].text.partition("-")[0] if languages else None
    yield "comments", "\n".join(each.text for each in of.get("NOTE", ()))


def _names(of: Properties) -> Iterator[tuple[str, str | None]]:
    """The names. A maiden name is the birth name, and the other the used name; a name in one piece
    is parted where its writing tells how."""
    family, given, others, title, _ = first_parts(of, "N", 5)
    maiden = first_text(of, "X-MAIDENNAME")
    used: str | None = None
    if not (family and given):
        family, used, given = full_name(first_text(of, "FN") or family or given or "")
    if maiden and maiden != family:
        family, used = maiden, family
    yield from (("birth_name", family), ("used_name", used), ("first_given_name", given))
    yield OTHER_GIVEN_NAMES, others and " ".join(others.replace(",", " ").split())
    yield "title", title


def _sex(of: Properties) -> str | None:
    code, identity = first_parts(of, "GENDER", 2)
    if code or identity:
        return _SEXES.get((code or "").upper(), code or identity)
    return first_text(of, "X-GENDER")


def _day(each: Property) -> str:
    """A day as its reader takes it; a moment of Greenwich keeps its hour, for the day may be the
    next one in France."""
    text = each.text.strip()
    if found := _MOMENT.fullmatch(text):
        is_midnight = (found["hour"], found["minute"] or "00") == ("00", "00")
        return found["day"] if is_midnight or not found["zone"] else text
    return text


def _has_no_year(each: Property) -> bool:
    text = each.text.strip()
    year = each.parameters.get("X-APPLE-OMIT-YEAR")
    return bool(_NO_YEAR.fullmatch(text) or (year and text.startswith(year)))


def _phone(each: Property, of: Properties) -> dict[str, str]:
    """A phone; a label that people gave it tells its type where the card does not."""
    phone = phone_of(each)
    label = next(
        (one.text.strip() for one in of.get("X-ABLABEL", ()) if one.group == each.group != ""), ""
    )
    if label and not phone["type"]:
        word = _LABEL.sub(r"\1", label)
        kind = find_phone_type(word)
        phone["type"] = kind.value if kind else ""
    return phone


def _is_fax(each: Property) -> bool:
    return not _FAX.isdisjoint(each.types)


def _by_preference(properties: Sequence[Property]) -> list[Property]:
    """The properties, those that the person prefers first."""
    return sorted(properties, key=_rank)


def _rank(each: Property) -> int:
    rank = each.parameters.get("PREF", "")
    if rank.isascii() and rank.isdigit():
        return int(rank[:4])
    return 1 if "pref" in each.types else 101


def _addresses(of: Properties) -> list[Property]:
    """The addresses with anything in them: those of the home first, then the preferred."""
    written = [each for each in of.get("ADR", ()) if any(parts_of(each, 7))]
    return sorted(_by_preference(written), key=lambda each: "home" not in each.types)


def _left_out(of: Properties) -> Iterator[Sentence]:
    for name in ("RELATED", "X-ABRELATEDNAMES"):
        yield from [NO_RELATION] * len(of.get(name, ()))
    yield from [NO_FAX for each in of.get("TEL", ()) if _is_fax(each)]
    yield from [SECOND_EMAIL] * (len(of.get("EMAIL", ())) - 1)
    yield from [SECOND_ADDRESS] * (len(_addresses(of)) - 1)
    for name in sorted(of.keys() - _PLACED - _OF_CARDS):
        yield Sentence("there is no field for {name}: not taken.", name=name[:_LONGEST_NAME])
    place = of["BIRTHPLACE"][0] if "BIRTHPLACE" in of else None
    if place and place.parameters.get("VALUE", "").lower() == "uri":
        yield Sentence("there is no field for {name}: not taken.", name="BIRTHPLACE;VALUE=uri")
