"""Rights of many patients: asked for again, searched and shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.simulation import Behaviour
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
)

if TYPE_CHECKING:
    from tests.commands.vitale.practice import Semble


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
