"""`make coverage` fails where too little of the program is run by its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent


def test_tests_that_run_little_of_the_program_fail_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its figures stay apart from those of the run that this test is a part of.
    monkeypatch.setenv("COVERAGE_FILE", str(tmp_path / "coverage"))
    (line,) = [
        line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "--cov" in line
    ]
    assert line.split()[0].endswith("/pytest")
    options = [word for word in line.split() if word.startswith("--cov")]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            *options,
            "tests/identity/internet/test_emails.py",
        ],
        cwd=ROOT,
        env=os.environ | {"COVERAGE_CORE": "ctrace"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert " passed" in done.stdout
    assert "coverage of 92" in done.stdout + done.stderr
    assert done.returncode != 0
