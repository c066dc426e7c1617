"""A head of the journal that was noted down, and what it proves."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from semble_cli.errors import InvalidInput
from semble_cli.patient.actions import Action
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.register import Register
from semble_cli.store.event_chain import GENESIS, Head
from semble_cli.store.soundness.head import parse_head, written_head
from tests.conftest import register_on
from tests.store.soundness.practice import run, said_of

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

CHAIN = "0123456789abcdef" * 4


def head_of(register: Register) -> str:
    return stores.status(register).head or ""


def check(register: Register, noted: str) -> list[str]:
    return list(map(str, stores.check(register, noted)))


@pytest.mark.parametrize(
    "text", [f"7:{CHAIN}", f" 7:{CHAIN.upper()}\n", f"7:{CHAIN[:9]}\n    {CHAIN[9:]}"]
)
def test_a_head_is_read_as_it_is_printed(text: str) -> None:
    assert parse_head(text) == Head(7, CHAIN)
    assert written_head(parse_head(text)) == f"7:{CHAIN}"


@pytest.mark.parametrize("text", ["", "7", CHAIN, f"7{CHAIN}", f"-7:{CHAIN}", f"7:{CHAIN}0", "٣:x"])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="write SEQ:CHAIN, as semble store status prints it"):
        parse_head(text)


def test_a_head_that_was_noted_down_holds_while_the_journal_goes_on(filled: Register) -> None:
    noted = head_of(filled)
    add_tag(filled, "Nouveau", None)
    assert check(filled, noted) == []
    assert check(filled, head_of(filled)) == []
    assert check(filled, f"0:{GENESIS}") == []


def test_a_journal_that_was_cut_off_is_told(filled: Register) -> None:
    add_tag(filled, "Nouveau", None)
    noted = head_of(filled)
    seq = noted.partition(":")[0]
    run(filled, f"DELETE FROM event WHERE seq = {seq}", "DELETE FROM tag WHERE name = 'Nouveau'")
    assert said_of(filled) == []
    assert check(filled, noted) == [
        f"journal: event {seq}, which was noted, is not there: the journal was cut or replaced."
    ]


def test_a_journal_that_was_written_anew_is_told(sqlite_register: Register) -> None:
    add_tag(sqlite_register, "ALD", None)
    noted = head_of(sqlite_register)
    run(sqlite_register, "DELETE FROM event WHERE seq = 2")
    with sqlite_register.writing(Permission.ADMINISTER) as work:
        work.journal.append(Action.TAG_ADD, None, {"tag": [None, {"name": "ALD", "color": None}]})
    assert said_of(sqlite_register) == []
    assert check(sqlite_register, noted) == [
        "journal: event 2 is not the one that was noted: what stands up to there was changed or"
        " replaced."
    ]


def test_status_prints_the_head_that_check_takes(semble_on_both: Semble) -> None:
    semble = semble_on_both
    document = json.loads(semble("store", "status", "-f", "json").out)
    head = document["head"]
    assert head == f"{document['events']}:{document['journal_head']}"
    assert head in "".join(semble("store", "status", "-f", "table").out.split())
    assert json.loads(semble("store", "status", "-f", "ndjson").out)["head"] == head
    said = semble("store", "check", "--head", head)
    assert (said.code, said.err) == (0, "The register is sound.\n")
    said = semble("store", "check", "--head", f"99:{CHAIN}")
    assert said.code == 7
    assert said.err.endswith("Error: The register is damaged. Put back the last backup.\n")
    said = semble("store", "check", "--head", "99")
    assert (said.code, said.out) == (4, "")
    assert "write SEQ:CHAIN" in said.err


def test_status_prints_the_head_in_a_pipe_too(semble: Semble, tmp_path: Path) -> None:
    head = json.loads(semble("store", "status", "-f", "json").out)["head"]
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        said = semble("store", "status", "-f", form)
        assert said.code == 0, said.err
        (row,) = csv.DictReader(io.StringIO(said.out), delimiter=delimiter)
        assert row["head"] == head
    with (tmp_path / "status.xlsx").open("w+b") as file:
        words = [sys.executable, "-m", "semble_cli", "store", "status", "-f", "xlsx"]
        assert subprocess.run(words, stdout=file, check=False).returncode == 0
    sheet = CalamineWorkbook.from_path(str(tmp_path / "status.xlsx")).get_sheet_by_index(0)
    header, cells = sheet.to_python()
    assert dict(zip(header, cells, strict=True))["head"] == head


def test_what_is_not_as_the_journal_tells_is_named_and_exits_with_7(
    semble: Semble, sqlite_store: StoreAddress
) -> None:
    semble("tag", "add", "ALD")
    run(register_on(sqlite_store), "UPDATE tag SET color = '#000000'")
    said = semble("store", "check")
    assert said.code == 7
    assert said.err == (
        "tags: ALD is not as the journal tells.\n"
        "Error: The register is not as semble left it. Compare what is named above with a backup.\n"
    )
