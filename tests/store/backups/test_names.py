"""What backups are called, and which of them give way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from semble_cli.store.backups.digests import digest_line, read_digest_line
from semble_cli.store.backups.kinds import FIRST, BackupKind, kind_of
from semble_cli.store.backups.names import name_of, replaced

OURS, OTHERS = "1a2b3c4d-aaaa", "99999999-aaaa"


def named(day: int, store: str = OURS, number: int = 1) -> str:
    return name_of(store, datetime(2026, 11, day, 2, tzinfo=UTC), "0009", "db", number)


def test_the_oldest_backups_of_the_same_register_give_way() -> None:
    names = [named(3), named(1), named(2), named(2, number=2), named(2, number=10)]
    assert replaced(names, named(3), 1) == [
        named(2, number=10),
        named(2, number=2),
        named(2),
        named(1),
    ]
    assert replaced(names, named(3), 4) == [named(1)]
    assert replaced(names, named(3), 5) == []


def test_the_new_backup_stays_though_a_clock_was_fast() -> None:
    assert replaced([named(1), named(9)], named(1), 1) == [named(9)]


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        named(1, OTHERS),
        f"{named(1)}.sha256",
        f"{named(1)}.4711.part",
        f"old-{named(1)}",
        named(1).replace("semble", "Semble"),
        named(1).replace("0009", "00091"),
        named(1).replace(".db", ".db.gz"),
        f"{named(1)}\n",
    ],
)
def test_whatever_is_called_otherwise_stays(name: str) -> None:
    assert replaced([name], named(3), 1) == []


def test_beside_a_backup_with_a_name_of_its_own_nothing_gives_way() -> None:
    assert replaced([named(1)], "mine.db", 1) == []


@pytest.mark.parametrize(
    ("line", "digest"),
    [
        (digest_line("ab" * 32, "/srv/a b.db"), "ab" * 32),
        (digest_line("ab" * 32, "a\\b\n.db"), "ab" * 32),
        (b"AB" * 32 + b" *a.db\n", "ab" * 32),
        (b"ab" * 31 + b"  a.db\n", None),
        (b"ab" * 32, None),
        (b"", None),
        (b"\xff\x00", None),
    ],
)
def test_a_line_of_sha256sum_is_read(line: bytes, digest: str | None) -> None:
    assert read_digest_line(line) == digest


HEADER = b"SQLite format 3\0" + (4096).to_bytes(2, "big") + bytes(6)
SQLITE = (HEADER + b"1234" + (3).to_bytes(4, "big") + bytes(60) + b"1234").ljust(FIRST, b"\0")
RANDOM = bytes(range(256)) * 16


@pytest.mark.parametrize(
    ("first", "length", "kind"),
    [
        (SQLITE, 3 * 4096, BackupKind.SQLITE),
        (SQLITE, 3 * 4096 - 1, BackupKind.TRUNCATED),
        (SQLITE[:92] + b"4321", 4096, BackupKind.SQLITE),
        (HEADER, 24, BackupKind.TRUNCATED),
        (SQLITE[:16] + b"\0\1" + SQLITE[18:], 3 * 65536 - 1, BackupKind.TRUNCATED),
        (b"PGDMP\1\x10", 100, BackupKind.DUMP),
        (RANDOM, 8192, BackupKind.ENCRYPTED),
        (RANDOM, 8193, BackupKind.FOREIGN),
        (RANDOM[:100], 100, BackupKind.FOREIGN),
        (b"id;name\n" * 512, 4096, BackupKind.FOREIGN),
        (b"", 0, BackupKind.FOREIGN),
    ],
)
def test_a_file_is_told_by_its_first_bytes_and_its_length(
    first: bytes, length: int, kind: BackupKind
) -> None:
    assert kind_of(first, length) is kind
