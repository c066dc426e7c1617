"""What keeps a register's contents private and whole below the statements: settings of the
databases, files, errors of the driver, rights of the roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import DBAPIError

from semble_cli.errors import StoreError
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.store.database.engine import engine_on
from semble_cli.store.database.open import connected
from semble_cli.store.tables.care import (
    ConsultationRow,
    DocumentRow,
    SectionRow,
    TreatmentRow,
)
from semble_cli.store.tables.practice import LetterRow
from tests.conftest import PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress

MEDICAL = [
    str(table.__tablename__)
    for table in (ConsultationRow, SectionRow, TreatmentRow, DocumentRow, LetterRow)
]
ON = 1
FULL = 2


def test_a_file_overwrites_what_is_deleted_checks_references_and_waits_for_the_disk(
    sqlite_store: StoreAddress,
) -> None:
    with connected(sqlite_store) as connection:
        assert connection.value("PRAGMA secure_delete") == ON
        assert connection.value("PRAGMA foreign_keys") == ON
        assert connection.value("PRAGMA synchronous") == FULL


def test_of_a_deleted_and_purged_text_no_byte_is_left_in_the_file(
    sqlite_register: Register, sqlite_store: StoreAddress
) -> None:
    comments = "trace-unique " * 400
    patient = create_patient(sqlite_register, a_patient()._replace(comments=comments))
    delete_patient(sqlite_register, patient.id or 0, patient.full_name, None)
    with connected(sqlite_store) as connection:
        connection.row("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(sqlite_store.location, "rb") as file:
        assert b"trace-unique" not in file.read()


def test_a_mistyped_path_never_becomes_an_empty_register(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    mistyped = tmp_path / "registre.db"
    elsewhere = register_on(sqlite_store._replace(location=str(mistyped)))
    with pytest.raises(StoreError), elsewhere.reading():
        pass
    assert not mistyped.exists()


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_an_error_of_the_library_never_tells_the_values_it_was_given(store: StoreAddress) -> None:
    with connected(store) as connection:
        engine = engine_on(connection)
        with pytest.raises(DBAPIError) as raised, engine.begin() as begun:
            begun.exec_driver_sql("UPDATE no_such_table SET nir = %s", ("279035121518989",))
        assert "279035121518989" not in str(raised.value)
        engine.dispose(close=False)


BACKSLASHES = ("\\N", "a\\tb", "\\.", "C:\\new\\", "\\\\", "fin\n\\.\n")


def test_backslashes_are_written_in_bulk_as_they_are(store: StoreAddress) -> None:
    columns = {
        "name": [f"{number} {text}" for number, text in enumerate(BACKSLASHES)],
        "key": list(BACKSLASHES),
        "color": list(BACKSLASHES),
    }
    with connected(store) as connection, connection.writing():
        connection.load("tag", columns | {"id": list(range(1, 1 + len(BACKSLASHES)))})
        assert connection.rows("SELECT name, key, color FROM tag ORDER BY id") == list(
            zip(*columns.values(), strict=True)
        )


def test_backslashes_that_are_the_same_in_every_row_are_too(store: StoreAddress) -> None:
    with connected(store) as connection, connection.writing():
        connection.load(
            "tag", {"id": [1, 2], "name": ["a", "b"], "key": ["A", "B"], "color": ["\\N", "\\N"]}
        )
        assert connection.rows("SELECT color FROM tag") == [("\\N",), ("\\N",)]


@pytest.mark.parametrize("same", ["accepted", "2026-11-27", "0042", "d'accord", "", "né\t", "-"])
def test_a_text_that_is_the_same_in_every_row_is_written_as_it_is(
    store: StoreAddress, same: str
) -> None:
    with connected(store) as connection, connection.writing():
        rows: dict[str, list[Any]] = {"id": [1, 2], "name": ["a", "b"], "key": ["A", "B"]}
        connection.load("tag", rows | {"color": [same] * 2})
        assert connection.rows("SELECT color FROM tag") == [(same,)] * 2


def test_the_patient_of_a_deletion_leaves_no_name_among_the_known_ones(register: Register) -> None:
    create_patient(register, a_patient())
    patient = create_patient(register, a_patient(PAT_TROIS))
    with register.reading() as connection:
        known = {word for (word,) in connection.rows("SELECT word FROM vocabulary")}
    assert {"ADRUN", "ZOE", "DOMINIQUE"} <= known
    delete_patient(register, patient.id or 0, patient.full_name, None)
    with register.reading() as connection:
        left = {word for (word,) in connection.rows("SELECT word FROM vocabulary")}
    assert left == {"ADRUN", "ZOE"}
