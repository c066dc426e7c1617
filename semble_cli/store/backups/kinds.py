"""What a file is that is given as a backup, by its first bytes and its length."""

from __future__ import annotations

from enum import Enum, auto

FIRST = 4096
"""How many of the first bytes tell it."""

_SQLITE = b"SQLite format 3\0"
_DUMP = b"PGDMP"
_SECTOR = 512
_RANDOM = 200
"""Of a page of random bytes, hardly ever fewer of the 256 occur."""


class BackupKind(Enum):
    """What a file is."""

    SQLITE = auto()
    TRUNCATED = auto()
    """Of SQLite, and shorter than its first page says."""
    DUMP = auto()
    ENCRYPTED = auto()
    FOREIGN = auto()


def kind_of(first: bytes, length: int) -> BackupKind:
    """What a file is (https://www.sqlite.org/fileformat.html, 1.3): an encrypted one is pages of
    random bytes from its first on.

    >>> kind_of(b"PGDMP", 5)
    <BackupKind.DUMP: 3>
    >>> kind_of(b"birth_name;sex", 14)
    <BackupKind.FOREIGN: 5>
    """
    if first.startswith(_SQLITE):
        return BackupKind.TRUNCATED if length < _declared(first) else BackupKind.SQLITE
    if first.startswith(_DUMP):
        return BackupKind.DUMP
    is_random = len(first) == FIRST and len(set(first)) > _RANDOM
    return BackupKind.ENCRYPTED if is_random and length % _SECTOR == 0 else BackupKind.FOREIGN


def _declared(first: bytes) -> int:
    """How long the file is by its own first page; one page at least."""
    size = int.from_bytes(first[16:18], "big")
    size = 1 << 16 if size == 1 else size
    is_current = first[24:28] == first[92:96]
    pages = int.from_bytes(first[28:32], "big") if is_current else 1
    return max(size, _SECTOR) * max(pages, 1)
