"""An upgrade takes along the appointments that somebody put into a store by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.store.database import schema
from semble_cli.store.database.open import opened
from tests.conftest import NOW
from tests.store.database.test_upgrade import fill

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

ROWS = (
    (1, "2027-01-04T08:00:00Z", 20, "Suivi", "Dr Alix  ROUSSEL", "booked"),
    (2, "2027-01-04T08:10:00Z", 30, None, "Dr Alix ROUSSEL", "booked"),
    (2, "2027-01-05T08:00:00Z", 15, None, None, "cancelled"),
)


def test_appointments_of_before_keep_their_time_and_whom_they_are_with(empty: StoreAddress) -> None:
    fill(empty, "0012")
    with opened(empty) as connection:
        for row in ROWS:
            connection.run(
                "INSERT INTO appointment (patient_id, starts_at, minutes, reason, practitioner,"
                " status) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
    schema.upgrade(empty, NOW)
    with opened(empty) as connection:
        practitioners = connection.rows("SELECT id, name, search_key FROM practitioner ORDER BY id")
        assert practitioners == [(1, "?", ""), (2, "Dr Alix ROUSSEL", " DR ALIX ROUSSEL")]
        found = connection.rows(
            "SELECT id, patient_id, practitioner_id, starts_at, ends_at, reason, channel"
            " FROM appointment ORDER BY id"
        )
        assert [tuple(map(str, row)) for row in found] == [
            tuple(map(str, row))
            for row in (
                (1, 1, 2, "2027-01-04T08:00:00Z", "2027-01-04T08:20:00Z", "Suivi", "desk"),
                (2, 2, 2, "2027-01-04T08:10:00Z", "2027-01-04T08:40:00Z", None, "desk"),
                (3, 2, 1, "2027-01-05T08:00:00Z", "2027-01-05T08:15:00Z", None, "desk"),
            )
        ]
        assert connection.rows(
            "SELECT id FROM appointment WHERE cancelled_at IS NOT NULL AND cancelled_by = '?'"
        ) == [(3,)]
        assert connection.value("SELECT count(*) FROM appointment WHERE is_overbooked") == 3
        assert (
            connection.insert_new("practitioner", {"name": "X", "search_key": " X", "version": 1})
            == 3
        )
