"""Consents in the register: completed, held by the database, undone though programs of before
wrote true and false."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.consents.rules import Consent, consent_of, fields_of, signed
from semble_cli.patient.record import Answer, Patient
from semble_cli.services.access import Permission
from semble_cli.services.changes import recorded, restored, undone_fields, was_created_as
from semble_cli.services.patients.complete import complete_patient
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import set_preferences
from semble_cli.store.database.open import opened
from semble_cli.store.patients import bulk
from semble_cli.store.patients import rows as patients
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

DAY = date(2026, 2, 1)
ACCEPTED = Consent(Answer.ACCEPTED, DAY, "martine")


def having(name: str, consent: Consent) -> Patient:
    return a_patient(ADRUN)._replace(**fields_of(name, consent))


def read(register: Register, patient_id: int | None) -> Patient:
    with register.reading() as connection:
        return patients.get(connection, patient_id or 0)


def test_what_completes_a_record_answers_only_what_was_not_asked(register: Register) -> None:
    made = create_patient(register, a_patient(ADRUN | {"receive_sms": "refused"}))
    typed = {
        "receive_sms_answer": "accepted",
        "receive_sms_on": "2020-01-31",
        "receive_email": True,
        "promotional_answer": "refused",
        "promotional_by": "martine",
    }
    complete_patient(register, made.id or 0, a_patient(ADRUN | typed))
    found = read(register, made.id)
    assert consent_of(found, "receive_sms") == consent_of(made, "receive_sms")
    assert (found.receive_email, found.receive_email_on) == (Answer.ACCEPTED, NOW.date())
    assert (found.promotional, found.promotional_by) == (Answer.REFUSED, "martine")


def test_an_answer_is_signed_by_who_works_and_again_when_it_changes(register: Register) -> None:
    made = create_patient(register, having("receive_sms", ACCEPTED))
    assert consent_of(made, "receive_sms") == ACCEPTED
    changed = set_preferences(register, made.id or 0, {"receive_sms": "refused"}).patient
    with register.reading() as connection:
        login = connection.login()
    assert consent_of(changed, "receive_sms") == Consent(Answer.REFUSED, NOW.date(), login)
    assert consent_of(read(register, made.id), "receive_sms") == consent_of(changed, "receive_sms")


@pytest.mark.parametrize("name", CONSENTS)
def test_bulk_signs_as_one_by_one(register: Register, name: str) -> None:
    people = [
        having(name, Consent(Answer.ACCEPTED)),
        having(name, Consent(Answer.REFUSED, DAY)),
        having(name, Consent()),
        having(name, Consent(Answer.REFUSED, None, "martine")),
    ]
    with register.writing(Permission.EDIT_PATIENTS) as work:
        signature = (work.today, work.actor)
        prepared = bulk.prepare(PatientColumns.of(people))
        ids = bulk.BulkWriter(work.connection, work.at, signature).insert(prepared)
        found = patients.get_many(work.connection, ids)
    assert [consent_of(patient, name) for patient in found] == [
        consent_of(signed(None, patient, *signature), name) for patient in people
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "receive_sms = 'perhaps'",
        "receive_sms = ''",
        "receive_sms_on = '2026-01-01'",
        "dmp_consent_by = 'martine'",
        "dmp_visible_patient = {true}",
        "dmp_consent = 'refused', dmp_visible_professionals = {true}",
    ],
)
def test_the_database_holds_what_an_answer_is(register: Register, broken: str) -> None:
    made = create_patient(register, a_patient(ADRUN))
    with opened(register.store) as connection:
        truth = "true" if connection.guarded else "1"
        with pytest.raises(connection.dialect.error, match=r"(?i)check constraint"):
            connection.run(
                f"UPDATE patient SET {broken.format(true=truth)} WHERE id = ?", (made.id,)
            )


OLD: dict[str, list[Any]] = {"receive_sms": [False, True]}


def test_a_change_of_before_is_undone_with_the_day_and_author_it_was_given_since() -> None:
    before = having("receive_sms", ACCEPTED)
    assert consent_of(undone_fields(before, OLD), "receive_sms") == Consent()


def test_a_change_of_before_brings_an_acceptance_back_without_a_signature() -> None:
    changes = {"receive_sms": [True, False]}
    assert consent_of(undone_fields(a_patient(ADRUN), changes), "receive_sms") == Consent(
        Answer.ACCEPTED
    )
    refused = having("receive_sms", Consent(Answer.REFUSED, DAY, "martine"))
    assert consent_of(restored(refused, changes), "receive_sms") == Consent(Answer.ACCEPTED)


@pytest.mark.parametrize("since", [Consent(), Consent(Answer.REFUSED, DAY, "martine")])
def test_a_change_of_before_is_not_undone_over_another_answer(since: Consent) -> None:
    with pytest.raises(ValueError, match="receive_sms"):
        undone_fields(having("receive_sms", since), OLD)


def test_a_change_of_now_brings_the_whole_consent_back() -> None:
    changes = {
        "receive_sms": ["accepted", "refused"],
        "receive_sms_on": ["2026-02-01", "2026-03-01"],
        "receive_sms_by": ["martine", "zoe"],
    }
    refused = Consent(Answer.REFUSED, date(2026, 3, 1), "zoe")
    assert consent_of(undone_fields(having("receive_sms", refused), changes), "receive_sms") == (
        ACCEPTED
    )


@pytest.mark.parametrize(
    ("kept", "consent", "is_so"),
    [
        ({"receive_sms": True}, ACCEPTED, True),
        ({"receive_sms": True}, Consent(Answer.ACCEPTED), True),
        ({"receive_sms": True}, Consent(Answer.REFUSED, DAY, "martine"), False),
        ({"receive_sms": True}, Consent(), False),
        ({}, ACCEPTED, False),
        ({"receive_sms": "accepted"}, ACCEPTED, False),
        ({"receive_sms": "accepted"}, Consent(Answer.ACCEPTED), True),
    ],
)
def test_a_creation_of_before_is_told_from_a_record_that_was_changed(
    kept: dict[str, Any], consent: Consent, is_so: bool
) -> None:
    created = {**recorded(a_patient(ADRUN)), **kept}
    assert was_created_as(having("receive_sms", consent), created) is is_so


def test_other_people_are_left_as_they_are(register: Register) -> None:
    other = create_patient(register, a_patient(PAT_TROIS | {"receive_sms": True}))
    made = create_patient(register, a_patient(ADRUN))
    set_preferences(register, made.id or 0, {"receive_sms": "refused"})
    assert read(register, other.id) == other
