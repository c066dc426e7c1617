"""`semble vitale read --from`: what billing software read, from a file, a pipe and over TLS."""

from __future__ import annotations

import gzip
import json
import os
import ssl
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.vitale.simulator.authority import Authority, make_files, pem, pem_key
from tests.commands.test_streams import ROOT
from tests.commands.vitale.practice import document, today
from tests.conftest import runner
from tests.on_terminal import answer, ends, pick
from tests.vitale.billing.readings import LEO, OPEN, ZOE, dvf, ssv, written
from tests.vitale.raw_server import answering, one_by_one, saying

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.vitale.simulator.authority import Files
    from tests.conftest import Said, Semble
    from tests.on_terminal import Start
    from tests.vitale.raw_server import Answer

NIR = "2751263220749"
ALONE = ("--no-adri", "--no-insi", "--no-input", "-f", "json")


def this_year() -> dict[str, str]:
    """A period of rights, as a reading has it."""
    return {"1": f"{today().year}0101", "2": f"{today().year}1231"}


@pytest.fixture
def semble(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Semble:
    """Commands on a register of either database."""
    return runner(store.location, monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "card.json"


def read(semble: Semble, file: Path, reading: Any, *words: object) -> Said:
    file.write_bytes(written(reading))
    said: Said = semble("vitale", "read", "--from", file, *ALONE, *words)
    assert NIR not in said.err
    assert "Traceback" not in said.err
    return said


def test_a_reading_creates_the_patient_with_address_and_rights(semble: Semble, file: Path) -> None:
    reading = ssv(
        g105=[this_year()],
        g106=[this_year() | {"3": "15"}],
        g107=[{"1": "12345678"}],
        g108=[this_year()],
    )
    found = document(read(semble, file, reading, "--yes"))
    assert found["card"] == {
        "reader": str(file),
        "beneficiary": 1,
        "beneficiaries": 1,
        "name": "ADRUN",
        "given_name": "ZOE",
        "birth_date": "1975-12-31",
        "nir": "2 75 •• •• ••• ••• ••",
        "insured_nir": "2 75 •• •• ••• ••• ••",
    }
    assert found["address"]["city"] == "CLERMONT-FERRAND"
    assert (found["coverage"]["regime"], found["coverage"]["fund"]) == ("01", "631")
    assert found["coverage"]["amc_number"] == "12345678"
    assert (found["rights"]["state"], found["rights"]["checked_on"]) == ("open", str(today()))
    assert [one["kind"] for one in found["rights"]["periods"]] == ["amo", "ald", "amc"]
    assert (found["identity_status"], found["identity_source"]) == ("PROV", "vitale")
    again = document(read(semble, file, reading))
    assert (again["id"], again["changes"]) == (1, {})


def test_one_of_several_people_is_named_and_has_their_own_rights(
    semble: Semble, file: Path
) -> None:
    reading = ssv(ZOE, LEO, g105=[[], [this_year()]])
    assert read(semble, file, reading, "--yes").code == 2
    words = ("--beneficiary", 2, "--yes", "--sex", "M", "--birth-place", "63220")
    found = document(read(semble, file, reading, *words))
    assert (found["full_name"], found["rights"]["state"]) == ("NESSI MICHELANGELO", "open")
    assert found["nir"] == "2 75 •• •• ••• ••• ••"
    holder = document(read(semble, file, reading, "--beneficiary", 1, "--yes"))
    assert holder["rights"]["state"] == "unknown"


def test_what_was_typed_stays_and_a_script_decides_by_field(semble: Semble, file: Path) -> None:
    document(read(semble, file, ssv(g105=[this_year()]), "--yes"))
    assert semble("patient", "edit", 1, "--address", "1 rue de la Paix").code == 0
    moved = ssv({**ZOE, "5": "3 QUAI DU PORT"})
    undecided = read(semble, file, moved)
    assert undecided.code == 2
    assert "--take and --keep" in undecided.err
    kept = read(semble, file, moved, "--yes")
    assert document(kept)["changes"] == {}
    assert "Left as somebody typed it" in kept.err
    taken = document(read(semble, file, moved, "--take", "address"))
    assert taken["address"]["lines"] == ["3 QUAI DU PORT"]


def test_rights_that_are_no_news_are_left_unless_they_are_taken(semble: Semble, file: Path) -> None:
    document(read(semble, file, ssv(g105=[this_year()]), "--yes"))
    other = ssv(g105=[{"1": "20250101", "2": "20250630"}])
    left = read(semble, file, other, "--yes")
    assert document(left)["changes"] == {}
    assert "on the day of this reading or since" in left.err
    taken = document(read(semble, file, other, "--take", "rights"))
    assert taken["rights"]["state"] == "closed"
    old = dvf()
    old["donneescv"]["dateLecture"] = "20260101"
    assert document(read(semble, file, old, "--yes"))["rights"]["state"] == "closed"


def test_a_reading_without_rights_does_not_close_them(semble: Semble, file: Path) -> None:
    document(read(semble, file, ssv(g105=[this_year()]), "--yes"))
    assert document(read(semble, file, ssv()))["rights"]["state"] == "open"


def test_a_name_that_may_be_either_is_the_birth_name_with_a_warning(
    semble: Semble, file: Path
) -> None:
    said = read(semble, file, ssv({**ZOE, "2": "", "1": "MARTIN"}), "--yes")
    assert document(said)["birth_name"] == "MARTIN"
    assert document(said)["used_name"] is None
    assert "does not say whether its name is the birth name" in said.err


@pytest.mark.parametrize(
    ("reading", "words", "code"),
    [
        (ssv(ZOE, ZOE), (), 4),
        ({"101": []}, (), 4),
        (ssv({**ZOE, "2": "ADRUN2"}), (), 4),
        (ssv({**ZOE, "1": "ADRUN2"}), (), 4),
        (ssv({**ZOE, "12": "19751232"}), (), 4),
        (ssv(), ("--wait", "3"), 2),
        (ssv(), ("--reader", "x"), 2),
        (ssv(), ("--beneficiary", "2"), 2),
        ({**ssv(), "dateLecture": "29990101"}, (), 4),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_and_nothing_is_written(
    semble: Semble, file: Path, reading: Any, words: tuple[str, ...], code: int
) -> None:
    said = read(semble, file, reading, "--yes", *words)
    assert said.code == code
    assert said.err.count("Error:") == 1
    assert json.loads(semble("patient", "list", "-f", "json").out) == []


@pytest.mark.parametrize(
    "url", ["http://example.org/card", "ftp://example.org/x", "https://", "file:///etc/passwd"]
)
def test_only_https_or_this_machine_is_asked(semble: Semble, url: str) -> None:
    said = semble("vitale", "read", "--from", url, *ALONE, "--yes")
    assert (said.code, "begins with https://" in said.err) == (4, True)


def test_what_is_piped_in_is_read_and_nothing_is_asked(store: StoreAddress) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "semble_cli", "vitale", "read", "--from", "-", *words],
            env=os.environ | {"SEMBLE_STORE": store.location, "LC_ALL": "C.UTF-8"},
            cwd=ROOT,
            input=written(ssv()),
            capture_output=True,
            check=False,
        )

    refused = run("--no-adri", "--no-insi")
    assert refused.returncode == 2
    assert b"--yes agrees to what was retrieved" in refused.stderr
    done = run("--no-adri", "--no-insi", "--yes", "-f", "json")
    assert json.loads(done.stdout)["card"]["reader"] == "-"


def test_a_person_decides_field_by_field(start: Start, file: Path) -> None:
    file.write_bytes(written(ssv(g105=[this_year()])))
    words = ("vitale", "read", "--from", str(file), "--no-adri", "--no-insi")
    process = start(*words)
    answer(process, "Créer ce patient", "o")
    answer(process, "Compléter ce qui manque", "n")
    assert ends(process)[0] == 0
    file.write_bytes(written(ssv({**ZOE, "5": "3 QUAI DU PORT"})))
    process = start(*words)
    pick(process, "Mettre le dossier à jour")
    answer(process, "Compléter ce qui manque", "n")
    assert ends(process)[0] == 0


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(str(tmp_path_factory.mktemp("certificates")))


@pytest.fixture(scope="module")
def tls(files: Files) -> ssl.SSLContext:
    """TLS of a program that lets everybody in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.server)
    return context


GOOD = written(dvf())
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"


def http(body: bytes, head: bytes = HEAD) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def ask(
    semble: Semble,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    authority: str | None,
    *words: object,
) -> Said:
    monkeypatch.delenv("SEMBLE_TELESERVICES_AUTHORITY", raising=False)
    if authority:
        monkeypatch.setenv("SEMBLE_TELESERVICES_AUTHORITY", authority)
    said: Said = semble("vitale", "read", "--from", url, *ALONE, "--yes", *words)
    assert NIR not in said.err
    assert "ADRUN" not in said.err or said.code == 0
    assert "Traceback" not in said.err
    return said


def test_a_program_is_asked_over_tls(
    semble: Semble, files: Files, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(saying(http(GOOD)), tls) as server:
        url = f"https://localhost:{server.port}/vitale?reader=1"
        found = document(ask(semble, monkeypatch, url, files.authority))
    assert found["card"]["reader"] == "localhost"
    assert found["full_name"] == "ADRUN ZOE"
    assert server.requests[0].startswith(b"GET /vitale?reader=1 HTTP/1.1\r\n")


def test_a_program_of_this_machine_may_do_without_tls(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(saying(http(GOOD))) as server:
        url = f"http://127.0.0.1:{server.port}/"
        assert document(ask(semble, monkeypatch, url, None))["id"] == 1


HOSTILE = [
    (saying(http(b"<html>" + NIR.encode())), "no JSON"),
    (saying(http(written({"101": [], "x": NIR}))), "no reading"),
    (saying(http(written(ssv(ZOE, ZOE)))), "same person twice"),
    (saying(http(written(ssv({**ZOE, "12": NIR})))), "eight figures"),
    (saying(http(written(ssv({**ZOE, "2": "ADRUN2"})))), "birth name"),
    (saying(http(b'{"104": 1, "104": 2}')), "twice"),
    (saying(HEAD + b"\r\n", *[b" " * (1 << 20)] * 4), "without an end"),
    (saying(http(gzip.compress(bytes(64 << 20)), HEAD + b"Content-Encoding: gzip\r\n")), "end"),
    (saying(http(GOOD)[:-40]), "hung up"),
    (saying(b"SSH-2.0-x\r\n"), "hung up"),
    (saying(b""), "hung up"),
    (saying(http(GOOD, b"HTTP/1.1 500 No\r\n")), "the status 500"),
    (saying(http(b"", b"HTTP/1.1 302 Found\r\nLocation: http://example.org/\r\n")), "status 302"),
    (saying(http(b"", b"HTTP/1.1 204 No\r\n")), "status 204"),
]


@pytest.mark.parametrize(("answer", "sentence"), HOSTILE)
def test_a_hostile_answer_is_one_sentence(
    semble: Semble,
    files: Files,
    tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    sentence: str,
) -> None:
    with answering(answer, tls) as server:
        url = f"https://localhost:{server.port}/"
        said = ask(semble, monkeypatch, url, files.authority)
    assert said.code == 8
    assert said.err.count("Error:") == 1
    assert sentence in said.err
    assert json.loads(semble("patient", "list", "-f", "json").out) == []


def test_a_slow_answer_ends_with_the_deadline(
    semble: Semble, files: Files, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(saying(*one_by_one(http(GOOD)), pause=0.5), tls) as server:
        url = f"https://localhost:{server.port}/"
        said = ask(semble, monkeypatch, url, files.authority, "--wait", "2")
        assert (said.code, "did not answer in time" in said.err) == (8, True)
        assert server.was_left.wait(20)


def test_no_certificate_is_taken_on_trust(
    semble: Semble, files: Files, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(saying(http(GOOD)), tls) as server:
        unknown = ask(semble, monkeypatch, f"https://localhost:{server.port}/", None)
        plain = ask(semble, monkeypatch, f"http://localhost:{server.port}/", None)
    assert (unknown.code, "no authority that is trusted" in unknown.err) == (8, True)
    assert plain.code == 8
    with answering(saying(http(GOOD))) as server:
        said = ask(semble, monkeypatch, f"https://localhost:{server.port}/", files.authority)
    assert (said.code, "speaks no TLS" in said.err) == (8, True)


@pytest.mark.parametrize(
    ("hosts", "until", "sentence"),
    [
        (("elsewhere.example",), None, "shows the certificate of another host"),
        (("localhost",), datetime(2020, 1, 1, tzinfo=UTC), "is out of date"),
    ],
)
def test_the_certificate_of_another_host_or_of_the_past_is_refused(
    semble: Semble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    hosts: tuple[str, ...],
    until: datetime | None,
    sentence: str,
) -> None:
    authority = Authority()
    (tmp_path / "authority.pem").write_bytes(pem(authority.certificate))
    key, certificate = authority.issue("localhost", hosts=hosts, until=until)
    (tmp_path / "server.pem").write_bytes(pem(certificate) + pem_key(key))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with answering(saying(http(GOOD)), context) as server:
        url = f"https://localhost:{server.port}/"
        said = ask(semble, monkeypatch, url, str(tmp_path / "authority.pem"))
    assert (said.code, sentence in said.err) == (8, True)
    assert server.requests == []


def test_an_authority_that_is_no_file_of_one_is_said(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none.pem").write_text("none")
    said = ask(semble, monkeypatch, "https://localhost:9/", str(tmp_path / "none.pem"))
    assert (said.code, "cannot be read as PEM" in said.err) == (8, True)


def test_what_was_read_of_the_coverage_is_told_to_adri(
    practice_on_sqlite: Semble, file: Path
) -> None:
    file.write_bytes(written(ssv(g105=[OPEN])))
    said = practice_on_sqlite(
        "vitale", "read", "--from", file, "--yes", "--no-input", "--no-insi", "-f", "json"
    )
    found = document(said)
    assert found["rights"]["periods"][0]["starts_on"] == date(today().year, 1, 1).isoformat()
    assert found["coverage"]["birth_rank"] == 1
    again = practice_on_sqlite(
        "vitale", "read", "--from", file, "--yes", "--no-input", "--no-insi", "-f", "json"
    )
    assert document(again)["changes"] == {}
