"""What backups are called in a directory, and which of them newer ones replace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_SHOWN = 8
"""Figures of a register's id that are in a name."""

_NAME = re.compile(
    r"semble-(?P<store>[0-9a-f]{8})-(?P<at>[0-9]{8}T[0-9]{6}Z)-[0-9]{4}"
    r"(?:\.(?P<number>[0-9]{1,3}))?\.(?:db|dump)",
    re.ASCII,
)


def name_of(store_id: str, at: datetime, revision: str, ending: str, number: int = 1) -> str:
    """The name of a backup, by the register's id, the moment (UTC) and the revision of its tables;
    *number* tells those of one second apart.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 11, 27, 2, tzinfo=UTC)
    >>> name_of("1a2b3c4d-0000", at, "0009", "db")
    'semble-1a2b3c4d-20261127T020000Z-0009.db'
    >>> name_of("1a2b3c4d-0000", at, "0009", "db", 2)
    'semble-1a2b3c4d-20261127T020000Z-0009.2.db'
    """
    which = f".{number}" if number > 1 else ""
    return f"semble-{store_id[:_SHOWN]}-{at:%Y%m%dT%H%M%SZ}-{revision}{which}.{ending}"


def replaced(names: Iterable[str], newest: str, keep: int) -> list[str]:
    """Those of the names that are of older backups of the same register than the *keep* that stay:
    *newest*, which was just made, and the latest before. Whatever is called otherwise stays.

    >>> replaced(["notes.db"], "semble-1a2b3c4d-20261127T020000Z-0009.db", 1)
    []
    """
    made = _NAME.fullmatch(newest)
    if made is None:
        return []
    others = [
        found
        for found in map(_NAME.fullmatch, names)
        if found and found["store"] == made["store"] and found[0] != newest
    ]
    latest = sorted(others, key=lambda each: (each["at"], int(each["number"] or 1)), reverse=True)
    return [each[0] for each in latest[keep - 1 :]]


def is_name(name: str) -> bool:
    """Whether a file is called as backups in a directory are.

    >>> is_name("semble-1a2b3c4d-20261127T020000Z-0009.db"), is_name("notes.db")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None
