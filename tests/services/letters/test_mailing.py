"""A letter for each of many, on both databases: in the order of addresses, some left out, all
undone at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.record import Answer
from semble_cli.services.letters.mailing import mailing_pdf
from semble_cli.services.letters.recipients import NotWritten
from semble_cli.services.letters.writing import LetterAsked, keep_letters, note_handed_out
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import declare_deceased, edit_fields
from semble_cli.services.record.relations import edit_relation
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, a_patient
from tests.services.letters.people import DIED, TO_SCHOOL, at_home, count, mailing, texts

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def test_a_mailing_is_in_the_order_of_addresses_and_undone_at_once(practice: Register) -> None:
    create_patient(
        practice,
        at_home(a_patient(ADRUN | {"first_given_name": "Max"}), address_lines="2 rue de la Paix"),
    )
    found = mailing(practice, ids=[2, 3, 1])
    assert [each.patient.id for each in found.letters] == [1, 3, 2]
    written = keep_letters(practice, found.letters)
    assert [page.count("1 / 1") for page in texts(mailing_pdf(practice, written))] == [1, 1, 1]
    assert ["Max" in page for page in texts(mailing_pdf(practice, written))] == [False, True, False]
    note_handed_out(practice, written, "bureau")
    undo_command(practice, last_of_mine(practice).number)
    assert count(practice)[0] == 0


def test_a_mailing_leaves_out_by_name_and_reason(practice: Register) -> None:
    for given in ("Max", "Alix", "Zora"):
        create_patient(
            practice, at_home(a_patient(ADRUN | {"first_given_name": given})), known=(1, 3, 4)
        )
    edit_fields(practice, 1, {"promotional": "refused"})
    declare_deceased(practice, 1, DIED)
    edit_fields(practice, 2, {"promotional": "refused"})
    edit_fields(practice, 3, {"city": ""})
    found = mailing(practice, ids=[1, 2, 3, 4, 5])
    assert [each.patient.id for each in found.letters] == [4, 5]
    assert {each.patient.id: each.why.value for each in found.left_out} == {
        1: "deceased",
        2: "refused",
        3: "no_address",
    }
    assert found.left_out[0].patient.promotional is Answer.REFUSED
    care = mailing(practice, ids=[1, 2, 3, 4, 5], is_care=True)
    assert {each.patient.id for each in care.letters} == {2, 4, 5}
    to_school = mailing(practice, TO_SCHOOL, ids=[1, 2, 4])
    assert [each.why for each in to_school.left_out] == [
        NotWritten.DECEASED,
        NotWritten.NO_RELATION,
        NotWritten.NO_RELATION,
    ]


def test_a_mailing_leaves_out_a_relation_that_is_over(practice: Register) -> None:
    edit_relation(practice, 1, 1, {"until": "2026-11-22"})
    found = mailing(practice, TO_SCHOOL, ids=[1])
    assert [each.why for each in found.left_out] == [NotWritten.NOT_AT_PRESENT]


def test_a_mailing_with_an_empty_field_names_each_and_writes_nothing(practice: Register) -> None:
    asked = LetterAsked("patient", text="{{patient.nom_utilise}} {{patient.ville}}")
    empty = "{{patient.nom_utilise}}"
    with pytest.raises(InvalidRecord) as refused:
        mailing(practice, asked)
    assert [str(each) for each in refused.value.problems] == [
        f"template: patient {who}: nothing is known for {empty}. Nothing is written."
        for who in (1, 2)
    ]


def test_that_letters_leave_is_noted(practice: Register) -> None:
    written = keep_letters(practice, mailing(practice).letters)
    note_handed_out(practice, written[:1], None)
    note_handed_out(practice, written, "bureau")
    with connected(practice.store) as connection:
        noted = connection.rows(
            "SELECT action, patient_id, content FROM event"
            " WHERE action IN ('document.get', 'patient.export') ORDER BY seq"
        )
    assert [(action, whom, json.loads(content)["noted"]) for action, whom, content in noted] == [
        ("document.get", 1, {"document": written[0].document.id}),
        (
            "patient.export",
            None,
            {"list": "letters", "form": "pdf", "patients": 2, "printer": "bureau"},
        ),
    ]
