"""What the campaigns judge by: every command has its scenario, and no fault passes for none."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from faults.cut_short import Moments
from faults.hostile_text import CURATED, as_word, hostile, is_clean
from faults.program import HUNG, Answer, breach, complaints
from faults.registers import InFiles, contents, people
from faults.rehearsal import Failed, Rehearsal, rehearsed
from faults.report import Campaign
from faults.scenarios import ON_A_KEY, READING, SCENARIOS, Scenario, commands
from semble_cli.store.database.open import opened

if TYPE_CHECKING:
    from pathlib import Path

    from faults.practice import Place
    from faults.registers import Contents


def test_every_command_writes_in_a_scenario_or_writes_nothing() -> None:
    assert {name for name, _ in commands()} == {*SCENARIOS, *READING, *ON_A_KEY}
    assert not READING & {*SCENARIOS, *ON_A_KEY}
    assert set(ON_A_KEY.values()) <= set(SCENARIOS)


def test_the_commands_that_are_said_to_write_nothing_write_nothing(place: Place) -> None:
    registers = place.registers[0]
    words = {"patient search": "adrun", "patient history": "41", "place": "paris"}
    with registers.copy("practice", place.directory / "reading") as address:
        program = place.program(address, place.directory / "reading")
        before = contents(address)
        for name in sorted(READING - {"vitale simulator"}):
            answer = place.forge.run(program, *name.split(), *words.get(name, "").split())
            assert breach(answer) is None
        assert contents(address) == before
        assert program.leftovers() == list(map(str, program.results.iterdir())) == []


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(0, "", "Traceback (most recent call last):"), "traceback"),
        (Answer(70, "", "Error: a defect"), "exit code 70"),
        (Answer(-11, "", "gone"), "exit code -11: gone"),
        (Answer(7, "", "\n"), "without a word"),
        (Answer(HUNG, "", ""), "hangs"),
    ],
)
def test_a_breach_of_the_contract_is_seen(answer: Answer, what: str) -> None:
    assert what in str(breach(answer))


def test_a_sentence_with_its_exit_code_is_no_breach() -> None:
    answer = Answer(7, "", "Warning: look\nError: There is no store.\n")
    assert breach(answer) is None
    assert complaints(answer) == ["Error: There is no store."]


BEFORE: Contents = {"patient": [(("id", 1), ("city", "Paris"))], "event": []}
AFTER: Contents = {"patient": [(("id", 1), ("city", "Lyon"))], "event": [(("seq", 1),)]}
BETWEEN: Contents = {"patient": BEFORE["patient"], "event": AFTER["event"]}


def a_rehearsal(*, in_steps: bool) -> Rehearsal:
    scenario = Scenario(("1",), in_steps=in_steps)
    return Rehearsal("patient edit", scenario, InFiles.__new__(InFiles), BEFORE, AFTER, 1.0, (0, 0))


def test_the_check_is_held_to_what_it_said_of_the_same_state() -> None:
    rehearsal = a_rehearsal(in_steps=False)._replace(checked=(5, 7))
    assert [rehearsal.check_of(held) for held in (BEFORE, AFTER)] == [5, 7]


def test_a_register_between_before_and_after_is_seen() -> None:
    rehearsal = a_rehearsal(in_steps=False)
    assert rehearsal.is_between(BETWEEN)
    assert not rehearsal.is_between(BEFORE)
    assert not rehearsal.is_between(AFTER)


def test_of_a_command_in_steps_each_row_is_as_before_or_as_after() -> None:
    rehearsal = a_rehearsal(in_steps=True)
    assert not rehearsal.is_between(BETWEEN)
    assert rehearsal.is_between(BEFORE | {"patient": [(("id", 1), ("city", "Lille"))]})
    assert a_rehearsal(in_steps=True)._replace(after=BEFORE).is_between({"patient": []})


def test_of_a_command_that_sends_the_outcome_is_what_is_known_by_then() -> None:
    before: Contents = {"patient": [], "share": [], "share_outcome": [], "event": []}
    share, sent, unknown = ((("id", 1),), (("outcome", "sent"),), (("outcome", "unknown"),))
    after = before | {"share": [share], "share_outcome": [sent], "event": [(("seq", 1),)]}
    cut_short = after | {"share_outcome": [unknown], "event": [(("seq", 2),)]}
    rehearsal = a_rehearsal(in_steps=True)._replace(before=before, after=after)
    sending = rehearsal._replace(scenario=Scenario(("1",), in_steps=True, sends=True))
    assert rehearsal.is_between(cut_short)
    assert not sending.is_between(cut_short)
    assert not sending.is_between(cut_short | {"share_outcome": []})
    assert sending.is_between(cut_short | {"share_outcome": [sent, unknown]})
    assert sending.is_between(cut_short | {"patient": [share]})


def test_people_are_the_same_whatever_ids_they_have() -> None:
    assert people(BEFORE) == people({"patient": [(("id", 7), ("city", "Paris"))]})
    assert people(BEFORE) != people(AFTER)


def test_half_the_moments_lie_where_a_command_writes() -> None:
    moments = Moments(random.Random(1), 1.0)
    moments.learn(0.80, was_written=False)
    moments.learn(0.82, was_written=True)
    drawn = [moments.next() for _ in range(200)]
    assert 60 < sum(0.75 < moment < 0.87 for moment in drawn) < 160
    assert all(0 <= moment <= 1.05 for moment in drawn)


def test_a_line_of_figures_tells_what_holds_and_what_does_not() -> None:
    campaign = Campaign("kill -9")
    campaign.count("cut short", 3)
    assert campaign.hold(True, "never")
    assert campaign.line() == "kill -9: holds; cut short: 3"
    assert not campaign.hold(False, "it is between")
    assert campaign.broken == ["it is between"]
    assert campaign.line().startswith("kill -9: BROKEN 1 times; cut short: 3")


def test_a_scenario_that_does_not_do_its_work_stops_the_campaign(place: Place) -> None:
    with pytest.raises(Failed, match="patient show"):
        rehearsed(place, "patient show", Scenario(("999",)), place.registers[0])


def test_contents_leave_out_what_differs_from_run_to_run(place: Place, tmp_path: Path) -> None:
    registers = place.registers[0]
    with registers.copy("practice", tmp_path / "one") as address:
        before = contents(address)
        with opened(address) as connection, connection.writing():
            connection.run("UPDATE patient SET updated_at = '2001-01-01T00:00:00Z'")
        assert contents(address) == before
        with opened(address) as connection, connection.writing():
            connection.run("UPDATE patient SET city = 'Nantes' WHERE id = 41")
        assert contents(address) != before


@pytest.mark.parametrize("shown", ["a\x1b[31m", "\u202eb", "\x9b", "a\x00"])
def test_what_moves_a_terminal_is_not_clean(shown: str) -> None:
    assert not is_clean(shown)


def test_the_same_seed_draws_the_same_texts_and_none_with_a_nul_is_a_word() -> None:
    one, other = random.Random(3), random.Random(3)
    drawn = [hostile(one) for _ in range(300)]
    assert drawn == [hostile(other) for _ in range(300)]
    assert {len(text) > 9_999 for text in drawn} == {True, False}
    assert as_word("a\0b") is None
    assert as_word("a\ud800") == b"a\xed\xa0\x80"
    assert set(drawn) & set(CURATED)
