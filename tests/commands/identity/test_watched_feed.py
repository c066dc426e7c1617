"""`semble identity feed` as a program that goes on: a watched folder, a pipe, several at once."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from semble_cli.store.database.open import connected
from tests.commands.identity.feeds import NEAR, Start, events, put, told, until
from tests.exchange.feed.messages import CORSE, adt, distinct

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress


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
