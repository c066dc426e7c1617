"""What is wrong with an archive is told, whoever made it, and nothing is unpacked."""

from __future__ import annotations

import hashlib
import io
import json
import os
import warnings
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.archive.checking import Checked, Fault, FaultyFile, check_archive
from semble_cli.exchange.archive.manifest import (
    ArchiveKind,
    LeftOut,
    Manifest,
    ManifestFile,
    WhyLeftOut,
    manifest_text,
)
from semble_cli.exchange.archive.writing import archive_chunks, member_of, write_encrypted

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
FILES = {"dossier.json": b"{}" * 3000, "documents/0001-a.pdf": b"%PDF-1.7 bonjour"}


def listed(name: str, data: bytes) -> ManifestFile:
    return ManifestFile(name, len(data), hashlib.sha256(data).hexdigest())


def manifest(*left_out: LeftOut, **told: Any) -> bytes:
    files = [listed(name, data) for name, data in FILES.items()]
    return manifest_text(Manifest(ArchiveKind.RECORD, told, files, left_out))


def archive_in(place: Path, files: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> str:
    with zipfile.ZipFile(place / "a.zip", "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return str(place / "a.zip")


def no_passphrase() -> str:
    raise AssertionError


def check(path: str) -> Checked:
    return check_archive(path, no_passphrase)


def faults(path: str) -> list[FaultyFile]:
    return check(path).faults


WHOLE = {**FILES, "manifest.json": manifest()}


def test_an_archive_that_is_whole_has_no_fault(tmp_path: Path) -> None:
    left_out = LeftOut(9, WhyLeftOut.DAMAGED)
    files = WHOLE | {"manifest.json": manifest(left_out, patient=1042)}
    found = check(archive_in(tmp_path, files))
    size = sum(map(len, FILES.values()))
    assert found == Checked(ArchiveKind.RECORD, {"patient": 1042}, False, 2, size, [], [left_out])


def test_a_file_that_changed_is_told(tmp_path: Path) -> None:
    same_length = WHOLE | {"documents/0001-a.pdf": b"%PDF-1.7 bonsoir"}
    expected = [FaultyFile("documents/0001-a.pdf", Fault.CHANGED)]
    assert faults(archive_in(tmp_path, same_length)) == expected
    longer = WHOLE | {"documents/0001-a.pdf": b"%PDF-1.7 bonjour "}
    assert faults(archive_in(tmp_path, longer)) == expected


def test_a_file_whose_bytes_are_damaged_is_told(tmp_path: Path) -> None:
    path = archive_in(tmp_path, WHOLE)
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace(b"bonjour", b"bonj0ur"))
    assert faults(path) == [FaultyFile("documents/0001-a.pdf", Fault.CHANGED)]


def test_a_file_that_is_missing_or_was_added_is_told(tmp_path: Path) -> None:
    files = {name: data for name, data in WHOLE.items() if name != "dossier.json"}
    assert faults(archive_in(tmp_path, files | {"virus.exe": b"x"})) == [
        FaultyFile("dossier.json", Fault.MISSING),
        FaultyFile("virus.exe", Fault.EXTRA),
    ]


@pytest.mark.parametrize("second", ["dossier.json", "DOSSIER.JSON"])
def test_two_files_of_one_name_are_told(tmp_path: Path, second: str) -> None:
    path = archive_in(tmp_path, WHOLE)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(second, b"other")
    assert FaultyFile(second, Fault.DUPLICATE) in faults(path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:/a", "a b"])
def test_a_name_that_leaves_its_place_is_told(tmp_path: Path, name: str) -> None:
    found = faults(archive_in(tmp_path, WHOLE | {name: b"x"}))
    assert found == [FaultyFile(name, Fault.UNSAFE)]


def test_a_link_is_told(tmp_path: Path) -> None:
    path = archive_in(tmp_path, WHOLE)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("lien")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert faults(path) == [FaultyFile("lien", Fault.UNSAFE)]


def test_what_would_fill_a_disk_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = bytes(64 << 20)
    files = [listed("dossier.json", bomb)]
    text = manifest_text(Manifest(ArchiveKind.RECORD, {}, files, ()))
    path = archive_in(tmp_path, {"dossier.json": bomb, "manifest.json": text}, zipfile.ZIP_DEFLATED)
    opened = zipfile.ZipFile.open
    names: list[str] = []

    def noted(self: zipfile.ZipFile, name: Any, *more: Any, **others: Any) -> Any:
        names.append(getattr(name, "filename", name))
        return opened(self, name, *more, **others)

    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    assert faults(path) == [FaultyFile("dossier.json", Fault.CHANGED)]
    assert names == ["manifest.json"]


def test_a_manifest_that_would_fill_the_memory_is_none(tmp_path: Path) -> None:
    path = archive_in(tmp_path, {"manifest.json": bytes(40 << 20)}, zipfile.ZIP_DEFLATED)
    with pytest.raises(InvalidInput, match="no manifest"):
        check(path)


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000),
        json.dumps({"format": "semble-record", "version": 2, "files": [], "left_out": []}).encode(),
        json.dumps({"format": "other", "version": 1, "files": [], "left_out": []}).encode(),
        *(
            json.dumps(
                {"format": "semble-record", "version": 1, "files": [each], "left_out": []}
            ).encode()
            for each in (
                {"name": "a", "size": -1, "sha256": "0" * 64},
                {"name": "a", "size": True, "sha256": "0" * 64},
                {"name": "a", "size": 1, "sha256": "0"},
                {"name": 1, "size": 1, "sha256": "0" * 64},
                None,
            )
        ),
    ],
)
def test_what_is_no_manifest_of_ours_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(InvalidInput, match="none of semble"):
        check(archive_in(tmp_path, WHOLE | {"manifest.json": text}))


def test_what_is_no_archive_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"bonjour")
    (tmp_path / "cut").write_bytes(b"".join(archive_chunks([member_of("a", b"x")], AT))[:-5])
    os.mkfifo(tmp_path / "pipe")
    for name, said in (
        ("text", "no ZIP file"),
        ("cut", "no ZIP file"),
        ("pipe", "a pipe"),
        ("gone", "cannot be read"),
    ):
        with pytest.raises(InvalidInput, match=said):
            check(str(tmp_path / name))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="no manifest"):
        check(str(tmp_path / "empty"))


def test_an_encrypted_archive_is_checked_with_its_passphrase(tmp_path: Path) -> None:
    out = io.BytesIO()
    members = [member_of(name, data) for name, data in WHOLE.items()]
    write_encrypted(out, members, AT, b"cinq mots", is_file=True)
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    found = check_archive(str(path), lambda: "cinq mots")
    assert (found.is_encrypted, found.faults) == (True, [])
    with pytest.raises(InvalidInput, match="passphrase"):
        check_archive(str(path), lambda: "six mots")
    spoilt = bytearray(out.getvalue())
    spoilt[200] ^= 1
    path.write_bytes(spoilt)
    assert check_archive(str(path), lambda: "cinq mots").faults == [
        FaultyFile("dossier.json", Fault.CHANGED)
    ]


def test_a_directory_is_checked_file_by_file(tmp_path: Path) -> None:
    for name, data in (WHOLE | {"progress.ndjson": b"..."}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert faults(str(tmp_path)) == []
    (tmp_path / "dossier.json").unlink()
    (tmp_path / "autre").write_bytes(b"x")
    assert faults(str(tmp_path)) == [
        FaultyFile("dossier.json", Fault.MISSING),
        FaultyFile("autre", Fault.EXTRA),
    ]
