"""What the tests of a feed share: its folder, and feeds that are programs of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.identity.feeds import Start
from tests.commands.test_streams import ROOT
from tests.conftest import runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


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
