"""Commands on a terminal, and a practice set to call simulated teleservices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.simulation import Behaviour, SimulatorPlace
from semble_cli.services.insurance.simulator import simulated
from semble_cli.vitale.simulator.authority import PASSPHRASE
from semble_cli.vitale.simulator.run import Simulation
from tests.conftest import runner
from tests.on_terminal import starter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.commands.vitale.practice import Semble
    from tests.on_terminal import Start


@pytest.fixture
def start(sqlite_store: StoreAddress) -> Start:
    """Start a command on a terminal, on an empty register in a file."""
    return starter(sqlite_store)


@pytest.fixture(scope="session")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulation]:
    place = SimulatorPlace(str(tmp_path_factory.mktemp("simulator")))
    with simulated(place, lambda _: None) as running:
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
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", PASSPHRASE)
    return semble


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., str]:
    """An editor that does one thing more each time it is opened; what it was shown stays as
    `seen.1`, `seen.2` ..."""

    def make(*steps: str) -> str:
        script = tmp_path / "editor"
        cases = "\n".join(f"{number}) {step} ;;" for number, step in enumerate(steps, start=1))
        script.write_text(
            f"#!/bin/sh\nn=$(ls {tmp_path}/seen.* 2>/dev/null | wc -l)\nn=$((n + 1))\n"
            f'cp "$1" {tmp_path}/seen.$n\nf="$1"\ncase $n in\n{cases}\nesac\n',
            "utf-8",
        )
        script.chmod(0o755)
        return str(script)

    return make
