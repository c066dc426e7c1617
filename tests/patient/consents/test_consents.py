"""Consents have three values, and bear their day and who recorded them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import Consent, consent_of, ended_visibility, signed
from semble_cli.patient.document import cells, document, flatten
from semble_cli.patient.intake import amended, new_patient
from semble_cli.patient.record import Answer, Patient
from tests.conftest import ADRUN, NOW, a_patient

TODAY = NOW.date()
DAY = date(2026, 2, 1)
ACCEPTED = Consent(Answer.ACCEPTED, DAY, "martine")
REFUSED = Consent(Answer.REFUSED, DAY, "martine")
NOT_ASKED = Consent()


def with_sms(consent: Consent) -> Patient:
    fields: dict[str, Any] = dict(
        zip(("receive_sms", "receive_sms_on", "receive_sms_by"), consent, strict=True)
    )
    return a_patient(ADRUN)._replace(**fields)


@pytest.mark.parametrize("name", CONSENTS)
@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (True, Answer.ACCEPTED),
        ("accepted", Answer.ACCEPTED),
        ("refusé", Answer.REFUSED),
        (False, None),
        ("non", None),
        ("not_asked", None),
        ("", None),
        (None, None),
    ],
)
def test_a_new_patient_has_the_answer_that_is_given_and_no_refusal_from_a_bare_no(
    name: str, given: Any, answer: Any
) -> None:
    patient = new_patient(ADRUN | {name: given}, TODAY).patient
    assert consent_of(patient, name) == Consent(answer)


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        (NOT_ASKED, True, Consent(Answer.ACCEPTED)),
        (NOT_ASKED, "refused", Consent(Answer.REFUSED)),
        (NOT_ASKED, False, NOT_ASKED),
        (ACCEPTED, True, ACCEPTED),
        (ACCEPTED, False, NOT_ASKED),
        (ACCEPTED, "refused", Consent(Answer.REFUSED)),
        (ACCEPTED, "not_asked", NOT_ASKED),
        (ACCEPTED, None, NOT_ASKED),
        (REFUSED, False, REFUSED),
        (REFUSED, "refused", REFUSED),
        (REFUSED, True, Consent(Answer.ACCEPTED)),
        (REFUSED, "not_asked", NOT_ASKED),
        (REFUSED, None, NOT_ASKED),
    ],
)
def test_a_bare_no_takes_an_acceptance_back_and_leaves_a_refusal(
    before: Consent, given: Any, after: Consent
) -> None:
    patient = amended(with_sms(before), {"receive_sms": given}, TODAY).patient
    assert consent_of(patient, "receive_sms") == after


TWICE = [
    (ACCEPTED, False, "accepted", None),
    (ACCEPTED, True, "refused", Answer.REFUSED),
    (ACCEPTED, True, "not_asked", None),
    (REFUSED, True, "refused", Answer.ACCEPTED),
    (REFUSED, False, "accepted", Answer.ACCEPTED),
    (REFUSED, False, "not_asked", None),
    (NOT_ASKED, True, "not_asked", Answer.ACCEPTED),
    (NOT_ASKED, False, "refused", Answer.REFUSED),
    (NOT_ASKED, None, "refused", Answer.REFUSED),
    (NOT_ASKED, "", "accepted", Answer.ACCEPTED),
    (NOT_ASKED, True, None, Answer.ACCEPTED),
    (ACCEPTED, None, None, None),
]


@pytest.mark.parametrize(("before", "truth", "answer", "after"), TWICE)
@pytest.mark.parametrize("words_first", [True, False])
def test_of_two_answers_in_a_document_the_one_that_was_changed_counts(
    before: Consent, truth: Any, answer: Any, after: Any, *, words_first: bool
) -> None:
    keys = {"consents": {"receive_sms": answer}, "preferences": {"receive_sms": truth}}
    if not words_first:
        keys = dict(reversed(keys.items()))
    patient = amended(with_sms(before), flatten(keys), TODAY).patient
    assert patient.receive_sms is after


@pytest.mark.parametrize("answer", ["refused", "not_asked"])
def test_two_answers_of_somebody_new_are_refused(answer: str) -> None:
    with pytest.raises(InvalidRecord, match="two answers are given here"):
        new_patient(ADRUN | {"receive_sms": True, "receive_sms_answer": answer}, TODAY)


def test_two_answers_neither_of_which_is_on_record_are_refused() -> None:
    given = {"receive_sms": True, "receive_sms_answer": "not_asked"}
    with pytest.raises(InvalidRecord, match="two answers are given here"):
        amended(with_sms(REFUSED), given, TODAY)


def test_an_answer_that_cannot_be_read_is_told_beside_another() -> None:
    given = {"receive_sms": True, "receive_sms_answer": "later"}
    with pytest.raises(InvalidRecord, match="it is one of: accepted, refused, not asked"):
        new_patient(ADRUN | given, TODAY)


def test_a_day_and_an_author_that_are_given_are_kept() -> None:
    given = {"answer": "refused", "on": "2020-01-31", "by": "Dr Test"}
    patient = new_patient(ADRUN | flatten({"consents": {"receive_sms": given}}), TODAY).patient
    assert consent_of(patient, "receive_sms") == Consent(
        Answer.REFUSED, date(2020, 1, 31), "Dr Test"
    )


def test_the_day_of_another_answer_says_nothing_of_this_one() -> None:
    before = with_sms(ACCEPTED)
    given = document(before) | {
        "consents": {"receive_sms": {"answer": "refused", "on": "2026-02-01", "by": "martine"}}
    }
    flat = {name: value for name, value in flatten(given).items() if "receive_sms" in name}
    assert consent_of(amended(before, flat, TODAY).patient, "receive_sms") == Consent(
        Answer.REFUSED
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"receive_sms_on": "2026-01-01"}, "the answer is missing"),
        ({"receive_sms_by": "zoe"}, "the answer is missing"),
        ({"receive_sms": False, "receive_sms_by": "zoe"}, "the answer is missing"),
        ({"receive_sms": True, "receive_sms_on": "2031-01-01"}, "this day is to come"),
        ({"consents.fax_answer": True}, "there is no such field"),
        (flatten({"consents": {"receive_sms": {"why": "x"}}}), "there is no such field"),
    ],
)
def test_what_does_not_fit_a_consent_is_refused(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidRecord, match=sentence):
        new_patient(ADRUN | given, TODAY)


def test_consents_that_are_no_object_are_refused() -> None:
    from semble_cli.errors import InvalidInput

    with pytest.raises(InvalidInput, match="an object with some of these keys"):
        flatten({"consents": ["receive_sms"]})


def test_no_consents_at_all_are_all_not_asked() -> None:
    patient = amended(with_sms(REFUSED), flatten({"consents": None}), TODAY).patient
    assert consent_of(patient, "receive_sms") == NOT_ASKED


SIGNED = [
    (None, Consent(Answer.ACCEPTED), Consent(Answer.ACCEPTED, TODAY, "zoe")),
    (None, Consent(Answer.REFUSED, DAY), Consent(Answer.REFUSED, DAY, "zoe")),
    (None, NOT_ASKED, NOT_ASKED),
    (NOT_ASKED, Consent(Answer.REFUSED), Consent(Answer.REFUSED, TODAY, "zoe")),
    (ACCEPTED, Consent(Answer.REFUSED), Consent(Answer.REFUSED, TODAY, "zoe")),
    (ACCEPTED, ACCEPTED, ACCEPTED),
    (Consent(Answer.ACCEPTED), Consent(Answer.ACCEPTED), Consent(Answer.ACCEPTED)),
    (ACCEPTED, NOT_ASKED, NOT_ASKED),
]


@pytest.mark.parametrize(("before", "after", "found"), SIGNED)
def test_an_answer_that_is_new_bears_its_day_and_who_recorded_it(
    before: Consent | None, after: Consent, found: Consent
) -> None:
    had = with_sms(before) if before else None
    assert consent_of(signed(had, with_sms(after), TODAY, "zoe"), "receive_sms") == found


DMP = {"dmp_consent": True, "dmp_visible_patient": True, "dmp_visible_professionals": True}


@pytest.mark.parametrize("given", [False, "refused", "not_asked", None])
@pytest.mark.parametrize("restated", [{}, {"dmp_visible_patient": True}])
def test_withdrawing_the_consent_to_the_dmp_ends_its_visibilities_and_says_so(
    given: Any, restated: dict[str, Any]
) -> None:
    before = new_patient(ADRUN | DMP, TODAY).patient
    after, warnings, _ = amended(before, {"dmp_consent": given, **restated}, TODAY)
    assert (after.dmp_visible_patient, after.dmp_visible_professionals) == (False, False)
    assert warnings == ()
    assert list(map(str, ended_visibility(before, after))) == [
        "the consent to the DMP is gone, and with it: DMP documents visible to the patient"
        " and legal representatives.",
        "the consent to the DMP is gone, and with it: DMP documents visible to other"
        " health professionals.",
    ]


def test_nothing_is_said_of_visibilities_that_were_none() -> None:
    before = new_patient(ADRUN | {"dmp_consent": True}, TODAY).patient
    after = amended(before, {"dmp_consent": "refused"}, TODAY).patient
    assert ended_visibility(before, after) == ()


def test_the_document_keeps_true_and_false_and_tells_the_answers_beside() -> None:
    found = document(with_sms(REFUSED)._replace(promotional=Answer.ACCEPTED))
    assert found["preferences"] | {"dmp_visible_patient": None} == {
        **dict.fromkeys(CONSENTS, False),
        "promotional": True,
        "dmp_consent": None,
        "dmp_visible_patient": None,
        "dmp_visible_professionals": False,
    }
    assert list(found["consents"]) == list(CONSENTS)
    assert found["consents"]["receive_sms"] == {
        "answer": "refused",
        "on": "2026-02-01",
        "by": "martine",
    }
    assert found["consents"]["promotional"] == {"answer": "accepted", "on": None, "by": None}
    assert found["consents"]["dmp_consent"] == {"answer": "not_asked", "on": None, "by": None}


def test_a_refused_consent_to_the_dmp_is_false_in_the_preferences() -> None:
    refused = a_patient(ADRUN)._replace(dmp_consent=Answer.REFUSED)
    assert document(refused)["preferences"]["dmp_consent"] is False


def test_consents_take_three_columns_each_in_a_flat_file() -> None:
    columns = cells("consents", document(with_sms(REFUSED))["consents"])
    assert list(columns)[:3] == ["receive_email_answer", "receive_email_on", "receive_email_by"]
    assert (columns["receive_sms_answer"], columns["receive_sms_on"]) == ("refused", "2026-02-01")
    assert columns["receive_sms_by"] == "martine"
    assert columns["dmp_consent_answer"] == "not_asked"
    assert list(cells("consents", None)) == list(columns)
