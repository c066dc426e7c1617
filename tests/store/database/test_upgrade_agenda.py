"""An upgrade takes along the appointments that somebody put into a store by hand."""

from __future__ import annotations

from datetime import datetime
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

moment = datetime.fromisoformat


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
        assert [(*row[:3], *map(moment, row[3:5]), *row[5:]) for row in found] == [
            (1, 1, 2, moment("2027-01-04T08:00Z"), moment("2027-01-04T08:20Z"), "Suivi", "desk"),
            (2, 2, 2, moment("2027-01-04T08:10Z"), moment("2027-01-04T08:40Z"), None, "desk"),
            (3, 2, 1, moment("2027-01-05T08:00Z"), moment("2027-01-05T08:15Z"), None, "desk"),
        ]
        assert connection.rows(
            "SELECT id FROM appointment WHERE cancelled_at IS NOT NULL AND cancelled_by = ?", ("?",)
        ) == [(3,)]
        assert connection.value("SELECT count(*) FROM appointment WHERE is_overbooked") == 3
        assert (
            connection.insert_new("practitioner", {"name": "X", "search_key": " X", "version": 1})
            == 3
        )
