"""A refresh of many in which one patient is answered oddly: each gets a line, and it goes on."""

from __future__ import annotations

import gzip
import json
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.vitale.simulator.people import ADRTROIS, CORSE, TCHITCHI, TOUSSAINT
from semble_cli.vitale.simulator.replies import rights_reply
from tests.commands.vitale.practice import document, insured, today
from tests.conftest import register_on
from tests.vitale.raw_server import answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.vitale.simulator.people import SimulatedPerson
    from tests.commands.vitale.practice import Semble
    from tests.vitale.raw_server import RawServer

    Oddity = Callable[[socket.socket, dict[str, Any]], object]

PEOPLE = (TOUSSAINT, CORSE, TCHITCHI)
"""In the order in which they are asked about; the one in the middle is answered oddly."""

REFRESH = ("adri", "refresh", "--all", "--pause", "0")


class Bridge:
    """A bridge that answers about everybody as it should, but about whom it is told."""

    def __init__(self) -> None:
        self.oddities: dict[str, Oddity] = {}
        self.server: RawServer | None = None

    def answer(self, line: socket.socket) -> None:
        assert self.server
        body = self.server.requests[-1].partition(b"\r\n\r\n")[2]
        asked = json.loads(body)["question"]["BeneficiaireDeSoins"]["DatedeNaissance"]
        person = next(one for one in (*PEOPLE, ADRTROIS) if one.birth_date == asked)
        tree: dict[str, Any] = json.loads(json.dumps(rights_reply(person, today())))
        self.oddities.get(person.birth_date, tell)(line, tree)


def tell(line: socket.socket, tree: object) -> None:
    say(line, json.dumps(tree).encode())


def say(line: socket.socket, body: bytes, status: str = "200 OK", more: str = "") -> None:
    head = f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    line.sendall(head.encode() + body)


@pytest.fixture
def bridge(semble: Semble, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bridge]:
    """A bridge of this practice, whose register holds three insured people."""
    for person in PEOPLE:
        insured(semble, person)
    found = Bridge()
    with answering(found.answer) as server:
        found.server = server
        monkeypatch.setenv("SEMBLE_TELESERVICES_BRIDGE", f"http://localhost:{server.port}")
        monkeypatch.setenv("SEMBLE_TELESERVICES_TIMEOUT", "1")
        yield found


def _id(person: SimulatedPerson) -> int:
    return PEOPLE.index(person) + 1


def named(**names: str) -> Oddity:
    return lambda line, tree: tell(
        line, tree | {"beneficiaireDeSoins": tree["beneficiaireDeSoins"] | names}
    )


def told(tree: object) -> Oddity:
    return lambda line, _: tell(line, tree)


def drip(line: socket.socket, _: object) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" * 99:
        line.sendall(bytes([byte]))
        Event().wait(0.1)


A_NAME = "gives a name that can be none"
NOT_UNDERSTOOD = "gave an answer that cannot be understood"
ODDITIES: dict[str, tuple[Oddity, str, str]] = {
    "digit": (named(nomPatronymique="CORSE 2"), "refused", A_NAME),
    "digit in the used name": (named(nomUsuel="CORSE 2"), "refused", A_NAME),
    "dot": (named(nomUsuel="ST. JEAN"), "refused", A_NAME),
    "given name": (named(prenom="ANTHONY 2"), "refused", A_NAME),
    "somebody else": (named(nomPatronymique="X", nomUsuel="X"), "refused", "about somebody else"),
    "exception": (
        told({"exception": {"type": "adr_9", "libelle": "NIR 2751263220749 inconnu"}}),
        "refused",
        "ADRi refused the question (adr_9): NIR … inconnu",
    ),
    "exception without words": (told({"exception": {"global": "1"}}), "refused", "(exception): –"),
    "exception as a text": (told({"exception": "NullPointer"}), "refused", NOT_UNDERSTOOD),
    "nothing": (told({}), "refused", NOT_UNDERSTOOD),
    "null": (told(None), "refused", NOT_UNDERSTOOD),
    "list": (told([{}]), "refused", NOT_UNDERSTOOD),
    "texts as periods": (named(lstPeriodeAMO="20260101"), "refused", NOT_UNDERSTOOD),
    "day that is none": (named(dateNaissance="19809999"), "refused", "about somebody else"),
    "no JSON": (lambda line, _: say(line, b"\xff<html>"), "refused", NOT_UNDERSTOOD),
    "deep": (lambda line, _: say(line, b"[" * 99_999), "refused", NOT_UNDERSTOOD),
    "long number": (lambda line, _: say(line, b"9" * 9999), "refused", NOT_UNDERSTOOD),
    "bad gzip": (
        lambda line, _: say(line, b"\x1f\x8b\x08", more="Content-Encoding: gzip\r\n"),
        *("refused", NOT_UNDERSTOOD),
    ),
    "bomb": (
        lambda line, _: say(line, gzip.compress(bytes(9 << 20)), more="Content-Encoding: gzip\r\n"),
        *("refused", "gives an answer without an end"),
    ),
    "status": (lambda line, _: say(line, b"", "500 Oops"), "refused", "is out of order (HTTP 500)"),
    "hung up": (lambda line, _: line.sendall(b"HTTP/1.1 2"), "no_answer", "hung up before"),
    "slow": (drip, "no_answer", "did not answer in time"),
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_one_odd_answer_never_stops_a_run(semble: Semble, bridge: Bridge, oddity: str) -> None:
    bridge.oddities[CORSE.birth_date], outcome, sentence = ODDITIES[oddity]
    said = semble(*REFRESH, "-f", "ndjson")
    assert said.code == 9, said.err
    records = [json.loads(line) for line in said.out.splitlines()]
    assert [record["outcome"] for record in records] == ["asked", outcome, "asked"]
    assert sentence in records[1]["problem"]
    assert "Patients asked about: 2 of 3; with closed rights: 1." in said.err
    assert "Patients who could not be asked about: 1." in said.err
    assert document(semble("patient", "show", _id(CORSE), "-f", "json"))["rights"]["periods"] == []
    del bridge.oddities[CORSE.birth_date]
    again = semble(*REFRESH, "-f", "ndjson")
    assert (again.code, len(again.out.splitlines())) == (0, 1)


def test_a_rank_that_is_none_is_left_aside(semble: Semble, bridge: Bridge) -> None:
    bridge.oddities[CORSE.birth_date] = named(rangGemellaire="9" * 12)
    assert semble(*REFRESH, "-f", "ndjson").code == 0


def test_where_nobody_is_answered_the_run_stops_after_three_and_keeps_their_lines(
    semble: Semble, bridge: Bridge
) -> None:
    insured(semble, ADRTROIS)

    def hang_up(line: socket.socket, _: object) -> None:
        line.close()

    bridge.oddities = dict.fromkeys((one.birth_date for one in (*PEOPLE, ADRTROIS)), hang_up)
    said = semble(*REFRESH, "-f", "json")
    assert said.code == 8
    assert [one["outcome"] for one in json.loads(said.out)] == ["no_answer"] * 3
    assert "ADRi hung up before its answer was whole" in said.err


def test_a_service_that_lets_nobody_in_stops_the_run_and_what_was_told_stays(
    semble: Semble, bridge: Bridge
) -> None:
    bridge.oddities[CORSE.birth_date] = lambda line, _: say(line, b"", "403 No")
    said = semble(*REFRESH, "-f", "json")
    assert said.code == 8
    assert [(one["id"], one["outcome"]) for one in json.loads(said.out)] == [
        (_id(TOUSSAINT), "asked")
    ]
    assert "does not let this practice in (HTTP 403)" in said.err


def test_a_record_that_is_changed_or_deleted_meanwhile_has_its_line_too(
    semble: Semble, bridge: Bridge, sqlite_store: StoreAddress
) -> None:
    register = register_on(sqlite_store)

    def change(line: socket.socket, tree: object) -> None:
        edit_fields(register, _id(CORSE), {"email": "anthony@example.org"})
        delete_patient(register, 3, "TCHITCHI CATARINA", None)
        tell(line, tree)

    bridge.oddities[CORSE.birth_date] = change
    said = semble(*REFRESH, "-f", "ndjson")
    assert said.code == 9, said.err
    records = [json.loads(line) for line in said.out.splitlines()]
    assert [(one["id"], one["outcome"]) for one in records] == [
        *((_id(TOUSSAINT), "asked"), (_id(CORSE), "not_written"), (_id(TCHITCHI), "not_asked")),
    ]
    assert records[2] | {"problem": None} == {
        "id": 3,
        "full_name": None,
        "outcome": "not_asked",
        "rights_state": None,
        "problem": None,
    }
    assert "was deleted" in records[2]["problem"]
