"""The bar and the fields of a search, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.patient.actions import Action
from semble_cli.patient.order import Order
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.services.patients.tags import add_tag
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

CORSE = {
    "birth_name": "CORSE",
    "first_given_name": "ANTHONY",
    "birth_given_names": "ANTHONY PIERRE-ALAIN",
    "sex": "M",
    "birth_date": "02/03/1980",
    "birth_place": "2A004",
    "used_name": "D’Œuvré",
    "phones": "home:01 99 00 12 34; mobile:+33 6 39 98 45 67",
    "email": "anthony.corse@example.net",
}
NESSI = {
    "birth_name": "NESSI",
    "first_given_name": "MICHELANGELO",
    "birth_given_names": "MICHELANGELO ANTHONY",
    "sex": "M",
    "birth_date": "07/08/2010",
    "birth_place": "63220",
}


@pytest.fixture
def people(register: Register) -> dict[str, int]:
    """Four official fictitious people, by their birth names; one of them tagged."""
    add_tag(register, "Suivi annuel", None)
    people: dict[str, dict[str, Any]] = {
        "ADRUN": ADRUN | {"tags": "Suivi annuel", "email": "zoe.adrun@example.org"},
        "PAT-TROIS": PAT_TROIS,
        "CORSE": CORSE,
        "NESSI": NESSI,
    }
    return {
        name: create_patient(register, a_patient(given)).id or 0 for name, given in people.items()
    }


def found(register: Register, bar: str = "", **options: Any) -> list[str]:
    """The birth names of those who match, and not just nearly."""
    result = search_patients(register, SearchQuery(bar=bar, **options))
    assert result.near is (bool(result.hits) and all(hit.near for hit in result.hits))
    return [hit.patient.birth_name for hit in result.hits if not hit.near]


@pytest.mark.parametrize(
    ("bar", "names"),
    [
        ("adrun", ["ADRUN"]),
        ("ADR", ["ADRUN"]),
        ("zoe", ["ADRUN"]),
        ("zoé adrun", ["ADRUN"]),
        ("adrun zoe", ["ADRUN"]),
        ("a z", ["ADRUN"]),
        ("pat trois", ["PAT-TROIS"]),
        ("pattrois", ["PAT-TROIS"]),
        ("trois", ["PAT-TROIS"]),
        ("marie", ["PAT-TROIS"]),
        ("louise pat", ["PAT-TROIS"]),
        ("d'oeuvre", ["CORSE"]),
        ("oeuvre anthony", ["CORSE"]),
        ("corse", ["CORSE"]),
        ("alain corse", ["CORSE"]),
        ("anthony", ["CORSE", "NESSI"]),
        ("31/12/1975", ["ADRUN"]),
        ("31 décembre 1975", ["ADRUN"]),
        ("1975-12-31", ["ADRUN"]),
        ("31.12.75 adrun", ["ADRUN"]),
        ("28/03/1979 zoe", []),
        ("dominique 28031979", ["PAT-TROIS"]),
        ("06 39 98 12 34", ["PAT-TROIS"]),
        ("0639981234", ["PAT-TROIS"]),
        ("+33 6 39 98 12 34", ["PAT-TROIS"]),
        ("98 45 67", ["CORSE"]),
        ("0639984567", ["CORSE"]),
        ("1234", ["CORSE", "PAT-TROIS"]),
        ("12 34 pat", ["PAT-TROIS"]),
        ("dominique.pat@example.org", ["PAT-TROIS"]),
        ("zoe.adrun@", ["ADRUN"]),
        ("corse@example.net", ["CORSE"]),
        ("anthony.corse", ["CORSE"]),
        ("suivi annuel", ["ADRUN"]),
        ("suivi annuel zoe", ["ADRUN"]),
        ("nessi suivi annuel", []),
    ],
)
def test_the_bar_finds_by_all_that_people_type(
    register: Register, people: dict[str, int], bar: str, names: list[str]
) -> None:
    assert people
    result = search_patients(register, SearchQuery(bar=bar))
    assert sorted(hit.patient.birth_name for hit in result.hits if not hit.near) == sorted(names)


def test_the_bar_finds_by_the_id(register: Register, people: dict[str, int]) -> None:
    assert found(register, str(people["CORSE"])) == ["CORSE"]


def test_a_whole_name_comes_before_a_beginning_and_the_used_name_after_the_birth_name(
    register: Register,
) -> None:
    for name, used, year in (
        ("NESSIM", None, 1950),
        ("CORSE", "NESSI", 1971),
        ("NESSI", None, 1992),
    ):
        given = NESSI | {"birth_name": name, "used_name": used, "birth_date": f"07/08/{year}"}
        create_patient(register, a_patient(given))
    assert found(register, "nessi") == ["NESSI", "CORSE", "NESSIM"]


def test_a_name_one_error_away_is_found_and_said_to_be_near(
    register: Register, people: dict[str, int]
) -> None:
    assert people
    for typed in ("adrum", "ardun", "adrn", "addrun", "zoé adrum"):
        result = search_patients(register, SearchQuery(bar=typed))
        assert result.near, typed
        assert [hit.patient.birth_name for hit in result.hits] == ["ADRUN"]
    assert search_patients(register, SearchQuery(bar="xdrum")).hits == []


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (SearchFields(last_name="pat"), ["PAT-TROIS"]),
        (SearchFields(last_name="oeuvre"), []),
        (SearchFields(last_name="d'oeuvre"), ["CORSE"]),
        (SearchFields(first_name="mich"), ["NESSI"]),
        (SearchFields(last_name="corse", first_name="ant"), ["CORSE"]),
        (SearchFields(last_name="corse", birth_date="2/3/1980"), ["CORSE"]),
        (SearchFields(last_name="corse", birth_date="3/3/1980"), []),
        (SearchFields(number="279035121518989"), ["PAT-TROIS"]),
        (SearchFields(number="2 79 03 51 215 189 89"), ["PAT-TROIS"]),
        (SearchFields(phone="984567"), ["CORSE"]),
        (SearchFields(email="zoe.adrun"), ["ADRUN"]),
        (SearchFields(tags=("suivi ANNUEL",)), ["ADRUN"]),
        (SearchFields(tags=("suivi annuel",), last_name="corse"), []),
    ],
)
def test_the_fields_find_what_begins_so(
    register: Register, people: dict[str, int], fields: SearchFields, names: list[str]
) -> None:
    assert people
    assert found(register, fields=fields) == names


SAME_PHONES = [
    ("0692 12 34 56", "+262 692 12 34 56", "692123456", "00262692123456"),
    ("06 39 98 12 34", "+33 6 39 98 12 34", "639981234", "+33 (0)6.39.98.12.34"),
    ("+687 25 12 34", "00687 251234", "+687 25.12.34"),
]


@pytest.mark.parametrize(
    ("number", "postal_code"),
    [("41 12 34", "97500"), ("25 12 34", "98800"), ("40 12 34 56", "98713")],
)
def test_a_short_phone_is_found_as_it_is_dialled_there(
    register: Register, number: str, postal_code: str
) -> None:
    person = a_patient(NESSI | {"phones": f"home:{number}", "postal_code": postal_code})
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.add(person, Action.PATIENT_ADD)
    for typed in (number, number.replace(" ", ""), number[-5:], person.phones[0].number):
        assert found(register, typed) == ["NESSI"], typed
        assert found(register, fields=SearchFields(phone=typed)) == ["NESSI"], typed


@pytest.mark.parametrize("ways", SAME_PHONES, ids=lambda ways: str(ways[0]))
def test_a_phone_is_found_by_whichever_way_it_is_written(
    register: Register, ways: tuple[str, ...]
) -> None:
    for number in ways:
        person = a_patient(NESSI | {"phones": f"mobile:{number}"})
        with register.writing(Permission.EDIT_PATIENTS) as work:
            work.add(person, Action.PATIENT_ADD)
    for number in (*ways, ways[0][-5:]):
        assert len(found(register, number)) == len(ways), number
        assert len(found(register, fields=SearchFields(phone=number))) == len(ways), number


def test_the_bar_and_the_fields_hold_together(register: Register, people: dict[str, int]) -> None:
    assert people
    assert found(register, "anthony", fields=SearchFields(last_name="nessi")) == ["NESSI"]
    assert found(register, "anthony", fields=SearchFields(birth_date="02/03/1980")) == ["CORSE"]


def test_an_unknown_id_or_tag_is_not_found(register: Register, people: dict[str, int]) -> None:
    assert found(register, fields=SearchFields(patient_id=max(people.values()) + 1)) == []
    with pytest.raises(InvalidInput, match="no such tag"):
        search_patients(register, SearchQuery(fields=SearchFields(tags=("nothing",))))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (SearchFields(number="2790351215189"), "15 characters"),
        (SearchFields(phone="123"), "last 4 digits"),
        (SearchFields(email="@"), "beginning"),
        (SearchFields(birth_date="soon"), "no date"),
    ],
)
def test_a_field_that_says_too_little_is_refused(
    register: Register, fields: SearchFields, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        search_patients(register, SearchQuery(fields=fields))


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        ("", "Say what to search for"),
        ("279035121518989", "use --ins"),
        ("()", "Say what to search for"),
    ],
)
def test_a_bar_that_cannot_be_searched_is_refused(register: Register, bar: str, said: str) -> None:
    with pytest.raises(BadUsage, match=said):
        search_patients(register, SearchQuery(bar=bar))


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.BIRTH_NAME, ["CORSE", "NESSI"]),
        (Order.BIRTH_NAME_DESC, ["NESSI", "CORSE"]),
        (Order.FIRST_NAME, ["CORSE", "NESSI"]),
        (Order.FIRST_NAME_DESC, ["NESSI", "CORSE"]),
    ],
)
def test_what_is_found_is_sorted_as_asked(
    register: Register, people: dict[str, int], order: Order, names: list[str]
) -> None:
    assert people
    assert found(register, "anthony", order=order) == names


def test_archived_merged_and_former_patients_are_found_only_when_asked_for(
    register: Register, people: dict[str, int]
) -> None:
    from semble_cli.patient.record import ArchiveReason

    archive_patient(register, people["ADRUN"], ArchiveReason.MOVED_AWAY)
    delete_patient(register, people["CORSE"], "D’Œuvré ANTHONY", None)
    assert found(register, "adrun") == []
    assert found(register, "corse") == []
    assert found(register, "adrun", archived=True) == ["ADRUN"]
    assert found(register, "corse", former=True) == ["CORSE"]
    assert found(register, "02/03/1980", former=True) == ["CORSE"]
    (hit,) = search_patients(register, SearchQuery(bar="corse", former=True)).hits
    assert hit.state == "former"


def test_a_limit_cuts_and_says_so(register: Register, people: dict[str, int]) -> None:
    assert people
    result = search_patients(register, SearchQuery(bar="anthony", limit=1))
    assert (len(result.hits), result.more) == (1, True)
    assert not search_patients(register, SearchQuery(bar="anthony", limit=2)).more
    assert len(search_patients(register, SearchQuery(bar="anthony", limit=0)).hits) == 2


def test_a_list_has_everybody_in_order(register: Register, people: dict[str, int]) -> None:
    assert people

    def listed(**options: Any) -> list[str]:
        return [patient.birth_name for patient in all_patients(register, Listing(**options))]

    assert listed() == ["ADRUN", "CORSE", "NESSI", "PAT-TROIS"]
    assert listed(order=Order.BIRTH_NAME_DESC, limit=2) == ["PAT-TROIS", "NESSI"]
    assert listed(tags=("suivi annuel",)) == ["ADRUN"]


def test_a_merged_patient_is_found_only_when_asked_for(
    register: Register, people: dict[str, int]
) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.connection.run(
            "UPDATE patient SET merged_into = ? WHERE id = ?",
            (people["CORSE"], people["NESSI"]),
        )
    assert found(register, "nessi") == []
    assert found(register, "nessi", merged=True) == ["NESSI"]
    (hit,) = search_patients(register, SearchQuery(bar="nessi", merged=True)).hits
    assert hit.state == "merged"
