"""A patient from what people and files give: read, checked, warned about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.status import IdentityFlag, IdentityStatus
from semble_cli.patient.document import DERIVED, cells, document, flatten, light_document
from semble_cli.patient.fields import READERS
from semble_cli.patient.intake import amended, new_patient
from semble_cli.patient.json_form import from_plain, to_plain
from semble_cli.patient.reading.doubts import warnings_about
from semble_cli.patient.record import FIELDS, Patient, Phone, PhoneType, Sex
from tests.conftest import ADRUN, PAT_TROIS, a_patient

TODAY = date(2026, 11, 23)


def problems(given_fields: dict[str, Any]) -> dict[str, str]:
    """What is wrong, by field."""
    with pytest.raises(InvalidRecord) as caught:
        new_patient(given_fields, TODAY)
    return {problem.field: str(problem.sentence) for problem in caught.value.problems}


def test_the_five_traits_make_a_provisional_patient() -> None:
    patient = new_patient(ADRUN, TODAY).patient
    assert patient.birth_given_names == "Zoé"
    assert (patient.birth_place_code, patient.birth_place) == ("63220", "Mazoires")
    assert patient.sex is Sex.FEMALE
    assert patient.standing.status is IdentityStatus.PROVISIONAL


def test_every_problem_is_told_at_once() -> None:
    found = problems({"birth_name": "A2", "sex": "X", "birth_date": "31/02/1975", "nir": "1"})
    assert set(found) == {
        *("birth_name", "sex", "birth_date", "nir", "first_given_name", "birth_place"),
    }
    assert "missing" in found["first_given_name"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("shoe_size", 42, "no such field"),
        ("ins", {"matricule": "1"}, "never typed"),
        ("sex", "man-woman", "it is one of: female, male, indeterminate"),
        ("phones", 12, "a list is expected"),
        ("phones", "pager:0639980000", "it is one of: mobile, home, work, other"),
        ("phones", "mobile:06 39 98 00 0", "ten digits"),
        ("phones", "06 39 98 00 01; +33 6 39 98 00 011", "this length"),
        ("phones", "+999 12 34 56", "no country has this code"),
        ("phones", [{"type": "work", "number": "25 12 34"}], "or give the postal code"),
        ("numbers", "alone", "NAME=VALUE"),
        ("numbers", [{"name": "x"}], "NAME=VALUE"),
        ("identity_flags", "strange", "it is one of: homonym, doubtful, fictitious"),
        ("receive_sms", "perhaps", "it is one of: accepted, refused, not asked"),
        ("dmp_visible_patient", "perhaps", "it is one of: yes, no"),
        ("privacy_policy", "later", "it is one of"),
        ("birth_rank", "0", "from 1 to 9"),
        ("city", "x" * 201, "at most 200"),
        ("city", ["Paris"], "a text is expected"),
        ("comments", "x" * 10_001, "at most 10000"),
        ("comments", "a\x1b[31m", "control character"),
        ("membership_started_on", "soon", "DD/MM/YYYY"),
    ],
)
def test_each_field_that_cannot_be_taken_says_why(field: str, value: Any, said: str) -> None:
    assert said in problems(ADRUN | {field: value})[field]


def test_phones_are_read_as_objects_texts_and_one_text() -> None:
    mobile, home = Phone(PhoneType.MOBILE, "06 39 98 00 01"), Phone(PhoneType.HOME, "0199000002")
    for value in (
        "mobile:06 39 98 00 01; home:0199000002",
        "06 39 98 00 01; 0199000002",
        ["portable:06 39 98 00 01", "fixe:0199000002"],
        [{"type": "mobile", "number": "06 39 98 00 01"}, {"type": "home", "number": "0199000002"}],
    ):
        assert new_patient(ADRUN | {"phones": value}, TODAY).patient.phones == (mobile, home)


@pytest.mark.parametrize(
    "phones",
    [
        "work:25 12 34; 06 39 98 00 01",
        ["travail:25 12 34", "06 39 98 00 01"],
        [
            {"type": "work", "number": "25 12 34"},
            {"type": "mobile", "number": "06 39 98 00 01"},
        ],
    ],
)
@pytest.mark.parametrize(
    "address", [{"postal_code": "98800"}, {"country": "Nouvelle-Calédonie", "postal_code": ""}]
)
def test_a_short_phone_is_kept_with_the_country_code_of_its_address(
    phones: Any, address: dict[str, str]
) -> None:
    kept = (Phone(PhoneType.WORK, "+687 25 12 34"), Phone(PhoneType.MOBILE, "06 39 98 00 01"))
    for fields in (ADRUN | address | {"phones": phones}, {"phones": phones} | address | ADRUN):
        assert new_patient(fields, TODAY).patient.phones == kept
    assert new_patient(ADRUN | {"phones": phones}, TODAY, address).patient.phones == kept
    assert amended(a_patient(), address | {"phones": phones}, TODAY).patient.phones == kept
    there = a_patient(ADRUN | address)
    assert amended(there, {"phones": phones}, TODAY).patient.phones == kept


def test_a_short_phone_is_of_the_address_given_now_and_else_of_the_one_on_record() -> None:
    there = a_patient(ADRUN | {"postal_code": "98713", "country": "France"})
    said = amended(there, {"phones": "40 12 34 56"}, TODAY).patient.phones
    assert [phone.number for phone in said] == ["+689 40 12 34 56"]
    for address in ({"postal_code": "75001"}, {"postal_code": ""}, {"country": "Belgique"}):
        with pytest.raises(InvalidRecord, match="with its country"):
            amended(there, {"phones": "40 12 34 56"} | address, TODAY)
    moved = amended(there, {"phones": "41 12 34", "country": "PM"}, TODAY).patient.phones
    assert [phone.number for phone in moved] == ["+508 41 12 34"]


def test_words_of_both_languages_are_read() -> None:
    for word, sex in (("féminin", "F"), ("homme", "M"), ("unknown", "I"), ("m", "M")):
        assert new_patient(ADRUN | {"sex": word}, TODAY).patient.sex.value == sex
    assert new_patient(ADRUN | {"receive_sms": "oui"}, TODAY).patient.receive_sms


def test_a_dmp_without_consent_is_visible_to_nobody() -> None:
    with pytest.raises(InvalidRecord, match="consent"):
        new_patient(ADRUN | {"dmp_visible_patient": True}, TODAY)


def test_fictitious_stands_alone_and_doubt_takes_back_to_provisional() -> None:
    with pytest.raises(InvalidRecord, match="stands alone"):
        new_patient(ADRUN | {"identity_flags": ["fictitious", "homonym"]}, TODAY)
    proved = a_patient(identity_retrieved=True, identity_checked=True)
    assert proved.standing.status is IdentityStatus.QUALIFIED
    after = amended(proved, {"identity_flags": ["doubtful"]}, TODAY)
    assert after.patient.standing.status is IdentityStatus.PROVISIONAL
    assert "is now" in str(after.warnings[-1])


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_name": "ADRUNE"},
        {"birth_date": "30/12/1975"},
        {"sex": "M"},
        {"birth_place": "51215"},
        {"birth_given_names": "Marie Zoé"},
    ],
)
def test_a_changed_strict_trait_lowers_the_status_and_says_so(changes: dict[str, str]) -> None:
    proved = a_patient(
        identity_retrieved=True,
        identity_checked=True,
        ins_matricule="275126322074974",
        ins_oid="1.2.250.1.213.1.4.8",
    )
    intake = amended(proved, changes, TODAY)
    assert intake.patient.standing.status is IdentityStatus.PROVISIONAL
    assert intake.patient.ins_matricule is None
    assert any("the identity was" in str(warning) for warning in intake.warnings)
    assert amended(proved, {"city": "Reims"}, TODAY).patient.ins_matricule


def test_a_field_given_as_nothing_is_cleared_and_a_trait_cannot_be() -> None:
    patient = new_patient(PAT_TROIS, TODAY).patient
    assert amended(patient, {"email": "", "phones": []}, TODAY).patient.email is None
    for trait in ("birth_name", "birth_date", "birth_place", "birth_given_names"):
        with pytest.raises(InvalidRecord, match="missing"):
            amended(patient, {trait: ""}, TODAY)


def test_a_first_given_name_outside_the_list_is_a_warning() -> None:
    said = warnings_about(a_patient(birth_given_names="Marie Louise"))
    assert any("not the beginning of the list" in str(warning) for warning in said)


def test_the_code_of_a_place_wins_over_a_label_beside_it() -> None:
    given_fields = ADRUN | {"birth_place": "Nulle-Part", "birth_place_code": "51215"}
    assert new_patient(given_fields, TODAY).patient.birth_place == "Dompremy"


def test_what_the_register_keeps_by_itself_is_told_and_left_out() -> None:
    intake = new_patient(ADRUN | {"id": 7, "full_name": "x"}, TODAY)
    assert intake.patient.id is None
    assert "id, full name: kept by the register itself" in str(intake.warnings[0])


def test_the_document_of_a_patient_makes_the_same_patient_again() -> None:
    patient = new_patient(PAT_TROIS | {"city": "Reims", "address_lines": "1\n2"}, TODAY).patient
    fields = flatten(document(patient, reveal=True))
    assert new_patient(fields, TODAY).patient == patient


@pytest.mark.parametrize("key", ["address", "coverage", "billing", "preferences"])
def test_an_object_is_expected_where_the_document_has_one(key: str) -> None:
    with pytest.raises(InvalidInput, match="some of these keys"):
        flatten({key: "text"})
    assert set(flatten({key: None}).values()) == {None}
    assert f"{key}.strange" in flatten({key: {"strange": 1}})


def test_a_matricule_is_shown_for_a_qualified_identity_only() -> None:
    ins: dict[str, Any] = {
        "ins_matricule": "275126322074974",
        "ins_oid": "1.2.250.1.213.1.4.8",
    }
    retrieved = a_patient(identity_retrieved=True, **ins)
    assert light_document(retrieved)["ins"] is None
    qualified = retrieved._replace(identity_checked=True)
    assert light_document(qualified)["ins"] == {
        "matricule": "275126322074974",
        "oid": "1.2.250.1.213.1.4.8",
    }


MASKED = "2 79 •• •• ••• ••• ••"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("comments", f"mère : {MASKED}\n• fièvre"),
        ("occupation", MASKED),
        ("address_lines", ["1 rue de la Paix", MASKED]),
        ("numbers", [{"name": "mère", "value": MASKED}]),
        ("numbers", f"mère={MASKED}"),
    ],
)
def test_a_text_that_comes_back_with_a_masked_number_leaves_the_field_as_it_was(
    field: str, value: Any
) -> None:
    before = new_patient(ADRUN | {"comments": "ma mère", "occupation": "sage"}, TODAY).patient
    changed = amended(before, {field: value, "city": "Lyon"}, TODAY)
    assert changed.patient == before._replace(city="Lyon")
    assert [str(warning) for warning in changed.warnings] == [
        f"{field.replace('_', ' ')}: a NIR in it is masked here, and it was not taken."
    ]
    created = new_patient(ADRUN | {field: value}, TODAY)
    assert not getattr(created.patient, field)
    assert "masked here" in str(created.warnings[0])


def test_dots_alone_are_no_masked_number() -> None:
    texts = {"comments": "• fièvre\n•• toux", "occupation": "2 79"}
    taken = new_patient(ADRUN | texts | {"birth_place": "51215"}, TODAY)
    assert (taken.patient.comments, taken.warnings) == (texts["comments"], ())


def test_every_key_of_the_document_has_its_columns() -> None:
    whole = document(new_patient(PAT_TROIS, TODAY).patient)
    columns = [column for key, value in whole.items() for column in cells(key, value)]
    assert len(columns) == len(set(columns))
    assert all(isinstance(cell, str) for key in whole for cell in cells(key, whole[key]).values())
    assert set(READERS) - set(columns) == set()
    assert set(DERIVED) & set(READERS) == set()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.one_of(st.none(), st.text(max_size=12), st.integers(), st.booleans())
            for name in (*READERS, "ins", "strange")
        },
    )
)
def test_whatever_is_given_is_taken_or_refused_field_by_field(given_fields: dict[str, Any]) -> None:
    known = {*READERS, "ins", "strange"}
    taken, refused = taken_or_refused(ADRUN | given_fields)
    assert refused <= known
    assert taken is None or from_plain(to_plain(taken)) == taken
    assert (taken is None) == bool(refused)


def taken_or_refused(given_fields: dict[str, Any]) -> tuple[Patient | None, set[str]]:
    try:
        return new_patient(given_fields, TODAY).patient, set()
    except InvalidRecord as refused:
        return None, {problem.field for problem in refused.problems}


def test_no_representation_shows_who_it_is() -> None:
    patient = new_patient(PAT_TROIS, TODAY).patient
    assert repr(patient) == "Patient(id=None, version=1)"
    assert "0639" not in repr(patient.phones).replace(" ", "")
    assert Patient._fields == FIELDS
    assert {flag.value for flag in IdentityFlag} <= set(FIELDS)
