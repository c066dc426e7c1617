"""On a terminal, an hour that comes twice and what a death does to appointments are asked about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.clock import day_to_come, when_clocks_go_back
from tests.on_terminal import ends

if TYPE_CHECKING:
    from tests.on_terminal import Start

DOWN, ENTER = "\x1b[B", "\r"


@pytest.fixture
def desk(start: Start) -> Start:
    """Commands on a terminal, on a register with a patient and a practitioner."""
    made = (
        (
            *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
            *("--birth-date", "31/12/1975", "--birth-place", "63220", "--no-input"),
        ),
        ("practitioner", "add", "--name", "Dr Alix ROUSSEL"),
    )
    for words in made:
        assert ends(start(*words))[0] == 0
    return start


def listed(start: Start) -> list[dict[str, Any]]:
    code, text = ends(start("appointment", "list", "--patient", "1", "-f", "json"))
    assert code == 0
    found: list[dict[str, Any]] = json.loads(text)
    return found


def test_of_an_hour_that_comes_twice_a_person_is_asked_which(desk: Start) -> None:
    start = f"{when_clocks_go_back()}T02:30"
    process = desk("appointment", "add", "1", "--start", start, "--minutes", "20")
    process.expect("revient deux fois")
    process.expect("seconde")
    process.send(DOWN + ENTER)
    assert ends(process)[0] == 0
    assert [each["start"] for each in listed(desk)] == [f"{start}+01:00"]


@pytest.mark.parametrize(("key", "left"), [(DOWN + ENTER, 0), (ENTER, 1)])
def test_whoever_notes_a_death_is_asked_about_the_appointments(
    desk: Start, key: str, left: int
) -> None:
    added = desk(
        "appointment", "add", "1", "--start", f"{day_to_come(0):%d/%m/%Y} 9h", "--minutes", "20"
    )
    assert ends(added)[0] == 0
    process = desk("patient", "deceased", "1", "--on", "01/02/2026")
    process.expect("Rendez-vous à venir")
    process.expect("Les annuler")
    process.send(key)
    assert ends(process)[0] == 0
    assert len(listed(desk)) == left
