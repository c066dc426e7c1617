"""Who is not written to, and what is told when that is many, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.letters.recipients import CannotBeWrittenTo, NotWritten
from semble_cli.services.letters.writing import LetterAsked, prepare_letter, refuse_unprintable
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import declare_deceased, edit_fields
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.relations import relate
from tests.conftest import ADRUN, a_patient
from tests.services.letters.people import DIED, TO_SCHOOL, at_home, mailing

if TYPE_CHECKING:
    from semble_cli.services.register import Register

TO_FAMILY = LetterAsked("2", text="Bonjour")


def test_another_patient_without_an_address_or_who_died(practice: Register) -> None:
    relate(practice, 1, {"type": "family", "patient_id": 2})
    assert prepare_letter(practice, 1, TO_FAMILY, nothing_own).letter.recipient.name
    edit_fields(practice, 2, {"city": ""})
    with pytest.raises(CannotBeWrittenTo, match="semble patient edit 2 --address") as nowhere:
        prepare_letter(practice, 1, TO_FAMILY, nothing_own)
    assert nowhere.value.why is NotWritten.NO_ADDRESS
    declare_deceased(practice, 2, DIED)
    with pytest.raises(CannotBeWrittenTo, match="patient 2, is deceased") as gone:
        prepare_letter(practice, 1, TO_FAMILY, nothing_own)
    assert gone.value.why is NotWritten.DECEASED


def test_who_has_several_schools_is_left_out_of_a_letter_to_the_school(practice: Register) -> None:
    home = {"address_lines": "26 rue X", "postal_code": "63000", "city": "Riom"}
    other = add_contact(practice, {"kind": "organisation", "name": "Collège Essai", **home})
    relate(practice, 1, {"type": "school", "contact_id": other.id})
    found = mailing(practice, TO_SCHOOL, ids=[1])
    assert [each.why for each in found.left_out] == [NotWritten.SEVERAL_RELATIONS]


def test_of_very_many_empty_fields_the_first_are_told_and_the_others_counted(
    practice: Register,
) -> None:
    for number in range(1, 22):
        given = ADRUN | {"birth_date": f"{number:02}/03/1970"}
        create_patient(practice, at_home(a_patient(given)), known=range(1, number + 2))
    asked = LetterAsked("patient", text="{{patient.nom_utilise}}")
    with pytest.raises(InvalidRecord) as refused:
        mailing(practice, asked, ids=range(1, 24))
    *told, more = [str(each) for each in refused.value.problems]
    assert len(told) == 20
    assert more == "template: and of other patients: 3."
    with pytest.raises(InvalidInput, match="patient 1: nothing is known"):
        mailing(practice, asked, ids=[1])


def test_what_paper_has_no_letters_for_is_told_while_it_is_typed(practice: Register) -> None:
    asked = LetterAsked("patient", text="\u0627\u0644\u0633\u0644\u0627\u0645")
    with pytest.raises(InvalidInput, match="template"):
        refuse_unprintable(prepare_letter(practice, 1, asked, nothing_own))
