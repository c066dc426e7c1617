"""What a form ends in, its choices answered by the test: whom it looks for, whom it completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient import duplicate_choice
from semble_cli.commands.patient.form import review, run
from semble_cli.commands.patient.form.review import reviewed
from semble_cli.commands.patient.form.state import CHECK, MORE, PatientForm
from semble_cli.commands.patient.form.walk import look_for_the_same
from semble_cli.commands.ui.context import Context
from semble_cli.commands.ui.patients import last
from semble_cli.errors import Conflict, StoreError
from semble_cli.services.patients.complete import complete_patient
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.drafts import keep_draft, own_drafts
from semble_cli.services.patients.show import show_patient
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register
    from tests.conftest import Semble

GIVEN = ADRUN | {"birth_given_names": "Zoé"}


def filled(**more: str) -> PatientForm:
    """A form that has been filled in, who is like it looked for."""
    form = PatientForm.of(GIVEN | more)
    form.done |= {CHECK, "phones", MORE}
    return form


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Answer the review's question, and that about the same person; what was asked is told."""

    def script(reviews: list[str], duplicates: list[str]) -> list[str]:
        asked: list[str] = []

        def answer(name: str, answers: list[str]) -> Callable[..., str]:
            def choose(*_: object, **__: object) -> str:
                asked.append(name)
                return answers.pop(0)

            return choose

        monkeypatch.setattr(review, "choose", answer("review", reviews))
        monkeypatch.setattr(duplicate_choice, "choose", answer("duplicates", duplicates))
        return asked

    return script


def test_whoever_came_up_since_is_asked_about_before_anything_is_saved(
    sqlite_register: Register, choosing: Callable[..., list[str]]
) -> None:
    create_patient(sqlite_register, a_patient(GIVEN))
    asked = choosing(["save"], ["create"])
    form = filled()
    assert reviewed(form, sqlite_register).birth_name == "ADRUN"
    assert (asked, form.set_aside) == (["review", "duplicates"], {1})
    asked = choosing(["save"], [])
    assert reviewed(form, sqlite_register).birth_name == "ADRUN"
    assert asked == ["review"]


def test_one_who_is_created_by_somebody_faster_is_asked_about_too(
    sqlite_register: Register, choosing: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(["save", "save"], ["create"])
    looked = look_for_the_same

    def faster(form: PatientForm, register: Register) -> None:
        looked(form, register)
        if show_count(register) == 0:
            create_patient(register, a_patient(GIVEN))

    monkeypatch.setattr(review, "look_for_the_same", faster)
    created = run._saved(filled(), sqlite_register, None)
    assert show_count(sqlite_register) == 2
    assert getattr(created, "id", None) == 2


def show_count(register: Register) -> int:
    with register.reading() as connection:
        return int(connection.value("SELECT count(*) FROM patient"))


def test_who_is_no_more_the_one_to_complete_is_created(
    sqlite_register: Register, choosing: Callable[..., list[str]]
) -> None:
    create_patient(sqlite_register, a_patient(PAT_TROIS))
    form = filled()
    form.complete(show_patient(sqlite_register, 1).patient)
    form.answer("birth_name", "CORSE")
    choosing([], [])
    look_for_the_same(form, sqlite_register)
    assert form.completes is None


def test_a_change_is_asked_about_and_reviewed_again(
    sqlite_register: Register,
    choosing: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = choosing(["phones", "save"], [])
    monkeypatch.setattr(
        "semble_cli.commands.patient.form.walk.ask_field", lambda *_, **__: "0639981234"
    )
    patient = reviewed(filled(), sqlite_register)
    assert [phone.number for phone in patient.phones] == ["0639981234"]
    assert asked == ["review", "review"]


def test_giving_up_keeps_nothing_and_takes_the_draft_away(
    sqlite_register: Register, choosing: Callable[..., list[str]]
) -> None:
    keep_draft(sqlite_register, filled().to_draft() | {"completes": 7})
    choosing(["stop"], [])
    assert run.run_form(sqlite_register, {}, resume=True) is None
    assert own_drafts(sqlite_register) == []


def test_what_was_typed_is_kept_when_the_register_fails(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(*_: object) -> None:
        raise StoreError("The register is locked.")

    monkeypatch.setattr(run, "reviewed", locked)
    with pytest.raises(StoreError, match="locked"):
        run.run_form(sqlite_register, {"birth_name": "ADRUN"})
    (draft,) = own_drafts(sqlite_register)
    assert draft.content["answers"] == {"birth_name": "ADRUN"}
    assert "What was typed is kept for a day" in capsys.readouterr().err
    monkeypatch.setattr("semble_cli.services.patients.drafts.keep_draft", locked)
    with pytest.raises(StoreError, match="locked"):
        run.run_form(sqlite_register, {"birth_name": "ADRUN"})
    said = capsys.readouterr().err
    assert "What was typed could not be kept: The register is locked." in said
    assert "is kept for a day" not in said


def test_a_deleted_one_who_cannot_be_brought_back_is_a_conflict(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.services.patients import recover

    class Outcome:
        result = recover.RecoveryResult.ID_IN_USE

    create_patient(sqlite_register, a_patient(GIVEN))
    monkeypatch.setattr(recover, "recover_patients", lambda *_: [Outcome()])
    with pytest.raises(Conflict, match="Patient 1 could not be brought back"):
        duplicate_choice._recover(sqlite_register, 1)


def test_whoever_the_form_makes_or_completes_or_shows_is_the_last_one(
    semble: Semble, sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    monkeypatch.setattr(last, "remember", lambda _, patient_id: kept.append(patient_id))
    monkeypatch.setattr(duplicate_choice, "remember", lambda _, patient_id: kept.append(patient_id))
    monkeypatch.setattr(Context, "may_ask", True)
    made = create_patient(sqlite_register, a_patient(GIVEN))
    completed = complete_patient(sqlite_register, 1, a_patient(GIVEN))
    for ended in (made, completed, None):
        monkeypatch.setattr(run, "run_form", lambda *_, ended=ended, **__: ended)
        assert semble("patient", "add").code == 0
    assert kept == [1, 1]
    duplicate_choice._show(sqlite_register, 1)
    assert kept == [1, 1, 1]
