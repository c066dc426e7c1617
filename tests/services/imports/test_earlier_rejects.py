"""A file of rejected rows of before is replaced, or gone on with, where nothing is lost by it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.services.imports.earlier_rejects import ReadFile, kept_of_earlier
from tests.services.imports.importing_commands import (
    ADRUN,
    CORSE,
    DAY_FIRST,
    HEADER,
    NESSI,
    everybody,
    imported,
    interrupted_after,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.imports.importing_commands import Semble

BAD = "TCHITCHI;Catarina;31/02/1936;F;63220;Évry;D4;\n"
SHORT = "ECETINSI;Pierre-Alain\n"
LONG = 'ECETINSI;"Pierre ;Alain";14/07/2009;M;63220;;D5;;=x;y\n'
OPEN = 'ECETINSI;"Pierre-Alain;14/07/2009;M;63220;;D5;\n'


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    return tmp_path / "rejects.csv"


@pytest.mark.parametrize("bad", [BAD, SHORT, LONG, OPEN, BAD + SHORT + LONG + OPEN + BAD])
def test_a_dry_run_replaces_what_one_before_it_rejected_and_so_does_the_import(
    semble: Semble, write: Callable[..., Path], rejects: Path, bad: str
) -> None:
    file = write(ADRUN, bad, CORSE)
    told = []
    for options in (("--dry-run",), ("--dry-run",), ()):
        imported(semble, file, "--rejects", rejects, *options)
        told.append(rejects.read_bytes())
    assert told[0] == told[1] == told[2]
    assert told[0].count(b"\n") == 1 + bad.count("\n")
    assert len(everybody(semble)) == 2


def test_it_is_replaced_where_fewer_rows_are_rejected(
    semble: Semble, write: Callable[..., Path], rejects: Path
) -> None:
    file = write("ADRUN;Zoé;1975;;;;;\n", CORSE)
    assert imported(semble, file, "--rejects", rejects, "--dry-run")["rejected"] == 1
    imported(semble, file, "--rejects", rejects, "--accept-incomplete")
    assert rejects.read_text("cp1252") == HEADER.strip() + ";motif\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("31/02", "28/02"),  # somebody has begun to correct it
        lambda text: text + CORSE.replace("CORSE", "AUTRE"),
        lambda text: text.replace("motif", "autre"),
        lambda text: text.replace("Ville", "Profession"),
        lambda text: text.replace(";motif", ""),
        lambda _: "mine\n",
        lambda _: '{"birth_name": "ADRUN"}\n',
        lambda _: "\x00\x01" * 40,
    ],
)
def test_a_file_with_anything_else_in_it_is_somebody_elses(
    semble: Semble, write: Callable[..., Path], rejects: Path, change: Callable[[str], str]
) -> None:
    file = write(ADRUN, BAD)
    imported(semble, file, "--rejects", rejects, "--dry-run")
    rejects.write_text(change(rejects.read_text("cp1252")), "cp1252")
    before = rejects.read_bytes()
    for options in ((), ("--dry-run",), ("--commit-every", 1), ("--commit-every", 1, "--resume")):
        said = semble("patient", "import", file, "--rejects", rejects, *options)
        assert (said.code, "is there already" in said.err) == (2, True), said.err
    assert rejects.read_bytes() == before
    assert everybody(semble) == []


def test_a_link_is_not_followed(
    semble: Semble, write: Callable[..., Path], rejects: Path, tmp_path: Path
) -> None:
    file = write(ADRUN, BAD)
    imported(semble, file, "--rejects", tmp_path / "other.csv", "--dry-run")
    rejects.symlink_to(tmp_path / "other.csv")
    assert semble("patient", "import", file, "--rejects", rejects, "--dry-run").code == 2


def test_an_empty_file_is_nobodys(
    semble: Semble, write: Callable[..., Path], rejects: Path
) -> None:
    rejects.touch()
    assert imported(semble, write(BAD), "--rejects", rejects)["rejected"] == 1
    assert "TCHITCHI" in rejects.read_text("cp1252")


def test_documents_know_theirs_as_well(semble: Semble, tmp_path: Path) -> None:
    file, rejects = tmp_path / "patients.ndjson", tmp_path / "rejects.ndjson"
    bad = {"first_given_name": "Zoé", "birth_date": "1975-12-31", "birth_place": "1", "sex": "F"}
    both = [bad | {"birth_name": "ADRUN", "city": city} for city in ("Évry", "Lyon")]
    lines = list(map(json.dumps, both))
    file.write_text("\n".join([*lines, "no json", ""]), "utf-8")
    for _ in range(2):
        assert imported(semble, file, "--rejects", rejects, "--dry-run")["rejected"] == 3
    assert len(rejects.read_text("utf-8").splitlines()) == 3
    rejects.write_text(lines[0] + "\n", "utf-8")  # without reasons, it is no file of rejects
    assert semble("patient", "import", file, "--rejects", rejects).code == 2
    rejects.write_text(rejects.read_text("utf-8")[:-2] + ', "motif": "x"}\n', "utf-8")
    assert semble("patient", "import", file, "--rejects", rejects).code == 9


def test_rejects_of_several_files_are_known_and_go_on(
    semble: Semble, write: Callable[..., Path], rejects: Path
) -> None:
    files = [write(ADRUN, BAD, name="a.csv"), write(SHORT, CORSE, name="b.csv")]
    for options in (("--dry-run",), ("--dry-run",), ()):
        assert semble("patient", "import", *files, "--rejects", rejects, *options).code == 9
        assert rejects.read_text("cp1252").count("\n") == 3
    assert len(everybody(semble)) == 2


@pytest.mark.parametrize("interrupted_at", [0, 1, 2])
def test_a_run_that_goes_on_keeps_the_rejects_of_before_each_once(
    semble: Semble,
    write: Callable[..., Path],
    rejects: Path,
    monkeypatch: pytest.MonkeyPatch,
    interrupted_at: int,
) -> None:
    """The rows of the transaction that was cut off are in the file already, and come again."""
    file = write(ADRUN, BAD, SHORT, CORSE, OPEN, LONG.replace("=x", "x"), NESSI)
    words = (file, "--rejects", rejects, "--commit-every", 2, "--resume", *DAY_FIRST)
    with interrupted_after(monkeypatch, interrupted_at):
        assert semble("patient", "import", *words).code == 130
    imported(semble, *words)
    lines = rejects.read_text("cp1252").splitlines()
    begins = [line.split(";")[:2] for line in lines]
    assert begins == [
        ["Nom", "Prénom"],
        ["TCHITCHI", "Catarina"],
        ["ECETINSI", "Pierre-Alain"],
        ["ECETINSI", '"Pierre-Alain'],
        ["ECETINSI", '"Pierre '],
    ]
    assert [each["birth_name"] for each in everybody(semble)] == ["ADRUN", "CORSE", "NESSI"]


def test_a_file_of_somebody_elses_is_not_gone_on_with(
    semble: Semble, write: Callable[..., Path], rejects: Path
) -> None:
    file = write(ADRUN, BAD, CORSE)
    imported(semble, file, "--commit-every", 1)
    rejects.write_text("mine\n")
    said = semble("patient", "import", file, "--rejects", rejects, "--commit-every", 1, "--resume")
    assert (said.code, rejects.read_text()) == (2, "mine\n")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [("", "utf-8-sig"), ("", "utf-16"), ("\ufeff", "utf-16-be"), ("", "cp850")],
)
def test_rejects_go_on_in_any_encoding(
    semble: Semble,
    tmp_path: Path,
    rejects: Path,
    mark: str,
    encoding: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(f"{mark}sep=;\r\n{HEADER}{BAD}{BAD}{ADRUN}{BAD}".encode(encoding))
    words = (file, "--rejects", rejects, "--commit-every", 1, "--resume")
    with interrupted_after(monkeypatch, 1):
        assert semble("patient", "import", *words).code == 130
    imported(semble, *words)
    lines = rejects.read_bytes().decode(encoding).splitlines()
    assert len(lines) == 5
    assert [line.split(";")[0] for line in lines[2:]] == ["TCHITCHI"] * 3
    assert imported(semble, rejects, "--dry-run")["rejected"] == 3


def test_a_file_goes_on_where_it_was_once_its_rejects_are_known() -> None:
    """Also one that is longer than what is read of it at a time."""
    content = (HEADER + BAD + ADRUN * 20_000).encode("cp1252")
    source, rejects = io.BytesIO(content), io.BytesIO()
    records = TableRecords(source, None, Reading(month_first=False))
    place, form = source.tell(), records.rejects_form
    rejects.write((HEADER.strip() + ";motif\n" + BAD.strip() + ";x\n").encode("cp1252"))
    rejects.seek(0)
    assert kept_of_earlier(rejects, form, [ReadFile(source, form, done=100)])
    assert source.tell() == place
    assert sum(len(batch) for batch in records.batches([30_000])) == 20_001
