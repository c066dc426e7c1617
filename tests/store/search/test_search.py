"""The bar and the fields of a search, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.exchange import fictitious
from semble_cli.identity.names import compact
from semble_cli.patient.intake import new_patient
from semble_cli.services.access import Right
from semble_cli.services.patients import create as registering
from semble_cli.services.patients import delete as deleting
from semble_cli.services.patients import edit as editing
from semble_cli.services.patients import tags as tagging
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.search import Asked, Fields, Order, search
from semble_cli.store.patients import bulk
from semble_cli.store.search import conditions as ranges
from semble_cli.store.search.known_names import words_of
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import Desk

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
def register(desk: Desk) -> dict[str, int]:
    """Four official fictitious people, by their birth names; one of them tagged."""
    tagging.add(desk, "Suivi annuel", None)
    people: dict[str, dict[str, Any]] = {
        "ADRUN": ADRUN | {"tags": "Suivi annuel", "email": "zoe.adrun@example.org"},
        "PAT-TROIS": PAT_TROIS,
        "CORSE": CORSE,
        "NESSI": NESSI,
    }
    return {
        name: registering.register(desk, a_patient(given)).id or 0 for name, given in people.items()
    }


def found(desk: Desk, bar: str = "", **options: Any) -> list[str]:
    """The birth names of those who are found."""
    result = search(desk, Asked(bar=bar, **options))
    assert not result.near
    return [hit.patient.birth_name for hit in result.hits]


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
    desk: Desk, register: dict[str, int], bar: str, names: list[str]
) -> None:
    assert register
    result = search(desk, Asked(bar=bar))
    assert sorted(hit.patient.birth_name for hit in result.hits if not result.near) == sorted(names)


def test_the_bar_finds_by_the_id(desk: Desk, register: dict[str, int]) -> None:
    assert found(desk, str(register["CORSE"])) == ["CORSE"]


def test_a_whole_name_comes_before_a_beginning_and_the_used_name_after_the_birth_name(
    desk: Desk,
) -> None:
    for name, used, year in (
        ("NESSIM", None, 1950),
        ("CORSE", "NESSI", 1971),
        ("NESSI", None, 1992),
    ):
        given = NESSI | {"birth_name": name, "used_name": used, "birth_date": f"07/08/{year}"}
        registering.register(desk, a_patient(given))
    assert found(desk, "nessi") == ["NESSI", "CORSE", "NESSIM"]


def test_a_name_one_error_away_is_found_and_said_to_be_near(
    desk: Desk, register: dict[str, int]
) -> None:
    assert register
    for typed in ("adrum", "ardun", "adrn", "addrun", "zoé adrum"):
        result = search(desk, Asked(bar=typed))
        assert result.near, typed
        assert [hit.patient.birth_name for hit in result.hits] == ["ADRUN"]
    assert search(desk, Asked(bar="xdrum")).hits == []


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (Fields(last_name="pat"), ["PAT-TROIS"]),
        (Fields(last_name="oeuvre"), []),
        (Fields(last_name="d'oeuvre"), ["CORSE"]),
        (Fields(first_name="mich"), ["NESSI"]),
        (Fields(last_name="corse", first_name="ant"), ["CORSE"]),
        (Fields(last_name="corse", birth_date="2/3/1980"), ["CORSE"]),
        (Fields(last_name="corse", birth_date="3/3/1980"), []),
        (Fields(number="279035121518989"), ["PAT-TROIS"]),
        (Fields(number="2 79 03 51 215 189 89"), ["PAT-TROIS"]),
        (Fields(phone="984567"), ["CORSE"]),
        (Fields(email="zoe.adrun"), ["ADRUN"]),
        (Fields(tags=("suivi ANNUEL",)), ["ADRUN"]),
        (Fields(tags=("suivi annuel",), last_name="corse"), []),
    ],
)
def test_the_fields_find_what_begins_so(
    desk: Desk, register: dict[str, int], fields: Fields, names: list[str]
) -> None:
    assert register
    assert found(desk, fields=fields) == names


def test_the_bar_and_the_fields_hold_together(desk: Desk, register: dict[str, int]) -> None:
    assert register
    assert found(desk, "anthony", fields=Fields(last_name="nessi")) == ["NESSI"]
    assert found(desk, "anthony", fields=Fields(birth_date="02/03/1980")) == ["CORSE"]


def test_an_unknown_id_or_tag_is_not_found(desk: Desk, register: dict[str, int]) -> None:
    assert found(desk, fields=Fields(patient_id=max(register.values()) + 1)) == []
    with pytest.raises(InvalidInput, match="no such tag"):
        search(desk, Asked(fields=Fields(tags=("nothing",))))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (Fields(number="2790351215189"), "15 characters"),
        (Fields(phone="123"), "last 4 digits"),
        (Fields(email="@"), "beginning"),
        (Fields(birth_date="soon"), "no date"),
    ],
)
def test_a_field_that_says_too_little_is_refused(desk: Desk, fields: Fields, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        search(desk, Asked(fields=fields))


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        ("", "Say what to search for"),
        ("279035121518989", "use --ins"),
        ("1/2", "These digits are no date"),
    ],
)
def test_a_bar_that_cannot_be_searched_is_refused(desk: Desk, bar: str, said: str) -> None:
    with pytest.raises(BadUsage, match=said):
        search(desk, Asked(bar=bar))


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
    desk: Desk, register: dict[str, int], order: Order, names: list[str]
) -> None:
    assert register
    assert found(desk, "anthony", order=order) == names


def test_archived_merged_and_former_patients_are_found_only_when_asked_for(
    desk: Desk, register: dict[str, int]
) -> None:
    from semble_cli.patient.record import ArchiveReason

    editing.archive(desk, register["ADRUN"], ArchiveReason.MOVED_AWAY)
    deleting.delete(desk, register["CORSE"], "D’Œuvré ANTHONY", None)
    assert found(desk, "adrun") == []
    assert found(desk, "corse") == []
    assert found(desk, "adrun", archived=True) == ["ADRUN"]
    assert found(desk, "corse", former=True) == ["CORSE"]
    assert found(desk, "02/03/1980", former=True) == ["CORSE"]
    (hit,) = search(desk, Asked(bar="corse", former=True)).hits
    assert hit.state == "former"


def test_a_limit_cuts_and_says_so(desk: Desk, register: dict[str, int]) -> None:
    assert register
    result = search(desk, Asked(bar="anthony", limit=1))
    assert (len(result.hits), result.more) == (1, True)
    assert not search(desk, Asked(bar="anthony", limit=2)).more
    assert len(search(desk, Asked(bar="anthony", limit=0)).hits) == 2


def test_a_list_has_everybody_in_order(desk: Desk, register: dict[str, int]) -> None:
    assert register

    def listed(**options: Any) -> list[str]:
        return [patient.birth_name for patient in all_patients(desk, Listing(**options))]

    assert listed() == ["ADRUN", "CORSE", "NESSI", "PAT-TROIS"]
    assert listed(order=Order.BIRTH_NAME_DESC, limit=2) == ["PAT-TROIS", "NESSI"]
    assert listed(tags=("suivi annuel",)) == ["ADRUN"]


@pytest.fixture
def crowd(desk: Desk) -> list[Patient]:
    """Three hundred generated patients, written in bulk."""
    rows = fictitious.patients(300, seed=7)
    people = []
    for row in rows:
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        people.append(new_patient(given, NOW.date()).patient)

    with desk.writing(Right.EDIT_PATIENTS) as work:
        ids = bulk.BulkWriter(work.connection, work.at).insert(list(zip(*people, strict=True)))
    return [patient._replace(id=each) for each, patient in zip(ids, people, strict=True)]


def bears(patient: Patient, word: str) -> bool:
    return any(name.startswith(word) for name in words_of(patient))


def by_birth_name(patient: Patient) -> tuple[str, str, int]:
    return compact(patient.birth_name), compact(patient.first_given_name), patient.id or 0


@pytest.mark.parametrize("walked", [1, 1_000_000])
def test_every_search_finds_whom_a_look_at_everybody_finds(
    desk: Desk, crowd: Sequence[Patient], monkeypatch: pytest.MonkeyPatch, walked: int
) -> None:
    from semble_cli.store.search import name_strategies as name_arms

    monkeypatch.setattr(name_arms, "WALKED", walked)
    monkeypatch.setattr(ranges, "BROAD", 3)
    for patient in crowd[::23]:
        name, first = compact(patient.birth_name), compact(patient.first_given_name)
        for words in ([name[:2]], [first[:3]], [name[:1], first[:1]], [first[:2], name[:3]]):
            expected = {p.id for p in crowd if all(bears(p, word) for word in words)}
            bar = " ".join(words)
            best = search(desk, Asked(bar=bar, limit=0))
            ids = [hit.patient.id for hit in best.hits]
            assert len(ids) == len(set(ids))
            assert set(ids) >= expected, bar
            assert patient.id in ids
            for order in Order:
                ordered = search(desk, Asked(bar=bar, limit=0, order=order)).hits
                assert {hit.patient.id for hit in ordered} >= expected, (bar, order)
            keys = [
                by_birth_name(hit.patient)
                for hit in search(desk, Asked(bar=bar, limit=0, order=Order.BIRTH_NAME)).hits
            ]
            assert keys == sorted(keys)


def test_a_birth_date_finds_everybody_born_that_day(desk: Desk, crowd: Sequence[Patient]) -> None:
    for patient in crowd[::29]:
        born = {p.id for p in crowd if p.birth_date == patient.birth_date}
        hits = search(desk, Asked(bar=f"{patient.birth_date:%d/%m/%Y}", limit=0)).hits
        assert {hit.patient.id for hit in hits} == born


def test_a_merged_patient_is_found_only_when_asked_for(
    desk: Desk, register: dict[str, int]
) -> None:
    with desk.writing(Right.EDIT_PATIENTS) as work:
        work.connection.run(
            "UPDATE patient SET merged_into = ? WHERE id = ?",
            (register["CORSE"], register["NESSI"]),
        )
    assert found(desk, "nessi") == []
    assert found(desk, "nessi", merged=True) == ["NESSI"]
    (hit,) = search(desk, Asked(bar="nessi", merged=True)).hits
    assert hit.state == "merged"
