"""Items of a record's lists set, added, taken away; what is not named stays as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.edits.lists import ListChange, changed_lists, joined, list_after_first_name
from semble_cli.patient.record import ExtraNumber, Phone, PhoneType
from tests.conftest import a_patient

TODAY = date(2026, 11, 23)
MOBILE = Phone(PhoneType.MOBILE, "+33 (0)639980001")
HOME = Phone(PhoneType.HOME, "01.99.00.00.01")
SECOND = Phone(PhoneType.MOBILE, "0639980002")
LABO, HOSPITAL = ExtraNumber("Labo", "7"), ExtraNumber("Hôpital", "42")

HELD = a_patient()._replace(
    birth_given_names="Zoé Marie-Louise Anne",
    first_given_name="Zoé",
    phones=(MOBILE, HOME),
    numbers=(LABO, HOSPITAL),
    tags=("ALD", "Suivi annuel"),
    homonym=True,
)


def after(field: str, given: dict[str, Any] | None = None, **how: Any) -> Any:
    """What a list is after a change."""
    settled = changed_lists(HELD, {field: ListChange(**how)}, given or {}, TODAY)
    return settled if field == "identity_flags" else settled[field]


def phone(kind: str, number: str) -> Phone:
    return Phone(PhoneType(kind), number)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"put": ("mobile:0639980002",)}, (SECOND, HOME)),
        ({"put": ("domicile:0199000002",)}, (MOBILE, phone("home", "0199000002"))),
        ({"put": ("0199000002",)}, (MOBILE, phone("home", "0199000002"))),
        ({"put": ("work:0199000002",)}, (MOBILE, HOME, phone("work", "0199000002"))),
        ({"put": ("mobile:06 39 98 00 01",)}, (MOBILE, HOME)),
        (
            {"put": ("mobile:0639980001", "mobile:0639980002")},
            (MOBILE, SECOND, HOME),
        ),
        ({"add": ("mobile:0639980002",)}, (MOBILE, HOME, SECOND)),
        ({"add": ("mobile:06 39 98 00 01",)}, (MOBILE, HOME)),
        ({"add": ("work:0639980001",)}, (MOBILE, HOME, phone("work", "0639980001"))),
        ({"remove": ("mobile",)}, (HOME,)),
        ({"remove": ("0199000001",)}, (MOBILE,)),
        ({"remove": ("mobile:0639980001",)}, (HOME,)),
        ({"remove": ("home",), "put": ("mobile:0639980002",)}, (SECOND,)),
        ({"replaced": ("mobile:0639980002",)}, (SECOND,)),
        ({"replaced": ()}, ()),
    ],
)
def test_a_phone_takes_the_place_of_the_one_of_its_type(
    how: dict[str, Any], expected: tuple[Phone, ...]
) -> None:
    assert after("phones", **how) == expected


def test_of_several_phones_of_one_type_none_is_dropped_unnamed() -> None:
    held = HELD._replace(phones=(MOBILE, SECOND))
    for how in ({"put": ("mobile:0639980009",)}, {"remove": ("mobile",)}):
        with pytest.raises(InvalidRecord, match="the record has several"):
            changed_lists(held, {"phones": ListChange(**how)}, {}, TODAY)
    both = ListChange(put=("mobile:0639980009", "mobile:0639980008"))
    settled = changed_lists(held, {"phones": both}, {}, TODAY)
    assert [each.number for each in settled["phones"]] == ["0639980009", "0639980008"]


def test_a_short_phone_takes_the_country_of_the_address_that_comes_with_it() -> None:
    assert after("phones", {"postal_code": "98800"}, put=("home:25 12 34",)) == (
        MOBILE,
        phone("home", "+687 25 12 34"),
    )


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"put": ("hopital=43",)}, (LABO, ExtraNumber("hopital", "43"))),
        ({"put": ("Carte=1",)}, (LABO, HOSPITAL, ExtraNumber("Carte", "1"))),
        ({"add": ("Labo=8",)}, (LABO, HOSPITAL, ExtraNumber("Labo", "8"))),
        ({"add": ("Labo=7",)}, (LABO, HOSPITAL)),
        ({"remove": ("labo",)}, (HOSPITAL,)),
        ({"remove": ("Labo=7",)}, (HOSPITAL,)),
        ({"replaced": ("Carte=1",)}, (ExtraNumber("Carte", "1"),)),
    ],
)
def test_a_number_takes_the_place_of_the_one_of_its_name(
    how: dict[str, Any], expected: tuple[ExtraNumber, ...]
) -> None:
    assert after("numbers", **how) == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"put": ("Diabète",)}, ("ALD", "Suivi annuel", "Diabète")),
        ({"put": ("suivi ANNUEL",)}, ("ALD", "Suivi annuel")),
        ({"add": ("ald", "Diabète")}, ("ALD", "Suivi annuel", "Diabète")),
        ({"remove": ("ald",)}, ("Suivi annuel",)),
        ({"replaced": ("Diabète",)}, ("Diabète",)),
    ],
)
def test_a_tag_is_one_more(how: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert after("tags", **how) == expected


@pytest.mark.parametrize(
    ("how", "flags"),
    [
        ({"put": ("doubtful",)}, {"homonym", "doubtful"}),
        ({"add": ("doubtful",)}, {"homonym", "doubtful"}),
        ({"remove": ("homonym",)}, set()),
        ({"replaced": ("doubtful",)}, {"doubtful"}),
        ({"replaced": ()}, set()),
    ],
)
def test_a_flag_is_one_more(how: dict[str, Any], flags: set[str]) -> None:
    settled = after("identity_flags", **how)
    assert {name for name, is_borne in settled.items() if is_borne} == flags
    assert {*settled} == {"homonym", "doubtful", "fictitious"}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"add": ("Jeanne",)}, "Zoé Marie-Louise Anne Jeanne"),
        ({"remove": ("anne",)}, "Zoé Marie-Louise"),
        ({"remove": ("MARIE LOUISE",)}, None),
        ({"remove": ("marie-louise",), "add": ("Jeanne",)}, "Zoé Anne Jeanne"),
    ],
)
def test_a_given_name_is_added_last_or_taken_away(
    how: dict[str, Any], expected: str | None
) -> None:
    if expected is None:
        with pytest.raises(InvalidRecord, match="none such"):
            after("birth_given_names", **how)
    else:
        assert after("birth_given_names", **how) == expected


@pytest.mark.parametrize(
    ("field", "how", "sentence"),
    [
        ("phones", {"remove": ("work",)}, "none such to be taken away"),
        ("phones", {"remove": ("0639980009",)}, "none such to be taken away"),
        ("phones", {"remove": ("home:0639980001",)}, "none such to be taken away"),
        ("phones", {"put": ("",)}, "an empty text is no item"),
        ("phones", {"put": ("fax:0639980009",)}, "it is one of: mobile"),
        ("numbers", {"remove": ("Labo=8",)}, "none such to be taken away"),
        ("numbers", {"add": ("Labo",)}, "write NAME=VALUE"),
        ("tags", {"remove": ("Diabète",)}, "none such to be taken away"),
        ("identity_flags", {"put": ("twin",)}, "it is one of: homonym"),
        ("identity_flags", {"remove": ("doubtful",)}, "none such to be taken away"),
        ("birth_given_names", {"remove": ("Zoé", "Marie-Louise", "Anne")}, "it is missing"),
    ],
)
def test_what_cannot_be_done_is_said(field: str, how: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidRecord, match=sentence):
        after(field, **how)


def test_all_problems_are_told_at_once() -> None:
    wanted = {"phones": ListChange(remove=("work",)), "tags": ListChange(remove=("Diabète",))}
    with pytest.raises(InvalidRecord) as raised:
        changed_lists(HELD, wanted, {}, TODAY)
    assert [problem.field for problem in raised.value.problems] == ["phones", "tags"]


@pytest.mark.parametrize(
    ("first", "names"),
    [
        ("Chloé", "Chloé Marie-Louise Anne"),
        ("ZOE", "Zoé Marie-Louise Anne"),
        ("Zoé Marie-Louise", "Zoé Marie-Louise Anne"),
    ],
)
def test_another_first_given_name_begins_the_list(first: str, names: str) -> None:
    assert list_after_first_name(HELD, first) == names


def test_a_list_that_did_not_begin_with_the_first_given_name_is_left() -> None:
    assert list_after_first_name(HELD._replace(first_given_name="Anne"), "Jeanne") == (
        "Zoé Marie-Louise Anne"
    )


@pytest.mark.parametrize(
    ("held", "new", "expected"),
    [
        ((MOBILE, HOME), (SECOND,), (SECOND, HOME)),
        ((MOBILE, HOME), (phone("mobile", "06 39 98 00 01"),), (MOBILE, HOME)),
        (
            (MOBILE, SECOND),
            (phone("mobile", "0639980009"),),
            (MOBILE, SECOND, phone("mobile", "0639980009")),
        ),
        (
            (MOBILE,),
            (SECOND, phone("mobile", "0639980009")),
            (MOBILE, SECOND, phone("mobile", "0639980009")),
        ),
        ((), (HOME,), (HOME,)),
    ],
)
def test_the_list_of_another_record_joins_the_one_that_is_held(
    held: tuple[Phone, ...], new: tuple[Phone, ...], expected: tuple[Phone, ...]
) -> None:
    assert joined("phones", held, new) == expected
