"""A practice set to call simulated teleservices: what its scripts type, and what they ask."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from semble_cli.vitale.simulator.people import CARDS
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.on_terminal import ends

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.vitale.simulator.people import SimulatedPerson
    from tests.conftest import Said
    from tests.on_terminal import Start

    Semble = Callable[..., Said]

READ = ("vitale", "read", "--no-input", "--wait", "5")
YES = (*READ, "--yes", "--regime", "01", "--birth-rank", "1", "-f", "json")


def today() -> date:
    """The day of the commands, asked for when it is needed: a run may go over midnight."""
    return date.today()  # noqa: DTZ011


def card_of(name: str) -> VirtualCard:
    """A card of the simulator, by its name."""
    return VirtualCard.of(person.on_card() for person in CARDS[name])


def document(said: Said) -> dict[str, Any]:
    """The JSON document that a command answered."""
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def count(semble: Semble) -> int:
    """How many patients the register has."""
    return len(semble("patient", "list", "-f", "ndjson").out.splitlines())


def options(person: SimulatedPerson) -> tuple[str, ...]:
    """A person as options of `patient add`."""
    return (
        *("--birth-name", person.birth_name, "--first-name", person.given_name),
        *("--sex", person.sex, "--birth-date", person.birth_date),
        *("--birth-place", person.birth_place_code),
    )


def add(semble: Semble, person: SimulatedPerson, *words: str) -> None:
    """Put a person into the register, born in a commune that the COG knows."""
    said = semble(
        *("patient", "add", *options(person._replace(birth_place_code="63220"))),
        *("--no-input", "--on-duplicate", "create", *words),
    )
    assert said.code == 0, said.err


def insured(semble: Semble, person: SimulatedPerson) -> None:
    """Put a person into the register with what ADRi has to be told."""
    add(semble, person, "--nir", person.insured, "--regime", "01", "--birth-rank", "1")


def ids(semble: Semble, state: str) -> set[int]:
    """The ids of those whose rights are so today."""
    found = semble("patient", "search", "--rights", state, "-f", "ndjson", "--fields", "id")
    return {json.loads(line)["id"] for line in found.out.splitlines()}


def read_corse(start: Start) -> None:
    """The holder of the card in the reader, created without questions."""
    process = start(
        *("vitale", "read", "--wait", "5", "--beneficiary", "1", "--yes", "--no-input"),
        *("--regime", "01", "--birth-rank", "1"),
    )
    assert ends(process)[0] == 0
