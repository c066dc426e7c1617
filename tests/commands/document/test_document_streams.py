"""Documents through pipes, closed outputs and full disks; questions on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.stores import check
from tests.commands.test_streams import run_in_shell
from tests.on_terminal import CLEAR, CODES, DOWN, INTERRUPT, answer, ends, pick
from tests.services.record.documents import held, keep, with_two_patients

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.on_terminal import Start

LARGE = b"%PDF-1.7\n" + os.urandom(20 << 20)


@pytest.fixture
def people(sqlite_register: Register) -> Register:
    return with_two_patients(sqlite_register)


def test_a_large_document_goes_through_a_pipe_byte_for_byte(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path, LARGE)
    done = run_in_shell(f"document get 1 -o - | cmp - '{tmp_path}/lettre.pdf'", people)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_whoever_stops_reading_hears_nothing(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path, LARGE)
    done = run_in_shell("document get 1 -o - | head -c 5", people)
    assert (done.returncode, done.stdout, done.stderr) == (0, "%PDF-", "")


def test_a_closed_output_is_no_defect(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path)
    for streams in (">&-", ">&- 2>&-", "<&- >&- 2>&-"):
        done = run_in_shell(f"document get 1 -o - {streams}", people)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_output_without_room_is_one_sentence(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path, LARGE)
    done = run_in_shell("document get 1 -o - > /dev/full", people)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: There is no room left to write the result.\n"
    # A limit to the length of files, as a full disk: in blocks of 512 bytes.
    done = run_in_shell(
        f"document get 1 -o '{tmp_path}/out.pdf'", people, before="ulimit -f 10000; "
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "There is no room left" in done.stderr
    assert list(tmp_path.glob("out*")) == []


def test_a_disk_that_is_full_in_the_middle_of_a_document_leaves_nothing(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    file = tmp_path / "large.pdf"
    file.write_bytes(LARGE)
    done = run_in_shell(f"document add 1 '{file}'", people, before="ulimit -f 20000; ")
    assert (done.returncode, done.stdout) == (7, "")
    assert "Check its disk" in done.stderr  # which is not full: a limit was set
    assert len(done.stderr.splitlines()) == 1
    assert list(held(people)) == [16]
    assert check(people) == []


def test_a_pipe_is_refused_and_not_waited_for(people: Register, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run_in_shell(f"document add 1 '{tmp_path}/pipe'", people)
    assert (done.returncode, "a pipe or a device" in done.stderr) == (4, True)
    assert subprocess.run(["test", "-p", tmp_path / "pipe"], check=False).returncode == 0


def test_what_is_missing_is_asked_for(start: Start, people: Register, tmp_path: Path) -> None:
    del people
    file = tmp_path / "scan0001.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    process = start("document", "add", "1", str(file))
    answer(process, "Quel est le titre du document", f"{CLEAR}Courrier")
    pick(process, "De quoi s'agit-il", *"ordo")
    answer(process, "Quelle date porte-t-il", "31/12/2999")
    process.expect("à venir")
    process.send(f"{CLEAR}4/11/2026\r")
    code, said = ends(process)
    assert code == 0
    assert "Document ajouté : ADRUN Zoé" in said
    found = json.loads(ends(start("document", "show", "1", "-f", "json"))[1])
    assert (found["title"], found["kind"], found["dated_on"]) == (
        *("Courrier", "prescription"),
        "2026-11-04",
    )
    process = start("document", "edit", "1")
    answer(process, "Quel est le titre du document")
    pick(process, "De quoi s'agit-il", DOWN)
    answer(process, "Quelle date porte-t-il", CLEAR)
    assert ends(process)[0] == 0
    found = json.loads(ends(start("document", "show", "1", "-f", "json"))[1])
    assert (found["title"], found["kind"], found["dated_on"]) == ("Courrier", "certificate", None)


def test_to_erase_for_good_the_reason_is_asked_for_and_the_will(
    start: Start, people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    process = start("document", "delete", "1", "--for-good")
    answer(process, r"ADRUN Zoé.* : pourquoi effacer", "doublon")
    pick(process, "effacer définitivement le document 1 « Courrier »")
    assert "Rien n'a été écrit" in ends(process)[1]
    process = start("document", "delete", "1", "--for-good", "--reason", "doublon")
    pick(process, "effacer définitivement", DOWN)
    code, said = ends(process)
    assert (code, "Document effacé définitivement" in said) == (0, True)
    assert held(people) == {}


def test_a_question_longer_than_the_terminal_is_broken_between_words(
    start: Start, people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    process = start("document", "delete", "1", "--for-good", COLUMNS="40", LINES="40")
    process.setwinsize(40, 40)
    process.expect("Courrier")
    lines = [line.strip() for line in CODES.sub("", process.before or "").splitlines()]
    process.send(INTERRUPT)
    ends(process)
    assert "pourquoi effacer définitivement le" in lines
