"""`semble practitioner` and `semble appointment`: what people type, and what they are told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import vobject

from semble_cli.commands.ui import tables
from semble_cli.services.patients.create import create_patient
from tests.clock import stand
from tests.conftest import NOW, PAT_TROIS, a_patient, register_on, runner

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

AT = ("--minutes", "20", "--practitioner", "rous")


@pytest.fixture
def desk(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Semble:
    """Commands on a register with the patients 1 and 2, and a practitioner."""
    stand(monkeypatch, NOW)
    create_patient(register_on(store), a_patient())
    create_patient(register_on(store), a_patient(PAT_TROIS))
    semble = runner(store.location, monkeypatch, capsys)
    assert semble("practitioner", "add", "--name", "Dr Alix ROUSSEL").out == "1\n"
    return semble


def told(desk: Semble, *words: str) -> Any:
    said = desk(*words, "-f", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_practitioners_are_added_listed_and_changed(desk: Semble) -> None:
    made = told(desk, "practitioner", "add", "--name", "Dr Max MARTIN", "--address", "1 rue A")
    assert made == {
        "id": 2,
        "name": "Dr Max MARTIN",
        "rpps": None,
        "address": ["1 rue A"],
        "time_zone": None,
        "version": 1,
    }
    said = desk("practitioner", "edit", "mart", "--time-zone", "indian/reunion")
    assert "time zone: – → Indian/Reunion" in said.err
    assert "Nothing was written" in desk("practitioner", "edit", "2", "--name", "Dr Max MARTIN").err
    assert [each["id"] for each in told(desk, "practitioner", "list", "ma")] == [2]
    assert desk("practitioner", "list", "nobody").code == 1
    assert "Dr Alix ROUSSEL" in desk("practitioner", "list", "-f", "table").out
    assert desk("practitioner", "edit", "1").code == 2
    assert desk("practitioner", "add").code == 4
    edited = told(desk, "practitioner", "edit", "2", "--time-zone", "")
    assert edited["time_zone"] is None


def test_an_afternoon_at_the_practice(desk: Semble, tmp_path: Path) -> None:
    made = told(desk, "appointment", "add", "1", "--start", "2027-01-04T09:00", *AT)
    assert (made["start"], made["end"], made["minutes"]) == (
        *("2027-01-04T09:00+01:00", "2027-01-04T09:20+01:00"),
        20,
    )
    assert desk("appointment", "add", "2", "--start", "2027-01-05T14:00", *AT).out == "2\n"
    week = told(desk, "appointment", "list", "--week", "2027-01-06")
    assert [(each["id"], each["patient"]) for each in week] == [
        (1, "ADRUN Zoé"),
        (2, "PAT-TROIS DOMINIQUE"),
    ]
    blocked = desk("patient", "block", "1", "--reason", "impayés")
    assert "Appointments to come:" in blocked.err
    assert "1  2027-01-04 09:00, 20 min, Dr Alix ROUSSEL" in blocked.err
    refused = desk("appointment", "add", "1", "--start", "2027-01-04T10:00", *AT)
    assert refused.code == 6
    assert "impayés" in refused.err
    assert "semble patient unblock 1" in refused.err
    online = desk("appointment", "add", "1", "--start", "2027-01-04T10:00", *AT, "--channel=online")
    assert online.code == 0
    assert "made all the same" in online.err
    taken = desk("appointment", "add", "2", "--start", "2027-01-04T10:10", *AT)
    assert taken.code == 5
    assert "--overbook" in taken.err
    french = desk("--lang", "fr", "appointment", "add", "2", "--start", "2027-01-04T10:10", *AT)
    assert "du 04/01/2027 10:00 au 04/01/2027 10:20" in french.err
    over = desk("appointment", "add", "2", "--start", "2027-01-04T10:10", *AT, "--overbook")
    assert over.code == 0
    assert "overlaps" in over.err
    moved = desk("appointment", "move", "4", "--start", "2027-01-04T10:20")
    assert "Appointment moved: PAT-TROIS DOMINIQUE" in moved.err
    assert "2027-01-04 10:20, 20 min, Dr Alix ROUSSEL (appointment 4)" in moved.err
    assert "overlaps" not in moved.err
    free = told(desk, "appointment", "free", *AT, "--from", "2027-01-04", "--limit", "3")
    assert [each["start"][11:16] for each in free] == ["09:20", "09:40", "10:40"]
    file = tmp_path / "agenda.ics"
    assert desk("appointment", "calendar", "-o", str(file)).code == 0
    assert "ADRUN" not in file.read_text("utf-8")
    assert len(vobject.readOne(file.read_text("utf-8")).vevent_list) == 4
    death = desk("patient", "deceased", "1", "--on", "2026-11-20", "--cancel-appointments")
    assert death.err.count("Cancelled: appointment") == 2
    assert told(desk, "appointment", "list", "--patient", "1") == []
    dead = desk("appointment", "add", "1", "--start", "2027-01-06T09:00", *AT)
    assert dead.code == 6
    gone = desk("patient", "delete", "2", "--confirm", "PAT-TROIS DOMINIQUE")
    assert gone.err.count("Cancelled: appointment") == 2
    assert told(desk, "appointment", "list", "--week", "2027-01-04") == []
    assert desk("store", "check").code == 0


def test_without_an_answer_a_death_lists_what_is_to_come_and_keeps_it(desk: Semble) -> None:
    desk("appointment", "add", "1", "--start", "2027-01-04T09:00", *AT)
    said = desk("patient", "deceased", "1", "--on", "2026-11-20")
    assert "Appointments to come:" in said.err
    assert len(told(desk, "appointment", "list", "--patient", "1")) == 1


def test_a_cancelled_one_is_listed_where_it_is_asked_for(desk: Semble) -> None:
    desk("appointment", "add", "1", "--start", "2027-01-04T09:00", *AT)
    assert "Appointment cancelled: ADRUN Zoé" in desk("appointment", "cancel", "1").err
    assert "Nothing was written" in desk("appointment", "cancel", "1").err
    assert told(desk, "appointment", "list", "2027-01-04") == []
    assert told(desk, "appointment", "list", "2027-01-04", "--cancelled")[0]["cancelled_at"]
    taken_back = desk("undo")
    assert "appointment 1: cancelled at" in taken_back.err
    assert len(told(desk, "appointment", "list", "2027-01-04", "--day")) == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("add", "1"), 2, "--start"),
        (("add", "1", "--start", "2027-01-04T09:00"), 2, "--minutes"),
        (("add", "9", "--start", "2027-01-04T09:00", *AT), 3, "9"),
        (("add", "1", "--start", "demain", *AT), 4, "2027-01-04T09:00"),
        (("add", "1", "--start", "2027-03-28T02:30", *AT), 4, "skip 02:30"),
        (("add", "1", "--start", "2027-10-31T02:30", *AT), 4, "--fold first"),
        (("add", "1", "--start", "2020-01-04T09:00", *AT), 4, "is over"),
        (("add", "1", "--start", "2027-01-04T09:00", "--minutes", "0"), 4, "from 1 to 1440"),
        (("move", "1"), 2, "--help"),
        (("move", "7", "--minutes", "5"), 3, "No appointment has the number 7"),
        (("cancel", "7"), 3, "No appointment has the number 7"),
        (("cancel", "x"), 2, "APPOINTMENT"),
        (("list", "--day", "--week"), 2, "either"),
        (("list", "xx"), 4, "day"),
        (("list", "--practitioner", "xx"), 3, "No practitioner is called so"),
        (("free",), 2, "--minutes"),
        (("free", "--minutes", "0"), 4, "from 1 to 1440"),
        (("free", "--minutes", "600"), 1, "appointments.opening_hours"),
        (("calendar", "--practitioner", "xx"), 3, "No practitioner is called so"),
    ],
)
def test_what_cannot_be_done_is_said(
    desk: Semble, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = desk("appointment", *words)
    assert said.code == code
    assert said.out.count("\n") <= (code == 1)  # the names of columns, and no row
    assert sentence in said.err


def test_the_hour_that_comes_twice_is_named(desk: Semble) -> None:
    for fold, offset in (("first", "+02:00"), ("seconde", "+01:00")):
        made = told(
            desk,
            *("appointment", "add", "1", "--start", "2027-10-31T02:30", *AT, "--fold", fold),
        )
        assert made["start"] == f"2027-10-31T02:30{offset}"
    table = desk("appointment", "list", "31/10/2027", "-f", "table").out
    assert table.index("02:30+02:00") < table.index("02:30+01:00")
    assert "2027-10-31 02:30+01:00, 20 min" in desk("appointment", "cancel", "2").err


def test_days_and_weeks_fit_eighty_columns(desk: Semble, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    desk("practitioner", "add", "--name", "Dr Marie-Clémentine MARTIN-DE-L'ESSAI")
    for day in (4, 5):
        for minute in (0, 10):
            desk(
                *("appointment", "add", "2", "--start", f"2027-01-{day:02d}T09:{minute:02d}"),
                *("--minutes", "20", "--practitioner", str(1 + minute // 10), "--overbook"),
                *("--reason", "Renouvellement de l'ordonnance et contrôle de la tension"),
            )
    wide: list[Console] = []

    def narrow() -> Console:
        wide.append(Console(width=80, highlight=False))
        return wide[-1]

    monkeypatch.setattr("semble_cli.commands.appointment.listing.console", narrow)
    said = desk("appointment", "list", "--week", "2027-01-04", "-f", "table")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith(("Monday", "Tuesday"))] == [
        "Monday 2027-01-04",
        "Tuesday 2027-01-05",
    ]
    for word in ("09:00", "09:10", "DOMINIQUE", "ROUSSEL"):
        assert word in said.out
    assert tables.console is not narrow
    none = desk("appointment", "list", "2027-02-01", "-f", "table")
    assert "No appointment on 2027-02-01." in none.err
    assert (
        "No appointment from 2027-02-01"
        in desk("appointment", "list", "--week", "2027-02-03", "-f", "table").err
    )
    assert "is to come" in desk("appointment", "list", "--patient", "1", "-f", "table").err
    assert (
        "Monday 2027-02-01"
        in desk(
            *("appointment", "free", "--minutes", "20", "--from", "2027-02-01", "-f", "table"),
            *("--practitioner", "1"),
        ).out
    )


def test_a_patient_is_shown_with_the_appointments_of_today(
    desk: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    for start in ("2027-01-04T09:00", "2027-01-04T23:30", "2027-01-05T09:00"):
        said = desk("appointment", "add", "1", "--start", start, *AT, "--reason", "Suivi")
        assert said.code == 0, said.err
    stand(monkeypatch, datetime(2027, 1, 3, 23, 30, tzinfo=UTC))
    before_dawn = desk("patient", "show", "1", "-f", "table").out
    assert "today 09:00, 20 min, Dr Alix ROUSSEL · Suivi" in before_dawn
    assert "today 23:30" in before_dawn
    assert "2027-01-05 09:00" in before_dawn
    stand(monkeypatch, datetime(2027, 1, 4, 23, 30, tzinfo=UTC))
    a_day_later = desk("patient", "show", "1", "-f", "table").out
    assert "today 09:00" in a_day_later
    assert "23:30" not in a_day_later


def test_the_mark_of_a_blocked_booking_is_true_when_the_block_is_over(desk: Semble) -> None:
    desk("patient", "block", "1", "--reason", "impayés")
    desk("appointment", "add", "1", "--start", "2027-01-04T10:00", *AT, "--channel=online")
    desk("patient", "unblock", "1")
    listed = desk("--lang", "fr", "appointment", "list", "2027-01-04", "-f", "tableau").out
    assert "⛔ malgré le" in listed
    assert "⛔ bloqué" not in listed
