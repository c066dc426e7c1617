"""Treatments are noted, changed, stopped and deleted by clinicians, on both databases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy import Allergy
from semble_cli.patient.around.kinds import ALLERGY, NO_KNOWN_ALLERGY
from semble_cli.patient.around.treatment import StopReason
from semble_cli.services.access import Permission, Role
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.record import keeping
from semble_cli.services.record.allergies import say_none_known
from semble_cli.services.record.consultations import consultations_of
from semble_cli.services.record.read_treatments import list_treatments
from semble_cli.services.record.treatments import (
    add_treatment,
    delete_treatment,
    edit_treatment,
    find_treatment,
    stop_treatment,
)
from semble_cli.services.undo import undo_command
from semble_cli.store.record import rows
from tests.acting import acting_as
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

TODAY = NOW.date()
INTOLERANCE, END = StopReason.INTOLERANCE, StopReason.END


@pytest.fixture
def zoe(register: Register) -> Register:
    """A register with the patient 1."""
    create_patient(register, a_patient())
    return register


def note(register: Register, substance: str, certainty: str = "confirmed") -> Allergy:
    with register.writing(Permission.EDIT_CARE) as work:
        allergy = Allergy(1, substance, work.at, work.actor, certainty=certainty)
        noted: Allergy = keeping.add(work, ALLERGY, allergy, Action.ALLERGY_ADD)
        return noted


def allergies(register: Register) -> list[Any]:
    with register.reading() as connection:
        return rows.of_patient(connection, ALLERGY, 1)


def none_known(register: Register) -> list[Any]:
    with register.reading() as connection:
        return rows.of_patient(connection, NO_KNOWN_ALLERGY, 1)


def undo_last(register: Register) -> None:
    undo_command(register, last_batches(register, 1)[0].number)


def test_a_treatment_is_noted_and_read_back(zoe: Register) -> None:
    given = {"drug": "Essai 1 g", "dose": "1", "starts_on": "01/11/2026", "prescriber": "Dr Test"}
    done = add_treatment(zoe, 1, given)
    assert find_treatment(zoe, done.treatment.id or 0).treatment == done.treatment
    assert done.treatment.starts_on == date(2026, 11, 1)
    assert done.treatment.author is not None
    undo_last(zoe)
    assert list_treatments(zoe, 1) == []


def test_the_current_ones_stand_first_and_the_past_ones_last(zoe: Register) -> None:
    for drug, days in (
        ("passé", {"starts_on": "2025-01-01", "ends_on": "2025-02-01"}),
        ("à venir", {"starts_on": "2027-01-01"}),
        ("en cours", {}),
    ):
        add_treatment(zoe, 1, {"drug": drug, **days})
    assert [each.drug for each in list_treatments(zoe, 1)] == ["en cours", "à venir", "passé"]


@pytest.mark.parametrize("certainty", ["confirmed", "unconfirmed"])
def test_a_drug_that_holds_an_allergy_is_told_when_it_is_noted_or_changed(
    zoe: Register, certainty: str
) -> None:
    known = note(zoe, "amoxicilline", certainty)
    assert add_treatment(zoe, 1, {"drug": "AMOXICILLINE 1 g"}).allergies == (known,)
    other = add_treatment(zoe, 1, {"drug": "Essai"})
    assert other.allergies == ()
    changed = edit_treatment(zoe, other.treatment.id or 0, {"drug": "Amoxicilline"})
    assert changed.allergies == (known,)


def test_one_that_was_refuted_is_not_told(zoe: Register) -> None:
    note(zoe, "amoxicilline", "refuted")
    assert add_treatment(zoe, 1, {"drug": "AMOXICILLINE 1 g"}).allergies == ()


def test_a_change_is_written_and_undone(zoe: Register) -> None:
    treatment = add_treatment(zoe, 1, {"drug": "Essai", "dose": "1"}).treatment
    changed = edit_treatment(zoe, 1, {"dose": "", "route": "orale"}, treatment.version)
    assert changed.changes == {"dose": ["1", None], "route": [None, "orale"]}
    with pytest.raises(Conflict, match="changed meanwhile"):
        edit_treatment(zoe, 1, {"dose": "2"}, treatment.version)
    undo_last(zoe)
    assert find_treatment(zoe, 1).treatment._replace(version=1) == treatment
    with pytest.raises(InvalidInput, match="name the drug"):
        edit_treatment(zoe, 1, {"drug": ""})


def test_a_treatment_is_stopped_today_or_on_a_day_and_goes_on_again(zoe: Register) -> None:
    add_treatment(zoe, 1, {"drug": "Essai", "starts_on": "01/11/2026"})
    stopped = stop_treatment(zoe, 1, END).treatment
    assert (stopped.stopped_on, stopped.stop_reason) == (TODAY, "end")
    mended = stop_treatment(zoe, 1, StopReason.INEFFICACY, "2/11/26")
    assert mended.treatment.stopped_on == date(2026, 11, 2)
    assert mended.changes["stop_reason"] == ["end", "inefficacy"]
    assert stop_treatment(zoe, 1, StopReason.INEFFICACY, "2/11/26").changes == {}
    resumed = edit_treatment(zoe, 1, {}, goes_on=True).treatment
    assert (resumed.stopped_on, resumed.stop_reason) == (None, None)


@pytest.mark.parametrize(
    ("on", "problem"), [("24/11/2026", "still to come"), ("31/10/2026", "before the treatment")]
)
def test_a_stop_to_come_or_before_the_start_is_refused(
    zoe: Register, on: str, problem: str
) -> None:
    add_treatment(zoe, 1, {"drug": "Essai", "starts_on": "01/11/2026"})
    before = last_batches(zoe, 0)
    with pytest.raises(InvalidInput, match=problem):
        stop_treatment(zoe, 1, END, on)
    assert last_batches(zoe, 0) == before


def test_an_intolerance_notes_the_allergy_in_one_command(zoe: Register) -> None:
    for scope in ("all", "drug"):
        say_none_known(zoe, 1, scope)
    add_treatment(zoe, 1, {"drug": "Amoxicilline 1 g"})
    stopped = stop_treatment(zoe, 1, INTOLERANCE, allergy=" amoxicilline ")
    (allergy,) = allergies(zoe)
    assert (allergy.substance, allergy.certainty) == ("amoxicilline", "unconfirmed")
    assert stopped.noted is not None
    assert stopped.noted.is_new
    assert [each.scope for each in stopped.noted.cleared] == ["all", "drug"]
    assert none_known(zoe) == []
    (consultation,) = consultations_of(zoe, 1)
    assert [each.allergy_id for each in consultation.consultation.sections] == [allergy.id]
    undo_last(zoe)
    assert allergies(zoe) == consultations_of(zoe, 1) == []
    assert [each.scope for each in none_known(zoe)] == ["all", "drug"]
    assert find_treatment(zoe, 1).treatment.stopped_on is None
    undo_last(zoe)
    assert [each.substance for each in allergies(zoe)] == ["amoxicilline"]
    assert none_known(zoe) == []
    assert find_treatment(zoe, 1).treatment.stop_reason == "intolerance"


def test_an_allergy_that_is_there_is_not_noted_twice_and_one_refuted_is_to_be_confirmed_again(
    zoe: Register,
) -> None:
    known = note(zoe, "Amoxicilline")
    doubted = note(zoe, "Essai", "refuted")
    add_treatment(zoe, 1, {"drug": "Clamoxyl"})
    again = stop_treatment(zoe, 1, INTOLERANCE, allergy="AMOXICILLINE").noted
    assert again is not None
    assert (again.allergy, again.is_new, again.cleared) == (known, False, ())
    anew = stop_treatment(zoe, 1, INTOLERANCE, allergy="essai").noted
    assert anew is not None
    assert (anew.allergy.id, anew.is_new) == (doubted.id, True)
    assert [each.certainty for each in allergies(zoe)] == ["confirmed", "unconfirmed"]


def test_an_allergy_is_noted_for_an_intolerance_alone(zoe: Register) -> None:
    add_treatment(zoe, 1, {"drug": "Essai"})
    assert stop_treatment(zoe, 1, END, allergy="essai").noted is None
    assert allergies(zoe) == []


def test_a_treatment_is_deleted_and_brought_back(zoe: Register) -> None:
    treatment = add_treatment(zoe, 1, {"drug": "Essai"}).treatment
    assert delete_treatment(zoe, 1).treatment == treatment
    with pytest.raises(NoSuchRecord, match="No treatment has the number 1"):
        find_treatment(zoe, 1)
    undo_last(zoe)
    assert find_treatment(zoe, 1).treatment == treatment


def test_nobody_below_clinician_reads_or_writes_treatments(
    zoe: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_treatment(zoe, 1, {"drug": "Essai"})
    secretary = acting_as(zoe, Role.SECRETARY, monkeypatch)
    for act in (
        lambda: find_treatment(secretary, 1),
        lambda: list_treatments(secretary, 1),
        lambda: add_treatment(secretary, 1, {"drug": "Essai"}),
        lambda: edit_treatment(secretary, 1, {"dose": "2"}),
        lambda: stop_treatment(secretary, 1, END),
        lambda: delete_treatment(secretary, 1),
    ):
        with pytest.raises(Refused, match="medical contents"):
            act()
