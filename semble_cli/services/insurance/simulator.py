"""The simulator, as commands reach it: `vitale.simulator.run` does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.vitale.simulator import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from semble_cli.patient.simulation import SimulatorPlace


def simulated(
    place: SimulatorPlace, on_question: Callable[[str], None]
) -> AbstractContextManager[run.Simulation]:
    """As `vitale.simulator.run.simulated`."""
    return run.simulated(place, on_question)
