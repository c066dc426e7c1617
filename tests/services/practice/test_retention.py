"""Which records are past the practice's delays, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Refused
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.around.retention import Act, ActKind, Delays, Due, Step
from semble_cli.patient.record import ArchiveReason
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import (
    archive_patient,
    declare_deceased,
    edit_fields,
    tag_patients,
)
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.practice.retention import DueRecord, due_records
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.allergies import say_none_known
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.record.treatments import add_treatment
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store import retention
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, a_patient, register_on

if TYPE_CHECKING:
    from semble_cli.services.register import Register

THEN = datetime(2005, 3, 1, 10, tzinfo=UTC)
MADE = THEN.date()


def at(register: Register, year: int, month: int = 3, day: int = 1) -> Register:
    """The register as it is used on another day."""
    return register_on(register.store, datetime(year, month, day, 10, tzinfo=UTC))


@pytest.fixture
def old(register: Register) -> Register:
    """A register with one patient, of March 2005."""
    create_patient(at(register, 2005), a_patient())
    return register


def found(register: Register, year: int, **more: Any) -> list[DueRecord]:
    return list(due_records(at(register, year, 3, 2), more.pop("own", {}), **more))


def last_act(register: Register) -> Act | None:
    """The last act of the one patient, as a report of 2099 tells it."""
    return found(register, 2099)[0].last_act


def test_a_record_is_due_in_two_steps(old: Register) -> None:
    assert found(old, 2009) == []
    (first,) = found(old, 2010)
    assert first.due == Due(Step.ARCHIVE, date(2010, 3, 1))
    assert first.last_act == Act(ActKind.CHANGE, MADE)
    assert (first.patient.id, first.delays) == (1, Delays(5, 15))
    assert [each.due for each in found(old, 2025)] == [Due(Step.DELETE, date(2025, 3, 1))]
    assert found(old, 2025, steps=(Step.ARCHIVE,)) == []


def test_an_archived_record_is_due_to_be_deleted_alone_and_no_later_for_it(old: Register) -> None:
    archive_patient(at(old, 2011), 1, ArchiveReason.INACTIVE)
    assert found(old, 2024) == []
    assert [each.due.step for each in found(old, 2025)] == [Step.DELETE]


def test_what_is_done_to_a_record_without_care_is_no_act(old: Register) -> None:
    later = at(old, 2011)
    add_tag(later, "ALD", None)
    tag_patients(later, [1], ["ALD"])
    reveal_patient(later, 1)
    declare_deceased(later, 1, date(2011, 2, 1))
    edit_fields(at(old, 2006), 1, {"city": "Lyon"})
    undo_command(later, last_of_mine(at(old, 2006)).number)
    assert last_act(old) == Act(ActKind.CHANGE, date(2006, 3, 1))


def test_each_kind_of_act_counts(old: Register) -> None:
    edit_fields(at(old, 2006), 1, {"city": "Lyon"})
    assert last_act(old) == Act(ActKind.CHANGE, date(2006, 3, 1))
    add_consultation(at(old, 2007), 1, GivenNote("Suivi", (GivenSection("Motif", "Toux"),)), None)
    assert last_act(old) == Act(ActKind.CONSULTATION, date(2007, 3, 1))
    add_treatment(at(old, 2007), 1, {"drug": "Essai", "starts_on": "2007-03-01"})
    assert last_act(old) == Act(ActKind.CONSULTATION, date(2007, 3, 1))
    add_treatment(at(old, 2007), 1, {"drug": "Essai 2", "ends_on": "2008-01-02"})
    assert last_act(old) == Act(ActKind.TREATMENT, date(2008, 1, 2))
    say_none_known(at(old, 2009), 1, "all")
    assert last_act(old) == Act(ActKind.ALLERGY, date(2009, 3, 1))
    rows = {
        ActKind.APPOINTMENT: "appointment (patient_id, practitioner_id, starts_at, ends_at,"
        " channel, is_overbooked, is_despite_block, version) VALUES (1, 1,"
        " '2010-01-01T10:00:00Z', '2010-01-01T10:20:00Z', 'desk', false, false, 1)",
        ActKind.LETTER: "letter (patient_id, subject, body, written_at, author)"
        " VALUES (1, 'x', 'x', '2011-01-01T10:00:00Z', 'x')",
        ActKind.INVOICE: "invoice (patient_id, number, kind, issued_on, total_cents, net_cents)"
        " VALUES (1, 'F1', 'invoice', '2012-01-01', 1, 1)",
        ActKind.DOCUMENT: "document (patient_id, title, file_name, media_type, sha256, added_at,"
        " added_by, version) VALUES (1, 'x', 'x', 'x', 'x', '2013-01-01T10:00:00Z', 'x', 1)",
    }
    with connected(old.store) as connection:
        connection.run("INSERT INTO document_content (sha256, size) VALUES ('x', 0)")
        connection.run(
            "INSERT INTO practitioner (id, name, search_key, version) VALUES (1, 'X', ' X', 1)"
        )
    for year, (kind, row) in enumerate(rows.items(), 2010):
        with connected(old.store) as connection:
            connection.run(f"INSERT INTO {row}")
        assert last_act(old) == Act(kind, date(year, 1, 1))


def test_a_record_without_any_event_dates_from_its_creation(old: Register) -> None:
    with connected(old.store) as connection:
        if connection.guarded:
            connection.run("SET session_replication_role = replica")
        connection.run("UPDATE event SET patient_id = NULL WHERE patient_id = 1")
    assert last_act(old) == Act(ActKind.CREATION, MADE)


def test_a_child_is_kept_until_the_twenty_eighth_birthday(register: Register) -> None:
    born = ADRUN | {"birth_date": "06/05/2004"}
    create_patient(at(register, 2005), a_patient(born))
    assert [each.due.step for each in found(register, 2032)] == [Step.ARCHIVE]
    assert [each.due for each in found(register, 2033)] == [
        Due(Step.DELETE, date(2032, 5, 6), date(2032, 5, 6))
    ]


def test_the_delays_are_the_practice_s_and_one_s_own_go_before(old: Register) -> None:
    set_setting(old, BY_NAME["retention.active_years"], "1")
    set_setting(old, BY_NAME["retention.archive_years"], "2")
    assert [each.due.step for each in found(old, 2006)] == [Step.ARCHIVE]
    assert [each.due.step for each in found(old, 2008)] == [Step.DELETE]
    own = {"retention.active_years": "9", "retention.archive_years": None}
    assert found(old, 2008, own=own) == []


def test_a_day_that_february_has_not_every_year_is_found_on_the_day(register: Register) -> None:
    create_patient(at(register, 2019, 2, 28), a_patient())
    assert [each.due.on for each in due_records(at(register, 2024, 2, 29), {})] == [
        date(2024, 2, 28)
    ]
    assert list(due_records(at(register, 2024, 2, 28), {})) == []


def test_nothing_is_changed(old: Register) -> None:
    with connected(old.store) as connection:
        before = connection.rows("SELECT * FROM patient, event")
    found(old, 2099)
    with connected(old.store) as connection:
        assert connection.rows("SELECT * FROM patient, event") == before


def test_it_is_for_those_who_may_read_medical_contents(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add(sqlite_register, "zoe", Role.SECRETARY)
    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "operating_system_login", lambda: "zoe")
        with pytest.raises(Refused, match="may not change medical contents, nor read them"):
            list(due_records(sqlite_register, {}))


def test_all_the_patients_are_looked_at_some_at_a_time(
    old: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        given = ADRUN | {"first_given_name": "ZOE", "birth_date": f"0{number + 1}/01/1960"}
        create_patient(at(old, 2005 if number % 2 else 2020), a_patient(given), known=range(9))
    monkeypatch.setattr(retention, "_AT_ONCE", 2)
    assert [each.patient.id for each in found(old, 2012)] == [1, 3, 5, 7]
