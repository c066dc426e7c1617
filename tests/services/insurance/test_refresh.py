"""Whom ADRi is to be asked about again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import NoSuchRecord
from semble_cli.patient.actions import Action
from semble_cli.patient.record import ArchiveReason
from semble_cli.patient.retrieved import Telling
from semble_cli.services.access import Permission
from semble_cli.services.insurance import refresh
from semble_cli.services.insurance.refresh import patients_due
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import (
    archive_patient,
    declare_deceased,
    edit_fields,
    tag_patients,
)
from semble_cli.services.patients.tags import add_tag
from semble_cli.vitale.teleservices.answers import RightsAnswer
from tests.conftest import ADRUN, NOW, a_patient
from tests.services.insurance.values import adri

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def named(register: Register, *names: str) -> list[int]:
    """Patients of these birth names; their ids."""
    return [
        create_patient(
            register, a_patient(ADRUN | {"birth_name": name, "birth_date": str(born)})
        ).id
        or 0
        for born, name in enumerate(names, start=1950)
    ]


def test_ids_may_be_as_many_as_anybody_types_and_come_once_each_by_name(
    register: Register,
) -> None:
    nessi, corse, adrun = named(register, "NESSI", "CORSE", "ADRUN")
    everybody = [*range(1, 70_000), nessi]
    assert patients_due(register, everybody, (), 0, 0) == [adrun, corse, nessi]
    assert patients_due(register, everybody, (), 0, 2) == [adrun, corse]
    assert patients_due(register, [nessi, 70_000], (), 0, 0) == [nessi]


def test_ids_and_tags_hold_together_and_who_was_asked_about_lately_is_left_out(
    register: Register,
) -> None:
    nessi, corse, adrun = named(register, "NESSI", "CORSE", "ADRUN")
    add_tag(register, "ALD", None)
    tag_patients(register, [corse, adrun], ["ALD"])
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.change(
            before := work.patient(adrun),
            before._replace(rights_checked_on=NOW.date()),
            Action.RIGHTS_REFRESH,
        )
    assert patients_due(register, [nessi, corse, adrun], ["ALD"], 0, 0) == [corse]
    assert patients_due(register, (), ["ALD"], 0, 0) == [corse]
    assert patients_due(register, (), (), 0, 0) == [corse, nessi]


def test_rights_of_a_record_that_was_changed_while_they_were_asked_for_are_not_written(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    (patient,) = named(register, "ADRUN")

    def edited_meanwhile(*_: Any) -> Any:
        edit_fields(register, patient, {"regime": "02"})

    monkeypatch.setattr(refresh, "ask_rights_of", edited_meanwhile)
    monkeypatch.setattr(refresh, "from_rights", lambda *_: Telling(adri(regime="01")))
    nobody: Any = None
    told = refresh.refresh_rights(register, nobody, patient)
    assert told.outcome is refresh.RefreshOutcome.NOT_WRITTEN
    assert "changed meanwhile" in str(told.problem)
    with register.reading() as connection:
        assert connection.value("SELECT regime FROM patient") == "02"


def test_an_answer_that_comes_after_midnight_is_of_the_day_of_the_question(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    (patient,) = named(register, "ADRUN")
    moments = [NOW.replace(hour=23, minute=59)]
    late = register._replace(clock=lambda: moments[-1])

    def slow(*_: Any) -> RightsAnswer:
        moments.append(moments[0] + timedelta(minutes=2))
        names = ("ADRUN", None, "ZOE")
        return RightsAnswer(*names, (), None, "1975-12-31", 1, "01", None, None, ())

    monkeypatch.setattr(refresh, "ask_rights_of", slow)
    nobody: Any = None
    told = refresh.refresh_rights(late, nobody, patient)
    assert told.patient
    assert told.patient.rights_checked_on == NOW.date()
    assert patients_due(late, (), (), None, 0) == [patient]  # nobody asked about the new day


def test_whoever_is_named_is_asked_about_again_the_same_day(register: Register) -> None:
    nessi, corse = named(register, "NESSI", "CORSE")
    for one in (nessi, corse):
        with register.writing(Permission.EDIT_PATIENTS) as work:
            before = work.patient(one)
            asked = before._replace(rights_checked_on=NOW.date())
            work.change(before, asked, Action.RIGHTS_REFRESH)
    assert patients_due(register, [nessi, corse], (), None, 0) == [corse, nessi]
    assert patients_due(register, (), (), None, 0) == []
    assert patients_due(register, [nessi, corse], (), 0, 0) == []


def test_who_is_named_and_archived_or_dead_or_not_there_is_not_passed_over(
    register: Register,
) -> None:
    nessi, corse, adrun = named(register, "NESSI", "CORSE", "ADRUN")
    archive_patient(register, corse, ArchiveReason.MOVED_AWAY)
    declare_deceased(register, adrun, NOW.date())
    assert patients_due(register, [99, nessi, corse, adrun, 98], (), None, 0) == [
        *(adrun, corse, nessi),
        *(98, 99),
    ]
    assert patients_due(register, (), (), None, 0) == [nessi]
    assert patients_due(register, [nessi, 99], (), None, 1) == [nessi]
    with pytest.raises(NoSuchRecord, match="No patient has the id 99"):
        patients_due(register, [99, 98], (), None, 0)


def test_a_record_that_was_merged_into_another_is_not_asked_about(register: Register) -> None:
    nessi, corse = named(register, "NESSI", "CORSE")
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(nessi)
        work.change(before, before._replace(merged_into=corse), Action.RIGHTS_REFRESH)
    nobody: Any = None
    told = refresh.refresh_rights(register, nobody, nessi)
    assert told.outcome is refresh.RefreshOutcome.NOT_ASKED
    assert f"merged into {corse}" in str(told.problem)
