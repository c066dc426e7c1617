"""Messages of an identity feed in the register of either database: whose they are, what they may
change, and that each is read once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Refused
from semble_cli.exchange.feed.reading import messages_in
from semble_cli.identity.status import IdentitySource, IdentityStatus
from semble_cli.patient.actions import Action
from semble_cli.patient.record import Phone, PhoneType
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.batches import last_batches
from semble_cli.services.identity_feed.apply import apply_message, note_file, was_read
from semble_cli.services.identity_feed.memory import Memory
from semble_cli.services.identity_feed.result import FeedOutcome
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.identity import check_identity
from semble_cli.services.patients.show import show_patient
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.store import journal
from semble_cli.store.database import sqlite
from tests.conftest import ADRUN, NOW, a_patient
from tests.exchange.feed.messages import ZOE_INS, adt, fhir, resource
from tests.exchange.hl7.messages import IPP

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.identity_feed.result import FeedResult
    from semble_cli.services.register import Register

ZOE = {**ADRUN, "birth_given_names": "ZOE", "birth_place": "63220"}
OTHER_INS = ZOE_INS.replace("275126322074974", "279035121518989")


def feed(register: Register, content: str | bytes, memory: Memory | None = None) -> FeedResult:
    data = content if isinstance(content, bytes) else content.encode()
    (message,) = messages_in(data, NOW.date())
    return apply_message(register, message, memory or Memory())


def patient(register: Register, patient_id: int = 1) -> Patient:
    return show_patient(register, patient_id).patient


def everybody(register: Register) -> int:
    with register.reading() as connection:
        return int(connection.value("SELECT count(*) FROM patient"))


def there(register: Register, **changes: Any) -> Patient:
    return create_patient(register, a_patient(ZOE | changes))


def notes(result: FeedResult) -> str:
    return " ".join(map(str, result.notes))


@pytest.mark.parametrize("content", [adt("A28", "ZFD|||||INSI||CN"), fhir(resource())])
def test_a_qualified_identity_that_nobody_is_near_is_created_qualified(
    register: Register, content: str | bytes
) -> None:
    result = feed(register, content)
    assert result.outcome is FeedOutcome.CREATED
    found = patient(register)
    assert found.standing.status is IdentityStatus.QUALIFIED
    assert (found.ins_matricule, found.ins_oid) == ("275126322074974", "1.2.250.1.213.1.4.8")
    assert found.identity_source is IdentitySource.INSI
    assert found.nir is None
    assert found.identity_document == ("CN" if isinstance(content, str) else None)


def test_an_identity_that_is_not_qualified_is_created_provisional_without_its_matricule(
    register: Register,
) -> None:
    result = feed(register, adt(p32="PROV"))
    assert (result.outcome, "matricule INS was left" in notes(result)) == ("created", True)
    found = patient(register)
    assert found.standing.status is IdentityStatus.PROVISIONAL
    assert (found.ins_matricule, found.nir) == (None, None)
    assert found.identity_source is IdentitySource.IMPORT
    assert found.city == "CLERMONT-FERRAND"


def test_the_same_strict_traits_are_qualified_where_they_stand(register: Register) -> None:
    there(register, birth_name="Adrun", first_given_name="Zoé", birth_given_names="Zoé")
    result = feed(register, adt())
    assert result.outcome is FeedOutcome.UPDATED
    found = patient(register)
    assert found.standing.status is IdentityStatus.QUALIFIED
    assert (found.birth_name, found.first_given_name) == ("Adrun", "Zoé")
    assert found.city == "CLERMONT-FERRAND"


def test_a_document_that_was_checked_here_stays(register: Register) -> None:
    there(register)
    check_identity(register, 1, "PA")
    feed(register, adt("A31", "ZFD|||||INSI||CN"))
    found = patient(register)
    assert (found.identity_document, found.standing.status) == ("PA", IdentityStatus.QUALIFIED)


def test_the_same_matricule_brings_what_insi_told_anew(register: Register) -> None:
    feed(register, adt())
    result = feed(register, adt("A31", p5="ADRUN^ZOE^ZOE MARIE^^^^L", p8="F"))
    assert result.outcome is FeedOutcome.UPDATED
    assert patient(register).birth_given_names == "ZOE MARIE"
    result = feed(register, adt("A31", p5="ADRUNN^ZOE^ZOE MARIE^^^^L"))
    assert result.outcome is FeedOutcome.UPDATED
    found = patient(register)
    assert (found.birth_name, found.standing.status) == ("ADRUNN", IdentityStatus.QUALIFIED)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"p5": "CORSE^ANTHONY^ANTHONY^^^^L", "p7": "19800302", "p8": "M"}, "birth name"),
        ({"p5": "CORSE^CATARINA^CATARINA^^^^L"}, "birth name"),
        ({"p8": "M"}, "sex"),
        ({"p7": "19751230"}, "birth date"),
    ],
)
def test_the_matricule_beside_other_traits_is_for_a_person_to_look_at(
    register: Register, fields: dict[str, str], named: str
) -> None:
    feed(register, adt())
    before = patient(register)
    result = feed(register, adt("A31", **fields))
    assert result.outcome is FeedOutcome.REJECTED
    assert named in str(result.problem)
    assert "Look at it by hand" in str(result.problem)
    assert "CORSE" not in str(result.problem)
    assert patient(register) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"p5": "ADRUM^ZOE^ZOE^^^^L"},
        {"p8": "M"},
        {"p11": "^^^^^^BDL^^51215"},
        {"p5": "ADRUN^ZOE^ZOE^^^^L", "p7": "19751230"},
    ],
)
def test_who_is_near_is_rejected_and_nothing_is_written(
    register: Register, fields: dict[str, str]
) -> None:
    there(register)
    before = patient(register)
    result = feed(register, adt(**fields))
    assert result.outcome is FeedOutcome.REJECTED
    assert "near patient 1" in str(result.problem)
    assert patient(register) == before
    assert everybody(register) == 1


def test_another_matricule_beside_the_same_traits_is_for_a_person_to_look_at(
    register: Register,
) -> None:
    feed(register, adt())
    result = feed(register, adt("A31", p3=f"{IPP}~{OTHER_INS}"))
    assert result.outcome is FeedOutcome.REJECTED
    assert patient(register).ins_matricule == "275126322074974"


def test_a_matricule_that_took_the_place_of_one_of_the_past_is_taken_with_it(
    register: Register,
) -> None:
    feed(register, adt(p3=OTHER_INS))
    result = feed(register, adt("A31", p3=f"{OTHER_INS}^^20101207^20200101~{ZOE_INS}"))
    assert result.outcome is FeedOutcome.UPDATED
    found = patient(register)
    assert found.ins_matricule == "275126322074974"
    assert [one.matricule for one in found.former_ins] == ["279035121518989"]


def test_a_late_message_with_a_matricule_of_the_past_never_brings_it_back(
    register: Register,
) -> None:
    feed(register, adt(p3=OTHER_INS))
    feed(register, adt("A31", p3=f"{OTHER_INS}^^20101207^20200101~{ZOE_INS}"))
    late = feed(register, adt("A31", p3=OTHER_INS))
    assert (late.outcome, "INS matricule" in str(late.problem)) == (FeedOutcome.REJECTED, True)
    assert patient(register).ins_matricule == "275126322074974"


def test_a_doubtful_identity_keeps_to_its_traits(register: Register) -> None:
    there(register)
    edit_fields(register, 1, {"identity_flags": ["doubtful"]})
    result = feed(register, adt())
    assert "doubtful or fictitious" in notes(result)
    found = patient(register)
    assert (found.ins_matricule, found.standing.status) == (None, IdentityStatus.PROVISIONAL)


def test_a_flag_of_the_sender_is_joined_to_those_on_record(register: Register) -> None:
    there(register)
    edit_fields(register, 1, {"identity_flags": ["homonym"]})
    feed(register, adt(p3=IPP, p32="PROV~DOUT"))
    assert {flag.value for flag in patient(register).standing.flags} == {"homonym", "doubtful"}


def test_what_was_typed_is_never_overwritten_and_what_was_not_is(register: Register) -> None:
    there(register, city="Lyon", used_name="MARTIN", phones="mobile:0639980001")
    content = adt(
        p5="ADRUN^ZOE^ZOE^^^^L~DURAND^ZOE^^^^^D",
        p13="0639981234^PRN^CP~0199000002^PRN^PH",
        p25="2",
    )
    result = feed(register, content)
    assert set(result.left) == {"city", "phones", "used_name"}
    found = patient(register)
    assert (found.city, found.used_name, found.address_lines) == ("Lyon", "MARTIN", None)
    assert found.phones == (Phone(PhoneType.MOBILE, "0639980001"),)
    assert found.birth_rank == 2
    assert found.standing.status is IdentityStatus.QUALIFIED


def test_what_a_feed_brought_a_feed_brings_up_to_date(register: Register) -> None:
    feed(register, adt())
    result = feed(register, adt("A31", p11="1 RUE X^^LYON^^69001^^H~^^^^^^BDL^^63220"))
    assert result.left == ()
    found = patient(register)
    assert (found.address_lines, found.postal_code, found.city) == ("1 RUE X", "69001", "LYON")
    edit_fields(register, 1, {"address_lines": "2 rue Y"})
    result = feed(register, adt("A31", p11="3 RUE Z^^BRON^^69500^^H~^^^^^^BDL^^63220"))
    assert patient(register).address_lines == "2 rue Y"
    assert patient(register).city == "LYON"


def test_a_phone_beside_one_that_was_typed_is_one_more(register: Register) -> None:
    there(register, phones="mobile:0639980001")
    feed(register, adt(p13="0199000002^PRN^PH"))
    assert [one.number for one in patient(register).phones] == ["0639980001", "0199000002"]


def test_a_death_is_taken_and_no_bad_cell_holds_an_identity_back(register: Register) -> None:
    result = feed(register, adt(p13="0639981234^PRN^CP~^NET^Internet^no-address", p29="20261101"))
    assert result.outcome is FeedOutcome.CREATED
    assert patient(register).deceased_on
    assert patient(register).email is None


@pytest.mark.parametrize("fields", [{"p8": ""}, {"p11": ""}, {"p7": "19751399"}, {"p5": ""}])
def test_an_identity_without_its_five_traits_is_rejected(
    register: Register, fields: dict[str, str]
) -> None:
    result = feed(register, adt(**fields))
    assert result.outcome is FeedOutcome.REJECTED
    assert everybody(register) == 0


def test_a_qualified_identity_has_traits_that_are_known(register: Register) -> None:
    result = feed(register, adt(p11="^^^^^^BDL^^99999"))
    assert result.outcome is FeedOutcome.REJECTED


def test_who_was_deleted_does_not_come_back_by_itself(register: Register) -> None:
    feed(register, adt(p32="PROV"))
    delete_patient(register, 1, patient(register).full_name, None)
    result = feed(register, adt("A31", p32="PROV"))
    assert result.outcome is FeedOutcome.REJECTED
    assert "former patient 1" in str(result.problem)


def test_each_message_is_read_once_by_whoever(register: Register) -> None:
    memory = Memory()
    assert feed(register, adt(), memory).outcome is FeedOutcome.CREATED
    edit_fields(register, 1, {"city": "Lyon"})
    assert feed(register, adt(), memory).outcome is FeedOutcome.KNOWN
    assert feed(register, adt(), Memory()).outcome is FeedOutcome.KNOWN
    assert feed(register, adt("A40"), memory).outcome is FeedOutcome.PASSED_OVER
    assert feed(register, adt("A40"), Memory()).outcome is FeedOutcome.KNOWN
    assert patient(register).city == "Lyon"


def test_a_message_of_somebody_who_was_deleted_is_still_known(register: Register) -> None:
    feed(register, adt())
    delete_patient(register, 1, patient(register).full_name, None)
    assert feed(register, adt()).outcome is FeedOutcome.KNOWN


def test_a_rejected_message_is_read_again_when_it_comes_again(register: Register) -> None:
    there(register)
    memory = Memory()
    assert feed(register, adt(p8="M"), memory).outcome is FeedOutcome.REJECTED
    edit_fields(register, 1, {"sex": "M"})
    assert feed(register, adt(p8="M"), memory).outcome is FeedOutcome.UPDATED


def test_what_rolls_back_is_not_remembered(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Memory, "note", fail)
        with pytest.raises(KeyboardInterrupt):
            feed(register, adt(), memory)
    assert everybody(register) == 0
    assert feed(register, adt(), memory).outcome is FeedOutcome.CREATED


def test_undo_takes_a_message_back_and_it_stays_read(register: Register) -> None:
    there(register)
    feed(register, adt())
    (batch, *_) = last_batches(register, 1)
    assert (batch.action, batch.patients, batch.actions) == (
        Action.IDENTITY_FEED,
        1,
        (Action.IDENTITY_FEED,),
    )
    undo_command(register, batch.number)
    found = patient(register)
    assert (found.ins_matricule, found.city) == (None, None)
    assert feed(register, adt()).outcome is FeedOutcome.KNOWN
    undo_command(register, batch.number + 2)
    assert patient(register).ins_matricule


def test_the_last_message_is_the_last_command_of_whoever_reads_the_feed(register: Register) -> None:
    there(register)
    feed(register, adt())
    (batch, *_) = last_batches(register, 1)
    assert feed(register, adt("A31")).outcome is FeedOutcome.UNCHANGED
    assert last_of_mine(register).number == batch.number
    undo_command(register, batch.number)
    assert last_undone_of_mine(register).number == batch.number


def test_a_message_that_changed_nothing_is_no_command_to_take_back(register: Register) -> None:
    there(register)
    feed(register, adt())
    assert feed(register, adt("A31")).outcome is FeedOutcome.UNCHANGED
    (last, *_) = last_batches(register, 1)
    with register.reading() as connection:
        head = journal.head(connection).seq
    assert last.number < head
    with pytest.raises(Refused):
        undo_command(register, head)


def test_a_file_that_was_read_to_its_end_is_known(register: Register) -> None:
    memory = Memory()
    assert not was_read(register, "abc", memory)
    note_file(register, "abc", memory)
    note_file(register, "abc", memory)
    assert was_read(register, "abc", memory)
    assert was_read(register, "abc", Memory())


def test_the_clock_of_an_event_is_the_registers(register: Register) -> None:
    later = register._replace(clock=lambda: NOW + timedelta(hours=1))
    feed(later, adt())
    with register.reading() as connection:
        (event,) = journal.messages_after(connection, 0)
    assert event.content == {
        "message": event.content["message"] if event.content else "",
        "outcome": "created",
    }
    assert event.patient_id is None


def test_a_feed_is_for_those_who_change_patients(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add(sqlite_register, "somebody", Role.READER)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    for act in (
        lambda: feed(sqlite_register, adt()),
        lambda: note_file(sqlite_register, "abc", Memory()),
        lambda: was_read(sqlite_register, "abc", Memory()),
    ):
        with pytest.raises(Refused, match="Your role may not change patients"):
            act()
