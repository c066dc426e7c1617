"""Records around patients are as the journal tells, whatever commands are behind them."""

from __future__ import annotations

import shutil
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import psycopg
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from semble_cli.errors import SembleError
from semble_cli.services.demo import load_fictitious
from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import in_database, register_on
from tests.store.soundness.commands import COMMANDS
from tests.store.soundness.practice import said_of
from tests.store.soundness.record_commands import RECORD_COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

ON_PATIENTS = ("delete", "recover", "undo", "undo by force", "redo", "purge", "import")


def undo_twice(register: Register, place: int) -> None:
    """Take a command back, do it again, and take it back once more."""
    for name in ("undo", "redo", "undo"):
        COMMANDS[name](register, place)


STEPS = (
    RECORD_COMMANDS
    | {name: COMMANDS[name] for name in ON_PATIENTS}
    | {"undo and redo and undo": undo_twice}
)

sequences = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(list(RECORD_COMMANDS)), st.sampled_from(list(STEPS))),
        st.integers(0, 9),
    ),
    min_size=8,
    max_size=30,
)
QUIETLY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

_numbers = count(1)


def play(register: Register, steps: list[tuple[str, int]]) -> None:
    load_fictitious(register, 4, seed=len(steps))
    for name, place in steps:
        # Nobody and nothing is there, or it is refused: nothing was written.
        with suppress(SembleError, ZeroDivisionError):
            STEPS[name](register, place)


ALL_TWICE = [(name, place) for place in (1, 2) for name in RECORD_COMMANDS] + [
    (name, 1) for name in ("undo", "undo", "redo", "undo", "delete", "recover", "undo", "redo")
]
MOVED = [
    *(("document add", 0), ("document edit", 0), ("document move", 0), ("document edit", 1)),
    *(("undo", 0), ("undo", 0), ("redo", 0), ("delete", 0), ("recover", 0), ("delete", 1)),
]
PARTED = [
    *(("relate to a patient", 0), ("relate to a patient", 1), ("delete", 3), ("unrelate", 0)),
    *(("recover", 0), ("undo", 0), ("undo by force", 1), ("relation edit", 0), ("delete", 3)),
]


@given(sequences)
@example(ALL_TWICE)
@example(MOVED)
@example(PARTED)
@settings(QUIETLY, max_examples=40)
def test_whatever_is_done_to_records_leaves_a_sound_register(
    sqlite_template: Path, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    for file in tmp_path.glob("done.db*"):
        file.unlink()
    shutil.copy(sqlite_template, tmp_path / "done.db")
    register = register_on(StoreAddress(Database.SQLITE, str(tmp_path / "done.db")))
    play(register, steps)
    assert said_of(register) == []


@given(sequences)
@example(ALL_TWICE)
@example(MOVED)
@example(PARTED)
@settings(QUIETLY, max_examples=4)
def test_whatever_is_done_to_records_leaves_a_sound_register_on_postgres(
    postgres: str, postgres_template: str, steps: list[tuple[str, int]]
) -> None:
    name = f"records_{next(_numbers)}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
        register = register_on(in_database(postgres, name))
        play(register, steps)
        assert said_of(register) == []
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
