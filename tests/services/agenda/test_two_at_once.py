"""Of two desks that book the same time, one gets it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services.agenda.booking import cancel_appointment
from semble_cli.services.agenda.finding import Stretch, list_appointments
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.stores import check
from semble_cli.store.database.open import connected
from tests.clock import day_to_come
from tests.conftest import tamper

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.agenda.conftest import Book

DESKS = 4


def test_of_several_processes_that_book_one_time_one_gets_it(office: Register) -> None:
    words = ("appointment", "add", "1", "--minutes", "20", "--practitioner", "1")
    environment = os.environ | {"LC_ALL": "C", "SEMBLE_CONFIG": "/dev/null/semble.toml"}
    day = day_to_come(0)
    desks = [
        subprocess.Popen(
            [
                *(sys.executable, "-W", "ignore", "-m", "semble_cli"),
                *("--store", office.store.location, *words),
                *("--start", f"{day}T09:{minute:02d}"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for minute in (0, 5, 10, 15)[:DESKS]
    ]
    said = [desk.communicate(timeout=120) for desk in desks]
    assert sorted(desk.returncode for desk in desks) == [0, *([5] * (DESKS - 1))], said
    found = list_appointments(office, nothing_own, stretch=Stretch.TO_COME, patient_id=1)
    assert len(found.entries) == 1


ROW = (
    "INSERT INTO appointment (patient_id, practitioner_id, starts_at, ends_at, channel,"
    " is_overbooked, is_despite_block, version) VALUES"
    " (2, 1, '2027-01-04T08:10:00Z', '2027-01-04T08:30:00Z', 'desk', {}, false, 1)"
)


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_postgres_itself_takes_no_overlap(office: Register, book: Book) -> None:
    book("09:00")
    with connected(office.store) as connection:
        with pytest.raises(psycopg.errors.ExclusionViolation):
            connection.run(ROW.format("false"))
        connection.run(ROW.format("true"))
    cancel_appointment(office, 1, nothing_own)
    with connected(office.store) as connection:
        connection.run(ROW.format("false"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_an_overlap_that_was_put_into_a_file_is_found(office: Register, book: Book) -> None:
    book("09:00")
    book("09:20")
    tamper(office, ROW.format("false"))
    found = [str(finding) for finding in check(office)]
    assert any("appointments 1 and 3" in each for each in found)
    assert any("appointments 2 and 3" in each or "appointments 3 and 2" in each for each in found)
    tamper(office, "UPDATE appointment SET is_overbooked = 1 WHERE id = 3")
    found = [str(finding) for finding in check(office)]
    assert not any("same time" in each for each in found)
