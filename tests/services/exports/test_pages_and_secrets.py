"""The export of a practice: its pages, whoever makes them, and archives that are encrypted."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
import pyzipper

from semble_cli.errors import BadUsage
from semble_cli.exchange.archive.checking import check_archive
from semble_cli.services.demo import load_fictitious
from semble_cli.services.exports import practice
from semble_cli.services.exports.contents import WhatToExport
from semble_cli.services.exports.record import HandedOut, export_record
from tests.conftest import tamper
from tests.services.exports.conftest import PlainPages, opened, own
from tests.services.exports.test_practice import FIRST, SECOND, export, files_in, is_whole

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

PHRASE, OTHER = "cinq mots que je retiens", "cinq mots que je perds"


def test_the_pages_of_a_record_are_the_same_whoever_makes_them(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_fictitious(register, 9, seed=3)
    tamper(register, "UPDATE patient SET birth_name = 'WOŹNIAK-ŞAHİN' WHERE id = 3")
    export(register, tmp_path / "here", pdf=True)
    monkeypatch.setattr(practice, "_FEW", 1)
    export(register, tmp_path / "there", pdf=True)
    for name in ("LISEZ-MOI.pdf", "dossier.pdf"):
        for number in (1, 2, 3, 9):
            found = [
                opened((tmp_path / each / f"patients/000000/{number}.zip").read_bytes()).read(name)
                for each in ("here", "there")
            ]
            assert found[0] == found[1]
    alone = io.BytesIO()
    export_record(register, 3, WhatToExport(), PlainPages(), own, HandedOut(alone, is_file=True))
    with opened((tmp_path / "there/patients/000000/3.zip").read_bytes()) as archive:
        for name in ("LISEZ-MOI.pdf", "dossier.pdf"):
            assert opened(alone.getvalue()).read(name) == archive.read(name)


def test_a_record_without_letters_on_paper_is_there_beside_those_that_others_make(
    people: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "_FEW", 1)
    tamper(people, "UPDATE patient SET birth_name = 'חיים' WHERE id = 1")
    report = export(people, tmp_path / "out", pdf=True)
    assert (report.without_pages, report.exported, report.is_whole) == ((1,), 2, False)
    with opened((tmp_path / "out" / SECOND).read_bytes()) as archive:
        assert {"LISEZ-MOI.pdf", "dossier.pdf"} < {*archive.namelist()}


def test_archives_are_encrypted_and_nothing_beside_them_tells_of_people(
    people: Register, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    assert export(people, place, passphrase=PHRASE).is_whole
    assert files_in(place) == {
        *("LISEZ-MOI.pdf", "cabinet.zip", "dictionnaire.csv", "manifest.json"),
        *("progress.ndjson", "rapport-integrite.json", FIRST, SECOND),
    }
    checked = check_archive(str(place), str)
    assert (checked.faults, checked.is_encrypted) == ([], True)
    assert check_archive(str(place / FIRST), lambda: PHRASE).faults == []
    for name in (FIRST, "cabinet.zip"):
        with pyzipper.AESZipFile(place / name) as archive:
            assert all(each.flag_bits & 1 for each in archive.infolist())
            assert not [each for each in archive.namelist() if "lettre" in each]
            archive.setpassword(PHRASE.encode())
            json.loads(archive.read("cabinet.json" if "cabinet" in name else "dossier.json"))
    told = b"".join((place / each).read_bytes() for each in files_in(place))
    for secret in (PHRASE.encode(), b"ADRUN", b"Toux"):
        assert secret not in told
    assert {path.stat().st_mode & 0o077 for path in place.rglob("*")} == {0}
    assert json.loads((place / "rapport-integrite.json").read_text())["encrypted"] is True
    with people.reading() as connection:
        (noted,) = connection.row("SELECT content FROM event ORDER BY seq DESC LIMIT 1") or ("",)
    assert json.loads(noted)["noted"]["encrypted"] is True


def test_an_encrypted_export_goes_on_with_its_passphrase_and_no_other(
    people: Register, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    export(people, place, passphrase=PHRASE)
    before = (place / FIRST).read_bytes()
    with pytest.raises(BadUsage, match="another passphrase"):
        export(people, place, passphrase=OTHER)
    with pytest.raises(BadUsage, match="other options"):
        export(people, place)
    assert is_whole(place)
    assert (place / FIRST).read_bytes() == before
    (place / SECOND).unlink()
    report = export(people, place, passphrase=PHRASE)
    assert (report.made_now, report.exported, is_whole(place)) == (1, 2, True)


def test_an_export_that_an_earlier_program_began_goes_on(people: Register, tmp_path: Path) -> None:
    place = tmp_path / "out"
    export(people, place)
    begun, *made = (place / "progress.ndjson").read_text().splitlines()
    told = json.loads(begun)
    del told["begun"]["encrypted"]
    (place / "progress.ndjson").write_text("\n".join([json.dumps(told), *made, ""]))
    assert export(people, place).made_now == 0
