"""`semble identity feed` as other programs meet it: files, a pipe, a folder that is watched."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services.identity_feed.folder import REASON, Folder
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.commands.test_streams import ROOT
from tests.conftest import runner
from tests.exchange.feed.messages import CORSE, adt, distinct, fhir, resource
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

NEAR = adt("A31", p8="M")
"""Of somebody near Zoé: never surely the same person."""


@pytest.fixture
def semble(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Semble:
    """Commands on a register of either database."""
    return runner(store.location, monkeypatch, capsys)


@pytest.fixture
def semble_on_sqlite(
    sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Semble:
    """Commands on a register in a file."""
    return runner(sqlite_store.location, monkeypatch, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "feed"
    found.mkdir()
    return found


Start = Any


@pytest.fixture
def start(store: StoreAddress, tmp_path: Path) -> Iterator[Start]:
    """Start a feed as a program of its own; what it tells is in a file."""
    running: list[subprocess.Popen[bytes]] = []

    def run(*words: object, stdin: Any = None) -> subprocess.Popen[bytes]:
        number = len(running)
        with (
            (tmp_path / f"told.{number}").open("wb") as out,
            (tmp_path / f"said.{number}").open("wb") as said,
        ):
            running.append(
                subprocess.Popen(
                    [
                        sys.executable,
                        "-u",
                        "-m",
                        "semble_cli",
                        "identity",
                        "feed",
                        *map(str, words),
                    ],
                    env=os.environ | {"SEMBLE_STORE": store.location, "LC_ALL": "C.UTF-8"},
                    cwd=ROOT,
                    stdin=stdin or subprocess.DEVNULL,
                    stdout=out,
                    stderr=said,
                )
            )
        return running[-1]

    yield run
    for each in running:
        each.kill()
        each.wait()


def told(tmp_path: Path, number: int = 0) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / f"told.{number}").read_text().splitlines()]


def until(holds: Callable[[], object]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Put a whole file into the folder, as programs do: under another name first."""
    beside = folder.parent / f"{name}.tmp"
    beside.write_bytes(content if isinstance(content, bytes) else content.encode())
    return beside.rename(folder / name)


def events(store: StoreAddress) -> int:
    with connected(store) as connection:
        return int(connection.value("SELECT count(*) FROM event WHERE action = 'feed.message'"))


def test_a_file_is_told_message_by_message(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "identities.hl7"
    file.write_text(adt() + NEAR + adt(**CORSE))
    said = semble("identity", "feed", file, "-f", "ndjson")
    assert said.code == 9
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [len(line.pop("message")) for line in lines] == [64, 64, 64]
    assert lines == [
        {
            "file": "identities.hl7",
            "outcome": "created",
            "patient": 1,
            "fields": [],
            "left": [],
            "notes": [],
            "reasons": [],
        },
        {
            "file": "identities.hl7",
            "outcome": "rejected",
            "patient": None,
            "fields": [],
            "left": [],
            "notes": [],
            "reasons": [
                "it is of patient 1, whose record says otherwise: sex. Look at it by hand."
            ],
        },
        {
            "file": "identities.hl7",
            "outcome": "created",
            "patient": 2,
            "fields": [],
            "left": [],
            "notes": [],
            "reasons": [],
        },
    ]
    file.write_text(adt("A31", p13="0199000002^PRN^PH"))
    said = semble("identity", "feed", file, "-f", "table")
    assert (said.code, said.out) == (
        0,
        "identities.hl7 · brought up to date · ADRUN ZOE (1) · phones\n",
    )
    said = semble("identity", "feed", file, "-f", "table")
    assert (said.code, said.out) == (0, "identities.hl7 · read before\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere",), 2),
        (("{file}", "--once"), 2),
        (("{file}", "-f", "csv"), 2),
        (("{file}",), 4),
        ((), 2),
    ],
)
def test_what_is_no_feed_is_one_sentence(
    semble: Semble, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("Nom;NIR\nADRUN;275126322074974\n")
    said = semble("identity", "feed", *(word.format(file=file) for word in words))
    assert said.code == code
    assert "275126322074974" not in said.err
    assert "Traceback" not in said.err


def test_a_folder_is_read_once_and_what_is_rejected_lies_beside_its_reason(
    semble: Semble, folder: Path
) -> None:
    put(folder, "a.hl7", adt())
    put(folder, "b.hl7", NEAR)
    put(folder, "c.json", fhir({"resourceType": "Observation"}))
    put(folder, "d.pdf", b"%PDF-1.7\n")
    for place, name in enumerate(("a.hl7", "b.hl7", "c.json", "d.pdf")):
        os.utime(folder / name, (1_790_000_000 + place,) * 2)
    (folder / ".hidden").write_text(adt())
    (folder / "e.hl7.part").write_text(adt())
    (folder / "inner").mkdir()
    elsewhere = folder.parent / "elsewhere.hl7"
    elsewhere.write_text(adt(**CORSE))
    (folder / "link.hl7").symlink_to(elsewhere)
    said = semble("identity", "feed", folder, "--once", "-f", "ndjson")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(line["file"], line["outcome"]) for line in lines] == [
        ("a.hl7", "created"),
        ("b.hl7", "rejected"),
        ("c.json", "passed_over"),
        ("d.pdf", "rejected"),
    ]
    assert said.code == 9
    rejected = folder / "rejected"
    assert {each.name for each in rejected.iterdir()} == {
        *("b.hl7", f"b.hl7{REASON}", "d.pdf", f"d.pdf{REASON}")
    }
    assert (rejected / "b.hl7").read_bytes() == NEAR.encode()
    reason = (rejected / f"b.hl7{REASON}").read_text()
    assert reason == "it is of patient 1, whose record says otherwise: sex. Look at it by hand.\n"
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o700
    assert stat.S_IMODE((rejected / f"b.hl7{REASON}").stat().st_mode) == 0o600
    again = semble("identity", "feed", folder, "--once", "-f", "ndjson")
    assert (again.code, again.out) == (0, "")
    assert (folder / "a.hl7").exists()


def test_a_reason_has_nothing_of_the_person(semble: Semble, folder: Path) -> None:
    put(folder, "a.hl7", adt(p7="19751399", p29="19000101", p13="0639981234^PRN^CP"))
    put(folder, "b.json", fhir(resource(birthDate="1975", gender="x", name=[{"text": "ADRUN"}])))
    assert semble("identity", "feed", folder, "--once").code == 9
    reasons = [each.read_text() for each in (folder / "rejected").glob(f"*{REASON}")]
    assert len(reasons) == 2
    for word in ("ADRUN", "ZOE", "1975", "275126322074974", "0639981234", "CLERMONT"):
        assert word not in "".join(reasons)


def test_of_several_messages_the_rejected_one_is_set_aside_and_the_file_stays(
    semble: Semble, folder: Path
) -> None:
    file = put(folder, "all.hl7", adt() + NEAR)
    said = semble("identity", "feed", folder, "--once", "-f", "ndjson")
    outcomes = [json.loads(line)["outcome"] for line in said.out.splitlines()]
    assert outcomes == ["created", "rejected"]
    (aside,) = (folder / "rejected").glob("all.*.hl7")
    assert aside.read_bytes() == NEAR.encode()
    aside.unlink()
    assert semble("identity", "feed", folder, "--once", "-f", "ndjson").out == ""
    assert file.exists()
    assert list((folder / "rejected").glob("all.*.hl7")) == []


def test_two_rejected_files_of_one_name_are_both_kept(semble: Semble, folder: Path) -> None:
    for content in ("%PDF-1\n", "%PDF-2\n"):
        put(folder, "x.pdf", content)
        assert semble("identity", "feed", folder, "--once").code == 9
    kept = {each.read_text() for each in (folder / "rejected").glob("x*.pdf")}
    assert kept == {"%PDF-1\n", "%PDF-2\n"}


def test_a_file_that_is_being_written_waits_until_it_is_whole(folder: Path) -> None:
    now = [0.0]
    watched = Folder(str(folder), lambda: now[0])

    def ready() -> list[tuple[str, bool]]:
        return [(each.path.name, each.problem is None) for each in watched.ready()]

    file = folder / "a.hl7"
    file.write_text(adt()[:-30])
    assert ready() == []
    now[0] = 30
    assert ready() == []
    file.write_text(adt())
    assert ready() == []  # it was just written to
    now[0] = 32
    assert ready() == [("a.hl7", True)]
    assert ready() == []
    file.write_text(adt("A31"))
    now[0] = 33
    assert ready() == []
    now[0] = 35
    assert ready() == [("a.hl7", True)]
    (folder / "b.json").write_text('{"resourceType": "Pat')
    assert ready() == []
    now[0] = 94
    assert ready() == []
    now[0] = 96
    assert ready() == [("b.json", False)]
    (folder / "c.json").write_text("{")
    assert ready() == []
    now[0] = 98
    assert ready() == []
    assert watched.unfinished == {"c.json"}
    (folder / "c.json").unlink()
    assert ready() == []
    assert watched.unfinished == set()


def test_a_terminal_breaks_the_line_of_a_message_between_words(
    sqlite_store: StoreAddress, folder: Path
) -> None:
    name = f"{'x' * 68}.hl7"
    put(folder, name, adt())
    code, shown = ends(starter(sqlite_store)("identity", "feed", str(folder / name)))
    assert code == 0
    lines = shown.splitlines()
    assert lines[0].rstrip().endswith(" ADRUN")
    assert all(len(line) <= 100 for line in lines)
    assert "ADRUN ZOE (1)" in " ".join(map(str.strip, lines))


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything(
    semble: Semble, folder: Path
) -> None:
    put(folder, "a.hl7", adt())
    (folder / "rejected").write_text("")
    said = semble("identity", "feed", folder, "--once")
    assert said.code == 2
    assert "cannot be written to" in said.err
    assert json.loads(semble("patient", "list", "-f", "json").out) == []


def test_a_watched_folder_is_read_as_files_come_and_stops_when_it_is_told(
    start: Start, folder: Path, tmp_path: Path
) -> None:
    put(folder, "a.hl7", adt())
    feed = start(folder, "-f", "ndjson")
    until(lambda: len(told(tmp_path)) == 1)
    put(folder, "b.hl7", adt("A31", p13="0199000002^PRN^PH"))
    half = put(folder, "half.hl7", adt()[:60])
    os.utime(half, (1_790_000_000,) * 2)
    put(folder, "c.hl7", NEAR)
    until(lambda: len(told(tmp_path)) == 3)
    feed.send_signal(signal.SIGTERM)
    assert feed.wait(30) == 0
    said = (tmp_path / "said.0").read_text()
    assert "Watching" in said
    assert "Not whole yet, and left where they are: half.hl7." in said
    assert "Stopped. Messages read: 3, rejected: 1." in said
    assert {line["outcome"] for line in told(tmp_path)} == {"created", "updated", "rejected"}
    assert (folder / "rejected" / "c.hl7").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_between_two_messages(
    start: Start,
    store: StoreAddress,
    folder: Path,
    tmp_path: Path,
    number: signal.Signals,
) -> None:
    people = distinct(25)
    put(folder, "many.hl7", "".join(people))
    feed = start(folder, "-f", "ndjson")
    until(lambda: len(told(tmp_path)) >= 3)
    feed.send_signal(number)
    assert feed.wait(30) == 0
    lines = told(tmp_path)
    assert 3 <= len(lines) <= len(people)
    assert {line["outcome"] for line in lines} == {"created"}
    with connected(store) as connection:
        written = connection.value("SELECT count(*) FROM patient")
    assert written == events(store) == len(lines)  # what was begun was ended, and told
    again = start(folder, "-f", "ndjson", "--once")
    assert again.wait(60) == 0
    assert len(told(tmp_path, 1)) == len(people) - len(lines)
    assert events(store) == len(people)


def test_two_feeds_at_once_read_each_message_once(
    start: Start, store: StoreAddress, folder: Path, tmp_path: Path
) -> None:
    for place, message in enumerate(distinct(8)):
        put(folder, f"{place}.hl7", message)
    put(folder, "bad.pdf", "%PDF\n")
    feeds = [start(folder, "-f", "ndjson", "--once") for _ in range(2)]
    assert {each.wait(90) for each in feeds} <= {0, 9}
    lines = told(tmp_path, 0) + told(tmp_path, 1)
    assert sum(line["outcome"] == "created" for line in lines) == 8
    assert events(store) == 8
    assert (folder / "rejected" / "bad.pdf").exists()


def test_a_feed_that_was_killed_goes_on_where_it_was(
    start: Start, store: StoreAddress, folder: Path, tmp_path: Path
) -> None:
    put(folder, "many.hl7", "".join(distinct(25)))
    feed = start(folder, "-f", "ndjson")
    until(lambda: len(told(tmp_path)) >= 2)
    feed.kill()
    feed.wait()
    with connected(store) as connection:
        assert connection.value("SELECT count(*) FROM patient") == events(store)
    assert start(folder, "--once").wait(90) == 0
    with connected(store) as connection:
        assert connection.value("SELECT count(*) FROM patient") == 25


def test_a_pipe_is_read_as_messages_come(start: Start, tmp_path: Path) -> None:
    feed = start("-", "-f", "ndjson", stdin=subprocess.PIPE)
    assert feed.stdin
    feed.stdin.write(f"\x0b{adt()}\x1c\r".encode())
    feed.stdin.flush()
    until(lambda: len(told(tmp_path)) == 1)  # it does not wait for what comes next
    feed.stdin.write(adt(**CORSE).encode())
    feed.stdin.close()
    assert feed.wait(30) == 0
    assert [(line["file"], line["outcome"]) for line in told(tmp_path)] == [
        (None, "created"),
        (None, "created"),
    ]


def test_a_register_that_another_program_has_is_waited_for(
    start: Start, store: StoreAddress, folder: Path, tmp_path: Path
) -> None:
    with connected(store) as connection, connection.writing():
        put(folder, "a.hl7", adt())
        feed = start(folder, "-f", "ndjson")
        until(lambda: "is locked by another program" in (tmp_path / "said.0").read_text())
        assert feed.poll() is None
    until(lambda: len(told(tmp_path)) == 1)
    assert told(tmp_path)[0]["outcome"] == "created"


def test_a_reader_is_refused_before_the_folder_is_touched(
    semble_on_sqlite: Semble, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert semble_on_sqlite("user", "add", "somebody", "--role", "reader").code == 0
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    said = semble_on_sqlite("identity", "feed", folder, "--once")
    assert (said.code, "may not change patients" in said.err) == (6, True)
    assert list(folder.iterdir()) == []
