"""An adverse event is reported on the public page, and the journal notes that it was."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import webbrowser
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ADRUN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

ADDRESS = "https://signalement.social-sante.gouv.fr/"


@pytest.fixture
def zoe(semble_on_both: Semble) -> Semble:
    """A register with the patient 1."""
    assert semble_on_both("patient", "add", "--json", "-", stdin=json.dumps(ADRUN)).code == 0
    return semble_on_both


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that talks, takes its time, and keeps the address it is given; where it does."""
    opened = tmp_path / "opened"
    program = tmp_path / "browser.sh"
    program.write_text(
        f'#!/bin/sh\necho noise\necho noise >&2\nprintf %s "$*" > {opened}.part\n'
        f"mv {opened}.part {opened}\nsleep 55\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    return opened


def test_where_there_is_no_browser_the_address_is_written(zoe: Semble) -> None:
    said = zoe("patient", "report-event", 1)
    assert (said.code, said.out) == (0, f"{ADDRESS}\n")
    assert said.err.endswith("The page for reporting has this address:\n")
    answer = json.loads(zoe("patient", "report-event", 1, "-f", "json").out)
    assert answer == {"id": 1, "address": ADDRESS, "opened": False}


def test_the_browser_is_given_the_bare_address_and_nobody_waits_for_it(
    zoe: Semble, browser: Path
) -> None:
    del zoe
    said = subprocess.run(  # it ends when nobody holds its output any more
        [sys.executable, "-m", "semble_cli", "patient", "report-event", "1"],
        capture_output=True,
        text=True,
        check=True,
        timeout=50,
    )
    assert said.stdout == ""
    assert said.stderr.endswith(f"The page for reporting opens in the browser: {ADDRESS}\n")
    assert "noise" not in said.stderr
    while not browser.exists():
        time.sleep(0.05)
    assert browser.read_text() == ADDRESS


def test_a_screen_without_a_browser_is_no_browser(
    zoe: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(using: str | None = None) -> None:
        raise webbrowser.Error(using)

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "get", nothing)
    assert zoe("patient", "report-event", 1).out == f"{ADDRESS}\n"


def test_it_is_noted_who_did_it_and_neither_undone_nor_in_the_way_of_what_is(zoe: Semble) -> None:
    zoe("patient", "edit", 1, "--city", "Lyon")
    zoe("undo")
    said = zoe("patient", "report-event", 1)
    assert "Undo" not in said.err
    event = json.loads(zoe("patient", "history", 1, "-f", "json").out)[-1]
    assert (event["action"], event["changes"]) == ("patient.report-event", {})
    assert event["actor"]
    number = event["batch"]
    refused = zoe("undo", number)
    assert refused.code == 6
    assert "This command cannot be taken back." in refused.err
    assert zoe("redo").code == 0
    assert json.loads(zoe("patient", "show", 1, "-f", "json").out)["address"]["city"] == "Lyon"
    zoe("patient", "report-event", 1)
    assert zoe("undo").code == 0
    assert json.loads(zoe("patient", "show", 1, "-f", "json").out)["address"]["city"] is None


def test_of_nobody_nothing_is_noted_and_nothing_opens(zoe: Semble, browser: Path) -> None:
    said = zoe("patient", "report-event", 7)
    assert (said.code, said.out) == (3, "")
    assert "No patient has the id 7" in said.err
    assert not browser.exists()
