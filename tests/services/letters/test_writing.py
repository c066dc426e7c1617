"""Letters written in a register, on both databases: kept, undone, refused, left out, noted."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import (
    CannotBePrinted,
    Conflict,
    InvalidInput,
    InvalidSetting,
    NoSuchRecord,
    Refused,
)
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.record import ArchiveReason
from semble_cli.services.access import Role
from semble_cli.services.agenda.booking import When, add_appointment, cancel_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.letters.recipients import CannotBeWrittenTo, NotWritten
from semble_cli.services.letters.templates import keep_template, list_templates, show_template
from semble_cli.services.letters.writing import (
    LetterAsked,
    keep_letters,
    prepare_letter,
)
from semble_cli.services.patients.edit import archive_patient, declare_deceased, edit_fields
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.record.contacts import delete_contact, edit_contact
from semble_cli.services.record.read_documents import documents_of, open_stored
from semble_cli.services.record.relations import edit_relation, relate
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from tests.acting import acting_as
from tests.services.letters.people import DIED, HELLO, TO_SCHOOL, count, mailing, texts

if TYPE_CHECKING:
    from semble_cli.services.letters.writing import PreparedLetter
    from semble_cli.services.register import Register


def prepared(register: Register, patient: int, asked: LetterAsked) -> PreparedLetter:
    return prepare_letter(register, patient, asked, nothing_own)


def test_a_letter_is_kept_among_the_documents_and_undone(practice: Register) -> None:
    (written,) = keep_letters(practice, [prepared(practice, 1, TO_SCHOOL)])
    (held,) = documents_of(practice, 1)
    document = held.document
    assert (document.title, document.kind) == ("Rendez-vous médical de l'élève Zoé ADRUN", "letter")
    assert (document.dated_on, document.media_type) == (date(2026, 11, 23), "application/pdf")
    assert document.file_name == "courrier-2026-11-23.pdf"
    with open_stored(practice, document.id or 0) as stored:
        pdf = b"".join(stored.chunks())
    assert pdf == written.pdf
    (page,) = texts(pdf)
    assert "École Jaurès" in page
    assert "4 juillet 2015" in page.replace("\u00a0", " ")
    undo_command(practice, last_of_mine(practice).number)
    assert documents_of(practice, 1) == []


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("patient", "Madame Zoé ADRUN"),
        ("1", "École Jaurès"),
        ("jaur ecole", "École Jaurès"),
        ("école", "École Jaurès"),
        ("School", "École Jaurès"),
    ],
)
def test_a_recipient_is_the_patient_or_a_relation_however_it_is_called(
    practice: Register, to: str, name: str
) -> None:
    found = prepared(practice, 1, HELLO._replace(to=to))
    assert found.letter.recipient.name == name


def test_the_relation_of_today_is_meant_where_another_is_over(practice: Register) -> None:
    relate(practice, 1, {"type": "school", "new": {"kind": "organisation", "name": "Lycée"}})
    with pytest.raises(Refused, match="Several relations of patient 1 are called so: 1, 2"):
        prepared(practice, 1, TO_SCHOOL)
    edit_relation(practice, 1, 2, {"until": "2026-11-01"})
    assert prepared(practice, 1, TO_SCHOOL).questions == ()


def test_who_cannot_be_written_to_is_refused_and_why(practice: Register) -> None:
    def why(patient: int, to: str) -> NotWritten:
        with pytest.raises(CannotBeWrittenTo) as refused:
            prepared(practice, patient, HELLO._replace(to=to))
        return refused.value.why

    with pytest.raises(NoSuchRecord):
        prepared(practice, 2, TO_SCHOOL)
    with pytest.raises(NoSuchRecord):
        prepared(practice, 9, HELLO)
    relate(practice, 1, {"type": "family", "patient_id": 2})
    declare_deceased(practice, 2, DIED)
    assert why(2, "patient") is NotWritten.DECEASED
    assert why(1, "family") is NotWritten.DECEASED
    edit_contact(practice, 1, {"city": ""})
    assert why(1, "school") is NotWritten.NO_ADDRESS
    delete_contact(practice, 1)
    assert why(1, "1") is NotWritten.GONE
    edit_fields(practice, 1, {"postal_code": ""})
    assert why(1, "patient") is NotWritten.NO_ADDRESS


def test_what_a_person_is_asked_before(practice: Register) -> None:
    edit_relation(practice, 1, 1, {"until": "2026-11-22"})
    assert [str(each) for each in prepared(practice, 1, TO_SCHOOL).questions] == [
        "Relation 1 ended on 22/11/2026."
    ]
    edit_relation(practice, 1, 1, {"since": "2026-11-24", "until": ""})
    assert "begins on 24/11/2026" in str(prepared(practice, 1, TO_SCHOOL).questions)
    edit_relation(practice, 1, 1, {"since": "2026-11-23", "until": "2026-11-23"})
    assert prepared(practice, 1, TO_SCHOOL).questions == ()
    declare_deceased(practice, 1, DIED)
    archive_patient(practice, 1, ArchiveReason.DECEASED)
    told = [str(each) for each in prepared(practice, 1, TO_SCHOOL).questions]
    assert told == ["Patient 1 died on 02/01/2026.", "Patient 1 is archived since 23/11/2026."]


def test_an_empty_field_is_named_as_it_is_written_and_of_whom(practice: Register) -> None:
    before = count(practice)
    with pytest.raises(InvalidInput) as refused:
        prepared(practice, 1, LetterAsked("patient", text="{{Patient téléphone}} {{patient.age}}"))
    assert "patient 1: nothing is known for {{Patient téléphone}}." in str(refused.value)
    assert "age" not in str(refused.value)
    assert count(practice) == before


def test_what_is_not_set_is_named(practice: Register) -> None:
    for name in ("practice.name", "letters.signature"):
        set_setting(practice, BY_NAME[name], None)
    with pytest.raises(InvalidSetting, match=r"practice\.name, letters\.signature\. Nothing"):
        prepared(practice, 1, HELLO)
    own = {"practice.name": "Moi", "letters.signature": "Dr Max"}
    found = prepare_letter(practice, 1, HELLO, own.get)
    assert found.letter.practice.signature == "Dr Max"


def test_phones_are_written_as_people_read_them(practice: Register) -> None:
    edit_fields(practice, 1, {"phones": "0639981234"})
    own = {"practice.phone": "+33199000002"}
    asked = LetterAsked("patient", text="{{Patient téléphone}}, {{practice.phone}}")
    found = prepare_letter(practice, 1, asked, own.get).letter
    assert found.practice.phone == "01 99 00 00 02"
    said = "".join(span.text for block in found.text.blocks for span in block.spans)
    assert said == "06 39 98 12 34, 01 99 00 00 02"


def test_the_next_appointment_and_the_last_consultation_are_of_the_practices_clock(
    practice: Register,
) -> None:
    add_practitioner(practice, {"name": "Dr Alix ROUSSEL"})
    for start in ("2027-01-03T09:30", "2027-01-05T09:30", "2027-01-04T09:30"):
        add_appointment(practice, 1, When(start, 20), None, nothing_own)
    cancel_appointment(practice, 1, nothing_own)
    note = GivenNote(None, (GivenSection("Motif", "Toux"),))
    for day, hour in ((10, 9), (20, 23), (24, 9)):  # the last is still to come
        add_consultation(practice, 1, note, datetime(2026, 11, day, hour, 30, tzinfo=UTC))
    fields = "{{rendez_vous.prochain}}|{{rendez_vous.praticien}}|{{consultation.derniere}}"
    (block,) = prepared(practice, 1, LetterAsked("patient", text=fields)).letter.text.blocks
    text = "".join(span.text for span in block.spans).replace("\u00a0", " ")
    assert text == "lundi 4 janvier 2027 à 9 h 30|Dr Alix ROUSSEL|21 novembre 2026"


def test_hostile_texts_of_a_patient_stand_in_a_letter_as_they_are(practice: Register) -> None:
    edit_fields(practice, 2, {"occupation": "x", "address_lines": "**1** {{patient.id}} # <b>_x_"})
    asked = LetterAsked("patient", text="- {{patient.adresse}}")
    (written,) = keep_letters(practice, [prepared(practice, 2, asked)])
    (page,) = texts(written.pdf)
    assert page.count("**1** {{patient.id}} # <b>_x_") == 2


def test_who_changed_meanwhile_or_cannot_be_printed_stops_all(practice: Register) -> None:
    letters = mailing(practice).letters
    edit_fields(practice, 2, {"city": "Lyon"})
    before = count(practice)
    with pytest.raises(Conflict):
        keep_letters(practice, letters)
    assert count(practice) == before
    with pytest.raises(CannotBePrinted, match="Patient 1"):
        keep_letters(practice, [prepared(practice, 1, LetterAsked("patient", text="\u0635"))])


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY])
def test_letters_are_for_who_may_change_medical_contents(
    practice: Register, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = prepared(practice, 1, HELLO)
    acting = acting_as(practice, role, monkeypatch)
    for act in (
        lambda: prepared(acting, 1, HELLO),
        lambda: mailing(acting),
        lambda: keep_letters(acting, [letter]),
        lambda: keep_template(acting, "bref", "x"),
    ):
        with pytest.raises(Refused):
            act()
    assert list_templates(acting, nothing_own)


def test_a_clinician_writes_and_an_admin_alone_keeps_templates(
    practice: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_template(practice, "École", "Objet : Bref\n\n{{patient.id}}")
    assert show_template(practice, "ecole", nothing_own).origin == "changed"
    acting = acting_as(practice, Role.CLINICIAN, monkeypatch)
    assert keep_letters(acting, [prepared(acting, 1, HELLO)])
    with pytest.raises(Refused):
        keep_template(acting, "bref", "x")


def test_a_template_of_the_practice_goes_before_a_built_in_one(practice: Register) -> None:
    assert show_template(practice, "Rappel", nothing_own).origin == "built_in"
    keep_template(practice, "rappel", "Objet : À {{patient.id}}\n\nx")
    found = show_template(practice, "rappel", nothing_own)
    assert (found.origin, found.subject, found.fields) == (
        "changed",
        "À {{patient.id}}",
        ("patient.id",),
    )
    assert prepared(practice, 1, LetterAsked("patient", "rappel")).title == "À 1"
    keep_template(practice, "bref", "x")
    assert [each.name for each in list_templates(practice, nothing_own)][-2:] == ["rappel", "bref"]
    for name in ("nemo", "/"):
        with pytest.raises(InvalidSetting, match="there is no letters"):
            prepared(practice, 1, LetterAsked("patient", name))
    with pytest.raises(InvalidInput):
        keep_template(practice, "/", "x")


def test_a_template_is_shown_as_letters_of_who_works_here_are_made_of_it(
    practice: Register,
) -> None:
    keep_template(practice, "rappel", "Objet : Au nom du cabinet\n\nx")
    own = {"letters.templates.rappel": "Objet : De ma part\n\nx", "letters.templates.moi": "y"}
    shown = show_template(practice, "rappel", own.get)
    assert (shown.origin, shown.subject) == ("own", "De ma part")
    written = prepare_letter(practice, 1, LetterAsked("patient", "rappel"), own.get)
    assert written.title == "De ma part"
    assert [each.origin for each in list_templates(practice, own.get)][-1] == "own"
    assert show_template(practice, "moi", own.get).text == "y"
    with pytest.raises(InvalidSetting, match="there is no letters"):
        show_template(practice, "moi", nothing_own)


def test_what_is_given_goes_before_what_the_template_says(practice: Register) -> None:
    asked = LetterAsked("patient", "rappel", subject="De {{patient.id}}", title="Titre")
    (written,) = keep_letters(practice, [prepared(practice, 1, asked)])
    assert written.document.title == "Titre"
    assert "Objet : De 1" in texts(written.pdf)[0]
    assert "Objet" not in texts(keep_letters(practice, [prepared(practice, 1, HELLO)])[0].pdf)[0]
    assert io.BytesIO(written.pdf).read(5) == b"%PDF-"
