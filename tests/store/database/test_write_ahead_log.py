"""What a large document leaves beside a register in a file: nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.edit import edit_fields
from semble_cli.store.database.open import connected
from tests.services.record.documents import keep, with_two_patients

if TYPE_CHECKING:
    from semble_cli.services.register import Register

LARGE = os.urandom(20 << 20)


@pytest.fixture
def people(sqlite_register: Register) -> Register:
    return with_two_patients(sqlite_register)


def log_of(register: Register) -> int:
    log = Path(f"{register.store.location}-wal")
    return log.stat().st_size if log.exists() else 0


def test_the_log_is_back_to_nothing_though_somebody_has_the_register_open(
    people: Register, tmp_path: Path
) -> None:
    with connected(people.store) as other:
        other.value("SELECT count(*) FROM patient")
        keep(people, tmp_path, LARGE)
        assert log_of(people) == 0
    assert log_of(people) == 0


def test_a_log_that_somebody_still_read_is_cut_when_it_is_begun_anew(
    people: Register, tmp_path: Path
) -> None:
    with connected(people.store) as other:
        with other.reading():
            other.value("SELECT count(*) FROM patient")
            keep(people, tmp_path, LARGE)
            assert log_of(people) > len(LARGE)
        for city in ("Lyon", "Nantes"):
            edit_fields(people, 1, {"city": city})
        assert log_of(people) <= 8 << 20
