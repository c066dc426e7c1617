"""What a form asks, in which order, and what going back, skipping and resuming do to it."""

from __future__ import annotations

import pytest

from semble_cli.commands.patient.form.state import (
    CHECK,
    MORE,
    SECTIONS,
    TRAITS,
    PatientForm,
    typed_text,
)
from semble_cli.patient.catalogue import TYPED
from semble_cli.patient.consents.rules import SIGNATURES
from tests.conftest import a_patient

ZOE = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_given_names": "Zoé Anne",
    "birth_date": "31/12/1975",
    "sex": "F",
    "birth_place": "63220",
}


def left_of(form: PatientForm) -> list[str]:
    """The steps that are still to be done."""
    return [step for step in form.steps() if step not in form.done]


def test_a_short_entry_is_who_it_is_a_phone_and_one_question_more() -> None:
    assert left_of(PatientForm()) == [*TRAITS, CHECK, "phones", MORE]


def test_every_field_of_the_article_is_asked_in_a_section_or_before_them() -> None:
    asked = {*TRAITS, "phones", *(name for each in SECTIONS.values() for name in each.fields)}
    left_to_options = {"tags", "regime", "birth_rank", "fund", "fund_center", "birth_date_fictive"}
    assert set(TYPED) - asked - {*SIGNATURES} == {*left_to_options, "birth_place_code"}


def test_what_is_given_is_not_asked_and_a_code_is_a_place() -> None:
    form = PatientForm.of({"birth_name": "ADRUN", "birth_place_code": "63220", "tags": ["ALD"]})
    assert left_of(form) == [
        *("first_given_name", "birth_given_names", "birth_date", "sex"),
        *(CHECK, "phones", MORE),
    ]
    assert form.text("birth_place") == "63220"
    form.answer("birth_place", "51215")
    assert form.answers == {"birth_name": "ADRUN", "tags": ["ALD"], "birth_place": "51215"}


def test_going_back_asks_the_question_before_and_never_the_search_for_the_same() -> None:
    form = PatientForm.of(ZOE)
    form.done.add(CHECK)
    form.go_back("phones")
    assert form.next_step() == "birth_place"
    form.go_back("birth_place")
    assert left_of(form)[:3] == ["sex", "birth_place", "phones"]
    form.go_back("birth_name")
    assert form.next_step() == "sex"


def test_going_back_from_the_review_asks_the_last_question() -> None:
    form = PatientForm.of(ZOE)
    form.done |= {CHECK, "phones", MORE}
    form.go_back(None)
    assert left_of(form) == [MORE]


def test_another_trait_or_nir_has_the_same_person_looked_for_anew() -> None:
    for name, text in (("birth_name", "ADRUM"), ("nir", "275126322074974")):
        form = PatientForm.of(ZOE)
        form.done.add(CHECK)
        form.answer(name, form.text(name))
        assert CHECK in form.done
        form.answer(name, text)
        assert CHECK not in form.done


def test_sections_are_asked_when_they_are_ticked_and_stay_in_their_order() -> None:
    form = PatientForm.of(ZOE | {"amc_name": "MUTUELLE TEST"})
    form.done |= {CHECK, "phones", MORE}
    form.sections = ["coverage", "names"]
    assert left_of(form) == [
        *("title", "used_name", "used_given_name"),
        *("nir", "amc_number", "member_number"),
    ]


def test_what_needs_an_answer_to_another_question_is_asked_after_it_alone() -> None:
    form = PatientForm()
    form.sections = ["preferences", "billing"]
    for needed, asked in (
        ("dmp_consent", "dmp_visible_patient"),
        ("membership_name", "membership_started_on"),
    ):
        assert asked not in left_of(form)
        form.answer(needed, "yes")
        assert asked in left_of(form)
    form.answer("dmp_visible_patient", "yes")
    form.answer("dmp_consent", "no")
    assert "dmp_visible_patient" not in left_of(form)
    assert form.answers == {"dmp_consent": "no", "membership_name": "yes"}


@pytest.mark.parametrize(
    ("answer", "asks"),
    [("accepted", True), ("oui", True), ("refused", False), ("not_asked", False)],
)
def test_who_sees_the_documents_is_asked_where_the_consent_is_accepted(
    answer: str, asks: bool
) -> None:
    form = PatientForm(sections=["preferences"])
    form.answer("dmp_consent", answer)
    assert ("dmp_visible_patient" in left_of(form)) is asks


def test_an_answer_that_means_nothing_alone_is_shown_to_be_changed() -> None:
    assert "dmp_visible_patient" in PatientForm.of({"dmp_visible_patient": True}).steps()


def test_an_empty_answer_clears_the_field() -> None:
    form = PatientForm.of({"email": "zoe@example.org"})
    form.answer("email", "")
    assert form.answers == {}
    assert "email" in form.done


def test_who_completes_a_record_is_not_asked_what_it_holds() -> None:
    form = PatientForm.of(ZOE)
    form.complete(a_patient(email="zoe@example.org", id=7))
    form.sections = ["contact"]
    assert form.completes == 7
    assert left_of(form) == [
        *("phones", MORE),
        *("address_lines", "postal_code", "city", "country"),
    ]


def test_a_draft_keeps_all_of_it_but_whom_the_person_set_aside() -> None:
    form = PatientForm.of(ZOE)
    form.sections, form.set_aside = ["about"], {3}
    form.unfinished["phones"] = "06 39"
    form.done |= {CHECK, MORE}
    kept = PatientForm.of_draft(form.to_draft())
    assert (kept.answers, kept.unfinished, kept.sections) == (ZOE, {"phones": "06 39"}, ["about"])
    assert kept.done == form.done - {CHECK}
    assert kept.set_aside == set()
    form.completes = 7
    assert CHECK in PatientForm.of_draft(form.to_draft()).done
    assert PatientForm.of_draft({}).to_draft() == PatientForm().to_draft()


def test_options_win_over_a_draft() -> None:
    form = PatientForm.of_draft(PatientForm.of(ZOE).to_draft())
    form.take({"sex": "I", "email": "zoe@example.org"})
    assert form.answers == ZOE | {"sex": "I", "email": "zoe@example.org"}
    assert "email" in form.done


def test_there_is_nothing_to_keep_of_blanks() -> None:
    form = PatientForm()
    form.unfinished["birth_name"] = "  "
    assert not form.holds_something()
    form.unfinished["birth_name"] = "A"
    assert form.holds_something()


def test_values_are_shown_as_one_would_type_them() -> None:
    for value, text in (
        (["mobile:0639981234", "0199001122"], "mobile:0639981234; 0199001122"),
        ([{"type": "home", "number": "0199001122"}], "home:0199001122"),
        ([{"name": "A", "value": "1"}], "A=1"),
        ([{"type": None, "number": "0199001122"}], "0199001122"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (3, "3"),
    ):
        assert typed_text(value) == text
