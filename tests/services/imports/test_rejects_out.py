"""Rejected rows on standard output, and files on standard input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.patient.importing import outputs
from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.exchange.record import RejectsForm
from semble_cli.services.imports import source
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.source import SourceOptions, rewindable
from semble_cli.services.patients.list_all import Listing, all_patients
from tests.conftest import register_on
from tests.services.imports.importing_commands import ADRUN, CORSE, HEADER

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.store.database.address import StoreAddress

BAD = "TCHITCHI;Catarina;31/02/1936;F;63220;Évry;D4;\n"
WORSE = "ECETINSI;Pierre-Alain;14/07/2009;?;63220;Évry;D5;\n"


def piped(
    store: StoreAddress, *words: object, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "semble_cli", "--store", store.location, *map(str, words)],
        input=given,
        capture_output=True,
        check=False,
    )


def names_on(store: StoreAddress) -> list[str]:
    return [each.birth_name for each in all_patients(register_on(store), Listing())]


def test_rejected_rows_go_out_alone_and_come_in_again(
    sqlite_store: StoreAddress, write: Callable[..., Path]
) -> None:
    file = write(ADRUN, BAD, CORSE)
    said = piped(sqlite_store, "patient", "import", file, "--rejects", "-", "-f", "json")
    assert said.returncode == 9
    header, row = said.stdout.decode("cp1252").splitlines()
    assert header == HEADER.strip() + ";motif"
    assert row.startswith(f"{BAD.strip()};")
    assert "Batch 2: patients created: 2" in said.stderr.decode()
    corrected = said.stdout.replace(b"31/02", b"28/02")
    said = piped(sqlite_store, "patient", "import", "-", "--rejects", "-", given=corrected)
    assert (said.returncode, said.stdout) == (0, header.encode("cp1252") + b"\n")
    assert names_on(sqlite_store) == ["ADRUN", "CORSE", "TCHITCHI"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "utf-16-le", "cp850"])
def test_they_go_out_with_the_mark_that_a_file_of_them_would_have(
    sqlite_store: StoreAddress, tmp_path: Path, encoding: str
) -> None:
    file, rejects = tmp_path / "patients.csv", tmp_path / "rejects.csv"
    file.write_bytes(f"{HEADER}{BAD}".encode(encoding))
    into_file = piped(sqlite_store, "patient", "import", file, "--rejects", rejects)
    said = piped(sqlite_store, "patient", "import", file, "--rejects", "-")
    assert (into_file.returncode, said.returncode) == (9, 9)
    assert said.stdout == rejects.read_bytes()
    assert BAD.strip() in said.stdout.decode(encoding)


def test_those_of_several_files_have_one_header(
    sqlite_store: StoreAddress, write: Callable[..., Path]
) -> None:
    files = write(ADRUN, BAD, name="a.csv"), write(WORSE, CORSE, name="b.csv")
    said = piped(sqlite_store, "patient", "import", *files, "--rejects", "-")
    lines = said.stdout.decode("cp1252").splitlines()
    assert [line.split(";")[0] for line in lines] == ["Nom", "TCHITCHI", "ECETINSI"]


def test_a_report_is_written_beside_them(
    sqlite_store: StoreAddress, write: Callable[..., Path], tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    words = ("--rejects", "-", "--report", report, "--dry-run")
    said = piped(sqlite_store, "patient", "import", write(BAD, CORSE), *words)
    assert said.stdout.count(b"\n") == 2
    assert json.loads(report.read_text("utf-8"))["rejected"] == 1
    assert names_on(sqlite_store) == []


def test_documents_go_out_as_lines(sqlite_store: StoreAddress) -> None:
    identity = {"birth_name": "ADRUN", "first_given_name": "Zoé", "birth_date": "1975-12-31"}
    bad = identity | {"sex": "?!", "birth_place": "63220", "city": "Évry"}
    given = json.dumps(bad).encode()
    said = piped(sqlite_store, "patient", "import", "-", "--rejects", "-", given=given)
    assert json.loads(said.stdout)["city"] == "Évry"


def test_a_reader_who_goes_away_costs_no_row(
    sqlite_store: StoreAddress, write: Callable[..., Path]
) -> None:
    file = write(*[BAD] * 3000, ADRUN)
    command = [sys.executable, "-m", "semble_cli", "--store", sqlite_store.location]
    with subprocess.Popen(
        [*command, "patient", "import", file, "--rejects", "-"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
    assert names_on(sqlite_store) == ["ADRUN"]


def test_they_are_nothing_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    records = SimpleNamespace(rejects_form=RejectsForm("table"))
    inputs: Any = [
        SimpleNamespace(opened=SimpleNamespace(records=records), source=None, name="", done=0)
    ]
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    with (
        pytest.raises(BadUsage, match="nothing for a terminal"),
        outputs.rejects_of("-", inputs, SourceOptions(), Policy()),
    ):
        pass


def test_a_killed_command_leaves_nothing_of_what_was_piped_in(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    place = tmp_path / "scratch"
    place.mkdir()
    command = [sys.executable, "-m", "semble_cli", "--store", sqlite_store.location]
    with subprocess.Popen(
        [*command, "patient", "import", "-"],
        stdin=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(place)},
    ) as process:
        assert process.stdin
        process.stdin.write(HEADER.encode() + ADRUN.encode() * 700_000)  # more than memory is for
        process.stdin.flush()
        found: list[Path] = []
        for _ in range(200):
            links = list(Path(f"/proc/{process.pid}/fd").iterdir())
            found = [each for each in links if os.readlink(each).startswith(str(place))]
            if found:
                break
            time.sleep(0.05)
        (kept,) = (each.stat() for each in found)
        assert (kept.st_mode & 0o777, kept.st_nlink) == (0o600, 0)
        assert list(place.iterdir()) == []
        process.send_signal(signal.SIGKILL)
        process.stdin.close()
    assert list(place.iterdir()) == []
    assert names_on(sqlite_store) == []


def test_what_cannot_be_kept_is_refused(
    sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(source, "copyfileobj", no_room)
    pipe: Any = SimpleNamespace(seekable=lambda: False)
    with (
        pytest.raises(InvalidInput, match="cannot be kept in the directory for temporary files"),
        rewindable(pipe, sqlite_store),
    ):
        pass
