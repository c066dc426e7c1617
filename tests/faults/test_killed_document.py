"""A `document add` that is killed half-way leaves nothing of the document, and no chunk."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from faults.practice import EDITED
from faults.program import ended
from faults.registers import contents
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import opened

if TYPE_CHECKING:
    from pathlib import Path

    from faults.practice import Place
    from semble_cli.store.database.address import StoreAddress

BYTES = 60 << 20
BEGUN = 8 << 20
"""Bytes of a document, and how many of them are written when the command is killed."""

TABLES = ("document", "document_content", "document_chunk", "event", "medical_content")


def written(address: StoreAddress, place: Path) -> int:
    """The bytes that a command wrote, and did not commit."""
    if address.database is Database.SQLITE:
        return sum(file.stat().st_size for file in place.glob("register.db-*"))
    with opened(address) as connection:
        return int(connection.value("SELECT pg_relation_size('document_chunk')")) + int(
            connection.value(
                "SELECT pg_relation_size(reltoastrelid) FROM pg_class"
                " WHERE oid = 'document_chunk'::regclass"
            )
        )


@pytest.mark.parametrize("which", [0, 1], ids=["sqlite", "postgres"])
def test_a_document_that_was_half_written_leaves_nothing(
    place: Place, tmp_path: Path, which: int
) -> None:
    registers = place.registers[which]
    (tmp_path / "scan.bin").write_bytes(random.randbytes(BYTES))
    with registers.copy("practice", tmp_path / "copy") as address:
        program = place.program(address, tmp_path / "copy")
        before = contents(address)
        process = program.start(["document", "add", str(EDITED), str(tmp_path / "scan.bin")])
        while written(address, tmp_path / "copy") < BEGUN and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        assert ended(process).code == -signal.SIGKILL
        registers.settle(address)
        assert place.forge.run(program, "store", "check").code == 0
        after = contents(address)
        assert {table: after[table] for table in TABLES} == {
            table: before[table] for table in TABLES
        }
        assert program.leftovers() == []
