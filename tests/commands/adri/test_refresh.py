"""Rights of many patients: asked for again, searched and shown."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.authority import PASSPHRASE
from semble_cli.vitale.simulator.people import (
    CORSE,
    PAT_TROIS,
    TCHITCHI,
    TOUSSAINT,
)
from semble_cli.vitale.simulator.run import Simulation
from tests.commands.vitale.practice import (
    add,
    ids,
    insured,
    options,
)
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    import pexpect

    from semble_cli.store.database.address import StoreAddress
    from tests.commands.vitale.practice import Semble
    from tests.on_terminal import Start


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
    assert "NIR: it is missing" in by_id[4]["problem"]
    assert "Patients asked about: 3 of 4; with closed rights: 1." in said.err
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


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (Behaviour.BROKEN, "is out of order"),
        (Behaviour.UNKNOWN_SOFTWARE, "does not know this software's authorisation number"),
    ],
)
def test_a_service_that_answers_nobody_stops_the_run(
    practice_on_sqlite: Semble, simulation: Simulation, behaviour: Behaviour, sentence: str
) -> None:
    insured(practice_on_sqlite, CORSE)
    simulation.behave(behaviour)
    said = practice_on_sqlite("adri", "refresh", "1", "--pause", "0")
    assert said.code == 8
    assert sentence in said.err
    assert practice_on_sqlite("adri", "test").code == 8
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
    monkeypatch.setenv("SEMBLE_CONFIG", "/dev/null/semble.toml")
    said = semble("adri", "refresh", "--all")
    assert said.code == 2
    assert "ADRi is not configured" in said.err


def test_a_patient_who_is_named_is_asked_about_again_and_the_report_tells_each_outcome(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    insured(practice_on_sqlite, CORSE)
    insured(practice_on_sqlite, TOUSSAINT)
    add(practice_on_sqlite, PAT_TROIS)
    refresh = ("adri", "refresh", "1", "2", "3", "99", "--pause", "0", "-f", "ndjson")
    for _ in range(2):
        said = practice_on_sqlite(*refresh)
        outcomes = {one["id"]: one["outcome"] for one in map(json.loads, said.out.splitlines())}
        assert outcomes == {1: "asked", 2: "asked", 3: "not_asked", 99: "not_asked"}
        assert said.code == 9
        assert "Patients asked about: 2 of 4; with closed rights: 1." in said.err
        assert "Not asked about, for the record lacks something or is gone: 2 (3, 99)." in said.err
        assert "No answer came" not in said.err
        assert "Still to be asked" not in said.err
    assert practice_on_sqlite("adri", "refresh", "99").code == 3
    rest = practice_on_sqlite(*refresh, "--older-than", 0)
    assert json.loads(rest.out)["id"] == 3
    simulation.behave(Behaviour.SOMEBODY_ELSE)
    said = practice_on_sqlite(*refresh)
    assert "ADRi refused, or answered what cannot be taken: 2 (2, 1)." in said.err
    simulation.behave(Behaviour.UNKNOWN_SOFTWARE)
    said = practice_on_sqlite(*refresh)
    assert said.code == 8
    assert "Still to be asked about: 4." in said.err


@pytest.fixture
def three(
    sqlite_store: StoreAddress, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> Start:
    """Commands on a terminal, on a register of three who are insured."""
    simulation.behave(Behaviour.ANSWER)
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", PASSPHRASE)
    run = starter(sqlite_store)

    def start(*words: str, **variables: str) -> pexpect.spawn[str]:
        return run(*words, "--lang", "en", SEMBLE_CONFIG=simulation.settings, **variables)

    for person in (CORSE, TOUSSAINT, TCHITCHI):
        known = ("--nir", person.insured, "--regime", "01", "--birth-rank", "1", "--no-input")
        born = person._replace(birth_place_code="63220")
        assert ends(start("patient", "add", *options(born), *known))[0] == 0
    return start


def test_a_run_on_a_terminal_shows_how_far_it_is_pauses_and_goes_on(three: Start) -> None:
    process = three("adri", "refresh", "--all", "--pause", "1")
    process.expect("1 of 3, closed: 1 · p: pause · q: stop")
    process.send("p")
    process.expect("· paused")
    process.send("p")
    process.expect("3 of 3")
    code, said = ends(process)
    assert code == 0
    assert "Patients asked about: 3 of 3; with closed rights: 1." in said


def test_a_run_that_is_paused_waits_until_it_is_stopped_and_the_next_one_goes_on(
    three: Start,
) -> None:
    process = three("adri", "refresh", "--all", "--pause", "2")
    process.expect("1 of 3")
    process.send("p")
    process.expect("· paused")
    process.send("q")
    code, said = ends(process)
    assert code == 130
    assert "closed" in said  # whoever was asked about is shown
    assert "Still to be asked about: 2." in said
    flat = " ".join(said.split())
    assert "1 of 3 answers are written; the same command goes on there." in flat
    code, said = ends(three("adri", "refresh", "--all", "--pause", "0"))
    assert code == 0
    assert "Patients asked about: 2 of 2" in said


@pytest.mark.parametrize("named", [("--all",), ("1", "2", "3")])
def test_an_interrupt_shows_what_was_done_and_says_how_the_rest_is_asked(
    three: Start, named: tuple[str, ...]
) -> None:
    process = three("adri", "refresh", *named, "--pause", "30")
    process.expect("1 of 3")
    process.sendintr()
    code, said = ends(process)
    assert code == 130
    assert " asked " in said
    assert ("with --older-than 0" in said) is (named != ("--all",))


def test_a_run_that_is_ended_from_outside_ends_between_two_answers(
    three: Start, simulation: Simulation
) -> None:
    process = three("adri", "refresh", "--all", "--pause", "30")
    process.expect("1 of 3")
    process.kill(signal.SIGTERM)
    code, said = ends(process)
    assert code == 130
    assert "1 of 3 answers are written" in " ".join(said.split())
    del simulation
