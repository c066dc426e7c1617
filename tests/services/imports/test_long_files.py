"""Long files: in several transactions, interrupted, killed, and taken up again."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.services import stores
from semble_cli.services.demo import write_fictitious
from semble_cli.services.imports import run
from semble_cli.services.imports.batches import import_batches
from semble_cli.services.imports.report import Policy
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.tags import all_tags
from semble_cli.store.database.address import Database
from tests.conftest import a_patient, register_on
from tests.services.imports.importing_commands import ADRUN, CORSE, NESSI, everybody, imported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.imports.batches import ImportBatch
    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said

    Semble = Callable[..., Said]


def test_a_huge_file_is_written_piece_by_piece_and_taken_up_where_it_stopped(
    store: StoreAddress, tmp_path: Path
) -> None:
    """Killed at several moments, the same command goes on, and in the end no row is lost."""
    file, rejects = tmp_path / "huge.csv", tmp_path / "rejects.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        write_fictitious(out, 6000, seed=9)
        out.write("BAD" + "," * 26 + "\n")
    command = [sys.executable, "-m", "semble_cli", "--store", store.location, "patient", "import"]
    options = ["--create-tags", "--on-duplicate", "create", "--commit-every", "700", "--resume"]
    words = [*command, str(file), *options, "--rejects", str(rejects)]
    counts = []
    for seconds in (0.9, 1.3, 1.7):
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(seconds)
            run.send_signal(signal.SIGKILL)
        counts.append(len(list(all_patients(register_on(store), Listing()))))
        if not counts[-1]:
            rejects.unlink(missing_ok=True)
        assert counts[-1] % 700 == 0 or counts[-1] == 6000
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 9), done.stderr
    assert counts == sorted(counts)
    assert len(list(all_patients(register_on(store), Listing()))) == 6000
    lines = rejects.read_text("utf-8").splitlines()
    assert lines[0].endswith("motif")
    assert {line[:4] for line in lines[1:]} == {"BAD,"}
    assert stores.check(register_on(store)) == []


def test_each_piece_is_a_command_of_its_own(semble: Semble, write: Callable[..., Path]) -> None:
    file = write(ADRUN, CORSE, NESSI)
    assert imported(semble, file, "--commit-every", "2")["created"] == 3
    commands = json.loads(semble("undo", "--list", "-f", "json").out)
    assert [command["patients"] for command in commands if "import" in command["action"]] == [1, 2]
    report = imported(semble, file, "--commit-every", "2", "--resume")
    assert (report["read"], report["created"], report["rejected"]) == (3, 0, 0)
    assert "Rows taken already: 3." in report["said"]
    said = semble("patient", "import", file, "--resume")
    assert said.code == 2


def test_what_was_taken_and_is_undone_is_taken_again(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write(ADRUN, CORSE, NESSI)
    imported(semble, file, "--commit-every", "2")
    for _ in range(2):
        assert semble("undo", "--no-input").code == 0
    report = imported(semble, file, "--commit-every", "2", "--resume")
    assert report["created"] == 3
    assert "Rows taken already" not in report["said"]


def test_an_import_that_is_undone_leaves_no_name_among_the_known_ones(
    semble: Semble, sqlite_register: Register, write: Callable[..., Path]
) -> None:
    create_patient(sqlite_register, a_patient())
    imported(semble, write(CORSE, NESSI))
    assert semble("undo", "--no-input").code == 0
    with sqlite_register.reading() as connection:
        left = {word for (word,) in connection.rows("SELECT word FROM vocabulary")}
    assert left == {"ADRUN", "ZOE"}


def test_a_register_that_is_empty_no_more_when_the_rows_are_written_is_a_conflict(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_writes(*given: Any, **options: Any) -> Any:
        create_patient(sqlite_register, a_patient())
        return import_batches(*given, **options)

    monkeypatch.setattr(run, "import_batches", somebody_writes)
    header = b"birth_name,first_given_name,birth_date,sex,birth_place_code\n"
    rows = io.BytesIO(header + b"ADRUN,ZOE,1975-12-31,F,63220\n")
    with pytest.raises(Conflict, match="Somebody else changed the register meanwhile"):
        run.import_patients(sqlite_register, TableRecords(rows, None, Reading()))


def test_a_report_is_written_as_json_or_html(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    file = write(ADRUN, "<b>;Zoé;31/02/1975;F;63220;;;\n")
    said = semble("patient", "import", file, "--dry-run", "--report", tmp_path / "report.json")
    assert said.code == 9
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["read_as"]["encoding"] == "cp1252"
    assert (report["read"], report["created"], report["rejected"]) == (2, 1, 1)
    assert {"cause": "birth date: no calendar has this day; check the day and the month."} | {
        "rows": 1
    } in report["causes"]
    assert report["rejects"][0]["line"] == 3
    semble("--lang", "fr", "patient", "import", file, "--report", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert '<html lang="fr">' in page
    assert "Import de patients" in page
    assert "date de naissance : aucun calendrier" in page
    assert "<b>" not in page


def test_an_interrupt_between_transactions_says_what_is_kept(
    semble: Semble, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.services.imports.writer import ImportWriter

    whole = ImportWriter.write

    def interrupted(self: ImportWriter, batch: ImportBatch) -> None:
        if any(row.birth_name == "NESSI" for _, row in batch.doubtful.rows()):
            raise KeyboardInterrupt
        whole(self, batch)

    monkeypatch.setattr(ImportWriter, "write", interrupted)
    file = write(ADRUN, CORSE, NESSI)
    said = semble("patient", "import", file, "--commit-every", 2)
    assert said.code == 130
    assert "What was written before is kept" in said.err
    assert len(everybody(semble)) == 2
    monkeypatch.undo()


def test_a_long_file_is_taken_as_it_would_be_row_by_row(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read by another process, written without indexes, looked through at the end: the patients
    and the rejects are those of a look-up for each row."""
    with (tmp_path / "long.csv").open("w", encoding="utf-8", newline="") as out:
        write_fictitious(out, 9000, seed=5)
    found = []
    for in_pieces in (False, True):
        monkeypatch.setattr(run, "_WORTH_A_PROCESS", 10**6 if in_pieces else 4)
        rejects: set[int] = set()
        with (tmp_path / "long.csv").open("rb") as file:
            report = run.import_patients(
                register,
                TableRecords(file, None, Reading()),
                Policy(create_tags=True, dry_run=not in_pieces),
                told=lambda record, *_, rejects=rejects: rejects.add(record.number),
            )
        found.append((report.created, report.rejected, report.warned, rejects))
    assert found[0] == found[1]
    assert found[0][1] > 50
    assert stores.check(register) == []


def held_together(register: Register) -> set[str]:
    """The indexes and the foreign keys of a register, as its database tells them."""
    with register.reading() as connection:
        if connection.address.database is Database.SQLITE:
            told = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'table')"
        else:
            told = (
                "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() UNION ALL"
                " SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE contype = 'f'"
            )
        return {sql for (sql,) in connection.rows(told) if sql}


def test_what_was_dropped_for_a_long_file_is_there_again(
    register: Register, tmp_path: Path
) -> None:
    before = held_together(register)
    assert any("patient_by_birth_date" in told for told in before)
    assert any("FOREIGN KEY" in told for told in before)
    with (tmp_path / "long.csv").open("w", encoding="utf-8", newline="") as out:
        write_fictitious(out, 9000, seed=6)
    with (tmp_path / "long.csv").open("rb") as file:
        source = TableRecords(file, None, Reading())
        run.import_patients(register, source, Policy(create_tags=True))
    assert held_together(register) == before


def test_killed_at_any_moment_a_long_first_import_leaves_nothing_or_the_whole(
    store: StoreAddress, tmp_path: Path
) -> None:
    file = tmp_path / "long.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        write_fictitious(out, 12_000, seed=7)
    command = [sys.executable, "-m", "semble_cli", "--store", store.location, "patient", "import"]
    words = [*command, str(file), "--create-tags"]
    register = register_on(store)

    def held() -> tuple[int, int]:
        return len(list(all_patients(register, Listing()))), len(all_tags(register))

    left = []
    for seconds in (0.4, 0.6, 0.8, 1.0, 1.2):
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(seconds)
            run.send_signal(signal.SIGKILL)
        left.append(held())
        assert stores.check(register) == []
    done = subprocess.run([*words, "-f", "json"], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    whole = held()
    assert whole > (11_000, 0)
    assert set(left) <= {(0, 0), whole}, "a machine may be quick enough to end before it is killed"
    assert report["read"] == 12_000
    assert report["created"] == (0 if whole in left else whole[0])
    assert stores.check(register) == []
