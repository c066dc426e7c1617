"""Make two tables of phone numbers from the metadata of phonenumbers.

    python tools/build_phones.py

`identity/data/overseas_phones.tsv` has the beginnings of ten-digit numbers that are overseas: which
nine digits are a number of exactly one of the overseas country codes. What is valid in several
(0800 ...) is read as everywhere in France.

`identity/data/phone_lengths.tsv` has every country code, what is dialled before a number inside the
country, and how many digits a number may have after the code.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    PhoneMetadata,
    PhoneNumber,
    is_valid_number,
    region_code_for_country_code,
)

from semble_cli.identity.phone.library import is_possible
from semble_cli.identity.phone.phones import FICTITIOUS, OVERSEAS

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "semble_cli/identity/data"
OVERSEAS_TABLE, LENGTHS_TABLE = DATA / "overseas_phones.tsv", DATA / "phone_lengths.tsv"

CODES = sorted(map(str, COUNTRY_CODE_TO_REGION_CODE))
LONGEST = 17
"""The digits that the library reads after a country code, at most."""

_LENGTH, _SHORTEST, _TRIED = 9, 3, 60


def overseas_code(digits: str) -> str | None:
    """The one overseas country code in which nine digits are a valid number, if there is one."""
    if digits.startswith(FICTITIOUS):
        return None
    found = [
        code
        for code in OVERSEAS
        if is_valid_number(PhoneNumber(country_code=int(code), national_number=int(digits)))
    ]
    return found[0] if len(found) == 1 else None


def beginnings(start: str = "") -> Iterator[tuple[str, str]]:
    """The shortest beginnings whose every number is of one overseas code, with that code."""
    missing = _LENGTH - len(start)
    draw = random.Random(start)  # noqa: S311
    ends = ["0" * missing, "9" * missing]
    ends += ["".join(draw.choices("0123456789", k=missing)) for _ in range(_TRIED)]
    codes = {overseas_code(start + end) for end in ends} if start else {None, ""}
    (code, *others) = codes
    if code and not others:
        yield start, code
    elif others or len(start) < _SHORTEST:
        for digit in "0123456789" if start else "123456789":
            yield from beginnings(start + digit)


def lengths(code: str) -> list[int]:
    """How many digits a number may have after a country code."""
    return [length for length in range(1, LONGEST + 1) if is_possible(code, "2" * length)]


def trunk(code: str) -> str:
    """What is dialled before a number inside a country; an empty text where nothing is."""
    region = region_code_for_country_code(int(code))
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    return (metadata and metadata.national_prefix) or ""


def main() -> None:
    """Write the tables."""
    starts = [f"{start}\t{code}\n" for start, code in beginnings()]
    OVERSEAS_TABLE.write_text("".join(starts), "utf-8")
    rows = [f"{code}\t{trunk(code)}\t{' '.join(map(str, lengths(code)))}\n" for code in CODES]
    LENGTHS_TABLE.write_text("".join(rows), "utf-8")
    print(f"{len(starts)} beginnings, {len(rows)} country codes")


if __name__ == "__main__":
    main()
