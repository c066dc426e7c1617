"""What stands around patients in a file and is in the register already, whole or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.report import Policy
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.allergies import add_allergy, edit_allergy, say_none_known
from semble_cli.services.record.relations import edit_relation, relate
from semble_cli.services.record.treatments import edit_treatment
from tests.conftest import a_patient
from tests.services.imports.whole_records import bring, file_of, lines_of, said
from tests.services.record.documents import rows_of

if TYPE_CHECKING:
    from semble_cli.services.register import Register

Found = dict[str, Any]


def changed_since(register: Register) -> None:
    """Have everything around patient 1 say something else."""
    edit_relation(register, 1, 1, {"notes": "neuf"})
    edit_allergy(register, 1, "Latex", {"severity": "severe"})
    edit_treatment(register, 1, {"dose": "2 g"})


def test_what_is_there_and_says_something_else_is_told_and_left(
    one_of_each: list[Found], sqlite_register: Register
) -> None:
    changed_since(sqlite_register)
    before = show_patient(sqlite_register, 1, whole=True).document
    report = bring(sqlite_register, lines_of(*one_of_each), Policy(OnDuplicate.UPDATE))
    assert said(report) == {
        2: "This relation is there already, at the same time: number 1 of patient 1. semble patient"
        " relation edit changes it.",
        3: "This allergy is noted already, as number 1. Change it with semble patient allergy edit"
        " 1 1.",
        4: "this treatment is noted already, and otherwise, as number 1.",
    }
    assert show_patient(sqlite_register, 1, whole=True).document == before


def test_an_allergy_of_a_file_takes_back_that_none_is_known_and_says_so(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    create_patient(other_sqlite, a_patient())
    say_none_known(other_sqlite, 1, "all")
    report = bring(other_sqlite, lines_of(*one_of_each), Policy(OnDuplicate.UPDATE))
    assert [str(each.sentence) for each in report.notes] == [
        "patient 1 has an allergy: that none is known is gone."
    ]
    assert show_patient(other_sqlite, 1).document["allergy_status"]["state"] == "noted"


def test_none_is_known_of_nobody_who_has_an_allergy(
    sqlite_register: Register, other_sqlite: Register
) -> None:
    create_patient(sqlite_register, a_patient())
    say_none_known(sqlite_register, 1, "food")
    create_patient(other_sqlite, a_patient())
    add_allergy(other_sqlite, 1, {"substance": "Latex"})
    report = bring(other_sqlite, file_of(sqlite_register), Policy(OnDuplicate.UPDATE))
    assert said(report) == {
        2: "Allergies are noted for patient 1: 1. Remove or refute them first, if they are none."
    }


def test_that_nobody_asked_takes_nothing_back(
    sqlite_register: Register, other_sqlite: Register
) -> None:
    create_patient(sqlite_register, a_patient())
    create_patient(other_sqlite, a_patient())
    say_none_known(other_sqlite, 1, "all")
    report = bring(other_sqlite, file_of(sqlite_register), Policy(OnDuplicate.UPDATE))
    assert (said(report), report.records) == ({}, 0)
    assert show_patient(other_sqlite, 1).document["allergy_status"]["state"] == "none_known"


def test_a_contact_that_the_register_has_is_not_made_again(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    create_patient(other_sqlite, a_patient(first_given_name="AGATHE", birth_given_names="AGATHE"))
    relate(other_sqlite, 1, {"type": "gp", "new": "DURAND"})
    bring(other_sqlite, lines_of(*one_of_each), Policy(OnDuplicate.CREATE))
    assert (rows_of(other_sqlite, "contact"), rows_of(other_sqlite, "relation")) == (1, 2)


def test_a_row_that_is_created_anew_brings_all_around_it_anew(
    one_of_each: list[Found], sqlite_register: Register
) -> None:
    report = bring(sqlite_register, lines_of(*one_of_each), Policy(OnDuplicate.CREATE))
    assert (said(report), report.created, report.records) == ({}, 1, 4)
    assert rows_of(sqlite_register, "document_content") == 1
