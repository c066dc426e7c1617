"""What stands beside a register in clear, though that is encrypted."""

from __future__ import annotations

import os
from contextlib import suppress

from semble_cli.store.backups.kinds import FIRST, BackupKind, kind_of
from semble_cli.store.backups.names import is_name

_IN_CLEAR = (BackupKind.SQLITE, BackupKind.TRUNCATED)


def copies_in_clear(path: str) -> list[str]:
    """The files beside a register that are copies of it by their names (those of upgrades, backups,
    what a killed command left) and are not encrypted."""
    directory, own = os.path.split(os.path.realpath(path))
    return [
        os.path.join(directory, name)
        for name in sorted(os.listdir(directory))
        if (name.startswith(f"{own}.") or is_name(name))
        and _is_in_clear(os.path.join(directory, name))
    ]


def _is_in_clear(path: str) -> bool:
    with suppress(OSError):
        if os.path.isfile(path):
            with open(path, "rb", buffering=0) as file:
                return kind_of(file.read(FIRST), os.fstat(file.fileno()).st_size) in _IN_CLEAR
    return False
