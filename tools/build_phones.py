"""Make `identity/data/overseas_phones.tsv`: the beginnings of ten-digit numbers that are overseas.

    python tools/build_phones.py

They are worked out from the metadata of phonenumbers: which nine digits are a number of exactly one
of the overseas country codes. What is valid in several (0800 ...) is read as everywhere in France.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from phonenumbers import PhoneNumber, is_valid_number

from semble_cli.identity.phones import FICTITIOUS, OVERSEAS

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parent.parent / "semble_cli/identity/data/overseas_phones.tsv"

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


def main() -> None:
    """Write the table."""
    lines = [f"{start}\t{code}\n" for start, code in beginnings()]
    TARGET.write_text("".join(lines), "utf-8")
    print(f"{len(lines)} beginnings")


if __name__ == "__main__":
    main()
