"""Files that commands make hold health data: their owner alone may read them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Semble

ROWS = (
    "birth_name,first_given_name,birth_date,sex,birth_place\n"
    "ADRUN,ZOE,1975-12-31,F,63220\n"
    "CORSE,ANTHONY,soon,M,2A004\n"
)


@pytest.fixture(autouse=True)
def everybody_reads_what_is_not_closed() -> Iterator[None]:
    """The mask that lets everybody read every new file, unless the program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def is_private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("more", [(), ("--commit-every", "1")])
def test_rejects_and_the_report_of_an_import(
    semble: Semble, tmp_path: Path, more: tuple[str, ...]
) -> None:
    rows, rejects, report = (tmp_path / name for name in ("rows.csv", "no.csv", "report.html"))
    rows.write_text(ROWS, "utf-8")
    said = semble("patient", "import", rows, "--rejects", rejects, "--report", report, *more)
    assert said.code == 9
    assert "CORSE" in rejects.read_text("utf-8")
    assert is_private(rejects)
    assert is_private(report)


@pytest.mark.parametrize(
    "words",
    [
        ("patient", "list", "-f", "csv"),
        ("patient", "list", "-f", "fhir"),
        ("patient", "list", "-f", "xlsx"),
        ("patient", "report", "-f", "csv"),
        ("patient", "report", "-f", "json"),
    ],
)
def test_lists_and_reports(semble: Semble, tmp_path: Path, words: tuple[str, ...]) -> None:
    rows, result = tmp_path / "rows.csv", tmp_path / "result"
    rows.write_text(ROWS, "utf-8")
    semble("patient", "import", rows)
    assert semble(*words, "-o", result).code == 0
    assert result.stat().st_size
    assert is_private(result)


def test_a_new_register_and_its_directory(semble: Semble, tmp_path: Path) -> None:
    register = tmp_path / "new" / "register.db"
    assert semble("--store", register, "init").code == 0
    assert is_private(register)
    assert is_private(register.parent)


def test_the_text_that_the_editor_gets_holds_no_nir(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, seen = tmp_path / "rows.csv", tmp_path / "seen"
    header = ROWS.splitlines()[0]
    rows.write_text(
        f"{header},nir,comments\nPAT-TROIS,DOMINIQUE,1979-03-28,F,51215,279035121518989,"
        "mère : 2 79 03 51 215 189 89\n",
        "utf-8",
    )
    assert semble("patient", "import", rows).code == 0
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nls -l "$1" > {seen}.mode\ncp "$1" {seen}\n'
        'sed -i "s/^occupation:.*/occupation: sage/" "$1"\n'
    )
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    said = semble("patient", "edit", "1", "--editor")
    assert said.code == 0, said.err
    assert "occupation" in seen.read_text("utf-8")
    assert "279035121518989" not in seen.read_text("utf-8").replace(" ", "")
    assert (tmp_path / "seen.mode").read_text("utf-8").startswith("-rw-------")
    revealed = semble("patient", "show", "1", "--reveal", "-f", "json").out
    assert "mère : 2 79 03 51 215 189 89" in revealed
    assert '"occupation": "sage"' in revealed
