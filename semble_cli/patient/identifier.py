"""The id of a patient (*identifiant Semble*): a whole number, given once and never to another."""

from __future__ import annotations

from semble_cli.errors import InvalidInput

HIGHEST_ID = 2_147_483_000
"""The highest id that a register takes from elsewhere: the largest of Postgres's whole numbers, but
for some that are left to be given."""

LAST_ID = 2**31 - 2
"""The last id that another one can follow on both databases."""

_LARGEST = 2**63 - 1


def is_id(text: str) -> bool:
    """Whether a text is a whole number from 1 on that both databases know, in ASCII figures alone.

    >>> [is_id(text) for text in ("33", "٣٣", "1_000", "0", "9" * 19)]
    [True, False, False, False, False]
    """
    return (
        text.isascii()
        and text.isdecimal()
        and len(text) <= len(str(_LARGEST))
        and 1 <= int(text) <= _LARGEST
    )


def parse_id(text: str) -> int:
    """An id that a file gives.

    Raises:
        InvalidInput: no whole number in ASCII figures, or none that a register gives.
    """
    if not is_id(text) or int(text) > HIGHEST_ID:
        raise InvalidInput(
            "id",
            "it is no id of a patient: that is a whole number from 1 to {highest}.",
            highest=HIGHEST_ID,
        )
    return int(text)
