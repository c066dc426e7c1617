"""The first steps of README run as they are written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.conftest import Semble

ROOT = Path(__file__).parents[2]
ELSEWHERE = ("semble init", "semble patient add", "semble patient add --resume")
"""What makes the register, which the fixture does, and what asks."""


def test_the_first_steps_run_as_written(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    steps = told.split("## Use it")[1].split("A label of")[0]
    lines = re.findall(r"^    (semble .+?)(?:  +.*)?$", steps, re.MULTILINE)
    assert len(lines) > 15
    for line in lines:
        if line in ELSEWHERE:
            continue
        said = semble(*shlex.split(line)[1:])
        assert said.code == 0, (line, said.err)
