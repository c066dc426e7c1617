"""The order of a mailing: that of addresses, in which the post is sorted and handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from semble_cli.patient.letters.recipient import PostalAddress

_NUMBERED = pattern(r"(\d{1,5}) ?((?:BIS|TER|QUATER|[A-D])\b)? ?(\D.*)")


def address_key(address: PostalAddress) -> tuple[str, str, str, str, int, str]:
    """What addresses are ordered by: the country, where it is abroad, the postal code, the town,
    the street, and its numbers as numbers.

    The street is the line that begins with a number; without one, the last.
    """
    street, number, addition = _street(address.lines or "")
    country = fold(address.country or "") if address.is_abroad else ""
    return country, address.postal_code or "", fold(address.city or ""), street, number, addition


def _street(lines: str) -> tuple[str, int, str]:
    """The street of an address, the number in it, and what is added to the number."""
    folded = [fold(line) for line in lines.splitlines() if fold(line)]
    for line in folded:
        if found := _NUMBERED.fullmatch(line):
            number, addition, street = found.groups()
            return street, int(number), addition or ""
    return (folded[-1] if folded else ""), 0, ""
