"""The doctor of certificates: whose, of which kind, until when, and what does not fit."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.vitale.simulator import server
from semble_cli.vitale.simulator.authority import PASSPHRASE, Authority, pkcs12
from semble_cli.vitale.teleservices import access
from tests.on_terminal import ends, starter
from tests.vitale.raw_server import answering

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.vitale.simulator.run import Simulation
    from tests.commands.vitale.practice import Semble

REAL = "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS"


def today() -> datetime:
    return datetime.now(UTC)


def shown(semble: Semble, *words: str, code: int = 0) -> str:
    """What the table says, in one line, and what is said beside it."""
    said = semble("adri", "status", *words)
    assert said.code == code, said.err
    return " ".join((said.out + said.err).split())


def told(semble: Semble, *words: str, code: int = 0) -> dict[str, Any]:
    """The document of a status that ends with a code."""
    said = semble("adri", "status", *words, "-f", "json")
    assert said.code == code, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, practice_on_sqlite: Semble) -> Any:
    """Set the practice's certificate to one of these traits, for both services."""
    del practice_on_sqlite

    def put(name: str, until: datetime | None = None, authority: str = REAL) -> None:
        path = tmp_path / "practice.p12"
        path.write_bytes(pkcs12(*Authority(authority).issue(name, "318000000099999", (), until)))
        for setting in ("CERTIFICATE", "SIGNATURE"):
            monkeypatch.setenv(f"SEMBLE_TELESERVICES_{setting}", str(path))

    return put


def test_the_document_of_the_status_is_this(
    practice_on_sqlite: Semble, simulation: Simulation
) -> None:
    found = told(practice_on_sqlite)
    until = (today() + timedelta(days=7)).date()
    one = {
        "subject": "CN=INSI-AUTO,OU=318000000099999",
        "issuer": "CN=TEST AC SIMULATEUR SEMBLE",
        "kind": "INSI-AUTO",
        "starts_on": (today() - timedelta(days=1)).date().isoformat(),
        "ends_on": until.isoformat(),
        "problem": None,
        "warnings": [
            f"ends in {(until - datetime.now(UTC).date()).days} days: ask for the next one now"
        ],
    }
    (clock,) = found["clocks"]
    ahead = clock["seconds_ahead"]
    assert 0 <= ahead <= 5  # the answer took its time
    assert found == {
        "environment": None,
        "bridge": None,
        "parts_missing": [],
        "services": [
            {"service": name, "address": simulation.address, "missing": [], "is_guess": False}
            for name in ("ADRi", "INSi")
        ],
        "certificates": [{"name": "certificate", **one}, {"name": "signature", **one}],
        "clocks": [{"host": "localhost", "seconds_ahead": ahead, "problem": None}],
        "guesses": found["guesses"],
        "untried": found["untried"],
    }
    assert [set(guess) for guess in found["guesses"]] == [{"what", "inferred_from"}] * 4
    assert told(practice_on_sqlite, "--offline")["clocks"] == []


@pytest.mark.parametrize(
    ("days", "says"),
    [(31, None), (30, "ends in 30 days"), (1, "ends in 1 day:"), (-1, "is out of date")],
)
def test_a_certificate_that_ends_within_thirty_days_is_to_be_renewed(
    practice_on_sqlite: Semble, certificate: Any, days: int, says: str | None
) -> None:
    certificate("INSI-AUTO", today() + timedelta(days=days))
    found = told(practice_on_sqlite, "--offline", code=8 if days < 0 else 0)
    (one, _) = found["certificates"]
    said = [*one["warnings"], *([one["problem"]] if one["problem"] else [])]
    assert len(said) == (1 if says else 0)
    assert not says or says in said[0]
    assert bool(one["problem"]) is (days < 0)
    assert one["subject"] == "CN=INSI-AUTO,OU=318000000099999"  # which one to renew


def test_a_certificate_that_is_not_valid_yet_tells_of_the_clock(
    practice_on_sqlite: Semble, certificate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate("INSI-AUTO", today() + timedelta(days=300))
    early = today() - timedelta(days=30)
    monkeypatch.setattr(
        "semble_cli.services.insurance.teleservices.datetime",
        type("Early", (), {"now": staticmethod(lambda _: early)}),
    )
    found = told(practice_on_sqlite, "--offline", code=8)
    assert "is not valid yet. Check this machine's clock" in found["certificates"][0]["problem"]


def test_host_and_certificate_that_do_not_fit_are_told(
    practice_on_sqlite: Semble, certificate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate("CABINET", today() + timedelta(days=300))
    monkeypatch.setenv("SEMBLE_TELESERVICES_INSI", "https://services-ps.ameli.fr/lps")
    said = shown(practice_on_sqlite, "--offline")
    assert "takes the signed assertion of a professional, no certificate" in said
    assert "INSi takes certificates named INSI-AUTO or INSI-MANU alone" in said


def test_a_passphrase_is_never_asked_for_where_nobody_is_and_that_is_said(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SEMBLE_TELESERVICES_PASSPHRASE")
    found = told(practice_on_sqlite, code=8)
    needed = "The passphrase of the certificate is needed: set SEMBLE_TELESERVICES_PASSPHRASE."
    assert [one["problem"] for one in found["certificates"]] == [needed, needed]
    assert [one["problem"] for one in found["clocks"]] == [f"not compared: {needed}"]
    assert needed in shown(practice_on_sqlite, code=8)
    asked = practice_on_sqlite("adri", "test")
    assert (asked.code, "set SEMBLE_TELESERVICES_PASSPHRASE" in asked.err) == (2, True)


def test_on_a_terminal_the_passphrase_of_both_is_asked_for_once(
    sqlite_store: StoreAddress, simulation: Simulation
) -> None:
    start = starter(sqlite_store)
    process = start("adri", "status", "--lang", "en", SEMBLE_CONFIG=simulation.settings)
    process.expect("Passphrase of the certificate")
    process.sendline(PASSPHRASE)
    code, said = ends(process)
    assert code == 0
    assert " ".join(said.split()).count("INSI-AUTO,OU=") == 2
    assert PASSPHRASE not in said  # and a second question would still be open


def test_another_passphrase_is_told_and_shown_to_nobody(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", "tournesol")
    said = practice_on_sqlite("adri", "status")
    assert said.code == 8
    assert "the passphrase is another" in " ".join(said.out.split())
    assert "tournesol" not in said.out + said.err


@pytest.mark.parametrize(
    ("shift", "says"),
    [
        (-30, None),
        (-600, "seconds ahead of localhost's: set it right"),
        (7200, "seconds behind localhost's: set it right"),
    ],
)
def test_a_clock_that_is_wrong_is_told_beside_the_service_s(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch, shift: int, says: str | None
) -> None:
    def now(*_: object) -> str:
        return format_datetime(datetime.now(UTC) + timedelta(seconds=shift, milliseconds=500), True)

    monkeypatch.setattr(server._Handler, "date_time_string", now)
    (clock,) = told(practice_on_sqlite, code=8 if says else 0)["clocks"]
    assert abs(clock["seconds_ahead"] + shift) <= 2
    assert (clock["problem"] is None) is (says is None)
    assert says is None or says in clock["problem"]


@pytest.mark.parametrize("head", [b"Date: yesterday\r\n", b""])
def test_a_service_that_tells_no_time_is_told_to_tell_none(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    asked: list[bytes] = []

    def answer(line: socket.socket) -> None:
        asked.append(found.requests[-1])
        line.sendall(b"HTTP/1.1 405 No\r\n%sContent-Length: 0\r\n\r\n" % head)

    with answering(answer) as found:
        monkeypatch.setenv("SEMBLE_TELESERVICES_BRIDGE", f"http://localhost:{found.port}/x")
        status = told(practice_on_sqlite, code=8)
    assert status["clocks"][0]["problem"] == (
        "not compared: ADRi at localhost does not tell the time."
    )
    (request,) = asked
    assert request.startswith(b"HEAD /x HTTP/1.1\r\n")
    assert request.endswith(b"\r\n\r\n")  # and nothing behind
    assert b"authorization" not in request.lower()
    assert status["guesses"] == []


def test_an_authority_that_is_none_is_told_with_the_clock(
    practice_on_sqlite: Semble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "none.pem").write_text("none")
    monkeypatch.setenv("SEMBLE_TELESERVICES_AUTHORITY", str(tmp_path / "none.pem"))
    assert "cannot be read as PEM" in shown(practice_on_sqlite, code=8)


def test_a_part_that_is_not_installed_is_told_and_matters_where_a_service_is_set(
    semble: Semble, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "missing_parts", lambda: ["lxml"])
    monkeypatch.setenv("SEMBLE_CONFIG", "/dev/null/semble.toml")
    assert "lxml not installed: python3 -m pip install" in shown(semble)  # and nothing is set
    monkeypatch.setenv("SEMBLE_CONFIG", simulation.settings)
    assert told(semble, code=8)["parts_missing"] == ["lxml"]


def test_what_is_a_guess_is_marked_in_the_status(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_TELESERVICES_ENVIRONMENT", "production")
    monkeypatch.setenv("SEMBLE_TELESERVICES_AUTHORIZATION", "99A1")
    for setting in ("CERTIFICATE", "SIGNATURE"):
        monkeypatch.setenv(f"SEMBLE_TELESERVICES_{setting}", "/dev/null/none.p12")
    said = semble("adri", "status", "--offline", "--lang", "en")
    flat = " ".join((said.out + said.err).split())
    assert "https://services-ps.ameli.fr/lps (a guess)" in flat
    assert "https://services-ps-tlsm.ameli.fr/lps (a guess)" in flat
    assert flat.count("A guess: ") == 6
    assert json.loads(semble("vitale", "status", "-f", "json").out)["teleservices"][0]["is_guess"]
