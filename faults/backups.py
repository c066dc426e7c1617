"""Backups, and registers restored, among the results of a command: whole, or not there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from faults.keys import AnyKey
from semble_cli.errors import StoreError
from semble_cli.store.backups.digests import ENDING, digest_of_file, read_digest_line
from semble_cli.store.backups.kinds import FIRST, BackupKind, kind_of
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.open import connected
from semble_cli.store.database.schema import find_damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faults.program import Program


def broken_backups(program: Program) -> list[str]:
    """What stands under the name of a backup, of its digest or of a register and is none; not
    directories, in which an export goes on."""
    return [
        f"{path.name}: {problem}"
        for path in sorted(program.results.iterdir())
        if path.is_file()
        for problem in _problems(path)
    ]


def _problems(path: Path) -> Iterator[str]:
    if path.suffix == ENDING:
        told = read_digest_line(path.read_bytes())
        whole = path.with_suffix("")
        if not whole.exists() or told != digest_of_file(str(whole)):
            yield "is no digest of what is beside it"
        return
    with path.open("rb") as file:
        first = file.read(FIRST)
    kind = kind_of(first, path.stat().st_size)
    if kind in (BackupKind.SQLITE, BackupKind.TRUNCATED, BackupKind.ENCRYPTED):
        try:
            address = StoreAddress(Database.SQLITE, str(path), keys=AnyKey())
            with connected(address) as connection:
                yield from find_damage(connection)
        except StoreError as error:
            yield str(error)
    elif kind is BackupKind.DUMP:
        read = subprocess.run(
            ["pg_restore", "--file=/dev/null", str(path)], capture_output=True, check=False
        )
        if read.returncode:
            yield "pg_restore cannot read it"
    elif path.name in ("backup", "again.db"):
        yield "is no backup"
