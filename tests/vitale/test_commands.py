"""`semble vitale` and `semble adri` as people and scripts use them: a real pcscd with a virtual
reader, and simulated teleservices over real TLS."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Said, runner

from semble_cli.services import simulating
from semble_cli.services.simulating import CARDS, Behaviour, Place, Simulation
from semble_cli.vitale.simulator.people import (
    ADRUN,
    CORSE,
    PAT_TROIS,
    TCHITCHI,
    TOUSSAINT,
    Person,
)
from semble_cli.vitale.simulator.virtual_card import VirtualCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.vitale.conftest import Plug

    from semble_cli.store.address import StoreAddress

    Semble = Callable[..., Said]

TODAY = date.today()  # noqa: DTZ011 - the commands' day
READ = ("vitale", "read", "--no-input", "--wait", "5")
YES = (*READ, "--yes", "--regime", "01", "--birth-rank", "1", "-f", "json")


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulation]:
    place = Place(str(tmp_path_factory.mktemp("simulator")))
    with simulating.simulated(place, lambda _: None) as running:
        yield running


@pytest.fixture
def practice(
    store: StoreAddress,
    simulation: Simulation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Semble:
    """Commands on an empty register of either database, set to call the simulator."""
    return _set_to(simulation, runner(store.location, monkeypatch, capsys), monkeypatch)


@pytest.fixture
def practice_on_sqlite(
    sqlite_store: StoreAddress,
    simulation: Simulation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Semble:
    """Commands on an empty register in a file, set to call the simulator."""
    return _set_to(simulation, runner(sqlite_store.location, monkeypatch, capsys), monkeypatch)


def _set_to(simulation: Simulation, semble: Semble, monkeypatch: pytest.MonkeyPatch) -> Semble:
    simulation.behave(Behaviour.ANSWER)
    monkeypatch.setenv("SEMBLE_CONFIG", simulation.settings)
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", simulating.PASSPHRASE)
    return semble


def card_of(name: str) -> VirtualCard:
    return VirtualCard.of(person.on_card() for person in CARDS[name])


def document(said: Said) -> dict[str, Any]:
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def count(semble: Semble) -> int:
    return len(semble("patient", "list", "-f", "ndjson").out.splitlines())


# The article's flow.


def test_a_card_creates_the_patient_and_a_second_reading_changes_nothing(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("corse"))
    found = document(practice(*YES, "--beneficiary", 1))
    assert found["full_name"] == "CORSE ANTHONY"
    assert (found["identity_status"], found["identity_source"]) == ("RECUP", "insi")
    assert (found["birth_place_code"], found["ins"]) == ("2B020", None)
    assert found["coverage"]["regime"] == "01"
    assert found["address"] == {
        "lines": ["3 QUAI DU PORT"],
        "postal_code": "20200",
        "city": "BASTIA",
        "country": None,
    }
    assert found["rights"] == {
        "state": "open",
        "since": f"{TODAY.year}-01-01",
        "until": f"{TODAY.year}-12-31",
        "checked_on": TODAY.isoformat(),
        "periods": [
            {
                "kind": "amo",
                "label": None,
                "starts_on": f"{TODAY.year}-01-01",
                "ends_on": f"{TODAY.year}-12-31",
            },
            {
                "kind": "ald",
                "label": "15",
                "starts_on": f"{TODAY.year}-01-01",
                "ends_on": f"{TODAY.year}-12-31",
            },
        ],
    }
    assert found["card"] == {
        "reader": "Virtual PCD 00 00",
        "beneficiary": 1,
        "beneficiaries": 2,
        "name": "CORSE",
        "given_name": "ANTHONY",
        "birth_date": "1980-03-02",
        "nir": "1 80 •• •• ••• ••• ••",
        "insured_nir": "1 80 •• •• ••• ••• ••",
    }
    assert found["changes"]["birth_name"] == [None, "CORSE"]
    assert found["changes"]["nir"] == [None, "1 80 •• •• ••• ••• ••"]

    # The record keeps regime and rank: nobody has to tell them again.
    again = practice(*READ, "--beneficiary", 1, "-f", "json")
    assert document(again)["changes"] == {}
    assert document(again)["version"] == 1
    assert "Nothing was written" in again.err
    assert count(practice) == 1


def test_a_new_address_is_shown_and_updated_on_agreement(plug: Plug, practice: Semble) -> None:
    plug(card_of("corse"))
    document(practice(*YES, "--beneficiary", 1))
    practice("patient", "edit", 1, "--city", "Lyon", "--postal-code", "69001")
    refused = practice(*READ, "--beneficiary", 1)
    assert refused.code == 2
    assert "≠" in refused.err
    assert "Lyon" in refused.err
    assert "BASTIA" in refused.err
    assert "--yes agrees" in refused.err
    found = document(practice(*READ, "--beneficiary", 1, "--yes", "-f", "json"))
    assert found["changes"] == {"postal_code": ["69001", "20200"], "city": ["Lyon", "BASTIA"]}
    assert found["version"] == 3


def test_a_dependant_is_found_and_insured_under_the_holder(plug: Plug, practice: Semble) -> None:
    plug(card_of("adrun"))
    unnamed = practice(*YES)
    assert unnamed.code == 2
    assert "The card bears 3 people: say who it is about with --beneficiary N." in unnamed.err
    assert practice(*YES, "--beneficiary", 4).code == 2
    found = document(practice(*YES, "--beneficiary", 3))
    assert found["full_name"] == "NESSI MICHELANGELO"
    assert found["birth_given_names"] == "MICHELANGELO ANTHONY"
    assert found["rights"]["state"] == "closed"
    assert found["card"]["nir"] is None
    assert found["nir"] == "2 75 •• •• ••• ••• ••"
    again = document(practice(*YES, "--beneficiary", 3))
    assert (again["id"], again["changes"]) == (1, {})


def test_a_matricule_that_changed_comes_with_those_before(plug: Plug, practice: Semble) -> None:
    plug(card_of("adrun"))
    document(practice(*YES, "--beneficiary", 2))
    qualified = document(practice("patient", "identity", 1, "--document", "cn", "-f", "json"))
    assert qualified["identity_status"] == "QUAL"
    assert qualified["identity_document"] == "CN"
    assert qualified["identity_checked_on"] == TODAY.isoformat()
    assert qualified["ins"]["matricule"] == "109076322083489"
    assert [past["matricule"] for past in qualified["ins_history"]] == [
        "209076322083439",
        "209066322012355",
    ]
    found = practice("patient", "search", "--ins", "209066322012355", "-f", "ndjson")
    assert json.loads(found.out)["id"] == 1


def test_a_differing_strict_trait_is_left_without_its_own_agreement(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("corse"))
    practice(*YES, "--beneficiary", 1)
    practice("patient", "edit", 1, "--birth-place", "Bastia 2B")
    left = practice(*READ, "--beneficiary", 1, "--yes", "-f", "json")
    assert document(left)["identity_status"] == "PROV"
    assert "Left as it was: birth place code: 2B033 on record, 2B020 from INSi." in left.err
    assert "--take birth_place_code" in left.err
    assert "The matricule INS was not taken" in left.err
    taken = practice(
        *(*READ, "--beneficiary", 1, "--yes", "-f", "json"), "--take", "birth_place_code"
    )
    assert document(taken)["identity_status"] == "RECUP"
    assert document(taken)["birth_place_code"] == "2B020"


def test_a_wrong_person_is_refused(plug: Plug, practice: Semble) -> None:
    practice("patient", "add", *_options(PAT_TROIS), "--no-input")
    plug(card_of("corse"))
    wrong = practice(*YES, "--beneficiary", 1, "--patient", 1)
    assert (wrong.code, wrong.out) == (5, "")
    assert "The card is not that patient's" in wrong.err
    assert practice(*YES, "--beneficiary", 1, "--patient", 9).code == 3
    assert practice(*YES, "--beneficiary", 1, "--patient", "x").code == 2
    assert count(practice) == 1


def _options(person: Any) -> tuple[str, ...]:
    return (
        *("--birth-name", person.birth_name, "--first-name", person.given_name),
        *("--sex", person.sex, "--birth-date", person.birth_date),
        *("--birth-place", person.birth_place_code),
    )


def test_who_may_be_one_of_several_is_said_by_the_script(plug: Plug, practice: Semble) -> None:
    near = ADRUN._replace(birth_date="1975-10-31")
    practice("patient", "add", *_options(near), "--no-input")
    plug(VirtualCard.of([ADRUN.on_card()._replace(nir=None)]))
    read = (*READ, "--no-adri", "--no-insi", "--yes", "--sex", "F", "--birth-place", "63220")
    unsure = practice(*read)
    assert unsure.code == 5
    assert "likely to be the same person: 1. Say who it is with --patient ID" in unsure.err
    assert document(practice(*read, "--patient", "new", "-f", "json"))["id"] == 2
    assert practice(*read, "--patient", 1).code == 0


def test_somebody_who_surely_is_there_is_no_new_patient(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(card_of("corse"))
    practice_on_sqlite(*YES, "--beneficiary", 1)
    said = practice_on_sqlite(*YES, "--beneficiary", 1, "--patient", "new")
    assert said.code == 5
    assert "Patient 1 of the register is this person" in said.err
    assert count(practice_on_sqlite) == 1


def test_a_matricule_says_more_than_the_number_of_the_insured(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    practice_on_sqlite(*YES)
    practice_on_sqlite("patient", "edit", 1, "--nir", "")
    again = ("--nir", ADRUN.insured, "--on-duplicate", "create", "--no-input")
    practice_on_sqlite("patient", "add", *_options(ADRUN), *again)
    assert document(practice_on_sqlite(*YES))["id"] == 1


def test_without_the_services_a_card_alone_makes_a_provisional_identity(
    plug: Plug, practice: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    said = practice(*READ, "--no-adri", "--no-insi", "--yes", "-f", "json")
    found = document(said)
    assert (found["identity_status"], found["identity_source"]) == ("PROV", "vitale")
    assert (found["sex"], found["birth_place_code"]) == ("F", "63220")
    assert found["rights"]["state"] == "unknown"
    assert "proposed from the NIR" in said.err


def test_a_dependant_without_a_number_needs_sex_and_birth_place(
    plug: Plug, practice: Semble
) -> None:
    plug(card_of("adrun"))
    read = (*READ, "--no-adri", "--no-insi", "--beneficiary", 3, "--yes")
    refused = practice(*read)
    assert refused.code == 4
    assert "sex: it is missing" in refused.err
    assert "birth place: it is missing" in refused.err
    assert (
        document(practice(*read, "--sex", "M", "--birth-place", "63220", "-f", "json"))["full_name"]
        == "NESSI MICHELANGELO"
    )


def test_adri_is_told_regime_and_rank_or_refuses_by_name(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    refused = practice_on_sqlite(*READ, "--yes", "--regime", "01")
    assert refused.code == 4
    assert "birth rank: it is missing, and ADRi has to be told it." in refused.err
    assert "regime" not in refused.err
    assert count(practice_on_sqlite) == 0


def test_services_that_are_not_configured_are_passed_over_and_it_is_said(
    plug: Plug, semble: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    said = semble(*READ, "--yes", "-f", "json")
    assert document(said)["identity_status"] == "PROV"
    assert "ADRi is not configured" in said.err


def test_insi_is_not_called_about_a_doubtful_identity(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    practice = practice_on_sqlite
    practice("patient", "add", *_options(ADRUN), "--flag", "doubtful", "--no-input")
    plug(VirtualCard.of([ADRUN.on_card()]))
    said = practice(*YES)
    assert document(said)["identity_status"] == "PROV"
    assert "INSi is not called" in said.err
    assert document(said)["rights"]["state"] == "open"
    searched = practice("patient", "identity", 1, "--insi", "--yes")
    assert searched.code == 4
    assert "INSi is not called about a doubtful" in searched.err
    named = practice(*YES, "--patient", 1)
    assert document(named)["identity_status"] == "PROV"


# Bad input: its own sentence, its exit code, nothing written, the card released.


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (Behaviour.FAULT, "has a technical failure (insi_102)"),
        (Behaviour.REFUSE, "does not let this practice in (HTTP 403)"),
        (Behaviour.BROKEN, "is out of order (HTTP 503)"),
        (Behaviour.SOMEBODY_ELSE, "ADRi answered about somebody else"),
        (Behaviour.GARBAGE, "gave an answer that cannot be understood"),
        (Behaviour.ENTITIES, "gave an answer that cannot be understood"),
        (Behaviour.HALF, "hung up before its answer was whole"),
        (Behaviour.ENDLESS, "an answer without an end"),
        (Behaviour.DROP, "hung up before its answer was whole"),
    ],
)
def test_a_service_that_misbehaves_leaves_the_register_alone(
    plug: Plug,
    practice_on_sqlite: Semble,
    simulation: Simulation,
    behaviour: Behaviour,
    sentence: str,
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    simulation.behave(behaviour)
    said = practice_on_sqlite(*YES)
    assert (said.code, said.out) == (8, "")
    assert sentence in said.err
    assert "ADRUN" not in said.err.partition("Error:")[2]
    assert ADRUN.matricule not in said.err
    assert count(practice_on_sqlite) == 0
    simulation.behave(Behaviour.ANSWER)
    assert document(practice_on_sqlite(*YES))["id"] == 1  # the card was released


def test_an_identity_of_somebody_else_is_refused(
    plug: Plug, practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    simulation.behave(Behaviour.SOMEBODY_ELSE)
    said = practice_on_sqlite(*YES, "--no-adri")
    assert said.code == 8
    assert "INSi answered about somebody else" in said.err
    assert count(practice_on_sqlite) == 0


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (Behaviour.NOBODY, "INSi found nobody (01)"),
        (Behaviour.SEVERAL, "INSi found several people (02)"),
    ],
)
def test_where_insi_finds_nobody_or_several_the_identity_stays_provisional(
    plug: Plug,
    practice_on_sqlite: Semble,
    simulation: Simulation,
    behaviour: Behaviour,
    sentence: str,
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()]))
    simulation.behave(behaviour)
    said = practice_on_sqlite(*YES)
    assert document(said)["identity_status"] == "PROV"
    assert sentence in said.err
    searched = practice_on_sqlite("patient", "identity", 1, "--insi", "--yes")
    assert searched.code == 1
    assert sentence in searched.err


def test_a_card_with_a_wrong_key_is_read_with_a_warning(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(nir="275126322074911")]))
    said = practice_on_sqlite(*READ, "--no-adri", "--no-insi", "--yes", "-f", "json")
    assert document(said)["nir"] == "2 75 •• •• ••• ••• ••"
    assert "the key of the NIR is wrong; the number was kept as received." in said.err


def test_a_card_with_a_birth_date_known_in_part_is_read(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(birth_date="19630000", nir=None)]))
    read = (*READ, "--no-adri", "--no-insi", "--yes", "--sex", "F", "--birth-place", "63220")
    found = document(practice_on_sqlite(*read, "-f", "json"))
    assert (found["birth_date"], found["birth_date_fictive"]) == ("1963-12-31", True)
    assert found["card"]["birth_date"] == "1963-00-00"


def test_a_card_with_an_empty_name_asks_for_the_name(
    plug: Plug, practice_on_sqlite: Semble
) -> None:
    plug(VirtualCard.of([ADRUN.on_card()._replace(name="")]))
    read = (*READ, "--no-adri", "--no-insi", "--yes")
    refused = practice_on_sqlite(*read)
    assert refused.code == 4
    assert "birth name: it is missing" in refused.err
    assert practice_on_sqlite(*read, "--birth-name", "ADRUN").code == 0


def test_a_card_with_nineteen_people_is_read(plug: Plug, practice_on_sqlite: Semble) -> None:
    family = [ADRUN.on_card()] * 18 + [CORSE.on_card()]
    plug(VirtualCard.of(family))
    read = (*READ, "--no-adri", "--no-insi", "--yes", "--birth-place", "Bastia 2B")
    found = document(practice_on_sqlite(*read, "--beneficiary", 19, "-f", "json"))
    assert found["full_name"] == "CORSE ANTHONY"
    assert found["card"]["beneficiaries"] == 19


def test_no_card_and_no_such_reader_are_said(plug: Plug, practice_on_sqlite: Semble) -> None:
    del plug
    said = practice_on_sqlite("vitale", "read")
    assert said.code == 8
    assert "No card is in the reader" in said.err
    waited = practice_on_sqlite("vitale", "read", "--wait", "0.3")
    assert "Insert the carte Vitale in Virtual PCD 00 00…" in waited.err
    other = practice_on_sqlite("vitale", "read", "--reader", "Omnikey")
    assert "No reader has Omnikey in its name" in other.err


# Rights, and many of them.


def add(semble: Semble, person: Person, *words: str) -> None:
    said = semble(
        *("patient", "add", *_options(person._replace(birth_place_code="63220"))),
        *("--no-input", "--on-duplicate", "create", *words),
    )
    assert said.code == 0, said.err


def insured(semble: Semble, person: Person) -> None:
    add(semble, person, "--nir", person.insured, "--regime", "01", "--birth-rank", "1")


def ids(semble: Semble, state: str) -> set[int]:
    found = semble("patient", "search", "--rights", state, "-f", "ndjson", "--fields", "id")
    return {json.loads(line)["id"] for line in found.out.splitlines()}


def test_rights_are_asked_for_again_searched_and_shown(practice: Semble) -> None:
    for person in (CORSE, TOUSSAINT, TCHITCHI):
        insured(practice, person)
    add(practice, PAT_TROIS)
    assert ids(practice, "unknown") == {1, 2, 3, 4}
    counted = practice("adri", "refresh", "--all", "--dry-run", "-f", "ndjson")
    assert len(counted.out.splitlines()) == 4
    said = practice("adri", "refresh", "--all", "--pause", "0", "-f", "ndjson")
    assert said.code == 9
    assert list(json.loads(said.out.splitlines()[0])) == [
        *("id", "full_name", "outcome", "rights_state", "problem"),
    ]
    by_id = {record["id"]: record for record in map(json.loads, said.out.splitlines())}
    assert {number: record["outcome"] for number, record in by_id.items()} == {
        **dict.fromkeys((1, 2, 3), "asked"),
        4: "not_asked",
    }
    assert by_id[2]["rights_state"] == "closed"
    assert "nir: it is missing" in by_id[4]["problem"]
    assert "3 of 4 patients were asked about; the rights of 1 are closed." in said.err
    assert (ids(practice, "open"), ids(practice, "closed")) == ({1, 3}, {2})
    assert ids(practice, "unknown") == {4}
    found = json.loads(practice("patient", "show", 3, "-f", "json").out)
    assert found["coverage"]["fund"] == "631"
    assert [period["kind"] for period in found["rights"]["periods"]] == ["amo", "ald"]
    past = practice("patient", "history", 3, "-f", "ndjson").out.splitlines()
    assert json.loads(past[-1])["action"] == "rights.refresh"


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(practice: Semble) -> None:
    insured(practice, CORSE)
    insured(practice, TOUSSAINT)
    refresh = ("adri", "refresh", "--all", "--pause", "0", "-f", "ndjson")
    assert len(practice(*refresh, "--limit", 1).out.splitlines()) == 1
    rest = practice(*refresh)
    assert (rest.code, len(rest.out.splitlines())) == (0, 1)
    assert practice(*refresh).code == 1
    assert len(practice(*refresh, "--older-than", 0).out.splitlines()) == 0


def test_a_service_that_is_out_of_order_stops_the_run(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    insured(practice_on_sqlite, CORSE)
    simulation.behave(Behaviour.BROKEN)
    said = practice_on_sqlite("adri", "refresh", "1", "--pause", "0")
    assert said.code == 8
    assert "is out of order" in said.err
    assert ids(practice_on_sqlite, "unknown") == {1}


def test_an_answer_about_somebody_else_is_told_and_the_run_goes_on(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    insured(practice_on_sqlite, CORSE)
    simulation.behave(Behaviour.SOMEBODY_ELSE)
    said = practice_on_sqlite("adri", "refresh", "--all", "--pause", "0", "-f", "ndjson")
    assert said.code == 9
    assert json.loads(said.out)["outcome"] == "refused"
    assert ids(practice_on_sqlite, "unknown") == {1}


def test_a_refresh_needs_to_be_told_whom_and_a_service(
    practice_on_sqlite: Semble, semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert practice_on_sqlite("adri", "refresh").code == 2
    assert practice_on_sqlite("adri", "refresh", "--tag", "Nobody").code == 4
    insured(practice_on_sqlite, CORSE)
    monkeypatch.setenv("SEMBLE_CONFIG", "/nonexistent/semble.toml")
    said = semble("adri", "refresh", "--all")
    assert said.code == 2
    assert "ADRi is not configured" in said.err


# The state of things.


def test_the_status_tells_what_is_ready_and_what_to_do_next(
    plug: Plug, practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    plug(card_of("adrun"))
    practice_on_sqlite(*YES, "--beneficiary", 1)  # the reader has seen the card
    found = document(practice_on_sqlite("vitale", "status", "-f", "json"))
    assert found == {
        "ready": True,
        "pyscard": version("pyscard"),
        "readers": [
            {"name": "Virtual PCD 00 00", "card": "vitale 2", "is_held": False},
            {"name": "Virtual PCD 00 01", "card": None, "is_held": False},
        ],
        "problem": None,
        "teleservices": [
            {"service": "ADRi", "address": simulation.address, "missing": []},
            {"service": "INSi", "address": simulation.address, "missing": []},
        ],
    }
    shown = practice_on_sqlite("vitale", "status").out
    assert "a carte Vitale 2" in shown
    assert "no card: put one in" in shown


def test_without_settings_the_status_says_which_are_missing(plug: Plug, semble: Semble) -> None:
    del plug
    found = document(semble("adri", "status", "-f", "json"))
    assert [one["missing"] for one in found["services"]] == [["environment"], ["environment"]]
    assert "not configured: set teleservices.environment" in semble("vitale", "status").out
    assert "ever run against the real services" in semble("adri", "status").err


def test_the_status_opens_the_certificates(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = document(practice_on_sqlite("adri", "status", "-f", "json"))
    assert list(found) == [
        *("environment", "bridge", "parts_missing", "services", "certificates", "untried"),
    ]
    assert found["parts_missing"] == []
    assert found["certificates"][0] == {
        "name": "certificate",
        "subject": "CN=INSI-AUTO,OU=318000000099999",
        "ends_on": (datetime.now(UTC) + timedelta(days=7)).date().isoformat(),
        "problem": None,
    }
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", "another")
    found = document(practice_on_sqlite("adri", "status", "-f", "json"))
    assert "the passphrase is another" in found["certificates"][0]["problem"]
    assert practice_on_sqlite("adri", "status").code == 0
    monkeypatch.delenv("SEMBLE_TELESERVICES_PASSPHRASE")
    asked = practice_on_sqlite("adri", "test")
    assert asked.code == 2
    assert "set SEMBLE_TELESERVICES_PASSPHRASE" in asked.err


def test_each_service_is_tried_with_one_question(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    said = practice_on_sqlite("adri", "test", "-f", "json")
    assert [(one["service"], one["answered"]) for one in json.loads(said.out)] == [
        ("ADRi", True),
        ("INSi", True),
    ]
    insured(practice_on_sqlite, CORSE)
    assert practice_on_sqlite("adri", "test", 1).code == 0
    assert ids(practice_on_sqlite, "unknown") == {1}
    simulation.behave(Behaviour.REFUSE)
    said = practice_on_sqlite("adri", "test")
    assert said.code == 8
    assert said.out.count("does not let this practice in") == 2


def test_no_fictitious_person_is_asked_about_in_production(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_TELESERVICES_ENVIRONMENT", "production")
    said = practice_on_sqlite("adri", "test")
    assert said.code == 2
    assert "name a patient" in said.err


# How sure an identity is.


def test_insi_is_searched_by_the_traits_on_record(practice: Semble) -> None:
    add(practice, ADRUN._replace(given_names="Zoé"))
    refused = practice("patient", "identity", 1, "--insi")
    assert refused.code == 2
    found = document(practice("patient", "identity", 1, "--insi", "--yes", "-f", "json"))
    assert (found["identity_status"], found["identity_source"]) == ("RECUP", "insi")
    verified = practice("patient", "identity", 1, "--verify")
    assert verified.code == 0
    assert "INSi knows this matricule beside these traits." in verified.err
    unlinked = document(practice("patient", "identity", 1, "--unlink", "-f", "json"))
    assert unlinked["identity_status"] == "PROV"
    nothing = practice("patient", "identity", 1, "--verify")
    assert nothing.code == 4
    assert practice("undo").code == 0
    assert document(practice("patient", "identity", 1, "-f", "json"))["identity_status"] == "RECUP"


def test_a_matricule_that_insi_does_not_know_any_more_is_a_conflict(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    add(practice_on_sqlite, ADRUN)
    practice_on_sqlite("patient", "identity", 1, "--insi", "--yes")
    simulation.behave(Behaviour.NOBODY)
    said = practice_on_sqlite("patient", "identity", 1, "--verify")
    assert said.code == 5
    assert "INSi does not know this matricule beside these traits." in said.err


def test_a_document_that_is_none_and_two_wishes_at_once_are_refused(
    practice_on_sqlite: Semble,
) -> None:
    add(practice_on_sqlite, ADRUN)
    identity = ("patient", "identity", 1)
    wrong = practice_on_sqlite(*identity, "--document", "PERMIS")
    assert wrong.code == 4
    assert "it is the code of a document: CN, PA, CS" in wrong.err
    assert practice_on_sqlite(*identity, "--verify", "--unlink").code == 2
    assert practice_on_sqlite(*identity, "--document", "PA").code == 0
    assert "VALI" in practice_on_sqlite(*identity, "-f", "json").out
    assert practice_on_sqlite("patient", "identity", 7).code == 3
