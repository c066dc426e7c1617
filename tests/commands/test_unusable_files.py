"""Files, settings and addresses that cannot be used: one sentence each, and never a defect."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui.language import use
from semble_cli.exchange.mapping import read_map, template
from tests.conftest import ADRUN, runner

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

TABLE = "Nom,prénom,né le,sexe,lieu de naissance\nADRUN,Max,31/12/1975,M,63220\n"

NO_TEXT = "holds bytes that are no text in the encoding of the file; write it again."

MAPS = [
    ("columns = 3", "columns is a table"),
    ("columns = [1]", "columns is a table"),
    ("columns = 1979-05-27", "columns is a table"),
    ("constants = 1", "constants is a table"),
    ('[columns]\n"Nom" = { field = "birth_name", values = 3 }', "values is a table"),
    ('[columns]\n"Nom" = 5', "a column is given a field"),
    ('[columns]\n"Nom" = { fields = 5 }', "a column is given a field"),
    ('[columns]\n"Nom" = { fields = { a = 1 } }', "a column is given a field"),
    ('[columns]\n"Nom" = { fields = "ab" }', "a column is given a field"),
    ('[columns]\n"Nom" = "{x}"', "there is no field {x}"),
    ("x = " + "[" * 50_000, "it is no TOML"),
    ('a = "\\ud800"', "it is no TOML"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "patients.csv"
    file.write_text(TABLE)
    return file


@pytest.mark.parametrize(("text", "said"), MAPS)
def test_a_map_of_another_shape_is_refused(
    semble: Semble, table: Path, tmp_path: Path, text: str, said: str
) -> None:
    given = tmp_path / "map.toml"
    given.write_text(text)
    for words in (
        ("patient", "import", table, "--map", given),
        ("patient", "recover", "--from-report", table, "--map", given, "--all"),
    ):
        answer = semble(*words)
        assert (answer.code, said in answer.err) == (4, True), answer.err
        assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "encoding", ["hex", "zip", "rot13", "base64", "quopri", "undefined", "a\x00b", "\udc80", "x"]
)
def test_an_encoding_that_makes_no_text_is_refused(
    semble: Semble, table: Path, encoding: str
) -> None:
    said = semble("patient", "import", table, "--encoding", encoding)
    assert (said.code, "encoding: it is not known" in said.err) == (4, True), said.err


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "x" * 10_000])
def test_a_name_that_no_file_may_have_is_refused(semble: Semble, table: Path, name: str) -> None:
    for words in (
        ("patient", "import", name),
        ("patient", "import", table, "--map", name),
        ("patient", "import", table, "--rejects", name),
        ("patient", "import", table, "--report", name),
        ("patient", "add", "--json", name),
        ("patient", "list", "-o", name),
        ("patient", "recover", "--all", "--from-report", name),
        ("demo", "-o", name),
    ):
        said = semble(*words)
        assert (said.code, "defect" in said.err) == (2, False), (words, said.err[:200])
        assert len(said.err) < 2_500
    assert semble("patient", "list", "-f", "ndjson").out == ""


def test_a_header_that_is_no_text_is_refused(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "patients.csv"
    file.write_bytes(b"birth_name,pr\xe9nom\nADRUN,Max\n")
    for more in ((), ("--map-template",), ("--rejects", tmp_path / "r.csv")):
        said = semble("patient", "import", file, "--encoding", "utf-8", *more)
        assert (said.code, said.err) == (4, f"Error: file: the column #2 {NO_TEXT}\n")


def test_names_of_columns_come_back_from_a_map_whatever_is_in_them(tmp_path: Path) -> None:
    names = ["a\nb", "\x1b[31m", "\u202eé", 'l"\\A', "{x}", "=1+1"]
    given = tmp_path / "map.toml"
    given.write_text(template(names), "utf-8")
    assert given.read_text("utf-8").replace("\n", "").isprintable()
    with given.open("rb") as file:
        assert list(read_map(file).columns) == names


@pytest.mark.parametrize("key", ["{x}", "{", "%s", "a|b", "\x1b[31m", "\ud800", "x" * 5_000])
def test_an_unknown_key_is_named_as_it_is(semble: Semble, tmp_path: Path, key: str) -> None:
    document = json.dumps(ADRUN | {key: 1})
    said = semble("patient", "add", "--json", "-", "--no-input", stdin=document)
    assert (said.code, len(said.err.splitlines())) == (4, 1)
    assert said.err.endswith("there is no such field.\n")
    file, report = tmp_path / "patients.ndjson", tmp_path / "report.html"
    file.write_text(document)
    said = semble("patient", "import", file, "--report", report)
    assert said.code == 0, said.err
    assert "Columns not taken, for want of a field: " in said.err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_braces_in_a_wrong_number_are_no_message(semble: Semble, language: str) -> None:
    try:
        said = semble("--lang", language, "adri", "refresh", "1", "--pause", "%s{x}{0}")
    finally:
        use("en")
    assert said.code == 2
    assert "{x}" not in said.err
    assert ("wants a number" if language == "en" else "demande un nombre") in said.err


@pytest.mark.parametrize(
    "address", ["a\x00b", "sqlite:////tmp/\udc80", "postgresql://\udc80", "postgresql://u@h/\x00"]
)
def test_an_address_with_such_a_character_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    semble = runner(None, monkeypatch, capsys)
    for words in (("init",), ("store", "status"), ("patient", "search", "adrun")):
        said = semble(*words, "--store", address)
        assert (said.code, "holds a character that none has" in said.err) == (2, True), said.err


def test_settings_nested_without_end_are_refused(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("x = " + "[" * 50_000)
    monkeypatch.setenv("SEMBLE_CONFIG", str(file))
    said = semble("tag", "list")
    assert (said.code, "cannot be read as TOML" in said.err) == (2, True)


def test_numbers_beyond_all_reason_are_refused(semble: Semble, table: Path) -> None:
    for words in (
        ("demo", "--patients", "9" * 25),
        ("patient", "import", table, "--commit-every", "9" * 25),
    ):
        said = semble(*words)
        assert (said.code, "is in the range" in said.err) == (2, True), said.err
