"""Rejected cards and messages of before are known again, and replaced or gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exchange.hl7.messages import message, pid
from tests.services.imports.importing_commands import everybody, imported, interrupted_after

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.imports.importing_commands import Semble


def card(name: str, given: str, born: str, end: str = "\r\n") -> str:
    lines = ("BEGIN:VCARD", "VERSION:4.0", f"N:{name};{given};;;", f"BDAY:{born}", "GENDER:F")
    return end.join((*lines, f"FN:{given} {name}", "BIRTHPLACE:Bordeaux", "END:VCARD", ""))


GOOD, BAD = ("19751231", "19800302"), ("19750231", "20991231")
CARDS = [
    card("ADRUN", "Zoé", GOOD[0]),
    card("MÉCHAIN", "Lou", BAD[0]),
    card("CORSE", "Ève", GOOD[1]),
]
LOOSE = card("ÉTÉ", "Lou", BAD[1]).removesuffix("END:VCARD\r\n")
MESSAGES = [
    message(pid(p3=f"{number}^^^CHU-X^PI", p5=f"{name}^^^^L", p7=born), charset="")
    for number, name, born in (
        (1, "ADRUN^ZOÉ^ZOÉ", GOOD[0]),
        (2, "MÉCHAIN^LOU^LOU", BAD[0]),
        (3, "CORSE^ÈVE^ÈVE", GOOD[1]),
    )
]
FILES = {"cards.vcf": [*CARDS, LOOSE], "messages.hl7": MESSAGES}


def written(tmp_path: Path, name: str, encoding: str) -> tuple[Path, Path]:
    file = tmp_path / name
    file.write_bytes("".join(FILES[name]).encode(encoding))
    return file, tmp_path / f"rejects{file.suffix}"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", FILES)
def test_a_dry_run_replaces_what_one_before_it_rejected_and_so_does_the_import(
    semble: Semble, tmp_path: Path, name: str, encoding: str
) -> None:
    file, rejects = written(tmp_path, name, encoding)
    words = (file, "--rejects", rejects, "--accept-incomplete", "--encoding", encoding)
    told = []
    for options in (("--dry-run",), ("--dry-run",), ()):
        assert imported(semble, *words, *options)["rejected"] == len(FILES[name]) - 2
        told.append(rejects.read_bytes())
    assert told[0] == told[1] == told[2]
    within = "utf-8" if encoding == "utf-16" else encoding
    assert "MÉCHAIN".encode(within) in told[0]
    assert [each["birth_name"] for each in everybody(semble)] == ["ADRUN", "CORSE"]


@pytest.mark.parametrize("name", FILES)
def test_what_somebody_has_begun_to_correct_or_to_add_to_stays(
    semble: Semble, tmp_path: Path, name: str
) -> None:
    file, rejects = written(tmp_path, name, "utf-8")
    words = (file, "--rejects", rejects, "--accept-incomplete", "--dry-run")
    imported(semble, *words)
    as_rejected = rejects.read_text("utf-8")
    for mine in (
        as_rejected.replace("19750231", "19750228"),
        as_rejected + FILES[name][0],
        FILES[name][1],  # without the reasons it is no file of rejects
        "mine\n",
    ):
        rejects.write_text(mine, "utf-8", newline="")
        said = semble("patient", "import", *words)
        assert said.code == 2, said.err
        assert rejects.read_bytes().decode() == mine


@pytest.mark.parametrize("interrupted_at", [0, 1])
@pytest.mark.parametrize("name", FILES)
def test_a_run_that_goes_on_keeps_the_rejects_of_before_each_once(
    semble: Semble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    interrupted_at: int,
) -> None:
    file, rejects = written(tmp_path, name, "cp1252")
    words = (file, "--rejects", rejects, "--accept-incomplete", "--commit-every", 2, "--resume")
    with interrupted_after(monkeypatch, interrupted_at):
        assert semble("patient", "import", *words).code == 130
    imported(semble, *words)
    assert rejects.read_bytes().count("MÉCHAIN".encode("cp1252")) == (
        2 if name == "cards.vcf" else 1
    )
    assert [each["birth_name"] for each in everybody(semble)] == ["ADRUN", "CORSE"]


def test_files_of_several_encodings_or_kinds_have_no_rejects_in_common(
    semble: Semble, tmp_path: Path
) -> None:
    cards, rejects = written(tmp_path, "cards.vcf", "utf-8")
    other = tmp_path / "other.vcf"
    other.write_bytes("".join(CARDS).encode("cp1252"))
    messages, _ = written(tmp_path, "messages.hl7", "utf-8")
    for second in (other, messages):
        said = semble(
            "patient", "import", cards, second, "--rejects", rejects, "--accept-incomplete"
        )
        assert said.code == 2, said.err
        assert "of one kind and encoding" in said.err
        assert everybody(semble) == []
        assert not rejects.exists()
