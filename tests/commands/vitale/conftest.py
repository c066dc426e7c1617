"""Commands on a terminal that call the simulator, and a bridge that says what a test wants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.authority import PASSPHRASE
from semble_cli.vitale.simulator.replies import reply
from semble_cli.vitale.teleservices.operations import INS_BY_CARD, RIGHTS
from tests.commands.vitale.practice import today
from tests.on_terminal import starter
from tests.vitale.raw_server import answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.vitale.simulator.run import Simulation
    from tests.on_terminal import Start
    from tests.vitale.raw_server import RawServer


@pytest.fixture
def start(
    sqlite_store: StoreAddress, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> Start:
    """Start a command that calls the simulator, on an empty register."""
    simulation.behave(Behaviour.ANSWER)
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", PASSPHRASE)
    run = starter(sqlite_store)
    return lambda *words, **more: run(*words, **({"SEMBLE_CONFIG": simulation.settings} | more))


class Bridge:
    """What ADRi says of a person, of the fund and of the rest, and what INSi does of the traits,
    beside what the simulator would; `fails` lets ADRi be out of order."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.fund: dict[str, Any] = {}
        self.more: dict[str, Any] = {}
        self.traits: dict[str, Any] = {}
        self.fails = False
        self.server: RawServer | None = None

    def answer(self, line: socket.socket) -> None:
        assert self.server
        head, _, body = self.server.requests[-1].partition(b"\r\n\r\n")
        question = json.loads(body)["question"]
        if b"/adri/" not in head:
            tree = json.loads(json.dumps(reply(INS_BY_CARD, question, today())))
            tree["INDIVIDU"]["TIQ"] |= self.traits
        else:
            tree = json.loads(json.dumps(reply(RIGHTS, question, today())))
            tree["beneficiaireDeSoins"] |= self.person
            tree["infosGlobales"] |= self.fund
            tree |= self.more
        status = b"503 No" if self.fails and b"/adri/" in head else b"200 OK"
        said = json.dumps(tree).encode()
        line.sendall(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n" % (status, len(said)) + said)


@pytest.fixture
def bridge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bridge]:
    """A bridge by which this practice asks both services."""
    found = Bridge()
    with answering(found.answer) as server:
        found.server = server
        monkeypatch.setenv("SEMBLE_TELESERVICES_BRIDGE", f"http://localhost:{server.port}")
        yield found
