"""Simulated teleservices and cards, for demonstrations, training and tests: no network, no reader.

They hold the official fictitious people only.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage
from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.authority import PASSPHRASE, make_files
from semble_cli.vitale.simulator.people import CARDS
from semble_cli.vitale.simulator.server import BRIDGE_PATH, SOAP_PATH, Simulator, running, tls_of
from semble_cli.vitale.simulator.virtual_card import PluggedIn, VirtualCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.simulation import SimulatorPlace
    from semble_cli.vitale.simulator.authority import Files

_SETTINGS = """\
# Settings that lead to the simulated teleservices. Nothing real is called.
[teleservices]
adri = "{address}"
insi = "{address}"
authority = "{authority}"
certificate = "{certificate}"
signature = "{certificate}"
authorization = "SIMULATOR"
timeout = "5"
"""


class Simulation:
    """Simulated teleservices at work, and the card in the virtual reader, if any."""

    def __init__(self, server: Simulator, settings: str, reader_port: int) -> None:
        self._server = server
        self._reader_port = reader_port
        self._plugged: PluggedIn | None = None
        self.settings = settings
        self.passphrase = PASSPHRASE
        self.address = f"{server.address}{SOAP_PATH}"
        self.bridge = f"{server.address}{BRIDGE_PATH}"

    def behave(self, behaviour: Behaviour, delay: float | None = None) -> None:
        """From now on, do this with every question; *delay* is in seconds, for `slow`."""
        self._server.behaviour = behaviour
        if delay is not None:
            self._server.delay = delay

    def put_in(self, name: str) -> None:
        """Put a card into the virtual reader, in place of any other.

        Raises:
            BadUsage: there is no such card, or no virtual reader listens.
        """
        if name not in CARDS:
            raise BadUsage("The cards are: {names}.", names=", ".join(CARDS))
        self.pull_out()
        card = VirtualCard.of(person.on_card() for person in CARDS[name])
        try:
            self._plugged = PluggedIn(card, self._reader_port)
        except OSError:
            raise BadUsage(
                "No virtual reader listens on port {port}: install vsmartcard-vpcd and start pcscd,"
                " or leave --card out.",
                port=self._reader_port,
            ) from None

    def obey(self, word: str) -> None:
        """Behave as a word says, put in the card of that name, or take the card out.

        Raises:
            BadUsage: it is none of these words; or as `put_in`.
        """
        if word in set(Behaviour):
            self.behave(Behaviour(word))
        elif word in CARDS:
            self.put_in(word)
        elif word == "out":
            self.pull_out()
        else:
            raise BadUsage(
                "Type a behaviour ({behaviours}), a card ({cards}) or out.",
                behaviours=", ".join(Behaviour),
                cards=", ".join(CARDS),
            )

    def pull_out(self) -> None:
        """Take the card out, if there is one."""
        if self._plugged:
            self._plugged.pull_out()
            self._plugged = None


@contextmanager
def simulated(place: SimulatorPlace, on_question: Callable[[str], None]) -> Iterator[Simulation]:
    """Simulated teleservices, until the block ends. Certificates and settings are made in the
    directory; *on_question* is told the action of each question.

    Raises:
        BadUsage: the directory cannot be written to, or the port is taken.
    """
    try:
        os.makedirs(place.directory, mode=0o700, exist_ok=True)
        files = make_files(place.directory)
        server = Simulator(place.port, tls_of(files), on_question=on_question)
    except OSError as error:
        raise BadUsage(
            "The simulator cannot start in {directory} on port {port}.",
            directory=place.directory,
            port=place.port,
        ) from error
    settings = _write_settings(place.directory, files, f"{server.address}{SOAP_PATH}")
    with running(server):
        simulation = Simulation(server, settings, place.reader_port)
        try:
            yield simulation
        finally:
            simulation.pull_out()


def _write_settings(directory: str, files: Files, address: str) -> str:
    path = os.path.join(os.path.abspath(directory), "config.toml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            _SETTINGS.format(
                address=address,
                authority=os.path.abspath(files.authority),
                certificate=os.path.abspath(files.practice),
            )
        )
    return path
