"""Output that fails when something is written already, and what must never come after a write."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui import written
from semble_cli.patient.actions import Action
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.show import show_patient
from semble_cli.services.register import Commit
from tests.commands.test_streams import run_in_shell
from tests.conftest import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]

ADD = (
    "patient add --birth-name ADRUN --first-name Zoe --sex F --birth-date 31/12/1975"
    " --birth-place 51215"
)
HEADER = "birth_name,first_given_name,birth_date,sex,birth_place\n"
ROW = "ADRUN,ZOE,1975-12-31,F,63220\n"
BAD_ROW = "ADRUN,KARL,soon,M,63220\n"

on_full_device = pytest.mark.skipif(
    not os.path.exists("/dev/full"), reason="only Linux has a full device"
)


def rows(tmp_path: Path, *lines: str, name: str = "rows.csv") -> Path:
    file = tmp_path / name
    file.write_text(HEADER + "".join(lines), "utf-8")
    return file


def how_many(register: Register) -> int:
    return len(search_patients(register, SearchQuery(bar="adrun")).hits)


@on_full_device
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "xlsx"])
def test_a_record_that_is_written_is_said_to_be_though_its_output_fails(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch, form: str, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    done = run_in_shell(f"{ADD} -f {form} > /dev/full", sqlite_register)
    assert done.returncode == 10, done.stderr
    assert done.stderr.splitlines()[-1] == (
        "Error: Command 2 is written. There is no room left to write the result."
    )
    assert "Traceback" not in done.stderr
    assert how_many(sqlite_register) == 1


@on_full_device
def test_an_import_is_said_to_be_written_though_its_output_fails(
    sqlite_register: Register, tmp_path: Path
) -> None:
    file = rows(tmp_path, ROW, BAD_ROW)
    done = run_in_shell(f"patient import {file} -f json > /dev/full", sqlite_register)
    assert done.returncode == 10
    assert "Command 2 is written. There is no room left" in done.stderr
    assert how_many(sqlite_register) == 1


@on_full_device
def test_messages_that_cannot_be_said_are_told_by_the_exit_code(
    sqlite_register: Register, tmp_path: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    for command, code in (
        ("patient edit 1 --city Lyon", 10),
        ("patient search adrun", 0),
        ("patient search nobody", 1),
        (f"patient import {tmp_path / 'none.csv'}", 2),
    ):
        done = run_in_shell(f"{command} 2> /dev/full", sqlite_register)
        assert (done.returncode, done.stderr) == (code, ""), command
    assert show_patient(sqlite_register, 1).patient.city == "Lyon"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_changes_no_exit_code(
    sqlite_register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    file = rows(tmp_path, ROW, BAD_ROW)
    for command, code in (
        (f"{ADD} -f json", 0),
        ("patient search nobody -f json", 1),
        ("patient search adrum -f json", 1),
        (f"patient import {file} --on-duplicate create -f json", 9),
        ("patient show 1 -f json", 0),
        ("patient show 77 -f json", 3),
    ):
        # The reader is gone before the first byte.
        line = f"{command}; echo $? >&2) | exec true"
        done = run_in_shell(line, sqlite_register, before="(sleep 0.2; ")
        said = done.stderr.splitlines()
        assert said[-1] == str(code), (command, done.stderr)
        assert not any("Broken" in line or "Traceback" in line for line in said)
    assert how_many(sqlite_register) == 2


def test_closed_streams_change_no_exit_code(sqlite_register: Register) -> None:
    for streams in (">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"):
        done = run_in_shell(f"{ADD} --on-duplicate create {streams}", sqlite_register)
        assert done.returncode == 0, streams
    assert how_many(sqlite_register) == 5


def test_a_result_that_the_encoding_has_no_sign_for_is_one_sentence(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run_in_shell(f"{ADD} --used-name Zoé -f json", sqlite_register)
    assert done.returncode == 10
    assert "The encoding ascii has no sign for a part of the result: use UTF-8." in done.stderr
    done = run_in_shell("patient show 1 -f json", sqlite_register)
    assert done.returncode == 2


def test_an_interrupt_after_a_write_says_what_is_written(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.commands.patient import add

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(add, "tell_end", interrupt)
    said = semble(*ADD.split())
    assert (said.code, said.err) == (130, "Error: Interrupted. Command 2 is written.\n")


def test_a_defect_after_a_write_says_what_is_written(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.commands.patient import add

    def fail(*_: object, **__: object) -> None:
        raise ValueError("ADRUN")

    monkeypatch.setattr(add, "tell_end", fail)
    said = semble(*ADD.split())
    assert said.code == 70
    assert "Command 2 is written. Please report this line." in said.err
    assert "Nothing was written" not in said.err


def test_an_interrupt_while_the_database_commits_says_what_is_written(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager

    from semble_cli.store.database.connection import Connection

    whole = Connection._ended

    @contextmanager
    def interrupted(self: Connection) -> Iterator[None]:
        with whole(self):
            yield
        raise KeyboardInterrupt

    told: list[Commit] = []
    monkeypatch.setattr(Connection, "_ended", interrupted)
    with pytest.raises(KeyboardInterrupt):
        create_patient(register._replace(on_commit=told.append), a_patient())
    monkeypatch.undo()
    assert [each._replace(backup=None) for each in told] == [Commit(2, is_undoable=True)]
    assert how_many(register) == 1


def test_what_is_rolled_back_is_not_said_to_be_written(register: Register) -> None:
    from semble_cli.services.access import Permission
    from semble_cli.services.unit_of_work import RolledBack

    told: list[Commit] = []
    noted = register._replace(on_commit=told.append)
    with suppress(RolledBack), noted.writing(Permission.EDIT_PATIENTS) as work:
        work.add(a_patient(), Action.PATIENT_ADD)
        raise RolledBack
    with noted.writing(Permission.EDIT_PATIENTS):
        pass
    assert told == []


def test_what_is_written_is_told_by_its_numbers() -> None:
    written.forget()
    assert str(written.what()) == "Nothing was written."
    written.note(Commit(None))
    assert str(written.what()) == "What it did is written."
    written.note(Commit(4))
    assert str(written.what()) == "Command 4 is written."
    written.note(Commit(9))
    assert str(written.what()) == "Commands written: 2, from 4 to 9."
    written.forget()


@pytest.mark.parametrize("option", ["--rejects", "--report"])
def test_a_file_that_cannot_be_written_is_refused_before_an_import(
    semble: Semble, tmp_path: Path, option: str
) -> None:
    file, there = rows(tmp_path, ROW, BAD_ROW), tmp_path / "there"
    there.write_text("mine")
    places = {
        there: "is there already. Choose another name.",
        tmp_path / "no" / "such" / "place": "There is no directory for ",
        tmp_path: "is there already. Choose another name.",
        tmp_path / ("x" * 300): "cannot be written. Choose another name",
    }
    for target, why in places.items():
        for more in ((), ("--commit-every", "1")):
            said = semble("patient", "import", file, option, target, *more)
            assert said.code == 2, said.err
            assert why in said.err
    assert there.read_text() == "mine"
    assert semble("patient", "list", "-f", "ndjson").out == ""


def test_all_the_files_of_an_import_are_opened_before_the_first_is_written(
    semble: Semble, tmp_path: Path
) -> None:
    file = rows(tmp_path, ROW)
    said = semble("patient", "import", file, tmp_path / "none.csv")
    assert (said.code, "cannot be opened" in said.err) == (2, True)
    assert semble("patient", "list", "-f", "ndjson").out == ""


def test_nothing_is_written_of_the_first_file_where_the_second_is_none_of_patients(
    semble: Semble, tmp_path: Path
) -> None:
    second = tmp_path / "second.csv"
    second.write_bytes(b"\x00\x01\x02" * 50)
    said = semble("patient", "import", rows(tmp_path, ROW), second)
    assert said.code == 4
    assert said.err.endswith("second.csv: it is no text and no workbook.\n")
    assert semble("patient", "list", "-f", "ndjson").out == ""


@pytest.mark.parametrize(
    "words",
    [
        ("patient", "list", "--reveal", "-o"),
        ("patient", "list", "--reveal", "--whole", "-f", "fhir", "-o"),
    ],
)
def test_a_reveal_that_goes_nowhere_is_not_noted(
    semble: Semble, tmp_path: Path, words: tuple[str, ...]
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    assert semble(*words, there).code == 2
    assert json.loads(semble("store", "status", "-f", "json").out)["events"] == 1


def test_a_reveal_of_a_field_that_does_not_exist_is_not_noted(semble: Semble) -> None:
    semble(*ADD.split())
    assert semble("patient", "show", "1", "--reveal", "--fields", "shoe").code == 2
    assert json.loads(semble("store", "status", "-f", "json").out)["events"] == 2


def test_a_workbook_on_a_terminal_is_refused_before_anything_is_written(
    semble: Semble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    file = rows(tmp_path, ROW)
    for words in ((*ADD.split(), "-f", "xlsx"), ("patient", "import", file, "-f", "xlsx")):
        said = semble(*words)
        assert (said.code, "A workbook goes to a file" in said.err) == (2, True)
    assert json.loads(semble("store", "status", "-f", "json").out)["events"] == 1


def test_a_wrong_usage_that_is_found_after_a_write_has_the_code_of_a_lost_output(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.commands.patient import add
    from semble_cli.errors import BadUsage

    def refuse(*_: object, **__: object) -> None:
        raise BadUsage("Nobody is there to be asked.")

    monkeypatch.setattr(add, "tell_end", refuse)
    said = semble(*ADD.split())
    assert (said.code, said.err) == (
        10,
        "Error: Command 2 is written. Nobody is there to be asked.\n",
    )


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "tsv", "xlsx"])
@pytest.mark.parametrize(
    "command",
    [
        *("store status", "user list", "tag list", "undo --list", "place paris"),
        *("patient search adrun", "patient show 1", "patient history 1", "patient list"),
        *("patient report", "vitale status", "adri status"),
    ],
)
def test_every_result_can_be_written_in_every_format(
    sqlite_register: Register, command: str, form: str
) -> None:
    create_patient(sqlite_register, a_patient())
    done = run_in_shell(f"{command} -f {form} | cat > /dev/null", sqlite_register)
    assert "defect" not in done.stderr, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def test_the_status_of_a_store_is_a_line_of_each_kind_of_file(semble: Semble) -> None:
    header, line = semble("store", "status", "-f", "csv").out.splitlines()
    assert header.startswith("address,state,revision,patients")
    assert line.startswith("sqlite:///")


def test_an_endless_result_ends_with_its_reader(sqlite_register: Register) -> None:
    done = run_in_shell("demo --patients 100000000 | head -1 > /dev/null", sqlite_register)
    assert (done.returncode, done.stderr) == (0, "")
