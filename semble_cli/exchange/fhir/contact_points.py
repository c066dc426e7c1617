"""The telecoms and addresses of a Patient resource: phones, the e-mail, the address and that for
bills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.elements import (
    ADDRESSES,
    CONTACTS,
    Element,
    extension_at,
    items,
    no_field,
    one_more,
    present,
    text_of,
    texts_of,
)
from semble_cli.identity.internet.emails import is_mssante
from semble_cli.patient.record import PhoneType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_PHONES = ("phone", "sms")
_EMAIL = "email"
_UNRANKED = 1 << 31
_BILLING = "billing"
_USES = ("home", "", "temp", "work")
"""The uses of addresses, those first where somebody lives."""
_LIVED_AT = ("home", "")


def telecom_fields(
    resource: Mapping[str, Any], today: date, left_out: list[Sentence]
) -> Iterator[tuple[str, Any]]:
    """The phones of a patient, those of the first rank before the others, and one e-mail: rather
    none of the MSSanté, whose addresses are for what is confidential."""
    points = [point for point in items(resource, "telecom") if point.get("value")]
    points.sort(key=lambda point: point.get("rank") or _UNRANKED)
    phones: list[str | dict[str, str]] = []
    emails: list[str] = []
    for point in present(points, CONTACTS, today, left_out):
        system, value = text_of(point, "system"), text_of(point, "value")
        if system in _PHONES:
            phones.append(_phone(point, value))
        elif system == _EMAIL:
            emails.append(value)
        else:
            left_out.append(no_field(f"telecom ({system or '?'})"))
    emails.sort(key=is_mssante)
    if len(set(emails)) > 1:
        left_out.append(one_more(CONTACTS))
    yield "phones", phones
    yield "email", emails[0] if emails else None


def _phone(point: Element, value: str) -> str | dict[str, str]:
    """A phone with its type; where nothing tells it, the number does."""
    use = text_of(point, "use")
    if use in terms.PHONE_USES:
        return {"type": use, "number": value}
    if text_of(extension_at(point, terms.PHONE_TYPE), "valueCode") == PhoneType.OTHER:
        return {"type": PhoneType.OTHER.value, "number": value}
    return value


def address_fields(
    resource: Mapping[str, Any], today: date, left_out: list[Sentence]
) -> Iterator[tuple[str, Any]]:
    """The address of a patient, rather that of the home than another, and rather one where somebody
    is than one for letters; and that for bills."""
    addresses = list(present(items(resource, "address"), ADDRESSES, today, left_out))
    billing = [each for each in addresses if each.get("use") == _BILLING]
    others = sorted((each for each in addresses if each.get("use") != _BILLING), key=_precedence)
    if len(billing) > 1 or len(others) > 1:
        left_out.append(one_more(ADDRESSES))
    if billing:
        yield "billing_address", _in_one_text(billing[0])
    if not others:
        return
    address = others[0]
    if (use := text_of(address, "use")) not in _LIVED_AT:
        left_out.append(
            Sentence("the address is one for another use ({use}), for there is no other.", use=use)
        )
    left_out += [no_field(f"address.{name}") for name in ("district", "state") if address.get(name)]
    is_ours = text_of(resource.get("meta") or {}, "source") == terms.OURS
    lines = "\n".join(texts_of(address, "line"))
    parts = [text_of(address, name) for name in ("postalCode", "city", "country")]
    text = text_of(address, "text")
    if text and not (is_ours or lines) and any(parts):
        left_out.append(no_field("address.text"))
    is_text = text and (is_ours or not (lines or any(parts)))
    yield "address_lines", address["text"] if is_text else lines
    yield from zip(("postal_code", "city", "country"), parts, strict=True)


def _precedence(address: Element) -> tuple[int, bool]:
    use = text_of(address, "use")
    rank = _USES.index(use) if use in _USES else len(_USES)
    return rank, address.get("type") == "postal"


def _in_one_text(address: Element) -> str:
    """An address as it stands on a letter."""
    if text := text_of(address, "text"):
        return text
    town = " ".join(filter(None, (text_of(address, name) for name in ("postalCode", "city"))))
    return "\n".join(filter(None, (*texts_of(address, "line"), town, text_of(address, "country"))))
