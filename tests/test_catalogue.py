"""The catalogue of a patient's fields against every room: no field is known to half of them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.orm import class_mapper

from semble_cli.commands.patient.display.summary import NOT_SHOWN, write_summary
from semble_cli.commands.ui.options.fields import FIELD_OPTIONS, NO_OPTION
from semble_cli.exchange.around.consents import consent_resources
from semble_cli.exchange.fhir import writing
from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.exchange.headers import NO_SYNONYM, PARTS, SYNONYMS
from semble_cli.exchange.hl7 import writing as hl7_writing
from semble_cli.exchange.hl7.writing import Envelope, message_of
from semble_cli.exchange.semble import patients as semble_api
from semble_cli.exchange.vcard import writing as vcard_writing
from semble_cli.exchange.vcard.writing import patient_card
from semble_cli.identity.ins import InsOid
from semble_cli.identity.status import IdentityFlag, IdentitySource
from semble_cli.patient.around.allergy_state import allergy_status
from semble_cli.patient.catalogue import (
    CATALOGUE,
    COLLECTIONS,
    FIELD,
    KEPT_AFTER_DELETION,
    TYPED,
    Field,
    Kind,
)
from semble_cli.patient.consents.rules import ANSWERS
from semble_cli.patient.document import document
from semble_cli.patient.fields import FLAGS, READERS
from semble_cli.patient.intake import new_patient
from semble_cli.patient.interchange import Interchange, PatientEvent
from semble_cli.patient.json_form import from_plain, to_plain
from semble_cli.patient.reading.states import STATE_READERS, read_states, with_states
from semble_cli.patient.record import BOOKKEEPING, FIELDS, Patient, Sex
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import Shown, ins_history, rights_document
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store import ledger
from semble_cli.store.tables.patient import PatientRow
from tests.conftest import NOW, a_patient
from tests.full_patient import FULL, LEFT_EMPTY

if TYPE_CHECKING:
    from semble_cli.services.register import Register

OTHER = {
    "birth_name": "AUTRE",
    "birth_given_names": "DOMINIQUE",
    "first_given_name": "DOMINIQUE MARIE-LOUISE",
    "birth_date": date(1980, 3, 28),
    "sex": Sex.INDETERMINATE,
    "birth_place_code": "99999",
    "birth_place": "Ailleurs",
    "doubtful": True,
    "fictitious": True,
    "birth_date_fictive": True,
    "identity_source": IdentitySource.VITALE,
    "tags": ("ALD",),
    "merged_into": 7,
    "id": 7,
    "created_at": NOW,
    "updated_at": NOW,
    "version": 2,
}
"""Another value, for the fields that cannot be left empty."""


FILLED = FULL._replace(birth_date_fictive=True, tags=("ALD",))


def changed(name: str) -> Patient:
    """The full patient with another value in one field."""
    if name == "ins_matricule":
        certified: dict[str, Any] = {"identity_retrieved": True, "ins_oid": InsOid.NIR.value}
        return FULL._replace(ins_matricule="279035121518989", **certified)
    other: dict[str, Any] = {name: OTHER.get(name, Patient._field_defaults.get(name))}
    return FULL._replace(**other)


def test_the_catalogue_has_a_row_for_every_field_of_a_patient_and_no_other() -> None:
    assert sorted(field.name for field in CATALOGUE) == sorted(FIELDS)
    assert len(FIELD) == len(CATALOGUE)


def test_the_full_patient_has_something_in_every_field() -> None:
    defaults = Patient._field_defaults
    bare = {name for name in FIELDS if name in defaults and getattr(FULL, name) == defaults[name]}
    assert bare == set(LEFT_EMPTY)


def test_every_field_is_a_column_of_the_store_or_has_a_table_of_its_own() -> None:
    columns = {column.key for column in class_mapper(PatientRow).columns}
    assert {name for name in FIELDS if name not in columns} == set(COLLECTIONS)


def test_what_may_be_unknown_is_a_column_that_may_be_empty() -> None:
    for column in class_mapper(PatientRow).columns:
        if column.key in FIELDS and column.key != "id":
            unknown = Patient._field_defaults.get(column.key, "needed") is None
            assert column.nullable == unknown or column.key in BOOKKEEPING, column.key


def test_every_field_stands_in_the_document_where_the_catalogue_says() -> None:
    whole = document(FULL, reveal=True)
    for field in CATALOGUE:
        if field.key is None or field.key.partition(".")[0] in ("rights", "ins_history"):
            continue
        here = whole
        for key in field.key.split("."):
            assert here is None or key in here, field.name
            here = here and here[key]


def test_a_record_in_json_holds_every_field() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(FULL)))) == FULL


def test_every_field_that_people_fill_in_has_a_reader() -> None:
    assert set(READERS) == {*TYPED, FLAGS, *ANSWERS}


def test_every_field_that_people_fill_in_has_an_option_or_is_listed_as_having_none() -> None:
    with_option = {option.field for option in FIELD_OPTIONS}
    assert with_option | set(NO_OPTION) == set(READERS)
    assert with_option & set(NO_OPTION) == set()


def test_every_field_that_people_fill_in_has_names_of_columns_or_is_listed_as_having_none() -> None:
    named = {column.partition(":")[0] for column in SYNONYMS} - PARTS
    assert named | set(NO_SYNONYM) == {*READERS, *STATE_READERS}
    assert named & set(NO_SYNONYM) == set()


def lost(back: Patient) -> set[str]:
    return {name for name in TYPED if getattr(back, name) != getattr(FILLED, name)}


def test_fhir_loses_the_fields_that_are_listed_and_no_other() -> None:
    today = NOW.date()
    filled = FILLED._replace(billing_address="1 rue\n\nBâtiment  B")
    given = read_patient(writing.resource_of(filled), today).fields
    states = read_states(given, today)
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    back = with_states(new_patient(fields, today).patient, states)
    kept = (*TYPED, *STATE_READERS, *(flag.value for flag in IdentityFlag), "birth_place")
    lost = {name for name in kept if getattr(back, name) != getattr(filled, name)}
    assert lost == set(writing.NO_WORD)


def test_the_api_of_semble_loses_the_fields_that_are_listed_and_no_other() -> None:
    today = NOW.date()
    given = semble_api.fields_of(semble_api.input_of(FILLED), today)
    states = read_states(given, today)
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    back = with_states(new_patient(fields, today).patient, states)
    assert lost(back) == set(semble_api.NO_WORD)
    flags = tuple(flag.value for flag in IdentityFlag)
    for name in (*flags, "birth_place", "archived_on", "archive_reason"):
        assert getattr(back, name) == getattr(FILLED, name), name
    assert back.blocked_on == today


def written_as(form: Interchange, patient: Patient) -> str:
    """All that a format tells of a patient alone."""
    match form:
        case Interchange.HL7:
            envelope = Envelope(PatientEvent.ADDED, NOW, "a-register", "1")
            return message_of(patient, envelope)
        case Interchange.VCARD:
            return patient_card(patient)
        case Interchange.SEMBLE:
            return json.dumps(semble_api.input_of(patient))
        case _:
            told = [writing.resource_of(patient), *consent_resources(patient)]
            return json.dumps(told)


IN_NO_FORMAT = {"merged_into", "version", "rights", "rights_checked_on"}
"""What is of the register alone, or of the health insurance, whose periods of rights are asked for
anew by whoever bills."""

WITHOUT_WORD = {
    Interchange.FHIR: {
        *("birth_date_as_insured", "created_at", "updated_at", "blocked_on", "blocked_reason"),
        *("regime", "fund", "fund_center", "amc_name", "amc_number", "member_number"),
        *("occupation", "comments", "tags", "billing_name", "payment_reference"),
        *("membership_name", "membership_started_on"),
    },
    Interchange.SEMBLE: {
        *semble_api.NO_WORD,
        *("birth_date_as_insured", "identity_checked_on", "blocked_reason", "deceased_on"),
        "former_ins",
    },
    Interchange.HL7: set(hl7_writing.NO_WORD),
    Interchange.VCARD: set(vcard_writing.NO_WORD),
}
"""What each format has no word for; an IPS has a Patient and no consents."""


QUALIFIED: dict[str, Any] = {
    "identity_retrieved": True,
    "identity_checked": True,
    "ins_matricule": "279035121518989",
    "ins_oid": InsOid.TEST.value,
}


def told_of(form: Interchange, name: str) -> bool:
    """Whether a format tells a field: whether it writes something else where the field is another,
    of a patient who is qualified, or who is not."""
    found = False
    for standing in (QUALIFIED, {}):
        base = FILLED._replace(id=1, created_at=NOW, updated_at=NOW + timedelta(1), **standing)
        other: dict[str, Any] = {name: OTHER.get(name, Patient._field_defaults.get(name))}
        if name in ("birth_date_fictive", "tags"):
            other = {name: Patient._field_defaults[name]}
        if name in ("identity_retrieved", "identity_checked") and standing:
            other = {name: False}
        if name == "created_at":
            base, other = base._replace(updated_at=None), {name: NOW + timedelta(2)}
        if name == "updated_at":
            other = {name: NOW + timedelta(2)}
        if name == "ins_oid" and standing:
            other = {name: InsOid.NIR.value}
        found = found or written_as(form, base) != written_as(form, base._replace(**other))
    return found


@pytest.mark.parametrize("form", WITHOUT_WORD)
def test_every_field_is_placed_in_a_format_or_listed_as_having_no_word_there(
    form: Interchange,
) -> None:
    untold = {name for name in FIELDS if not told_of(form, name)}
    assert untold == WITHOUT_WORD[form] | IN_NO_FORMAT


@pytest.fixture
def tagged(register: Register) -> Register:
    add_tag(register, "ALD", None)
    return register


def test_the_summary_shows_every_field_that_is_not_left_to_the_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def seen(patient: Patient) -> str:
        around: dict[str, Any] = {
            "relations": [],
            "treatments": [],
            "appointments": [],
            "records": {},
        }
        around |= {"allergies": [], "allergy_status": allergy_status([], [])}
        around |= {"rights": rights_document(patient, NOW.date())}
        whole = document(patient) | around | {"ins_history": ins_history(patient)}
        write_summary(Shown(patient, whole, NOW.date()))
        return capsys.readouterr().out

    usual = seen(FULL)
    assert {name for name in FIELDS if seen(changed(name)) == usual} == set(NOT_SHOWN)


def test_the_ledger_of_former_patients_keeps_what_the_catalogue_allows_and_nothing_else(
    tagged: Register,
) -> None:
    created = create_patient(tagged, FULL._replace(tags=("ALD",)))
    delete_patient(tagged, created.id or 0, created.full_name, None)
    with tagged.reading() as connection:
        (former,) = ledger.get_many(connection, [created.id or 0])
    for field in CATALOGUE:
        was: Any = getattr(created, field.name)
        kept = getattr(former.patient, field.name)
        if field.name in KEPT_AFTER_DELETION:
            assert kept == was, field.name
        else:
            assert not kept or kept != was, field.name


GIVEN_BY_INSI = {
    "identity_retrieved": True,
    "ins_matricule": "279035121518989",
    "ins_oid": InsOid.NIR.value,
}

NEVER_KEPT = {"religion", "comments", "rights", "rights_checked_on"}
"""What the ledger of former patients never keeps: what is or may be medical, and free text."""


def test_a_new_field_is_not_kept_after_a_deletion_unless_its_row_says_so() -> None:
    assert Field._field_defaults["kept"] is False
    assert not Field("diagnosis", Kind.TEXT, "diagnosis", "diagnostic", typed=True).kept
    assert set(FIELDS) - set(KEPT_AFTER_DELETION) == NEVER_KEPT


@pytest.mark.parametrize("name", [field.name for field in CATALOGUE if field.name != "id"])
def test_every_field_alone_is_kept_by_the_ledger_only_where_the_catalogue_allows_it(
    sqlite_register: Register, name: str
) -> None:
    value = (OTHER | GIVEN_BY_INSI).get(name, getattr(FULL, name))
    given: dict[str, Any] = {"id": 7, name: value}
    patient = a_patient()._replace(**given)
    with sqlite_register.writing(Permission.ADMINISTER) as work:
        ledger.insert(work.connection, ledger.Former(patient, NOW, "zoe", None))
        text = work.connection.value("SELECT record FROM former_patient")
        (former,) = ledger.get_many(work.connection, [7])
    record = json.loads(text)
    assert set(record) <= {*KEPT_AFTER_DELETION, *ledger.BESIDE}
    assert (name in record) == (name in KEPT_AFTER_DELETION), name
    assert (getattr(former.patient, name) == value) == (name in KEPT_AFTER_DELETION)


def test_the_steps_that_the_ledger_keeps_of_a_creation_taken_back_have_no_other_field(
    sqlite_register: Register,
) -> None:
    created = create_patient(sqlite_register, a_patient()).id or 0
    for name in sorted(NEVER_KEPT & set(TYPED)):
        edit_fields(sqlite_register, created, {name: "une maladie", "city": name})
        undo_command(sqlite_register, last_of_mine(sqlite_register).number)
    undo_command(sqlite_register, last_of_mine(sqlite_register).number)
    with sqlite_register.reading() as connection:
        text = connection.value("SELECT record FROM former_patient")
    assert "une maladie" not in text
    steps = json.loads(text)["steps"]
    assert {name for changes in steps.values() for name in changes} == {"city"}
